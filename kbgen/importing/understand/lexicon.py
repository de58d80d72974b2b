"""Looks up words in tables of phrases, ignoring case, hamza, digits and marks."""

from __future__ import annotations

from functools import cache

from kbgen.importing.blocks import fold
from kbgen.languages.variants import written


@cache
def phrases(table: str) -> frozenset[str]:
    """Return the phrases of a table, folded."""
    return frozenset(fold(phrase) for phrase in table.split("|"))


def is_phrase(text: str, table: str) -> bool:
    """Tell whether a text is one of the phrases, ignoring case and punctuation."""
    return len(text) < 80 and fold(text) in phrases(table)


def covered(text: str, *tables: str) -> bool:
    """Tell whether a text consists only of phrases of the tables and of numbers."""
    tokens = fold(text).split()
    known = frozenset().union(*(phrases(table) for table in tables))
    at = 0
    while at < len(tokens):
        if tokens[at].isdigit():
            at += 1
            continue
        for length in range(min(6, len(tokens) - at), 0, -1):
            if " ".join(tokens[at : at + length]) in known:
                at += length
                break
        else:
            return False
    return bool(tokens)


def contains(text: str, table: str) -> int:
    """Return the number of phrases of a table in a text, at word boundaries."""
    padded = f" {fold(text)} "
    return sum(f" {phrase} " in padded for phrase in phrases(table))


def loose(phrase: str) -> str:
    """Return a pattern that matches all spellings of a phrase: hamza, vowels, letters.

    >>> import re
    >>> bool(re.fullmatch(loose("اقرأ أيضا"), "اقرأ أيضًا"))
    True
    """
    return "".join(map(written, phrase))
