"""Compares the files of a site with what a build would write, and with the digests in names."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kbgen.verify.data import json_differences, line_differences
from kbgen.verify.markup import page_differences
from kbgen.verify.matrix import Problem, State, answer_id
from kbgen.verify.published import name_of

Read = Callable[[str], bytes | None]
"""Path below the site's folder → the content of the file, or None if there is none."""
_NAMED = re.compile(r"assets/kb/(?!search/)(?:.*/)?[^/]+\.([0-9a-f]{8})\.\w+")
_REFERENCE = re.compile(rb"assets/kb/[\w./-]+\.[0-9a-f]{8}\.\w+")
_BESIDE = re.compile(rb"[\"'(](?:\./)?((?:[\w-]+/)*[\w-]+\.[0-9a-f]{8}\.\w+)[\"')]")
"""How one asset names another: by its address from its own folder."""
_FOLDER = "assets/kb/"
_TEXTS = (".txt", ".css", ".js", ".svg", "_headers", "_redirects")
_FEW = 3
"""The most files with the same problem that are told one by one."""
_NAMED_FILES = 8


def site_files(folder: Path) -> list[str]:
    """Return the paths of a site's files, without hidden ones."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.startswith(".") and "/." not in path)


def reader_of(folder: Path) -> Read:
    def read(path: str) -> bytes | None:
        try:
            return (folder / path).read_bytes()
        except OSError:
            return None

    return read


def page_problems(
    path: str, lang: str, url: str, published: bytes | None, expected: bytes
) -> Iterator[Problem]:
    """Yield what a page tells otherwise than the page that a build would write.

    `url` is its address below the root of its language.
    """
    name = name_of(url)
    if published is None:
        what = "the page is missing; a build would write it"
        yield Problem(State.MISSING, path, lang, name, what, url)
        return
    here, there = (data.decode("utf-8", "replace") for data in (published, expected))
    for found in page_differences(here, there):
        answer = answer_id(name, found.section)
        yield Problem(State.CONTRADICTION, path, lang, answer, found.message, url)


def file_problems(path: str, published: bytes | None, expected: bytes) -> Iterator[Problem]:
    """Yield what a file tells otherwise than the file that a build would write."""
    if published is None:
        yield Problem(
            State.MISSING, path, "", "", "the file is missing; a build would write it", ""
        )
        return
    for what in _differences(path, published, expected):
        yield Problem(State.CONTRADICTION, path, "", "", what, "")


def _differences(path: str, published: bytes, expected: bytes) -> Iterable[str]:
    if path.endswith((".html", ".xml")):
        here, there = (data.decode("utf-8", "replace") for data in (published, expected))
        return [found.message for found in page_differences(here, there)]
    if path.endswith(".json"):
        return json_differences(published, expected)
    if path.endswith(_TEXTS):
        return line_differences(published, expected)
    return ["it is another file than a build would publish"]


def asset_problems(files: Sequence[str], read: Read) -> Iterator[Problem]:
    """Yield assets that are not what their name says, and those that a page names in vain."""
    known = set(files)
    for path in files:
        match = _NAMED.fullmatch(path)
        if match and hashlib.sha256(read(path) or b"").hexdigest()[:8] != match[1]:
            what = "it is not what was published: its name has another digest of its content"
            yield Problem(State.CONTRADICTION, path, "", "", what, "")
    named = {
        found.decode(): path
        for path in reversed(files)
        if path.endswith((".html", ".js", ".css"))
        for found in _REFERENCE.findall(read(path) or b"")
    }
    for path in files:
        if path.startswith(_FOLDER) and path.endswith((".js", ".css")):
            found = _BESIDE.findall(read(path) or b"")
            named |= {f"{_FOLDER}{name.decode()}": path for name in found}
    for path in sorted(named.keys() - known):
        what = f"the file is missing; {named[path]} names it"
        yield Problem(State.MISSING, path, "", "", what, "")


def joined(problems: Iterable[Problem]) -> list[Problem]:
    """Make one problem of those of many files that have one cause: they say the same."""
    by_message: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        by_message[problem.message, problem.state].append(problem)
    return [problem for same in by_message.values() for problem in _of_one_cause(same)]


def _of_one_cause(same: Sequence[Problem]) -> Sequence[Problem]:
    files = sorted({problem.file for problem in same})
    if len(files) <= _FEW:
        return same
    named = ", ".join(files[:_NAMED_FILES]) + (" …" if len(files) > _NAMED_FILES else "")
    return [replace(same[0], message=f"{same[0].message} (so in {len(files)} files: {named})")]
