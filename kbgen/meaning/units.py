"""The words for units, currencies and months, and their meanings."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from babel.core import UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from kbgen.facts.all import kind_of_unit
from kbgen.facts.money import RUPEE, RUPEES, Money
from kbgen.languages.digits import percents
from kbgen.languages.language import language
from kbgen.model.locale import ENGLISH

COMMON = dict.fromkeys(percents(), "%")


@lru_cache(maxsize=32)
def unit_words(lang: str) -> dict[str, str]:
    """Return word → unit for a language; it includes the currency codes."""
    table = language(lang).prose.units
    words = {w.lower(): unit for unit, forms in table.items() for w in forms.split("|")}
    return _currency_codes() | COMMON | words


@lru_cache(maxsize=1)
def _currency_codes() -> dict[str, str]:
    """Return currency code in lower case → unit, for the currencies that have words."""
    codes = (unit for unit in language(ENGLISH).prose.units if kind_of_unit(unit) == Money.type)
    of_one = {code.lower(): code for code in codes if code != RUPEE}
    return of_one | dict.fromkeys((code.lower() for code in RUPEES), RUPEE)


@lru_cache(maxsize=32)
def months(lang: str) -> dict[str, int]:
    """Return month name → number (1 to 12).

    The names are CLDR's, long and short, those of the language's own table, and the English ones.
    """
    found: dict[str, int] = {}
    for tag in (ENGLISH, lang):
        with suppress(ValueError, UnknownLocaleError):  # a language that CLDR does not know
            found |= _named_by_cldr(tag.replace("-", "_"))
        for number, names in enumerate(language(tag).prose.months, 1):
            found |= dict.fromkeys(names.split("|"), number)
    return found


def weekdays(lang: str) -> list[str]:
    """Return CLDR's names of the days of the week; [] for a language that it does not know."""
    try:
        return list(get_day_names("wide", "format", lang.replace("-", "_")).values())
    except (ValueError, UnknownLocaleError):
        return []


def _named_by_cldr(tag: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for width in ("abbreviated", "wide"):
        for context in ("format", "stand-alone"):
            names = get_month_names(width, context, tag)
            found |= {name.lower().rstrip("."): number for number, name in names.items()}
    return found
