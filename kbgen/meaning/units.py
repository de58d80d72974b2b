"""The words for units and currencies, and their meanings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from unicodedata import category

import babel
from babel.core import UnknownLocaleError
from babel.numbers import list_currencies

from kbgen.languages.bidi import strip_marks
from kbgen.languages.case import small
from kbgen.languages.digits import percents
from kbgen.languages.language import known_languages, language, shared_units
from kbgen.model.locale import ENGLISH

_CATEGORIES = ("zero", "one", "few", "many", "other")


@lru_cache(maxsize=32)
def unit_words(lang: str) -> dict[str, str]:
    """Return word → unit for a language: CLDR's, those of its own table, and the English ones.

    They include the names and codes of currencies, and "Kuwaiti dinar". Of a language without a
    folder, signs and codes only are known.
    """
    if lang not in known_languages():
        return dict.fromkeys(percents(), "%") | _currency_codes()
    words = dict.fromkeys(percents(), "%") | _currency_codes()
    if lang != ENGLISH:
        words |= unit_words(ENGLISH)
    own = language(lang).units
    words |= {small(word, lang): unit for word, unit in _cldr_words(lang)}
    for unit, forms in own.words.items():
        words |= dict.fromkeys((small(form, lang) for form in forms.split("|")), unit)
    for code, word, adjective in _national(lang):
        words |= {f"{adjective} {word}": code, f"{word} {adjective}": code}
    return words


def families() -> dict[str, frozenset[str]]:
    """Return unit → the currencies of which it may be one: a riyal is Saudi or Qatari …"""
    return {unit: frozenset(codes.split()) for unit, codes in shared_units().families.items()}


def _cldr_words(lang: str) -> Iterator[tuple[str, str]]:
    try:
        locale = babel.Locale.parse(lang.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return
    not_units = language(lang).units.not_units.split("|")
    # Babel has no public function for the patterns of a unit.
    patterns = locale._data["unit_patterns"]
    for unit, entry in shared_units().units.items():
        for length in ("long", "short"):
            forms = patterns.get(entry.cldr, {}).get(length, {})
            for plural in _CATEGORIES:
                word = strip_marks(forms.get(plural, "")).replace("{0}", "").strip()
                # One letter stands for too much, and so does an abbreviation with a stop.
                is_short = len(word) < 2 or category(word[-1]) == "Po"
                if "{0}" in forms.get(plural, "") and not is_short and word not in not_units:
                    yield word, unit
    for code in list_currencies():
        names = [locale.currencies.get(code, "")]
        names += locale._data["currency_names_plural"].get(code, {}).values()
        yield from ((name, code) for name in names if " " in name)


def _national(lang: str) -> Iterator[tuple[str, str, str]]:
    """Yield (currency, word for it, adjective): KWD, dinar, Kuwaiti."""
    own = language(lang).units
    for family, codes in families().items():
        words = [*own.words.get(family, "").split("|"), *own.duals.get(family, "").split("|")]
        for code in codes:
            adjectives = own.nationalities.get(code[:2], "").split("|")
            for word, adjective in product(filter(None, words), filter(None, adjectives)):
                yield code, small(word, lang), small(adjective, lang)


@lru_cache(maxsize=1)
def _currency_codes() -> dict[str, str]:
    """Return currency code in lower case → code, for the currencies that have words in English."""
    named = language(ENGLISH).units.words
    codes = {code for codes in families().values() for code in codes} | {*named}
    return {code.lower(): code for code in codes if code in list_currencies()}
