"""A folder of results, each under the digest of everything that it was computed from.

A result is looked up by its key alone, never by a time, so the folder can be carried from one
machine to another, and filled by several at once. What is damaged, or not a result, is as good
as absent. Only bytes are kept: nothing in the folder is ever run.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

LARGEST = 2_000_000_000
"""Bytes; above it, what has not been used for longest goes."""
SITES = 60
"""Names under which something is kept of a site: three for each, of which one is a copy."""
_MARK = b"kbgen\x002\n"
_KEY = re.compile(r"[0-9a-f]{32}")
_SAMPLE = 16
"""Folders of 256 that are looked into to see whether the whole may be too large."""
_USED = 86_400.0
"""Seconds; that a result is used is noted once a day."""


class ArtifactStore:
    """Results by their keys; a key is hexadecimal digits. A disk that fails only makes it slow."""

    def __init__(self, folder: Path, spare: Path | None = None) -> None:
        self.folder = folder
        self._spare = ArtifactStore(spare) if spare else None
        """Where results are kept for this build alone, if they cannot be kept for others."""
        self.problem: OSError | None = None
        """Why nothing could be kept, if something could not."""

    def get(self, key: str) -> bytes | None:
        """Return a result, or None if it is not there whole."""
        file = self._file(key)
        try:
            content = file.read_bytes()
        except OSError:
            return self._spare.get(key) if self._spare else None
        start = len(_MARK) + 32
        result = content[start:]
        if content[:start] != _head(key, result):
            with suppress(OSError):
                file.unlink()
            return None
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _USED:
                os.utime(file)
        return result

    def put(self, key: str, result: bytes) -> None:
        """Keep a result; a reader sees all of it or nothing."""
        file = self._file(key)
        part = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            if not file.parent.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
            elif file.parent.is_symlink():
                raise OSError(errno.ELOOP, "a link stands in the cache", str(file.parent))
            part.unlink(missing_ok=True)  # a link that somebody left there would be written through
            part.write_bytes(_head(key, result) + result)
            part.replace(file)
        except OSError as problem:
            self.problem = problem
            if self._spare:
                self._spare.put(key, result)
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def take_over(self, folder: Path) -> None:
        """Add the results of another folder, which stays as it is."""
        for result in folder.glob("[0-9a-f][0-9a-f]/*"):
            file = self.folder / result.parent.name / result.name
            if file.exists():
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(result, file)
            except OSError:
                shutil.copyfile(result, file)

    def trim(self, largest: int = LARGEST) -> None:
        """Remove what has not been used for longest, until the folder is no larger."""
        self._trim_sites()
        folders = [self.folder / f"{number:02x}" for number in range(256)]
        # Digests spread results evenly, so a few folders tell of all, but for chance: other ones
        # each time.
        step = len(folders) // _SAMPLE
        sample = _held(folders[int(time.time()) % step :: step])
        if sum(size for _, size, _ in sample) * step < largest // 2:
            return
        found = list(_held(folders))
        size = sum(entry[1] for entry in found)
        for _, bytes_, path in sorted(found):
            if size <= largest:
                return
            with suppress(OSError):
                Path(path).unlink()
            size -= bytes_

    def _trim_sites(self) -> None:
        """Forget what is known of sites, but for those that were built last."""
        last: dict[str, float] = {}
        if (self.folder / "sites").is_symlink():
            return
        with suppress(OSError), os.scandir(self.folder / "sites") as entries:
            for entry in entries:
                name = entry.name.partition(".")[0]
                last[name] = max(last.get(name, 0), entry.stat().st_mtime)
        for name in sorted(last, key=lambda name: -last[name])[SITES:]:
            for file in (self.folder / "sites").glob(f"{name}.*"):
                if file.is_dir():
                    shutil.rmtree(file, ignore_errors=True)
                else:
                    file.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        if not _KEY.fullmatch(key):  # it would be a path to elsewhere
            raise ValueError(f"'{key}' is no key")
        return self.folder / key[:2] / key[2:]


def _held(folders: Iterable[Path]) -> Iterator[tuple[float, int, str]]:
    """Yield when each result in some folders was used, its size and its path."""
    for folder in folders:
        if folder.is_symlink():  # what lies elsewhere is not ours to remove
            continue
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                status = entry.stat()
                yield status.st_mtime, status.st_size, entry.path


def _head(key: str, result: bytes) -> bytes:
    """Return what stands before a result: one that was copied to another key is none."""
    return _MARK + hashlib.sha256(f"{key}\n".encode() + result).digest()
