"""Encodes values of one declared type as MessagePack, and decodes them or refuses.

MessagePack contains only data and names no classes or functions, so reading it cannot run code.
The declared type in the program decides which objects are made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")
_DATE = 1
"""The MessagePack extension code of a date in a value whose declared type is Any."""


class Custom:
    """Conversion of a type that msgspec does not support to plain data and back.

    `unpack` may raise any exception for data that it cannot convert.
    """

    def __init__(self, pack: Callable[[Any], Any], unpack: Callable[[Any], Any]) -> None:
        self.pack, self.unpack = pack, unpack


def _same(value: Any) -> Any:
    return value


class Codec(Generic[T]):
    """Encodes dataclasses, named tuples, enumerations, dates, times, decimals, sets, mappings …

    `kind` is the encoded type: the type of the values, or the type to which `pack` converts them
    and from which `unpack` converts them back. `custom` maps classes inside of it, with their
    subclasses, to their conversions.
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
        """Encode a value. Raises ValueError for a lone surrogate or a number over 64 bits."""
        try:
            return self._encoder.encode(self._pack(value))
        except (OverflowError, RecursionError) as problem:
            raise ValueError(f"this cannot be written: {problem}") from problem

    def decode(self, data: bytes | memoryview) -> T:
        """Decode a value. Raises ValueError for data that `encode` does not produce."""
        if self._decoder is None:  # made when needed, since it is slow to make
            self._decoder = msgspec.msgpack.Decoder(
                self._kind, dec_hook=self._unpack_custom, ext_hook=_read_extension
            )
        try:
            return self._unpack(self._decoder.decode(data))
        except Exception as problem:  # corrupt bytes can fail in any way
            raise ValueError(f"this cannot be read: {problem}") from problem

    def _pack_custom(self, value: Any) -> Any:
        for kind, custom in self._custom.items():
            if isinstance(value, kind):
                return custom.pack(value)
        raise TypeError(f"{type(value).__name__} is not declared")

    def _unpack_custom(self, kind: type, data: Any) -> Any:
        return self._custom[kind].unpack(data)


def with_dates(value: Any) -> Any:
    """Wrap the dates in plain data, so that they are decoded as dates where the type is Any."""
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
