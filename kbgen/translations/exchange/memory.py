"""The translation memory: the translations of equal and of similar texts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from kbgen.translations.normal import normal_form

NEARLY = 0.75
"""The likeness, from 0 to 1, from which on a translation is near enough to be of help."""
_MOST_COMPARED = 12
_MOST_WITH_WORD = 40
"""A word in more texts than this says too little about which of them are alike."""
_WORD = re.compile(r"\w+")


class MemoryPair(NamedTuple):
    """A text with its translation; `origin` is its address or the name of the memory it is from."""

    source: str
    translation: str
    origin: str


class MemoryUnit(NamedTuple):
    """A text in one language with its translation into another."""

    source_lang: str
    source: str
    lang: str
    translation: str
    origin: str
    """The address of the text, or the name of a memory; "" if it is not known."""


@dataclass(frozen=True)
class Suggestion:
    """The translation of a text that is equal (100 per cent) or similar."""

    pair: MemoryPair
    per_cent: int


class Memory:
    """Pairs of one language, found by their sources; of equal ones the first is suggested."""

    def __init__(self, pairs: Iterable[MemoryPair]) -> None:
        self._pairs = list(pairs)
        self._texts = [normal_form(pair.source) for pair in self._pairs]
        self._equal: dict[str, list[int]] = defaultdict(list)
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            self._equal[text].append(number)
            for word in _words(text):
                self._with_word[word].append(number)

    def suggest(self, text: str, origin: str) -> Suggestion | None:
        """Return the likest pair that is not of the same origin; None if none is near enough."""
        text = normal_form(text)
        for number in self._equal.get(text, ()):
            if self._pairs[number].origin != origin:
                return Suggestion(self._pairs[number], 100)
        found, likeness = None, NEARLY
        for number in self._candidates(text):
            matcher = SequenceMatcher(None, self._texts[number], text, autojunk=False)
            is_own = self._pairs[number].origin == origin
            if is_own or not self._fits(number, text) or matcher.quick_ratio() < likeness:
                continue
            if (ratio := matcher.ratio()) >= likeness:
                found, likeness = self._pairs[number], ratio
        return found and Suggestion(found, min(int(likeness * 100), 99))

    def _fits(self, number: int, text: str) -> bool:
        """Tell whether both are rows of a table with as many cells, or neither is."""
        return self._texts[number].count("|") == text.count("|")

    def _candidates(self, text: str) -> list[int]:
        """Return the pairs that share most of the rarer words."""
        shared: Counter[int] = Counter()
        for word in _words(text):
            numbers = self._with_word.get(word, ())
            if len(numbers) <= _MOST_WITH_WORD:
                shared.update(numbers)
        return [number for number, _ in shared.most_common(_MOST_COMPARED)]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
