"""What a build left in the folder of a site, and what it changed there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Written:
    """A file as it was written: another inode or time is another writing, whatever it holds."""

    inode: int
    time: int
    digest: bytes


@dataclass(frozen=True)
class Change:
    """HTML files in all, those that say something else now, and those that were written."""

    html: int
    changed: int
    rewritten: int


def measure(site: Path) -> tuple[int, int]:
    """Return the number of files and their bytes."""
    sizes = [entry.stat().st_size for entry in _files(site)]
    return len(sizes), sum(sizes)


def look_at(site: Path) -> dict[str, Written]:
    """Return every HTML file of a site as it is."""
    return {e.path: _written(e) for e in _files(site) if e.name.endswith(".html")}


def compare(before: Mapping[str, Written], after: Mapping[str, Written]) -> Change:
    both = [(before[path], after[path]) for path in before.keys() & after.keys()]
    one = len(before.keys() ^ after.keys())
    changed = sum(a.digest != b.digest for a, b in both)
    rewritten = sum((a.inode, a.time) != (b.inode, b.time) for a, b in both)
    return Change(len(after), changed + one, rewritten + one)


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            else:
                yield entry


def _written(entry: os.DirEntry[str]) -> Written:
    stat = entry.stat()
    content = Path(entry.path).read_bytes()
    return Written(stat.st_ino, stat.st_mtime_ns, hashlib.blake2b(content).digest())
