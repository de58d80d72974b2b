"""Pairs the text of a translation's sections with that of its source."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.model.article import Article, Section
from kbgen.translations import parts


def section_pairs(page: Article, source: Article) -> Iterator[tuple[Section, Section]]:
    """Yield (section of the translation, section of the source) that say the same.

    Where a heading is missing on one side, they are those that hold the same text.
    """
    for ours, theirs in parts.section_pairs(page, source):
        yield ours.section, theirs.section
