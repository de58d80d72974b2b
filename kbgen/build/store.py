"""A folder of cached results, each under the digest of all its inputs.

A result is found by its key alone, never by a time, so the folder can be copied to another machine
and filled by several at once. A damaged file, or one that is no result, counts as missing. Results
are bytes: nothing in the folder is ever run.
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
"""The most bytes; above it, the least recently used results are removed."""
SITES = 60
"""The most sites of which manifest, inputs and previous folder are kept."""
_MARK = b"kbgen\x002\n"
_KEY = re.compile(r"[0-9a-f]{32}")
_SAMPLE = 16
"""The number of folders, of 256, by which the size of the whole is estimated."""
_USED = 86_400.0
"""Seconds between updates of the time at which a result was last used."""


class ArtifactStore:
    """Results by keys of hexadecimal digits. Disk errors are ignored and only make it slow."""

    def __init__(self, folder: Path, spare: Path | None = None) -> None:
        self.folder = folder
        self._spare = ArtifactStore(spare) if spare else None
        """Where results are kept for this build alone, if they cannot be kept for others."""
        self.problem: OSError | None = None
        """Why nothing could be kept, if something could not."""

    def get(self, key: str) -> bytes | None:
        """Return a result, or None if it is missing or damaged."""
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
        """Write a result; other processes see all of it or nothing."""
        file = self._file(key)
        part = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            if not file.parent.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
            elif file.parent.is_symlink():
                raise OSError(errno.ELOOP, "a link stands in the cache", str(file.parent))
            part.unlink(missing_ok=True)  # writing would follow a link
            part.write_bytes(_head(key, result) + result)
            part.replace(file)
        except OSError as problem:
            self.problem = problem
            if self._spare:
                self._spare.put(key, result)
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def add_results(self, folder: Path) -> None:
        """Add the results of another folder, which is not changed."""
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
        """Remove the least recently used results until the folder has at most `largest` bytes."""
        self._trim_sites()
        folders = [self.folder / f"{number:02x}" for number in range(256)]
        # Digests distribute results evenly, so that a few folders, chosen at random, are a sample.
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
        """Remove files about sites, except those that were built last."""
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
        if not _KEY.fullmatch(key):  # it could be a path to another folder
            raise ValueError(f"'{key}' is no key")
        return self.folder / key[:2] / key[2:]


def _held(folders: Iterable[Path]) -> Iterator[tuple[float, int, str]]:
    """Yield (time of last use, size, path) of each result in some folders."""
    for folder in folders:
        if folder.is_symlink():  # never remove files outside of the store
            continue
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                status = entry.stat()
                yield status.st_mtime, status.st_size, entry.path


def _head(key: str, result: bytes) -> bytes:
    """Return the header of a result, by which one that was copied to another key is invalid."""
    return _MARK + hashlib.sha256(f"{key}\n".encode() + result).digest()
