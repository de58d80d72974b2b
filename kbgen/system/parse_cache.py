"""Keeps parsed files and findings for the next run of the same program.

Each project has one SQLite database. Several processes may read and write it, and a process that
is killed leaves it as it was before or after its transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from kbgen.system.codec import Codec
from kbgen.system.digest import digest_bytes

T = TypeVar("T")
_WAIT = 2.0
"""Seconds to wait for another process that is writing."""
_TABLE = "entry (key BLOB PRIMARY KEY, digest BLOB, data BLOB)"


class ParseCache:
    """Data by key; a key is a digest of everything that the data depends on.

    Data counts as missing if it is not of the requested type, if another program wrote it, or if it
    was damaged or copied from another key. Without a file nothing is kept.
    """

    def __init__(
        self,
        file: Path | None = None,
        program: str = "",
        known_digests: Mapping[str, str] | None = None,
    ) -> None:
        self.known_digests = known_digests or {}
        """Path → digest of files that were read just now."""
        self._file, self._program = file, program
        self._known = _read(file) if file else {}
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}

    @property
    def has_data(self) -> bool:
        """Tell whether the cache has any data."""
        return bool(self._known or self._new)

    def get(self, key: str, codec: Codec[T]) -> T | None:
        """Return the value of a key, or None."""
        name = key.encode()
        data = self._new.get(name)
        if data is None:
            written, data = self._known.get(name, (None, None))
            if not isinstance(data, bytes) or written != self._digest(name, data):
                return None
        try:
            found = codec.decode(data)
        except ValueError:
            return None
        self._used.add(name)
        return found

    def put(self, key: str, codec: Codec[T], value: T) -> None:
        if self._file:
            with suppress(ValueError):  # a file name with lone surrogates cannot be encoded
                self.put_encoded(key, codec.encode(value))

    def put_encoded(self, key: str, data: bytes) -> None:
        if self._file:
            self._new[key.encode()] = data

    def keep(self, key: str) -> None:
        """Count an entry as used although it is not needed now."""
        self._used.add(key.encode())

    def forget(self, wanted: int) -> None:
        """Remove the oldest data until at most `wanted` entries are left."""
        known = [*self._known, *self._new]
        for key in known[: max(0, len(known) - wanted)]:
            self._known.pop(key, None)
            self._new.pop(key, None)

    def save(self, forgets: bool = True) -> None:
        """Write new data to the file; ignore disk errors, which only make the next run slower.

        If more than half of the entries were not used, those are removed, if it `forgets`.
        """
        if self._file is None or not self._new:
            return
        new = {key: (self._digest(key, data), data) for key, data in self._new.items()}
        self._used |= new.keys()
        unused = [key for key in self._known if key not in self._used]
        if not forgets or len(unused) <= len(self._used):
            unused = []
        with suppress(sqlite3.Error, OSError):
            _write(self._file, new, unused)
            self._known |= new
            self._new = {}

    def _digest(self, key: bytes, data: bytes) -> bytes:
        return digest_bytes(f"{self._program}\n".encode() + key + b"\n" + data).encode()


def _read(file: Path) -> dict[bytes, tuple[Any, Any]]:
    """Return key → (digest, data) from a file; {} if it is damaged."""
    with suppress(sqlite3.Error, OSError), _opened(file) as database:
        rows = database.execute("SELECT key, digest, data FROM entry").fetchall()
        return {key: (digest, data) for key, digest, data in rows}
    return {}


def _write(file: Path, new: Mapping[bytes, tuple[bytes, bytes]], unused: list[bytes]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        _change(file, new, unused)
    except sqlite3.DatabaseError as problem:
        # SQLite raises DatabaseError itself for a damaged file or one that is no database of kbgen;
        # it raises a subclass for a file that is locked or read-only, which is not replaced.
        if type(problem) is not sqlite3.DatabaseError:
            raise
        for part in (file, file.with_name(f"{file.name}-journal")):
            part.unlink(missing_ok=True)
        _change(file, new, unused)


def _change(file: Path, new: Mapping[bytes, tuple[bytes, bytes]], unused: list[bytes]) -> None:
    rows = [(key, *entry) for key, entry in new.items()]
    with _opened(file) as database:
        database.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", rows)
        database.executemany("DELETE FROM entry WHERE key = ?", [(key,) for key in unused])


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for one transaction. Raises sqlite3.Error, OSError.

    It is not kept open, because a connection must not be carried into a forked process.
    """
    if file.is_symlink():  # writing would change the target of the link
        file.unlink()
    database = sqlite3.connect(file, timeout=_WAIT)
    try:
        # A power cut may damage the file, which is then replaced; the end of a process does not.
        database.execute("PRAGMA synchronous = OFF")
        found = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        if not found:
            database.execute(f"CREATE TABLE IF NOT EXISTS {_TABLE}")
        elif found != [(f"CREATE TABLE {_TABLE}",)]:
            raise sqlite3.DatabaseError("this is another program's")
        with database:
            yield database
    finally:
        database.close()
