"""Finds months, years and decades in prose that are named without a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kbgen.languages.numbers import number_words
from kbgen.meaning.dates import (
    GAP,
    HIJRI,
    NEVER,
    ambiguous_months,
    dates_of,
    month_of,
    month_pattern,
    month_words,
    pattern_of,
    prefix_pattern,
    year_pattern,
)
from kbgen.meaning.equivalence import ANY_YEAR
from kbgen.meaning.folded import WORD, FoldedText, fold
from kbgen.meaning.mention import Mention
from kbgen.meaning.months import full_months, other_months
from kbgen.meaning.units import unit_words
from kbgen.model.locale import ENGLISH
from kbgen.model.meaning import Meaning

_LOOK_BACK = 24
_YEAR = re.compile(r"(?<![\w.,:/+$€£₹#-])(?P<year>(?:1[3489]|20)\d{2})(?![\da-z%]|[.,:/-]\d)")
_SPAN = re.compile(rf"\d{{4}}{GAP}[-–—]{GAP}\Z")


def months_in(folded: FoldedText) -> Iterator[Mention]:
    """Yield the months in a text without dates, with their year if it is named.

    >>> [one.meaning.value for one in months_in(FoldedText("from april to june 2027", "en"))]
    ['-----04', '2027-06']
    """
    lang = folded.lang
    if month_words(lang).isdisjoint(folded.words):
        return
    for match in _month(lang).finditer(folded.text):
        if reading := _month_of(match, folded):
            calendar, _ = month_of(match["month"], lang)
            yield folded.mention(Meaning("month", reading, calendar), *match.span())


def _month_of(match: re.Match[str], folded: FoldedText) -> str:
    """Return the readings of a month; "" if it is surely none."""
    lang, name = folded.lang, match["month"]
    _, number = month_of(name, lang)
    if match["year"]:
        return f"{match['year']}-{number:02}"
    reading = f"{ANY_YEAR}-{number:02}"
    if name in ambiguous_months(lang):
        start = match.start()
        if not folded.is_capital(match.start("month")):
            return ""
        before = _before_month(lang).search(folded.text, max(0, start - _LOOK_BACK), start)
        if not before and name in _numbers(lang):
            return ""
        return reading if before else f"{reading}|"
    return reading if name in _full_names(lang) else ""


def years_in(folded: FoldedText) -> Iterator[Mention]:
    """Yield the years and decades in a text without dates, where nothing is counted.

    >>> [one.meaning.value for one in years_in(FoldedText("since 2019, in the 1990s", "en"))]
    ['1990s', '2019']
    """
    lang, text = folded.lang, folded.text
    for match in _decade(lang).finditer(text):
        number = next(filter(None, match.groups()))
        yield folded.mention(Meaning("year", decade(number)), *match.span())
    for match in _YEAR.finditer(text):
        era = _era(lang).match(text, match.end())
        is_hijri = bool(era and era["hijri"])
        if is_hijri != (match["year"][:2] in ("13", "14")):
            continue
        if era or _is_year(match, text, lang):
            end = era.end() if era else match.end()
            unit = HIJRI if is_hijri else ""
            yield folded.mention(Meaning("year", match["year"], unit), match.start(), end)


def _is_year(match: re.Match[str], text: str, lang: str) -> bool:
    start, end = match.span()
    after = re.compile(rf"{GAP}").match(text, end)
    word = WORD.match(text, after.end() if after else end)
    if word and word.group() in _units(lang):
        return False
    since = max(0, start - _LOOK_BACK)
    is_after = _before_year(lang).search(text, since, start) or _SPAN.search(text, since, start)
    return bool(is_after or _after_year(lang).match(text, end))


def decade(number: str) -> str:
    """Return the readings of a decade, whose number may lack the century.

    >>> decade("1990"), decade("90"), decade("20")
    ('1990s', '1990s', '1920s|2020s')
    """
    if len(number) == 4:
        return f"{number}s"
    return f"19{number}s" if number > "20" else f"19{number}s|20{number}s"


@lru_cache(maxsize=16)
def _numbers(lang: str) -> frozenset[str]:
    return frozenset(fold(word, lang) for word in number_words(lang))


@lru_cache(maxsize=16)
def _full_names(lang: str) -> frozenset[str]:
    return frozenset((*full_months(lang), *full_months(ENGLISH), *other_months(lang)))


@lru_cache(maxsize=16)
def _month(lang: str) -> re.Pattern[str]:
    prefix = f"(?:{prefix_pattern(lang)})?"
    return re.compile(
        rf"(?<!\w){prefix}{month_pattern(lang, 'month')}(?!\w)(?:{year_pattern(lang)})?"
    )


@lru_cache(maxsize=16)
def _before_month(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern_of(lang, 'month_before')}){GAP}\Z")


@lru_cache(maxsize=16)
def _before_year(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern_of(lang, 'year_before')}){GAP}\Z")


@lru_cache(maxsize=16)
def _after_year(lang: str) -> re.Pattern[str]:
    return re.compile(rf"{GAP}(?:{fold(dates_of(lang).year_after, lang) or NEVER})(?!\w)")


@lru_cache(maxsize=16)
def _era(lang: str) -> re.Pattern[str]:
    hijri, ours = pattern_of(lang, "hijri"), pattern_of(lang, "anno_domini")
    return re.compile(rf"{GAP}(?:(?P<hijri>{hijri})|{ours})(?!\w)")


@lru_cache(maxsize=16)
def _decade(lang: str) -> re.Pattern[str]:
    """Match a decade; its number is one of the groups."""
    tables = (dates_of(code) for code in dict.fromkeys((lang, ENGLISH)))
    patterns = [fold(table.decades, lang) for table in tables if table.decades]
    numbered = (one.replace("{n}", r"((?:1[89]|20)\d0|[1-9]0)") for one in patterns)
    return re.compile(rf"(?<!\w)(?:{'|'.join(numbered) or NEVER})(?!\w)")


@lru_cache(maxsize=16)
def _units(lang: str) -> frozenset[str]:
    return frozenset(fold(word, lang).split()[0] for word in unit_words(lang) if word.strip())
