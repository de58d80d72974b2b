"""Reads the numbers of a text, in digits of any script."""

from __future__ import annotations

import re
import unicodedata

from kbgen.languages.digits import decimals, groups
from kbgen.languages.language import numbering_systems

_ISOLATES = re.compile("[\u202c\u202d\u2066-\u2069]")
_GROUPING = re.compile(
    f"(?<=\\d)[{groups()}’'\u202f\u2009](?=(?:\\d{{2}}[{groups()}])*\\d{{3}}(?!\\d))"
)
_NUMBER = re.compile(rf"\d+(?:[{decimals()},:]\d+)*")
_POINTS = str.maketrans(dict.fromkeys(f"{decimals()},", "."))
_ZEROS = "".join(digits.zero for digits in numbering_systems().values())
_WHOLE_HOUR = re.compile(rf"(?<![\d:])(\d{{1,2}}):[{_ZEROS}]{{2}}(?![\d:])")


def numbers(text: str) -> list[str]:
    """Return the numbers of a text in ASCII digits, without grouping separators.

    6:00 counts as 6, since Urdu and Hindi write whole hours in that form.

    >>> numbers("۱٬۰۰۰ या 1,00,000; 2٫5 at 10:30 or 6:00")
    ['1000', '100000', '2.5', '10:30', '6']
    """
    found = _NUMBER.findall(_GROUPING.sub("", _WHOLE_HOUR.sub(r"\1", text)))
    return [re.sub(r"\d", _ascii, number).translate(_POINTS) for number in found]


def _ascii(digit: re.Match[str]) -> str:
    return str(unicodedata.decimal(digit.group()))


def squeeze(text: str) -> str:
    """Collapse white space, also NBSP, and remove isolates."""
    return " ".join(_ISOLATES.sub("", text).split())
