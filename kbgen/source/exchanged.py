"""Finds texts of two languages that stand in the place of one another."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from kbgen.languages.language import language
from kbgen.model.finding import Finding, Span, error
from kbgen.model.message import msg


def find_exchanged(texts: Mapping[str, str], places: Mapping[str, Span]) -> list[Finding]:
    """Return KB209 for two texts of which each has letters that only the other language has."""
    for one, other in combinations(texts, 2):
        is_wrong = _is_foreign(texts[one], one) and _is_foreign(texts[other], other)
        if is_wrong and not _is_foreign(texts[other], one) and not _is_foreign(texts[one], other):
            what = msg(
                "the texts in '%(one)s' and '%(other)s' are exchanged: each has letters that only "
                "the other language has",
                one=one,
                other=other,
            )
            hint = msg(
                "write %(one)s and %(other)s",
                one=f"{one}: {texts[other]}",
                other=f"{other}: {texts[one]}",
            )
            return [error("KB209", places[one], what, hint)]
    return []


def _is_foreign(text: str, lang: str) -> bool:
    """Tell whether a text has letters that the language writes otherwise."""
    letters = language(lang).prose.letters
    return any(letter in text for letter in letters.alike) if letters else False
