"""What a word sounds like, roughly: by that the rare words of a large index are shared out.

theme/scripts/search-latin.js does the same to the words of a query, in Latin letters or not.
"""

from __future__ import annotations

from functools import cache

from kbgen.search.tables import tables
from kbgen.search.text import language_of, root_of

_KEY = 2


def sound_key(word: str, lang: str) -> str:
    """Return the first consonants of a word's sound, of an Arabic word's root.

    >>> sound_key("refund", "en"), sound_key("ریفنڈ", "ur"), sound_key("والمنتجات", "ar")
    ('RP', 'RP', 'NT')
    """
    return skeleton(root_of(word) if language_of(word, lang) == "ar" else word, lang)[:_KEY]


def skeleton(word: str, lang: str) -> str:
    """Return the classes of a word's consonants, neighbours that are alike made one."""
    spelled = _spellings(lang)
    classes = _classes()
    out = ""
    for char in "".join(spelled.get(char, char) for char in word).replace("ch", "C"):
        one = classes.get(char, "")
        if one and not out.endswith(one):
            out += one
    return out


@cache
def _classes() -> dict[str, str]:
    return {"C": "C", **dict(pair.split(":") for pair in tables()["latin"].split())}


@cache
def _spellings(lang: str) -> dict[str, str]:
    """Return, of a language's letters, the first spelling in letters."""
    units = tables()["languages"].get(lang, {}).get("latin", {}).get("units", {})
    return {unit: _first(spellings) for unit, spellings in units.items() if len(unit) == 1}


def _first(spellings: str) -> str:
    listed = (one[1:] for one in spellings.split())
    return next((one for one in listed if one and not one.isdigit()), "")
