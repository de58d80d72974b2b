"""Finds words in Latin letters that stand in the place of others, in languages with other letters.

Labels and codes stay as they are there: BVNK for BVKN, "Security" for "Privacy".
"""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"(?<![\w@./#&$%{}<>-])[A-Za-z]{3,}(?![\w@/#{}>-]|\.\w)")
_BEGINS = re.compile(r"(?:\A|[.!?:;])\W*\Z")
_QUOTES = "\"'“«‘「"
_LOOK_BACK = 8


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def exchanged_words(source: str, translation: str) -> tuple[_Word, _Word] | None:
    """Return a name of the source that is left out, and one that only the translation has.

    >>> one, other = exchanged_words("Send STOP to us.", "START लिखकर भेजें।")
    >>> one.text, other.text
    ('STOP', 'START')
    """
    theirs = _words(translation)
    others = sum(char.isalpha() and not char.isascii() for char in translation)
    if not theirs or others < sum(len(word.text) for word in theirs):
        return None  # it is written in Latin letters itself
    words = _words(source)
    known, used = ({_alike(word.text) for word in some} for some in (words, theirs))
    named = (word for word in theirs if not word.text.islower() or _is_name(word, translation))
    new = next((word for word in named if _alike(word.text) not in known), None)
    left = (word for word in words if _alike(word.text) not in used and _is_name(word, source))
    gone = next(left, None) if new else None
    return (gone, new) if gone and new else None


def _words(text: str) -> list[_Word]:
    return [_Word(match[0], *match.span()) for match in _WORD.finditer(text)]


def _alike(word: str) -> str:
    return word.lower().rstrip("s")


def _is_name(word: _Word, text: str) -> bool:
    """Tell whether a word is quoted, in capitals, or begins with one within a sentence."""
    before = text[max(0, word.start - _LOOK_BACK) : word.start]
    is_quoted = before[-1:] in _QUOTES and before != ""
    is_within = word.text[0].isupper() and not _BEGINS.search(before)
    return word.text.isupper() or is_quoted or is_within
