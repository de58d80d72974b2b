"""Finds scales of answers, from best to worst or reversed, in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kbgen.importing.blocks import WORD, fold
from kbgen.importing.tables.scales import FAMILIES
from kbgen.languages.marks import sentence_ends

FEWEST, MOST = 3, 7
_BETWEEN_SENTENCES = re.compile(f"[{sentence_ends()}:]")


@dataclass(frozen=True)
class Scale:
    """The answers in order, and their place in the text."""

    labels: tuple[str, ...]
    family: str
    start: int
    end: int


@cache
def _phrases(family: str) -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in FAMILIES[family].split("|"))


_LONGEST = 5


def find_scales(text: str, fewest: int = FEWEST) -> list[Scale]:
    """Find runs of adjacent answers.

    >>> [s.labels for s in find_scales("Excellent Good Average Fair Poor Staff helped.")]
    [('Excellent', 'Good', 'Average', 'Fair', 'Poor')]
    """
    tokens = list(WORD.finditer(text))
    folded = [fold(token.group()) for token in tokens]
    found: list[Scale] = []
    at = 0
    while at < len(tokens):
        best = max(
            (_run(text, tokens, folded, at, family) for family in FAMILIES),
            key=lambda s: len(s.labels),
        )
        if fewest <= len(best.labels) <= MOST:
            found.append(best)
            while at < len(tokens) and tokens[at].start() < best.end:
                at += 1
        else:
            at += 1
    return found


def _run(text: str, tokens: list[re.Match[str]], folded: list[str], at: int, family: str) -> Scale:
    known, start = _phrases(family), at
    labels: list[str] = []
    seen: set[str] = set()
    while at < len(tokens):
        length = next(
            (
                n
                for n in range(min(_LONGEST, len(tokens) - at), 0, -1)
                if " ".join(folded[at : at + n]) in known
            ),
            0,
        )
        phrase = " ".join(folded[at : at + length])
        if not length or phrase in seen:
            break
        # Only space, bars, dashes or boxes may be between two answers.
        if labels and _BETWEEN_SENTENCES.search(text, tokens[at - 1].end(), tokens[at].start()):
            break
        seen.add(phrase)
        labels.append(text[tokens[at].start() : tokens[at + length - 1].end()])
        at += length
    end = tokens[at - 1].end() if labels else tokens[start].start()
    return Scale(tuple(labels), family, tokens[start].start(), end)


def is_answer(text: str) -> bool:
    """Tell whether a text is exactly one answer of a scale."""
    folded = fold(text)
    return len(text) < 60 and any(folded in _phrases(family) for family in FAMILIES)


_MARKS = re.compile(r"[☐□▢◯○⚪⬜❑❒\[\]()_\s.|/·…\d-]+$")


def is_marks(text: str) -> bool:
    """Tell whether a text consists of boxes or numbers to tick: "☐ ☐ ☐", "1 2 3 4 5"."""
    if not _MARKS.match(text):
        return False
    numbers = re.findall(r"\d+", text)
    boxes = len(re.findall(r"[☐□▢◯○⚪⬜❑❒]|\[ ?\]|\( ?\)|_{2,}", text))
    return boxes >= 1 or (3 <= len(numbers) <= 11 and _ascending([int(n) for n in numbers]))


def _ascending(numbers: list[int]) -> bool:
    steps = {b - a for a, b in pairwise(numbers)}
    return steps in ({1}, {-1})
