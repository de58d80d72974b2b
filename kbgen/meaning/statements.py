"""Finds the words of a text that state what may not differ in its translation, by their places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from kbgen.languages.language import language
from kbgen.languages.marks import marks
from kbgen.meaning.logic import fold, without_left_out

_IGNORED, _DENIED = "", "denied"
_ANY, _MOST_LETTERS = "*", 4
"""What stands for letters at the end of a word of the table, and how many they are at most."""


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
    pattern = _pattern(lang)
    if pattern is None:
        return
    for match in pattern.finditer(fold(text, lang)):
        name = match.lastgroup or ""
        keys = _keys(match["word"], lang) if name == "word" else _patterns(lang)[int(name[1:])][0]
        for key in keys.split():
            yield Statement(key, *match.span(name))


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
    most = min(_MOST_LETTERS, len(plain) - plain.rfind(" ") - 1)
    stems = (f"{plain[: len(plain) - left_out]}{_ANY}" for left_out in range(most + 1))
    keys = " ".join(words.get(word, "") for word in (plain, *stems))
    return " ".join(dict.fromkeys(keys.split()))


def _letter(char: str) -> str:
    if char == " ":
        return r"\s{1,2}"  # more is the place of a quantity
    return rf"[\w{marks()}]{{0,{_MOST_LETTERS}}}" if char == _ANY else re.escape(char)


@lru_cache(maxsize=16)
def _patterns(lang: str) -> list[tuple[str, str]]:
    """Return (keys, pattern), those of opposites.toml first."""
    tables = language(lang)
    found = [*tables.opposites.patterns.items(), *tables.logic.patterns.items()]
    if tables.opposites.negative:
        found.append((_DENIED, tables.opposites.negative))
    return [(keys, without_left_out(pattern, lang)) for keys, pattern in found]


@lru_cache(maxsize=16)
def _pattern(lang: str) -> re.Pattern[str] | None:
    if not _words(lang):
        return None
    tables = language(lang)
    own = len(tables.opposites.patterns)
    patterns = [f"(?P<p{n}>{one})" for n, (_, one) in enumerate(_patterns(lang))]
    alternatives = [*patterns[:own], f"(?P<word>{_any_of(_words(lang))})", *patterns[own:]]
    joined_before = tables.opposites.before or tables.logic.before
    joined_after = tables.opposites.after or tables.logic.after
    before, after = (
        f"(?<![\\w{marks()}])(?:{joined_before})",
        f"(?:{joined_after})(?![\\w{marks()}])",
    )
    return re.compile(f"{before}(?:{'|'.join(alternatives)}){after}")


class _Trie(dict[str, "_Trie"]):
    """Letter → those that may follow it; "" ends a word."""


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of many words, the longest first, that tries each letter once."""
    root = _Trie()
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, _Trie())
        node[""] = _Trie()
    return _of_node(root)


def _of_node(node: _Trie) -> str:
    # Letters that are named come before any letters.
    letters = sorted((char for char in node if char), key=lambda char: char == _ANY)
    if not letters:
        return ""
    branches = [_letter(char) + _of_node(node[char]) for char in letters]
    all_of = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if "" not in node:
        return all_of
    return f"(?:{all_of})?"
