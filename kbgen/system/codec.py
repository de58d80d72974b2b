"""Writes values of one declared type as MessagePack, and reads them back or not at all.

What is read is data: it says nothing of classes or functions, so it can run nothing, and what it
becomes is decided by the type that is declared here, in the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")
_DATE = 1
"""MessagePack's extension type for a date where the declared type is Any."""


class Custom:
    """How a type that MessagePack does not know becomes plain data, and is made of it again.

    `unpack` may raise anything for data that it cannot be made of.
    """

    def __init__(self, pack: Callable[[Any], Any], unpack: Callable[[Any], Any]) -> None:
        self.pack, self.unpack = pack, unpack


def _same(value: Any) -> Any:
    return value


class Codec(Generic[T]):
    """Writes dataclasses, named tuples, enumerations, dates, times, decimals, sets, mappings …

    `kind` is the type that is written: that of the values, unless `pack` turns them into it and
    `unpack` back. `custom` has what else stands in it, by class; subclasses are written alike.
    """

    def __init__(
        self,
        kind: Any,
        custom: Mapping[type, Custom] | None = None,
        pack: Callable[[T], Any] = _same,
        unpack: Callable[[Any], T] = _same,
    ) -> None:
        self._kind, self._custom = kind, custom or {}
        self._pack, self._unpack = pack, unpack
        self._encoder = msgspec.msgpack.Encoder(enc_hook=self._pack_custom)
        self._decoder: msgspec.msgpack.Decoder[Any] | None = None

    def encode(self, value: T) -> bytes:
        """Raises ValueError for what cannot be written: half a character, a number over 64 bits."""
        try:
            return self._encoder.encode(self._pack(value))
        except (OverflowError, RecursionError) as problem:
            raise ValueError(f"this cannot be written: {problem}") from problem

    def decode(self, data: bytes | memoryview) -> T:
        """Raises ValueError for anything but what `encode` writes of such a value."""
        if self._decoder is None:  # which is costly to make
            self._decoder = msgspec.msgpack.Decoder(
                self._kind, dec_hook=self._unpack_custom, ext_hook=_read_extension
            )
        try:
            return self._unpack(self._decoder.decode(data))
        except Exception as problem:  # bytes that nobody meant can fail in any way
            raise ValueError(f"this cannot be read: {problem}") from problem

    def _pack_custom(self, value: Any) -> Any:
        for kind, custom in self._custom.items():
            if isinstance(value, kind):
                return custom.pack(value)
        raise TypeError(f"{type(value).__name__} is not declared")

    def _unpack_custom(self, kind: type, data: Any) -> Any:
        return self._custom[kind].unpack(data)


def with_dates(value: Any) -> Any:
    """Return plain data of YAML so that its dates are told from texts where it is read as Any."""
    if isinstance(value, date):
        return msgspec.msgpack.Ext(_DATE, value.isoformat().encode())
    if isinstance(value, Mapping):
        return {key: with_dates(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [with_dates(item) for item in value]
    return value


def _read_extension(code: int, data: memoryview) -> date:
    if code != _DATE:
        raise ValueError(f"there is no extension {code}")
    return date.fromisoformat(bytes(data).decode())
