"""Computes the approximate sound of words, by which rare words of a large index are divided.

theme/scripts/search-latin.js computes the sound of a query's words, in Latin letters or others.
"""

from __future__ import annotations

from functools import cache

from kbgen.languages.language import language, shared_search
from kbgen.output.search.text import LONGEST_WORD, root_of

_KEY = 2


def sound_key(word: str, lang: str) -> str:
    """Return the first consonants of a word's sound, or of its root's if it has a root.

    >>> sound_key("refund", "en"), sound_key("ریفنڈ", "ur"), sound_key("والمنتجات", "ar")
    ('RP', 'RP', 'NT')
    """
    return skeleton(root_of(word, lang), lang, _KEY)


def skeleton(word: str, lang: str, most: int = LONGEST_WORD) -> str:
    """Return the classes of a word's consonants; equal neighbours are merged."""
    classes = _classes(lang)
    out = ""
    for char in word.replace("ch", "C"):
        one = classes.get(char)
        if one and not out.endswith(one):
            out += one
            if len(out) == most:
                break
    return out


@cache
def _classes(lang: str) -> dict[str, str]:
    """Return letter → its class, by its first spelling in Latin letters."""
    classes = {"C": "C", **dict(pair.split(":") for pair in shared_search().latin.split())}
    table = language(lang).search
    units = table.latin.units if table and table.latin else {}
    spelled = {unit: _first(spellings) for unit, spellings in units.items() if len(unit) == 1}
    found = {letter: _class(spelling, classes) for letter, spelling in spelled.items()}
    return {letter: one for letter, one in found.items() if one} | classes


def _class(spelling: str, classes: dict[str, str]) -> str:
    return next((classes[char] for char in spelling.replace("ch", "C") if char in classes), "")


def _first(spellings: str) -> str:
    """Return the first spelling that has letters."""
    listed = (one[1:] for one in spellings.split())
    return next((one for one in listed if one and not one.isdigit()), "")
