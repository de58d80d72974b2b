"""Finds dates in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kbgen.languages.marks import commas
from kbgen.meaning.mention import Mention, any_of, of_both
from kbgen.meaning.units import months
from kbgen.model.meaning import Meaning

_ISO_DATE = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")


def dates_in(text: str, lang: str) -> Iterator[Mention]:
    """Yield the dates in a text, which must be in lower case with ASCII digits."""
    for match in _ISO_DATE.finditer(text):
        year, month, day = (int(part) for part in match.groups())
        yield Mention(Meaning("date", f"{year}-{month:02}-{day:02}"), *match.span())
    for match in _named_date(lang).finditer(text):
        name = match["month"] or match["month2"]
        day = int(match["day"] or match["day2"])
        written = f"{match['year'] or '----'}-{months(lang)[name]:02}-{day:02}"
        yield Mention(Meaning("date", written), *match.span())


@lru_cache(maxsize=16)
def _named_date(lang: str) -> re.Pattern[str]:
    names = any_of(name for name in months(lang) if len(name) > 1)
    suffixes = of_both(lang, lambda prose: prose.day_suffixes)
    return re.compile(
        rf"(?<![\w])(?:(?P<day>\d{{1,2}})(?:{suffixes})?[ \u00a0]+(?P<month>{names})"
        rf"|(?P<month2>{names})[ \u00a0]+(?P<day2>\d{{1,2}})(?!\d))"
        rf"(?:[ \u00a0]*[{commas()}]?[ \u00a0]+(?P<year>\d{{4}}))?(?!\w)"
    )
