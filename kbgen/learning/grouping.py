"""Puts spellings of one search together, also those in Latin letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations

from kbgen.languages.language import language
from kbgen.learning.reading import MissedSearch
from kbgen.output.search.sound import skeleton
from kbgen.output.search.tables import script_of_language
from kbgen.output.search.text import is_stop_word, script_of, stems_of, words_of

_ALIKE = 0.72
"""The share of letters that two spellings of a word have in common, by difflib."""
_SURE = 2
"""The fewest consonants by which words of two scripts are compared."""


@dataclass(frozen=True)
class Group:
    """Searches for one thing in one language, the most frequent spelling first."""

    lang: str
    spellings: tuple[str, ...]
    count: int

    @property
    def query(self) -> str:
        return self.spellings[0]


def telling_words(query: str, lang: str) -> list[str]:
    """Return the words of a query that say what is asked for; all, if none of them does."""
    words = words_of(query)
    telling = [word for word in words if not _says_little(word, lang)]
    return telling or words


def _says_little(word: str, lang: str) -> bool:
    little, sounds = _little(lang)
    if is_stop_word(word, lang) or word in little:
        return True
    return script_of(word) != script_of_language(lang) and skeleton(word, lang) in sounds


@cache
def _little(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a language that say little, and how they sound in Latin letters."""
    table, own = language(lang).search, language(lang).thesaurus
    asking = (table.stop, table.ask) if table else ()
    words = frozenset(words_of(" ".join((*own.chatter.values(), *asking))))
    return words, frozenset(skeleton(word, lang) for word in words)


def grouped(searches: Iterable[MissedSearch]) -> list[Group]:
    """Return the groups of searches, the most frequent first."""
    listed = list(searches)
    found: list[Group] = []
    for lang in dict.fromkeys(search.lang for search in listed):
        found += _of_language([search for search in listed if search.lang == lang], lang)
    return sorted(found, key=lambda group: (-group.count, group.lang, group.query))


def _of_language(searches: Sequence[MissedSearch], lang: str) -> Iterator[Group]:
    words = {search.query: telling_words(search.query, lang) for search in searches}
    same = _same_words({word for listed in words.values() for word in listed}, lang)
    groups: dict[tuple[str, ...], Counter[str]] = {}
    for search in searches:
        key = tuple(sorted({same[word] for word in words[search.query]}))
        groups.setdefault(key, Counter())[search.query] += search.count
    for counts in groups.values():
        spellings = tuple(query for query, _ in counts.most_common())
        yield Group(lang, spellings, counts.total())


def _same_words(words: Iterable[str], lang: str) -> dict[str, str]:
    """Return word → the first of those that are forms or spellings of it."""
    by_sound: dict[str, list[str]] = {}
    for word in sorted(words):
        by_sound.setdefault(_sound(word, lang), []).append(word)
    same = {word: word for listed in by_sound.values() for word in listed}
    for sound, listed in by_sound.items():
        for one, other in combinations(listed, 2):
            if same[one] != same[other] and _are_same(one, other, sound, lang):
                kept, given = sorted((same[one], same[other]))
                same |= {word: kept for word in listed if same[word] == given}
    return same


def _sound(word: str, lang: str) -> str:
    if script_of(word) != script_of_language(lang):
        return skeleton(word, lang) or word
    stem = min(stems_of(word, lang), key=lambda stem: (len(stem) < len(word) / 2, len(stem), stem))
    return skeleton(stem, lang) or word


def _are_same(one: str, other: str, sound: str, lang: str) -> bool:
    if script_of(one) != script_of(other):
        return len(sound) >= _SURE
    if stems_of(one, lang) & stems_of(other, lang) - {one, other}:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
