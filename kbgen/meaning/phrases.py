"""Phrases with their meanings, looked for in a text by their first words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kbgen.languages.marks import marks
from kbgen.meaning.equivalence import LIKELY
from kbgen.meaning.folded import SPACE, WORD, FoldedText, fold
from kbgen.meaning.mention import Mention
from kbgen.model.meaning import Meaning

_END = rf"(?![\w{marks()}])"
_COUNTED = re.compile(rf"(?P<word>[\w{marks()}]+){SPACE}{{1,3}}\Z")
_FAR = 24


class _Phrase(NamedTuple):
    rest: str
    """What follows its first word."""
    meaning: Meaning | None
    """None for a phrase that means nothing."""
    is_capital: bool


class Phrases:
    """Phrases of a language.

    `prefixes` may be joined to each, separated by bars. After one of `numbers` a phrase that may
    mean something else is not taken, since it is then counted: two weeks, not two Saturdays.
    """

    def __init__(
        self,
        lang: str,
        phrases: Mapping[str, Meaning | None],
        prefixes: str = "",
        numbers: frozenset[str] = frozenset(),
    ) -> None:
        self._numbers = numbers
        self._by_word: dict[str, list[_Phrase]] = {}
        folded = {
            fold(phrase.lower(), lang): (meaning, phrase[:1].isupper())
            for phrase, meaning in phrases.items()
        }
        for phrase in sorted(folded, key=len, reverse=True):
            if not (first := WORD.match(phrase)):
                continue
            one = _Phrase(phrase[first.end() :], *folded[phrase])
            for word in _with_prefixes(first.group(), fold(prefixes, lang).split("|")):
                self._by_word.setdefault(word, []).append(one)
        self._words = frozenset(self._by_word)

    def may_be_in(self, folded: FoldedText) -> bool:
        """Tell whether the first word of a phrase is in a text: in most there is none."""
        return not self._words.isdisjoint(folded.words)

    def find(self, folded: FoldedText) -> Iterator[Mention]:
        """Yield the phrases of a text, the longest of those that begin with a word."""
        end = 0
        for start, word in sorted(_places(self._words & folded.words, folded.text)):
            if start < end:
                continue
            for phrase in self._by_word[word]:
                match = _pattern(phrase.rest).match(folded.text, start + len(word))
                if not match or not self._is_meant(phrase, folded, start):
                    continue
                end = match.end()
                if phrase.meaning:
                    yield folded.mention(phrase.meaning, start, end)
                break

    def _is_meant(self, phrase: _Phrase, folded: FoldedText, start: int) -> bool:
        if phrase.is_capital and not folded.is_capital(start):
            return False
        if phrase.meaning is None or not phrase.meaning.value.endswith(("|", LIKELY)):
            return True
        before = _COUNTED.search(folded.text, max(0, start - _FAR), start)
        return not before or not (before["word"].isdecimal() or before["word"] in self._numbers)


@lru_cache(maxsize=1 << 14)
def _pattern(rest: str) -> re.Pattern[str]:
    """Return the pattern of what follows a word; most of them no text ever needs."""
    return re.compile(re.escape(rest).replace(r"\ ", f"{SPACE}{{1,3}}") + _END)


def _places(words: Iterable[str], text: str) -> Iterator[tuple[int, str]]:
    """Yield where words begin in a text, with the words."""
    for word in words:
        start = text.find(word)
        while start >= 0:
            if not text[start - 1 : start].isalnum():
                yield start, word
            start = text.find(word, start + len(word))


def _with_prefixes(word: str, prefixes: list[str]) -> Iterator[str]:
    yield word
    for prefix in filter(None, prefixes):
        # "=" in a prefix stands for letters of the word that it replaces: an article that merges.
        joined, _, replaced = prefix.partition("=")
        if word.startswith(replaced):
            yield joined + word[len(replaced) :]
