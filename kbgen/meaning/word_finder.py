"""Finds the words and phrases of a table in texts, of which there are thousands for a language.

One pattern of them all would find them, too, but takes a second to compile.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from kbgen.languages.marks import marks

ANY, MOST_LETTERS = "*", 4
"""What stands for letters at the end of a word of the table, and how many they are at most."""


class FoundWords(NamedTuple):
    """Where words stand, and where they do with what is joined to them."""

    start: int
    end: int
    match_start: int
    match_end: int


class _Worded(NamedTuple):
    first: str
    """Its first word, or the letters before an asterisk."""
    has_any: bool
    rest: tuple[tuple[str, bool], ...]
    """The other words, each with whether letters may follow."""


_ByNext = Mapping[str, tuple[tuple[int, _Worded], ...]]
"""The first letters of their second word → phrases, each after how many letters; "" → others."""
_LETTERS = 3
_NONE: tuple[tuple[int, _Worded], ...] = ()


class WordFinder:
    """Finds phrases in texts, the first and the longest ones.

    `before` and `after` are patterns of what may be joined to a phrase. A space of a phrase stands
    for one or two.

    >>> finder = WordFinder(["cash", "cash on delivery", "refund*"])
    >>> text = "no refunds for cash  on delivery"
    >>> [text[one.start : one.end] for one in finder.find_all(text)]
    ['refunds', 'cash  on delivery']
    """

    def __init__(self, phrases: Iterable[str], before: str = "", after: str = "") -> None:
        self._by_start: defaultdict[str, list[_Worded]] = defaultdict(list)
        for phrase in sorted(phrases, key=len, reverse=True):
            words = [(word.rstrip(ANY), word.endswith(ANY)) for word in phrase.split()]
            first, has_any = words[0]
            run = _run().match(first)
            start = run[0] if run else first[0]
            self._by_start[start].append(_Worded(first, has_any, tuple(words[1:])))
        self._joined = (
            [re.compile(rf"(?:{before})(?<=\A.{{{n}}})") for n in range(1, 8)] if before else []
        )
        self._after = re.compile(rf"(?:{after})(?![\w{marks()}])") if after else None
        self._of_word: dict[str, _ByNext] = {}

    def find_all(self, text: str) -> Iterator[FoundWords]:
        """Yield the phrases of a text in reading order."""
        found = self.find(text, 0)
        while found:
            yield found
            found = self.find(text, found.match_end)

    def find(self, text: str, begin: int) -> FoundWords | None:
        """Return the first phrase that begins at an offset or after it."""
        if begin and _is_word(text[begin - 1]):
            begin = begin + len(run[0]) if (run := _run().match(text, begin)) else begin
        for run in _starts().finditer(text, begin):
            word = run[0]
            phrases = self._of_word.get(word)
            if phrases is None:
                phrases = self._of_word[word] = self._phrases(word)
            if phrases and (best := self._best(phrases, text, *run.span())):
                return best
        return None

    def _best(self, phrases: _ByNext, text: str, start: int, end: int) -> FoundWords | None:
        """Return the longest phrase that begins in a word, with the fewest letters before it."""
        candidates = phrases.get("", _NONE)
        if len(phrases) > 1 or not candidates:
            following = text[end : end + 2 + _LETTERS].lstrip()
            for n in range(1, _LETTERS + 1):
                candidates = candidates + phrases.get(following[:n], _NONE)
        found: list[tuple[int, int, int]] = []
        for joined, phrase in candidates:
            if ends := self._end_of(phrase, text, start + joined):
                found.append((-joined, *ends))
        if not found:
            return None
        joined, last, match_end = max(found)
        return FoundWords(start - joined, last, start, match_end)

    def _phrases(self, word: str) -> _ByNext:
        """Return the phrases that may begin in a word, after how many letters of it."""
        found: defaultdict[str, list[tuple[int, _Worded]]] = defaultdict(list)
        for joined in self._prefixes(word):
            for n in range(len(word) - joined, 0, -1):
                for phrase in self._by_start.get(word[joined : joined + n], ()):
                    if self._may_begin(phrase, word[joined:]):
                        is_whole = phrase.rest and len(phrase.first) <= len(word) - joined
                        follows = phrase.rest[0][0][:_LETTERS] if is_whole else ""
                        found[follows].append((joined, phrase))
        return {follows: tuple(of) for follows, of in found.items()}

    def _may_begin(self, phrase: _Worded, word: str) -> bool:
        """Tell whether a phrase may begin a text that begins with a word."""
        if len(phrase.first) > len(word):  # it is more than letters: 24/7
            return phrase.first.startswith(word)
        more = len(word) - len(phrase.first)
        if phrase.rest:
            return more <= MOST_LETTERS if phrase.has_any else not more
        return not more or phrase.has_any or self._after is not None

    def _prefixes(self, word: str) -> Iterator[int]:
        """Yield how many letters may be joined before a phrase, none first."""
        yield 0
        for n, pattern in enumerate(self._joined, start=1):
            if n < len(word) and pattern.match(word):
                yield n

    def _end_of(self, phrase: _Worded, text: str, start: int) -> tuple[int, int] | None:
        if not text.startswith(phrase.first, start):
            return None
        at, has_any = start + len(phrase.first), phrase.has_any
        for word, next_any in phrase.rest:
            at += _letters(text, at) if has_any else 0
            spaces = 0
            while spaces < 2 and text[at + spaces : at + spaces + 1].isspace():
                spaces += 1
            at += spaces
            if not spaces or not text.startswith(word, at):
                return None
            at, has_any = at + len(word), next_any
        return self._bound(text, at, has_any)

    def _bound(self, text: str, at: int, has_any: bool) -> tuple[int, int] | None:
        """Return the end of a phrase whose words end at an offset, if that is the end of a word."""
        letters = _letters(text, at) if has_any else 0
        for end in range(at + letters, at - 1, -1):
            if end == len(text) or not _is_word(text[end]):
                return end, end
            joined = self._after.match(text, end) if self._after else None
            if joined:
                return end, joined.end()
        return None


def _letters(text: str, at: int) -> int:
    """Return how many letters follow, up to those that an asterisk stands for."""
    n = 0
    while n < MOST_LETTERS and at + n < len(text) and _is_word(text[at + n]):
        n += 1
    return n


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"


@cache
def _run() -> re.Pattern[str]:
    return re.compile(rf"[\w{marks()}]+")


@cache
def _starts() -> re.Pattern[str]:
    """Match the letters of a word, or one character of another kind."""
    return re.compile(rf"[\w{marks()}]+|[^\s\w]")
