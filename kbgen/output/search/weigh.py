"""Computes the weight of each word in an answer: BM25F (Robertson, Zaragoza, Taylor 2004).

The counts of a word in the fields of an answer are weighted, added and saturated once, so that a
title outweighs any number of mentions. The result is a level from 1 to 15. The browser adds the
factor for the rarity of a word, which it knows from the number of postings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from kbgen.output.search.record import Record
from kbgen.output.search.text import all_words, is_stop_word, usual_words

TITLE, KEYWORDS, HEADING, PAGE, PAGE_KEYWORDS = 7.0, 7.0, 2.0, 2.0, 1.0
STOP_WORD = 0.5
"""The weight of a stop word in a title: it only matters between titles that are otherwise equal."""
SATURATION = 8.0
LEVELS = 15
USUAL_TITLE, USUAL_TEXT = 5, 110
"""Words. Constants instead of averages, so that weights do not depend on other answers."""


def weigh(record: Record, lang: str) -> dict[str, int]:
    """Return word → its level in an answer, in the index of `lang`.

    Stop words count only in titles. What a fact is at a branch counts as one mention in the text,
    which it makes no longer: there it stands in place of another value.
    """
    counts = Counter(usual_words(record.text, lang))
    share = 1.0 / _length(counts.total(), USUAL_TEXT, 0.5)
    for value in record.values:
        counts |= Counter(dict.fromkeys(usual_words(value, lang), 1))
    levels = [_level(n * share, record.boost) for n in range(max(counts.values(), default=0) + 1)]
    found = {word: levels[count] for word, count in counts.items()}
    for word, weight in _field_weights(record, lang).items():
        found[word] = _level(weight + counts[word] * share, record.boost)
    return found


def keyword_level(of_page: bool) -> int:
    """Return the level of a word that is a keyword of an answer, or of its page, and no more."""
    return _level(PAGE_KEYWORDS if of_page else KEYWORDS, 1.0)


def _field_weights(record: Record, lang: str) -> dict[str, float]:
    """Return word → its weight in the title, headings and keywords of an answer."""
    weights: dict[str, float] = {}
    for words, weight in _fields(record, lang):
        for word in dict.fromkeys(words):
            weights[word] = weights.get(word, 0) + weight
    for word in all_words(record.title):
        if is_stop_word(word, lang):
            weights[word] = STOP_WORD
    return weights


def _fields(record: Record, lang: str) -> Iterable[tuple[list[str], float]]:
    title = len(all_words(record.title))
    yield usual_words(record.title, lang), TITLE / _length(title, USUAL_TITLE, 0.3)
    for phrase in record.keywords:
        yield usual_words(phrase, lang), KEYWORDS
    for phrase in record.page_keywords:
        yield usual_words(phrase, lang), PAGE_KEYWORDS
    for heading in record.headings:
        yield usual_words(heading, lang), HEADING
    if record.page != record.title:
        yield usual_words(record.page, lang), PAGE


def _length(words: int, usual: int, share: float) -> float:
    """Return the length normalization of BM25 for a field."""
    return 1 - share + share * words / usual


def _level(weight: float, boost: float) -> int:
    return _levels(int(weight * 16), boost)


@lru_cache(maxsize=2**14)
def _levels(sixteenths: int, boost: float) -> int:
    weight = sixteenths / 16
    level = round((LEVELS + 1) * boost * weight / (weight + SATURATION))
    return max(1, min(LEVELS, level))
