"""What a word sounds like, roughly: by that the rare words of a large index are shared out.

theme/scripts/search-latin.js does the same to the words of a query, in Latin letters or not.
"""

from __future__ import annotations

import re
from functools import cache

from kbgen.search.tables import tables
from kbgen.search.text import language_of, root_of

_KEY = 2
_ALIKE = re.compile(r"(.)\1+")


def sound_key(word: str, lang: str) -> str:
    """Return the first consonants of a word's sound, of an Arabic word's root.

    >>> sound_key("refund", "en"), sound_key("ریفنڈ", "ur"), sound_key("والمنتجات", "ar")
    ('RP', 'RP', 'NT')
    """
    return skeleton(root_of(word) if language_of(word, lang) == "ar" else word, lang)[:_KEY]


def skeleton(word: str, lang: str) -> str:
    """Return the classes of a word's consonants, neighbours that are alike made one."""
    return _ALIKE.sub(r"\1", word.replace("ch", "C").translate(_letters(lang)))


class _Letters(dict[int, str]):
    """Code point → the class of its sound, "" for vowels and what has none."""

    def __missing__(self, code: int) -> str:
        self[code] = ""
        return ""


@cache
def _letters(lang: str) -> _Letters:
    classes = {"C": "C", **dict(pair.split(":") for pair in tables()["latin"].split())}
    units = tables()["languages"].get(lang, {}).get("latin", {}).get("units", {})
    spelled = {unit: _first(spellings) for unit, spellings in units.items() if len(unit) == 1}
    spelled |= {letter: letter for letter in classes}
    return _Letters(
        (ord(letter), "".join(classes.get(char, "") for char in spelling.replace("ch", "C")))
        for letter, spelling in spelled.items()
    )


def _first(spellings: str) -> str:
    """Return the first spelling in letters."""
    listed = (one[1:] for one in spellings.split())
    return next((one for one in listed if one and not one.isdigit()), "")
