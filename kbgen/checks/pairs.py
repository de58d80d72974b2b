"""Pairs the sections of a translation with those of its source."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.model.article import Article, Section


def section_pairs(page: Article, source: Article) -> Iterator[tuple[Section, Section]]:
    """Yield (section of the translation, section of the source) with equal ids."""
    there = {section.id: section for section in source.sections}
    for section in page.sections:
        if section.id in there:
            yield section, there[section.id]
