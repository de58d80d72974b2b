"""Finds days of the calendar in prose: whole dates in any order, and those without a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kbgen.languages.language import language
from kbgen.languages.marks import commas
from kbgen.languages.numbers import number_words
from kbgen.languages.tables import Dates
from kbgen.meaning.equivalence import ANY_YEAR, EVERY_MONTH
from kbgen.meaning.folded import WORD, FoldedText, fold
from kbgen.meaning.mention import Mention, any_of
from kbgen.meaning.months import months, other_months
from kbgen.model.locale import ENGLISH
from kbgen.model.meaning import Meaning

HIJRI = "hijri"
"""The unit of a date, month or year of the Islamic calendar; that of another is its name, too."""
NEVER = r"(?!)"
GAP = "[ \u00a0\u202f\n]{0,3}"
_LOOK_BACK = 24
_IN_DIGITS = re.compile(
    r"(?<![\w/.-])(?:(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"|(?P<one>\d{1,2})(?P<mark2>[-/.])(?P<other>\d{1,2})(?P=mark2)"
    r"(?P<year2>\d{4}|(?<=/)\d{2}))(?!\d|[/.-]\d)"
)


_LAST = re.compile(r"\s*(?:[.,;:!?)]|$)")


class _Day(NamedTuple):
    """A day of a month, with the place of its number."""

    number: int
    start: int
    end: int


def dates_in(folded: FoldedText) -> Iterator[Mention]:
    """Yield the dates in a text that name a day.

    One in digits whose day may be its month has two readings.

    >>> [one.meaning.value for one in dates_in(FoldedText("from 3 to 5 april 2027", "en"))]
    ['2027-04-03', '2027-04-05']
    """
    lang = folded.lang
    for match in _IN_DIGITS.finditer(folded.text):
        if meaning := _in_digits(match):
            end = match.end()
            if era := _era(lang).match(folded.text, end):
                end = era.end()
            yield folded.mention(meaning, match.start(), end)
    if may_have_days_of_months(folded):
        for match in _of_each_month(lang).finditer(folded.text):
            number = _number(next(filter(None, match.groups())), lang)
            yield folded.mention(Meaning("date", f"{EVERY_MONTH}{number:02}"), *match.span())
    if month_words(lang).isdisjoint(folded.words):
        return
    for match in _named_date(lang).finditer(folded.text):
        if _is_verb(match, folded):
            continue
        for day in _days(match, folded.text, lang):
            if meaning := _named(match, day.number, lang):
                yield folded.mention(meaning, day.start, day.end)


def may_have_days_of_months(folded: FoldedText) -> bool:
    return not _each_month_words(folded.lang).isdisjoint(folded.words)


def _in_digits(match: re.Match[str]) -> Meaning | None:
    year, month, day = (match[name] for name in ("year", "month", "day"))
    readings = [(year, month, day)]
    if not year:
        year, one, other = (match[name] for name in ("year2", "one", "other"))
        year = f"20{year}" if len(year) == 2 else year
        readings = [(year, other, one), (year, one, other)]
    written = {
        f"{year}-{int(month):02}-{int(day):02}"
        for year, month, day in readings
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    }
    unit = HIJRI if year[:2] in ("13", "14") else ""
    return Meaning("date", "|".join(sorted(written)), unit) if written else None


def _days(match: re.Match[str], text: str, lang: str) -> Iterator[_Day]:
    """Yield the days that a match names: 3 to 5 April are two."""
    start = match.start("day") if match["day"] else match.start()
    if match["day"] and (first := _first(lang).search(text, max(0, start - _LOOK_BACK), start)):
        yield _Day(int(first["first"]), *first.span())
    number = match["day"] or match["word"] or match["day2"] or match["word2"]
    if match["last"]:
        yield _Day(_number(number, lang), start, match.start("joint"))
        yield _Day(int(match["last"]), match.start("last"), match.end())
    else:
        yield _Day(_number(number, lang), start, match.end())


def _number(written: str, lang: str) -> int:
    return int(written) if written.isdecimal() else _day_words(lang)[written]


def _named(match: re.Match[str], day: int, lang: str) -> Meaning | None:
    calendar, month = month_of(match["month"] or match["month2"], lang)
    year = match["year"] or match["year_"] or ANY_YEAR
    return Meaning("date", f"{year}-{month:02}-{day:02}", calendar) if 1 <= day <= 31 else None


def _is_verb(match: re.Match[str], folded: FoldedText) -> bool:
    """Tell whether the month is another word: at least 5 may be left."""
    group = "month" if match["month"] else "month2"
    if match[group] not in ambiguous_months(folded.lang) or match["year"] or match["year_"]:
        return False
    is_last = _LAST.match(folded.text, match.end())
    return not (is_last or folded.is_capital(match.start(group)))


def month_of(name: str, lang: str) -> tuple[str, int]:
    """Return calendar ("" for the Gregorian one) and number of a month."""
    number = months(lang).get(name)
    return ("", number) if number else other_months(lang)[name]


def dates_of(lang: str) -> Dates:
    return language(lang).days.dates


def pattern_of(lang: str, *names: str) -> str:
    """Return the pattern of some fields of a language's dates, also of English: pages have both."""
    tables = (dates_of(code) for code in dict.fromkeys((lang, ENGLISH)))
    found = [fold(getattr(table, name), lang) for table in tables for name in names]
    return "|".join(filter(None, found)) or NEVER


