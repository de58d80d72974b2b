"""Checks that headings stand over the text that they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from math import log

from kbgen.checks.doubts import compare_sections
from kbgen.model.article import Article
from kbgen.model.finding import Finding, warning
from kbgen.model.findings import DOUBT
from kbgen.model.message import msg
from kbgen.translations.parts import SectionParts, section_pairs
from kbgen.translations.repeats import words_of

_STEM = 4
"""How many letters of a word tell that another form of it is the same word."""
_MARGIN = 0.5
"""By how much more a heading fits the other text, in words that one section alone has."""
_MOST = 60
"""The most sections of a page whose headings are compared."""


def check_swapped(page: Article, source: Article | None) -> Iterator[Finding]:
    """KB412 two headings that each have the words of the other's text, unlike in the source."""
    if source is None:
        return
    pairs = [p for p in section_pairs(page, source) if p.source.id and _heading(p.translation)]
    if not 1 < len(pairs) <= _MOST:
        return
    places = {heading.id: heading.span for heading in page.headings}
    ours = _Fit([pair.translation for pair in pairs])
    theirs = _Fit([pair.source for pair in pairs])
    for one, other in combinations(range(len(pairs)), 2):
        if ours.crossed(one, other) < _MARGIN or theirs.crossed(one, other) > -_MARGIN:
            continue
        headings = [_heading(pairs[n].translation) for n in (one, other)]
        spans = [places[pairs[n].translation.id] for n in (one, other)]
        what = msg(
            "“%(heading)s” and “%(other)s” (%(place)s) each fit the other's text",
            heading=headings[0],
            other=headings[1],
            place=str(spans[1]),
        )
        hint = msg("look whether these headings have changed places")
        doubt = warning(DOUBT, spans[0], what, hint)
        yield replace(doubt, compared=compare_sections(page, source, pairs[one]))


class _Fit:
    """How many words each heading of a page shares with the text of each section."""

    def __init__(self, sections: Sequence[SectionParts]) -> None:
        self._headings = [_stems(_heading(section)) for section in sections]
        self._texts = [_stems(_text(section)) for section in sections]
        counts = Counter(stem for text in self._texts for stem in text)
        self._weights: Mapping[str, float] = {
            stem: log(len(sections) / count) / log(len(sections)) for stem, count in counts.items()
        }

    def crossed(self, one: int, other: int) -> float:
        """Return by how much less two headings fit their own texts than each other's."""
        own = self._shared(one, one), self._shared(other, other)
        there = self._shared(one, other), self._shared(other, one)
        gains = there[0] - own[0], there[1] - own[1]
        return sum(gains) if min(gains) > 0 or max(gains) < 0 or sum(own) >= sum(there) else 0.0

    def _shared(self, heading: int, text: int) -> float:
        return sum(self._weights[stem] for stem in self._headings[heading] & self._texts[text])


def _heading(section: SectionParts) -> str:
    first = section.parts[0] if section.parts else None
    return first.text.strip() if first and first.block.kind == "heading" else ""


def _text(section: SectionParts) -> str:
    return "\n".join(part.text for part in section.parts if part.block.kind != "heading")


@lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words_of(text) if len(word) > 2)
