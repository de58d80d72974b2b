"""Compares words as people mistype them."""

from __future__ import annotations


def is_one_letter_off(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter: another, one more, or two exchanged.

    >>> is_one_letter_off("cardfee", "cardfe"), is_one_letter_off("fee", "tax")
    (True, False)
    """
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, there = one[start:], other[start:]
    is_exchanged = rest[:2] == there[:2][::-1] and rest[2:] == there[2:]
    return rest[1:] == there or rest == there[1:] or rest[1:] == there[1:] or is_exchanged
