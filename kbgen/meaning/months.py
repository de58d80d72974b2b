"""The names of months and of weekdays."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import Literal

from babel.core import UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from kbgen.languages.language import language
from kbgen.meaning.folded import fold
from kbgen.model.locale import ENGLISH


@lru_cache(maxsize=32)
def months(lang: str) -> dict[str, int]:
    """Return folded name of a month → number (1 to 12).

    The names are CLDR's, long and short, those of the language's own table, and the English ones.
    """
    found: dict[str, int] = {}
    for tag in dict.fromkeys((ENGLISH, lang)):
        found |= _named_by_cldr(tag, "abbreviated") | _named_by_cldr(tag, "wide")
        found |= _named_in(language(tag).days.months)
    return {fold(name, lang): number for name, number in found.items() if len(name) > 1}


@lru_cache(maxsize=32)
def full_months(lang: str) -> dict[str, int]:
    """Return the folded names by which a month is known without a day: those that are not short."""
    found = _named_by_cldr(lang, "wide") | _named_in(language(lang).days.months)
    return {fold(name, lang): number for name, number in found.items() if len(name) > 1}


@lru_cache(maxsize=32)
def other_months(lang: str) -> dict[str, tuple[str, int]]:
    """Return folded name of a month → its calendar, which is another, and number."""
    found = {}
    for code in dict.fromkeys((ENGLISH, lang)):
        for calendar, names in language(code).days.other_months.items():
            for name, number in _named_in(names).items():
                found[fold(name, lang)] = (calendar, number)
    return found


def weekdays(lang: str) -> list[str]:
    """Return CLDR's names of the days of the week; [] for a language that it does not know."""
    try:
        return list(get_day_names("wide", "format", lang.replace("-", "_")).values())
    except (ValueError, UnknownLocaleError):
        return []


def _named_in(table: tuple[str, ...]) -> dict[str, int]:
    return {name.lower(): n for n, names in enumerate(table, 1) for name in names.split("|")}


def _named_by_cldr(tag: str, width: Literal["abbreviated", "wide"]) -> dict[str, int]:
    found: dict[str, int] = {}
    with suppress(ValueError, UnknownLocaleError):  # a language that CLDR does not know
        for context in ("format", "stand-alone"):
            names = get_month_names(width, context, tag.replace("-", "_"))
            found |= {name.lower().rstrip("."): number for number, name in names.items()}
    return found
