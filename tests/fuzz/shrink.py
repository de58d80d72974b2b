"""Makes what shows a fault small."""

from __future__ import annotations

from collections.abc import Callable

MOST = 120
"""Tries; the rest is left to whoever reads it."""


def shrink(data: bytes, shows: Callable[[bytes], bool]) -> bytes:
    """Take lines, then characters, out of what `shows` a fault, as long as it does."""
    left = [MOST]

    def still(parts: list[bytes]) -> bool:
        left[0] -= 1
        return left[0] >= 0 and shows(b"".join(parts))

    for cut in (lambda d: d.splitlines(keepends=True), lambda d: [bytes([b]) for b in d]):
        data = b"".join(_without(cut(data), still))
    return data


def _without(parts: list[bytes], still: Callable[[list[bytes]], bool]) -> list[bytes]:
    size = max(len(parts) // 2, 1)
    while parts:
        at, before = 0, len(parts)
        while at < len(parts):
            rest = parts[:at] + parts[at + size :]
            if still(rest):
                parts = rest
            else:
                at += size
        if size == 1 and len(parts) == before:
            break
        size = max(size // 2, 1)
    return parts
