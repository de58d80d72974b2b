"""Finds days and times in prose: dates, clock times, parts of the day, weekdays, tomorrow, 2027."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from kbgen.facts.all import kind_of_unit
from kbgen.languages.language import language
from kbgen.languages.numbers import number_words
from kbgen.meaning.dates import NEVER, dates_in, may_have_days_of_months, month_words
from kbgen.meaning.folded import FoldedText, fold
from kbgen.meaning.mention import Mention
from kbgen.meaning.months import weekdays
from kbgen.meaning.periods import decade, months_in, years_in
from kbgen.meaning.phrases import Phrases
from kbgen.meaning.times import may_have_hours, times_in
from kbgen.model.locale import ENGLISH
from kbgen.model.meaning import Meaning

ALWAYS = "24/7"
"""The value of what is every hour of every day."""


def days_in(folded: FoldedText, has_digits: bool = True) -> list[Mention]:
    """Return the days and times in a text; `has_digits` is whether there is a digit in it.

    >>> found = days_in(FoldedText("every monday, on 3 april 2027 at 9 pm", "en"))
    >>> [one.meaning.value for one in found]
    ['2027-04-03', '21:00', 'monday']
    """
    lang, words = folded.lang, folded.words
    has_months = not month_words(lang).isdisjoint(words)
    scanners: tuple[tuple[Callable[[FoldedText], Iterable[Mention]], bool], ...] = (
        (_always_in, has_digits or not _always_words(lang).isdisjoint(words)),
        (dates_in, has_digits or has_months or may_have_days_of_months(folded)),
        (times_in, has_digits or may_have_hours(folded)),
        (named_days(lang).find, named_days(lang).may_be_in(folded)),
        (months_in, has_months),
        (years_in, has_digits),
    )
    found: list[Mention] = []
    for scan, is_possible in scanners:
        if is_possible and (more := list(scan(folded))):
            found += more
            folded = folded.without(more)
    return found


def _always_in(folded: FoldedText) -> Iterator[Mention]:
    for match in _always(folded.lang).finditer(folded.text):
        yield folded.mention(Meaning("day", ALWAYS), *match.span())


@lru_cache(maxsize=16)
def _always_words(lang: str) -> frozenset[str]:
    return frozenset(fold(language(lang).days.always_words, lang).split())


@lru_cache(maxsize=16)
def _always(lang: str) -> re.Pattern[str]:
    tables = (language(code).days for code in dict.fromkeys((lang, ENGLISH)))
    patterns = "|".join(filter(None, (fold(one.always, lang) for one in tables)))
    return re.compile(rf"(?<![\w/])(?:{patterns or NEVER})(?![\w/])")


@lru_cache(maxsize=16)
def named_days(lang: str) -> Phrases:
    """Return the words of a language for days, weeks and parts of the day."""
    table = language(lang).days
    phrases: dict[str, Meaning | None] = {}
    if not table.weekdays:
        names = enumerate(weekdays(lang))
        phrases = {name: Meaning("weekday", _WEEKDAYS[n]) for n, name in names}
    for value, words in language(ENGLISH).days.weekdays.items():
        phrases |= dict.fromkeys(words.split("|"), Meaning("weekday", value))
    for kind in ("weekday", "part", "day"):
        for value, words in getattr(table, f"{kind}s").items():
            phrases |= dict.fromkeys(words.split("|"), Meaning(kind, value))
    for span, words in table.spans.items():
        number, _, unit = span.partition(" ")
        meaning = Meaning(kind_of_unit(unit), number, unit)
        phrases |= dict.fromkeys(words.split("|"), meaning)
    for tens, words in table.dates.decade_words.items():
        phrases |= dict.fromkeys(words.split("|"), Meaning("year", decade(str(tens))))
    phrases |= dict.fromkeys(filter(None, table.ignored.split("|")))
    numbers = frozenset(fold(word, lang) for word in number_words(lang))
    return Phrases(lang, phrases, table.prefixes, numbers)


_WEEKDAYS = tuple(language(ENGLISH).days.weekdays)[:7]
