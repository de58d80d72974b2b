"""Finds the words of a text that state what may not differ in its translation, by their places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from kbgen.languages.language import language
from kbgen.languages.marks import marks
from kbgen.meaning.logic import fold, without_left_out
from kbgen.meaning.word_finder import ANY, MOST_LETTERS, WordFinder

_IGNORED, _DENIED = "", "denied"


class Statement(NamedTuple):
    """What words state: a key of the tables, and the place of the words in the folded text."""

    key: str
    start: int
    end: int


def statements_in(text: str, lang: str) -> Iterator[Statement]:
    """Yield what the words of a text without markup state, in reading order.

    >>> [one.key for one in statements_in("You can't pay cash on arrival.", "en")]
    ['you', 'not', 'may', 'pay', 'cash', 'arrival']
    """
    searches, plain = _searches(lang), fold(text, lang)
    found = [search(plain, 0) for search in searches]
    while first := min(filter(None, found), key=lambda one: one.match_start, default=None):
        for key in first.keys.split():
            yield Statement(key, first.start, first.end)
        found = [
            search(plain, first.match_end) if one and one.match_start < first.match_end else one
            for one, search in zip(found, searches, strict=True)
        ]


def place_of(statement: Statement, text: str, lang: str) -> tuple[int, int]:
    """Return the offsets of a statement's words in the text itself."""

    def folded(length: int) -> int:
        return len(fold(text[:length], lang))

    every = range(len(text) + 1)
    start = bisect_left(every, statement.start + 1, key=folded) - 1
    return max(start, 0), bisect_left(every, statement.end, key=folded)


@cache
def keys_of(lang: str) -> frozenset[str]:
    """Return the keys that a language has words for."""
    tables = language(lang)
    found = (*tables.logic.words, *tables.logic.patterns)
    found += (*tables.opposites.words, *tables.opposites.patterns)
    return frozenset(key for keys in found for key in keys.split())


@lru_cache(maxsize=16)
def _words(lang: str) -> Mapping[str, str]:
    """Return folded word or phrase → keys."""
    tables = language(lang)
    found = dict(_entries(tables.logic.words, tables.logic.ignored, lang))
    own: dict[str, str] = {}
    for word, keys in _entries(tables.opposites.words, tables.opposites.ignored, lang):
        own[word] = f"{own.get(word, '')} {keys}".strip()
    return found | own


def _entries(words: Mapping[str, str], ignored: str, lang: str) -> Iterator[tuple[str, str]]:
    for keys, of_key in (*words.items(), (_IGNORED, ignored)):
        for word in of_key.split("|"):
            if plain := " ".join(fold(word, lang).split()):
                yield plain, keys


@lru_cache(maxsize=4096)
def _keys(found: str, lang: str) -> str:
    """Return the keys of words that stand in a text."""
    words, plain = _words(lang), " ".join(found.split())
    if words.get(plain) == _IGNORED:
        return _IGNORED
    most = min(MOST_LETTERS, len(plain) - plain.rfind(" ") - 1)
    stems = (f"{plain[: len(plain) - left_out]}{ANY}" for left_out in range(most + 1))
    keys = " ".join(words.get(word, "") for word in (plain, *stems))
    return " ".join(dict.fromkeys(keys.split()))


@lru_cache(maxsize=16)
def _patterns(lang: str) -> list[tuple[str, str]]:
    """Return (keys, pattern), those of opposites.toml first."""
    tables = language(lang)
    found = [*tables.opposites.patterns.items(), *tables.logic.patterns.items()]
    if tables.opposites.negative:
        found.append((_DENIED, tables.opposites.negative))
    return [(keys, without_left_out(pattern, lang)) for keys, pattern in found]


class _Found(NamedTuple):
    """Keys, the place of the words that state them, and that of all that was matched."""

    keys: str
    start: int
    end: int
    match_start: int
    match_end: int


_Search = Callable[[str, int], _Found | None]
"""Returns the first words that state something at an offset of a text or after it."""


@lru_cache(maxsize=16)
def _searches(lang: str) -> list[_Search]:
    """Return the searches in the order in which they count at one place."""
    if not _words(lang):
        return []
    tables, own = language(lang), len(language(lang).opposites.patterns)
    before = tables.opposites.before or tables.logic.before
    after = tables.opposites.after or tables.logic.after
    patterns = _patterns(lang)
    return [
        _pattern_search(patterns[:own], before, after),
        partial(_search_words, WordFinder(_words(lang), before, after), lang),
        _pattern_search(patterns[own:], before, after),
    ]


def _search_words(finder: WordFinder, lang: str, text: str, begin: int) -> _Found | None:
    found = finder.find(text, begin)
    return found and _Found(_keys(text[found.start : found.end], lang), *found)


def _pattern_search(patterns: Sequence[tuple[str, str]], before: str, after: str) -> _Search:
    any_of = "|".join(f"(?P<p{n}>{pattern})" for n, (_, pattern) in enumerate(patterns))
    whole = re.compile(
        rf"(?<![\w{marks()}])(?:{before})(?:{any_of or '(?!)'})(?:{after})(?![\w{marks()}])"
    )

    def search(text: str, begin: int) -> _Found | None:
        match = whole.search(text, begin)
        if match is None or not match.lastgroup:
            return None
        keys, _ = patterns[int(match.lastgroup[1:])]
        return _Found(keys, *match.span(match.lastgroup), *match.span())

    return search
