"""The packets of SFTP version 3 (draft-ietf-secsh-filexfer-02), as OpenSSH's server speaks it."""

from __future__ import annotations

import struct
from dataclasses import dataclass

VERSION = 3
INIT, OPEN, CLOSE, READ, WRITE, LSTAT = 1, 3, 4, 5, 6, 7
OPENDIR, READDIR, REMOVE, MKDIR, RMDIR, REALPATH = 11, 12, 13, 14, 15, 16
READLINK, SYMLINK, EXTENDED = 19, 20, 200
STATUS, HANDLE, DATA, NAME, ATTRS, SERVER_VERSION = 101, 102, 103, 104, 105, 2
FOR_READING, FOR_NEW = 0x01, 0x02 | 0x08 | 0x20  # write, create, exclusive
OK, END, NO_FILE, DENIED, FAILED = 0, 1, 2, 3, 4
POSIX_RENAME, HARD_LINK = "posix-rename@openssh.com", "hardlink@openssh.com"
DISK = "statvfs@openssh.com"
"""Answers with the free space of a disk (OpenSSH's PROTOCOL, section 4.4)."""
CHUNK = 32 * 1024
"""The most bytes of data in a packet that every server takes."""
_SIZE, _OWNER, _MODE, _TIMES, _MORE = 0x1, 0x2, 0x4, 0x8, 0x80000000
_FOLDER, _KIND = 0o040000, 0o170000


@dataclass(frozen=True)
class Entry:
    """A file in a folder, without its path."""

    name: str
    size: int
    is_folder: bool


def text(value: str | bytes) -> bytes:
    """Return a string as it is sent: its length and its bytes."""
    data = value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value
    return struct.pack(">I", len(data)) + data


def number(value: int) -> bytes:
    return struct.pack(">I", value)


def long(value: int) -> bytes:
    return struct.pack(">Q", value)


def mode(value: int) -> bytes:
    """Return attributes that have permissions alone."""
    return struct.pack(">II", _MODE, value)


NO_ATTRIBUTES = number(0)


class PacketReader:
    """Reads the fields of a packet in their order. Raises ValueError if it is too short."""

    def __init__(self, data: bytes) -> None:
        self._data, self.at = data, 0

    def number(self) -> int:
        return int.from_bytes(self._take(4), "big")

    def long(self) -> int:
        return int.from_bytes(self._take(8), "big")

    def field(self) -> bytes:
        return self._take(self.number())

    def text(self) -> str:
        return self.field().decode("utf-8", "surrogateescape")

    def disk(self) -> tuple[int, bool]:
        """Read the answer to DISK: bytes that this user may still write, and if it may at all."""
        _, unit, _, _, blocks, files, _, names, _, flags, _ = (self.long() for _ in range(11))
        # Some disks count no files.
        return unit * blocks if names or not files else 0, not flags & 1

    def entries(self) -> list[Entry]:
        """Read the answer NAME."""
        return [self._entry() for _ in range(self.number())]

    def extensions(self) -> set[str]:
        """Read the extensions after the server's version."""
        found = set()
        while self.at < len(self._data):
            found.add(self.text())
            self.field()
        return found

    def _entry(self) -> Entry:
        name = self.text()
        self.field()  # a line for people
        size, mode_ = self._attributes()
        return Entry(name, size, mode_ & _KIND == _FOLDER)

    def _attributes(self) -> tuple[int, int]:
        flags, size, mode_ = self.number(), 0, 0
        if flags & _SIZE:
            size = self.long()
        if flags & _OWNER:
            self._take(8)
        if flags & _MODE:
            mode_ = self.number()
        if flags & _TIMES:
            self._take(8)
        if flags & _MORE:
            for _ in range(self.number()):
                self.field()
                self.field()
        return size, mode_

    def _take(self, count: int) -> bytes:
        part = self._data[self.at : self.at + count]
        if len(part) != count:
            raise ValueError("a packet of the server is too short")
        self.at += count
        return part
