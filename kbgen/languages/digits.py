"""The digits of all numbering systems."""

from __future__ import annotations

from functools import cache

from kbgen.languages.language import numbering_systems
from kbgen.model.locale import LATIN


@cache
def latin_digits() -> dict[int, int]:
    """Return code point of a digit → code point of its Latin digit, for `str.translate`.

    >>> "۱۲ १२ ১২".translate(latin_digits())
    '12 12 12'
    """
    zeros = (ord(digits.zero) for digits in numbering_systems().values())
    return {zero + i: ord("0") + i for zero in zeros for i in range(10)}


@cache
def native_digits() -> str:
    """Return all digits except the Latin ones, for the brackets of a pattern."""
    zeros = (digits.zero for code, digits in numbering_systems().items() if code != LATIN)
    return "".join(f"{zero}-{chr(ord(zero) + 9)}" for zero in zeros)


@cache
def decimals() -> str:
    """Return the decimal separators of all systems.

    >>> decimals(), groups(), percents()
    ('.٫', ',٬', '%٪')
    """
    return "".join(dict.fromkeys(digits.decimal for digits in numbering_systems().values()))


@cache
def groups() -> str:
    """Return what all systems put between groups of digits."""
    return "".join(dict.fromkeys(digits.group for digits in numbering_systems().values()))


@cache
def percents() -> str:
    return "".join(dict.fromkeys(digits.percent for digits in numbering_systems().values()))


@cache
def ones() -> str:
    """Return the digit one of each numbering system.

    >>> "১" in ones(), "2" in ones()
    (True, False)
    """
    return "".join(chr(ord(digits.zero) + 1) for digits in numbering_systems().values())
