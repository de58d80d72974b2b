"""Finds values that belong to a season, and have no last day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from kbgen.languages.language import language
from kbgen.model.finding import Finding, Span, warning
from kbgen.model.findings import ENDLESS_SEASON
from kbgen.model.message import msg

_CALENDAR = "hijri"
"""The calendar in whose months the hours of branches change."""


def find_endless(
    reason: Mapping[str, str], starts: date | None, ends: date | None, place: Span
) -> list[Finding]:
    """Return KB221 for a value whose reason names a month, and that has a first day alone."""
    if starts is None or ends is not None:
        return []
    found = (_months(lang).search(words) for lang, words in reason.items())
    month = next((one.group() for one in found if one), "")
    if not month:
        return []
    what = msg(
        "this starts on %(day)s and never ends, though its reason names a month: %(month)s",
        day=str(starts),
        month=month,
    )
    return [warning(ENDLESS_SEASON, place, what, msg("add ends: and its last day"))]


@cache
def _months(lang: str) -> re.Pattern[str]:
    """Return a pattern of the names of the months in a language, which may match nothing."""
    names = language(lang).days.other_months.get(_CALENDAR, ())
    words = sorted((word for name in names for word in name.split("|")), key=len, reverse=True)
    joined = "|".join(map(re.escape, words))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if joined else r"(?!)", re.I)
