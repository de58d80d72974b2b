"""Pairs the sections of a translation with those of its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kbgen.model.article import Article, Section


class SectionMatch(NamedTuple):
    """A section of both languages with the sections after it that only one of them has.

    The text of these may stand under the heading before: whoever compares finds that out.
    """

    translation: tuple[Section, ...]
    source: tuple[Section, ...]

    @property
    def is_renamed(self) -> bool:
        """Tell whether they have different ids, but stand in the same place."""
        return self.translation[0].id != self.source[0].id


def match_sections(page: Article, source: Article) -> tuple[SectionMatch, ...]:
    """Return the pairs of sections in the order of the translation.

    The lead is the first; sections of equal ids are pairs, and where as many at the same levels are
    left between two pairs on both sides, these are.
    """
    ours, theirs = page.sections, source.sections
    if len(ours) == len(theirs) and all(a.id == b.id for a, b in zip(ours, theirs, strict=True)):
        return tuple(SectionMatch((a,), (b,)) for a, b in zip(ours, theirs, strict=True))
    known = {section.id for section in theirs} & {section.id for section in ours}
    their_groups = {group[0].id: group for group in _groups(theirs, known)}
    levels = _levels(page), _levels(source)
    found = []
    for group in _groups(ours, known):
        alone = group[1:]
        there = their_groups[group[0].id]
        shape = [levels[0][one.id] for one in alone]
        if alone and shape == [levels[1][one.id] for one in there[1:]]:
            found += [SectionMatch((a,), (b,)) for a, b in zip(group, there, strict=True)]
        else:
            found.append(SectionMatch(group, there))
    return tuple(found)


def _levels(article: Article) -> dict[str, int]:
    return {heading.id: heading.level for heading in article.headings}


def _groups(sections: Sequence[Section], known: set[str]) -> Iterator[tuple[Section, ...]]:
    """Yield each section of which the id is known, with those after it of which it is not."""
    group: list[Section] = []
    for section in sections:
        if section.id in known and group:
            yield tuple(group)
            group = []
        group.append(section)
    yield tuple(group)
