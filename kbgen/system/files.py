"""Reads files of a project; only ordinary files within the project are read.

A symbolic link may lead to another file or folder of the project. A link that leads out of it could
publish private files, such as secrets of a CI. A pipe may never end, and a device may be endless.
Hard links cannot be distinguished from files.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kbgen.model.message import Message, msg

LARGEST = 512 * 1024 * 1024
"""The most bytes of a file of a site."""
SYSTEM, _MEMORY = ("/proc", "/sys", "/dev"), ("/dev/shm",)
"""Folders of pseudo files of the system, and the folder in them that is a disk in memory."""
_MOST_LINKS = 1000
"""The most links to folders that are followed in one folder, since links may multiply files."""
_UNDECODED = re.compile("[\ud800-\udfff]")
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY", "O_BINARY")
)


@dataclass(frozen=True)
class Refusal:
    """The reason why a file is not read, and what to do about it."""

    what: Message
    hint: Message
    is_foreign: bool = True
    """True if it is no ordinary file of the project, False if it cannot be read."""


_OUTSIDE = Refusal(
    msg("this link leads out of the project"),
    msg("copy into the project what it leads to, or delete it"),
)
_CIRCLE = Refusal(
    msg("this link leads back to a folder above it"), msg("remove the link"), is_foreign=False
)
_DEAD = Refusal(
    msg("cannot read the file: this link leads to nothing"),
    msg("mend the link, or delete it"),
    is_foreign=False,
)
_NAMELESS = Refusal(
    msg("the name of this file is not UTF-8"),
    msg("rename it with small Latin letters, digits and hyphens"),
    is_foreign=False,
)
_TOO_MANY = Refusal(
    msg("this is one of more than %(most)d links to folders", most=_MOST_LINKS),
    msg("remove the links"),
)


class RefusedError(OSError):
    """A file that is not read although it may exist."""

    def __init__(self, refusal: Refusal, path: str) -> None:
        super().__init__(errno.EINVAL, str(refusal.what), path)
        self.refusal = refusal


class FileEntry(NamedTuple):
    """A file below a folder: `name` is its path there, `path` its real path without links."""

    name: str
    path: str
    refusal: Refusal | None = None


def walk(
    folder: Path,
    bounds: Iterable[Path],
    is_hidden: Callable[[str], bool] = lambda _: False,
    left_out: Mapping[Path, Refusal] = MappingProxyType({}),
) -> Iterator[FileEntry]:
    """Yield the files below a folder in a fixed order, and refused files.

    `bounds` are folders (without links in their paths) that links may lead into, besides the folder
    itself. Files and folders whose name `is_hidden` are skipped; folders in `left_out` are refused.
    """
    top = os.path.realpath(folder)
    inside = _prefixes([top, *bounds])
    links = 0
    # Name, real path, and the real paths of the links that lead there.
    todo: list[tuple[str, str, tuple[str, ...]]] = [("", top, ())]
    while todo:
        here, place, above = todo.pop()
        try:
            with os.scandir(place) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as problem:
            if here or os.path.lexists(place):
                yield FileEntry(here, place, unreadable(problem, is_folder=True))
            continue
        folders: list[tuple[str, str, tuple[str, ...]]] = []
        for entry in entries:
            if is_hidden(entry.name):
                continue
            name = f"{here}/{entry.name}" if here else entry.name
            if _UNDECODED.search(entry.name):
                yield FileEntry(name, entry.path, _NAMELESS)
            elif entry.is_symlink():
                led, is_folder = _led(name, entry.path, inside)
                if not is_folder:
                    yield led
                elif any(f"{one}{os.sep}".startswith(_prefix(led.path)) for one in (*above, place)):
                    yield FileEntry(name, led.path, _CIRCLE)
                elif (links := links + 1) > _MOST_LINKS:
                    yield FileEntry(name, led.path, _TOO_MANY)
                else:
                    folders.append((name, led.path, (*above, place)))
            elif entry.is_dir(follow_symlinks=False):
                folders.append((name, entry.path, above))
            elif entry.is_file(follow_symlinks=False):
                yield FileEntry(name, entry.path)
            else:
                yield FileEntry(
                    name, entry.path, _special(entry.stat(follow_symlinks=False).st_mode)
                )
        for one in reversed(folders):
            if reason := left_out.get(Path(one[1])) if left_out else None:
                yield FileEntry(one[0], one[1], reason)
            else:
                todo.append(one)


def files_below(folder: Path, bounds: Iterable[Path] = ()) -> Iterator[FileEntry]:
    """Yield every file below a folder, also hidden ones; Python's caches are skipped."""
    return walk(folder, bounds, lambda name: name == "__pycache__")


def locate(file: Path, bounds: Iterable[Path]) -> str:
    """Return the real path of a file. Raises RefusedError, or OSError if it does not exist."""
    try:
        place = os.path.realpath(file, strict=True)
    except FileNotFoundError:
        if not _is_inside(os.path.realpath(file), _prefixes(bounds)):
            raise RefusedError(_OUTSIDE, str(file)) from None
        raise
    if not _is_inside(place, _prefixes(bounds)):
        raise RefusedError(_OUTSIDE, str(file))
    return place


