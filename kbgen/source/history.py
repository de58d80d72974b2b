"""Finds texts that a page had before, in the history that git has of it."""

from __future__ import annotations

import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

from kbgen.source.git import git_command, git_environment
from kbgen.source.text import LARGEST, decode
from kbgen.system.codec import Codec
from kbgen.system.parse_cache import ParseCache

Split = Callable[[str, str], Iterable[tuple[str, str]]]
"""A file's path and its text → the digest and the text of each block."""
MOST_REVISIONS = 5000
LONGEST = 10.0
"""Seconds after which nothing more is looked for."""
_CHUNK = 65536
_HEADER = "\x01"
_DIGESTS = Codec[tuple[str, ...]](tuple[str, ...])


class FormerText(NamedTuple):
    """The text that a block had, and the commit that changed it, with its day.

    Both are "" if the change is not committed yet.
    """

    text: str
    commit: str
    day: str


class _Change(NamedTuple):
    """One file in one commit; the blobs before and after it, "" where the file was not there."""

    commit: str
    day: str
    before: str
    after: str
    old_path: str
    path: str


def find_former_texts(
    root: Path,
    wanted: Mapping[str, Collection[str]],
    split: Split,
    parse_cache: ParseCache | None = None,
    most_revisions: int = MOST_REVISIONS,
    seconds: float = LONGEST,
) -> dict[tuple[str, str], FormerText]:
    """Return (path, digest) → the newest text with that digest, for those that are found.

    `wanted` has the digests by the paths of files, relative to the project's folder. Renames are
    followed. Where git, the repository or a part of the history is missing, less is found.
    """
    search = _Search({path: set(digests) for path, digests in wanted.items() if digests}, split)
    search.parse_cache = parse_cache or ParseCache()
    end = time.monotonic() + seconds
    with suppress(OSError), _blobs(root) as read:
        for change in _changes(root, search.folders(), most_revisions):
            search.look_into(change, read)
            if not search.left or time.monotonic() > end:
                break
    return search.found


@dataclass
class _Search:
    """What is still wanted of each file, under the name that it had in the commit at hand."""

    left: dict[str, set[str]]
    split: Split
    found: dict[tuple[str, str], FormerText] = field(default_factory=dict)
    parse_cache: ParseCache = field(default_factory=ParseCache)
    _names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        for path in self.left:
            self._names[path].add(path)

    def folders(self) -> list[str]:
        """Return the folders whose history is read: a file may have been elsewhere in them."""
        return sorted({path.split("/")[0] for path in self.left})

    def look_into(self, change: _Change, read: Callable[[str], bytes]) -> None:
        for path in [*self._names.get(change.path, ())]:
            # What stands in the version after the newest commit is not committed as changed.
            self._look(change.after, path, read, ("", ""))
            self._look(change.before, path, read, (change.commit, change.day))
            if change.old_path != change.path:
                self._names[change.old_path].add(path)

    def _look(
        self, blob: str, path: str, read: Callable[[str], bytes], changed: tuple[str, str]
    ) -> None:
        if not blob or path not in self.left or (blob, path) in self._seen:
            return
        self._seen.add((blob, path))
        key = f"history {blob} {path}"
        known = self.parse_cache.get(key, _DIGESTS)
        if known is not None and self.left[path].isdisjoint(known):
            return
        text, _ = decode(read(blob), path)
        blocks = list(self.split(path, text)) if text else []
        self.parse_cache.put(key, _DIGESTS, tuple(digest for digest, _ in blocks))
        for digest, words in blocks:
            if digest in self.left[path]:
                self.left[path].remove(digest)
                self.found[path, digest] = FormerText(words, *changed)
        if not self.left[path]:
            del self.left[path]


def _changes(root: Path, folders: list[str], most: int) -> Iterator[_Change]:
    """Yield what each commit changed, newest first; nothing if there is no history."""
    if not folders:
        return
    shown = ["--raw", "-z", "-M", "-m", "--no-abbrev", "--relative", f"--format={_HEADER}%H %cs"]
    plain = ["--no-color", "--no-show-signature", "--no-ext-diff"]
    command = ["log", *shown, *plain, f"--max-count={most}", "--", *folders]
    with _git(root, *command) as process:
        commit = day = ""
        tokens = _tokens(process.stdout)
        for token in tokens:
            if token.startswith(_HEADER):
                commit, _, day = token[1:].partition(" ")
            elif (entry := token.lstrip("\n")).startswith(":"):
                _, _, before, after, kind = entry.split()
                old_path = path = next(tokens, "")
                if kind[0] in "RC":
                    path = next(tokens, "")
                yield _Change(commit, day, _blob(before), _blob(after), old_path, path)


def _blob(name: str) -> str:
    return name if name.strip("0") else ""


def _tokens(stream: IO[bytes]) -> Iterator[str]:
    rest = b""
    while chunk := stream.read1(_CHUNK):  # type: ignore[attr-defined]
        *whole, rest = (rest + chunk).split(b"\0")
        for token in whole:
            yield token.decode("utf-8", "surrogateescape")


@contextmanager
def _blobs(root: Path) -> Iterator[Callable[[str], bytes]]:
    """Yield a function that returns the content of a blob, b"" if it is missing or too large."""
    with _git(root, "cat-file", "--batch") as process:

        def read(blob: str) -> bytes:
            process.stdin.write(f"{blob}\n".encode())
            process.stdin.flush()
            _, _, size = process.stdout.readline().decode().rstrip("\n").rpartition(" ")
            if not size.isdigit():
                return b""
            data = process.stdout.read(int(size))
            process.stdout.read(1)
            return data if len(data) <= LARGEST else b""

        yield read


class _Process(NamedTuple):
    stdin: IO[bytes]
    stdout: IO[bytes]


@contextmanager
def _git(root: Path, *args: str) -> Iterator[_Process]:
    """Run git, which is ended with the block. Raises OSError if it is not installed."""
    # A partial clone would fetch every blob that it lacks.
    command = git_command(root, "-c", "protocol.allow=never", *args)
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=git_environment(),
    ) as process:
        assert process.stdin and process.stdout
        try:
            yield _Process(process.stdin, process.stdout)
        finally:
            process.kill()
            with suppress(OSError):  # what was not written to a process that had ended
                process.stdin.close()
