"""The words for the parts of the day in a catalog."""

from __future__ import annotations

import re
from bisect import bisect_right

from kbgen.languages.marks import commas

PARTS_OF_DAY = "0 night, 6 morning, 12 afternoon, 18 evening"
"""The message of the catalog: the first hour and the word of each part."""
_PART = re.compile(r"\s*(\d{1,2})\s+(\S.*?)\s*")


def parts_of_day(text: str) -> tuple[tuple[int, str], ...]:
    """Return the first hour of each part of the day with its word.

    Raises ValueError for a text in another form; hours begin at 0, and each is later than the last.

    >>> parts_of_day("0 رات, 4 صبح, 12 دوپہر")
    ((0, 'رات'), (4, 'صبح'), (12, 'دوپہر'))
    """
    found = [_PART.fullmatch(part) for part in re.split(f"[{commas()}]", text)]
    parts = tuple((int(match[1]), match[2]) for match in found if match)
    hours = [hour for hour, _ in parts]
    if len(parts) != len(found) or hours[0] or hours != sorted({*hours}) or hours[-1] > 23:
        raise ValueError(f"no parts of a day: {text}")
    return parts


def part_of_day(parts: tuple[tuple[int, str], ...], hour: int) -> str:
    """Return the word for the part of the day of an hour.

    >>> part_of_day(((0, "night"), (6, "morning")), 6)
    'morning'
    """
    return parts[bisect_right([first for first, _ in parts], hour) - 1][1]