def open_file(place: str) -> FileIO:
    """Open an ordinary file at its real path. Raises RefusedError, OSError.

    It never blocks, and it does not follow a link that has replaced the file meanwhile.
    """
    _refuse_special(os.lstat(place).st_mode, place)  # opening a device may have effects
    file = FileIO(place, "r", opener=lambda path, _: os.open(path, _FLAGS))
    try:
        _refuse_special(os.fstat(file.fileno()).st_mode, place)
    except OSError:
        file.close()
        raise
    return file


def read_file(file: Path, bounds: Iterable[Path], largest: int = LARGEST) -> bytes:
    """Read an ordinary file within one of the folders `bounds`. Raises RefusedError, OSError."""
    return read_place(locate(file, bounds), largest)


def read_place(place: str, largest: int = LARGEST) -> bytes:
    """Read an ordinary file at its real path. Raises RefusedError, OSError."""
    with open_file(place) as file:
        size = os.fstat(file.fileno()).st_size
        if size > largest:
            raise RefusedError(too_large(size, largest), place)
        return file.read(size)


def too_large(size: int, largest: int = LARGEST) -> Refusal:
    """Return the refusal of a file that has more than `largest` bytes."""
    what = msg(
        "the file is %(size)s MB; it may be at most %(most)d MB",
        size=f"{size / 1024 / 1024:.1f}",
        most=largest // 1024 // 1024,
    )
    return Refusal(what, msg("make it smaller, or publish it elsewhere"), is_foreign=False)


def is_ordinary(file: Path, bounds: Iterable[Path]) -> bool:
    """Tell whether there is an ordinary file, and it lies in one of some folders."""
    try:
        open_file(locate(file, bounds)).close()
    except OSError:
        return False
    return True


def is_system(folder: Path) -> bool:
    """Tell whether a folder is one in which no file is a file.

    >>> is_system(Path("/proc/self")), is_system(Path("/processes"))
    (True, False)
    """
    place = str(folder)
    return _is_inside(place, _prefixes(SYSTEM)) and not _is_inside(place, _prefixes(_MEMORY))


def _led(name: str, link: str, inside: tuple[str, ...]) -> tuple[FileEntry, bool]:
    """Return where a link leads, and whether that is a folder that may be looked into."""
    try:
        place = os.path.realpath(link, strict=True)
        mode = os.lstat(place).st_mode
    except OSError as problem:
        place = os.path.realpath(link)
        if problem.errno == errno.ENOENT:
            return FileEntry(name, place, _DEAD if _is_inside(place, inside) else _OUTSIDE), False
        return FileEntry(name, place, unreadable(problem)), False
    if not _is_inside(place, inside):
        return FileEntry(name, place, _OUTSIDE), False
    if stat.S_ISDIR(mode):
        return FileEntry(name, place), True
    return FileEntry(name, place, None if stat.S_ISREG(mode) else _special(mode)), False


def unreadable(problem: OSError, is_folder: bool = False) -> Refusal:
    """Return why a file could not be read, or a folder."""
    if isinstance(problem, RefusedError):
        return problem.refusal
    if problem.errno == errno.ELOOP:
        return Refusal(
            msg("this link leads back to itself"), msg("remove the link"), is_foreign=False
        )
    reason = (problem.strerror or str(problem)).lower()
    what = msg("cannot read the file: %(reason)s", reason=reason)
    if is_folder:
        what = msg("cannot read the folder: %(reason)s", reason=reason)
    return Refusal(what, msg("check its permissions, or where the link leads"), is_foreign=False)


_KINDS = (
    (stat.S_ISFIFO, msg("this is a named pipe, not an ordinary file")),
    (stat.S_ISSOCK, msg("this is a socket, not an ordinary file")),
    (stat.S_ISCHR, msg("this is a device, not an ordinary file")),
    (stat.S_ISBLK, msg("this is a device, not an ordinary file")),
    (stat.S_ISDIR, msg("this is a folder, not an ordinary file")),
)
_OTHER_KIND = msg("this is something else, not an ordinary file")


def _special(mode: int) -> Refusal:
    what = next((what for is_kind, what in _KINDS if is_kind(mode)), _OTHER_KIND)
    return Refusal(what, msg("delete it, or put a file in its place"))


def _refuse_special(mode: int, path: str) -> None:
    if not stat.S_ISREG(mode):
        raise RefusedError(_special(mode), path)


def _prefix(folder: str) -> str:
    return folder.rstrip(os.sep) + os.sep


def _prefixes(folders: Iterable[str | Path]) -> tuple[str, ...]:
    return tuple({_prefix(str(folder)) for folder in folders})


def _is_inside(place: str, inside: tuple[str, ...]) -> bool:
    return f"{place}{os.sep}".startswith(inside)
