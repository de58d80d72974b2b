"""The words for units and currencies, and their meanings."""

from __future__ import annotations

from functools import lru_cache

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
