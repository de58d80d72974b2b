"""Remembers what was read and checked, for the next run of the same program.

One file, to which a run adds what is new; it is written anew when half of it is of no more use.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from kbgen.system.codec import Codec
from kbgen.system.digest import digest_bytes

T = TypeVar("T")
_LENGTH = 8
_AT_ONCE = 512
_RECORD: Codec[dict[str, memoryview]] = Codec(dict[str, memoryview])


class ParseCache:
    """Data by key; a key is a digest of all that the data was made from.

    It is read as the type that is asked for, or counts as unknown. Without a file nothing is
    remembered. A file of another program, or a damaged one, is as good as none.
    """

    def __init__(
        self, file: Path | None = None, program: str = "", looked: Mapping[str, str] | None = None
    ) -> None:
        self.looked = looked or {}
        """The digests of files that have just been read, by their paths."""
        self._file = file
        self._head = f"kbgen {program}\n".encode()
        self._is_damaged = False
        self._known = self._read() if file else {}
        self._used: set[str] = set()
        self._new: dict[str, memoryview] = {}

    @property
    def knows(self) -> bool:
        """Whether anything is remembered at all."""
        return bool(self._known or self._new)

    def get(self, key: str, codec: Codec[T]) -> T | None:
        """Return what is known under a key, or None."""
        data = self._new.get(key, self._known.get(key))
        if data is None:
            return None
        try:
            found = codec.decode(data)
        except ValueError:
            return None
        self._used.add(key)
        return found

    def put(self, key: str, codec: Codec[T], value: T) -> None:
        if self._file:
            with suppress(ValueError):  # a file name that is no text cannot be remembered
                self._new[key] = memoryview(codec.encode(value))

    def forget(self, wanted: int) -> None:
        """Let go of what was learnt first, until so much is known."""
        for key in list(self._new)[: max(0, len(self._known) + len(self._new) - wanted)]:
            del self._new[key]

    def save(self) -> None:
        """Write down what is new; a disk that fails only makes the next run slower."""
        if self._file is None or not (self._new or self._known):
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            is_old = len(self._used) * 2 < len(self._known)
            if self._is_damaged or is_old or not self._known:
                known = self._known | self._new
                kept = {key: known[key] for key in sorted(self._used)} | self._new
                part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
                part.unlink(missing_ok=True)  # it may be a link that somebody left
                with part.open("wb") as file:
                    file.write(self._head)
                    file.writelines(_records(kept))
                part.replace(self._file)
            elif self._new:
                with self._file.open("ab") as file:
                    file.writelines(_records(self._new))
            self._known |= self._new
            self._new = {}

    def _read(self) -> dict[str, memoryview]:
        assert self._file is not None
        known: dict[str, memoryview] = {}
        with suppress(OSError, ValueError):
            content = memoryview(self._file.read_bytes())
            if content[: len(self._head)] != self._head:
                return {}
            at = len(self._head)
            self._is_damaged = True
            while at < len(content):
                start = at + _LENGTH + 32
                end = start + int.from_bytes(content[at : at + _LENGTH], "big")
                record = content[start:end]
                if digest_bytes(record).encode() != content[at + _LENGTH : start]:
                    return known  # cut short: what follows cannot be told apart
                known |= _RECORD.decode(record)
                at = end
            self._is_damaged = False
        return known


def _records(values: Mapping[str, memoryview]) -> Iterator[bytes]:
    """Yield what is written of values: a few at once, so that it is never all in memory twice."""
    keys = list(values)
    for start in range(0, len(keys), _AT_ONCE):
        record = _RECORD.encode({key: values[key] for key in keys[start : start + _AT_ONCE]})
        yield len(record).to_bytes(_LENGTH, "big") + digest_bytes(record).encode() + record