@lru_cache(maxsize=16)
def ambiguous_months(lang: str) -> frozenset[str]:
    tables = (language(code).days for code in dict.fromkeys((lang, ENGLISH)))
    words = [name for one in tables for name in one.ambiguous_months.split("|")]
    return frozenset(fold(word, lang) for word in words)


@lru_cache(maxsize=16)
def month_words(lang: str) -> frozenset[str]:
    """Return the first words of the names of months, with what may be joined to them."""
    names = (WORD.match(name) for name in (*months(lang), *other_months(lang)))
    words = {name.group() for name in names if name}
    prefixes = ["", *fold(language(lang).days.prefixes, lang).split("|")]
    return frozenset(f"{prefix.partition('=')[0]}{word}" for prefix in prefixes for word in words)


@lru_cache(maxsize=16)
def _day_words(lang: str) -> dict[str, int]:
    table = dates_of(lang)
    found = {}
    if table.counts_days:
        words = number_words(lang).items()
        found = {fold(w, lang): int(n) for w, n in words if n.denominator == 1 and 0 < n < 32}
    for number, words_of in table.days.items():
        found |= {fold(word, lang): number for word in words_of.split("|")}
    return found


def year_pattern(lang: str) -> str:
    """Return the pattern of a year after a month, and of the words of its era."""
    of_year = rf"(?:(?:{pattern_of(lang, 'of_year')}){GAP})?"
    year = r"(?P<year>\d{4})(?!\d|[.,:/-]\d)"
    return rf"{GAP}[{commas()}]?{GAP}{of_year}{year}(?:{_era(lang).pattern})?"


@lru_cache(maxsize=16)
def _era(lang: str) -> re.Pattern[str]:
    return re.compile(rf"{GAP}(?:{pattern_of(lang, 'anno_domini', 'hijri')})(?!\w)")


def month_pattern(lang: str, group: str) -> str:
    """Return the pattern of a month, perhaps with its other name beside it: نيسان/أبريل."""
    names = any_of((*months(lang), *other_months(lang)))
    return rf"(?P<{group}>{names})\.?(?:{GAP}[/(]{GAP}(?:{names})(?:{GAP}\))?)?"


def prefix_pattern(lang: str) -> str:
    prefixes = fold(language(lang).days.prefixes, lang).split("|")
    return any_of(prefix for prefix in prefixes if "=" not in prefix)


@lru_cache(maxsize=16)
def _named_date(lang: str) -> re.Pattern[str]:
    suffixes, of_month = pattern_of(lang, "suffixes"), pattern_of(lang, "of_month")
    words = any_of(_day_words(lang)) or NEVER
    # "second may" is no date, "second of May" is.
    between = f"(?:{of_month}){GAP}" if dates_of(lang).of_month else ""
    of_day = rf"(?:(?:{pattern_of(lang, 'of_day')}){GAP})?"
    joints = rf"(?:[-–—]|{pattern_of(lang, 'joints')})"
    prefix = f"(?:{prefix_pattern(lang)})?"
    return re.compile(
        rf"(?<!\w){prefix}(?:(?P<day>\d{{1,2}})(?:{suffixes})?{GAP}(?:(?:{of_month}){GAP})?-?"
        rf"|(?P<word>{words}){GAP}{between})(?<!\w){prefix}{month_pattern(lang, 'month')}"
        rf"(?!\w)(?:{year_pattern(lang)})?"
        rf"|(?<!\w){prefix}{month_pattern(lang, 'month2')}{GAP}{of_day}"
        rf"(?<!\w)(?:(?P<day2>\d{{1,2}})(?:{suffixes})?(?!\d|[.,:]\d)"
        rf"(?:(?P<joint>{GAP}{joints}{GAP})(?P<last>\d{{1,2}})(?:{suffixes})?)?"
        rf"|(?P<word2>{words}))(?!\w)(?:{year_pattern(lang).replace('<year>', '<year_>')})?"
    )


@lru_cache(maxsize=16)
def _each_month_words(lang: str) -> frozenset[str]:
    return frozenset(WORD.findall(fold(dates_of(lang).of_each_month, lang)))


@lru_cache(maxsize=16)
def _of_each_month(lang: str) -> re.Pattern[str]:
    """Match a day of every month: the 5th of each month."""
    suffixes, words = pattern_of(lang, "suffixes"), any_of(_day_words(lang)) or NEVER
    day = rf"(?:(\d{{1,2}})(?:{suffixes})?|({words}))"
    pattern = fold(dates_of(lang).of_each_month, lang).replace("{d}", day)
    return re.compile(rf"(?<!\w)(?:{pattern or NEVER})(?!\w)")


@lru_cache(maxsize=16)
def _first(lang: str) -> re.Pattern[str]:
    """Match the first day of several before the last: 3 to."""
    suffixes = pattern_of(lang, "suffixes")
    return re.compile(
        rf"(?<![\w:.,/+-])(?P<first>[12]?\d|3[01])(?:{suffixes})?"
        rf"(?={GAP}(?:[-–—]|{pattern_of(lang, 'joints')}){GAP}\Z)"
    )
