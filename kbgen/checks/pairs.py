"""A translation beside its source, section by section."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.model.article import Article, Section


def section_pairs(page: Article, source: Article) -> Iterator[tuple[Section, Section]]:
    """Yield each section of a translation with that of its source page."""
    there = {section.id: section for section in source.sections}
    for section in page.sections:
        if section.id in there:
            yield section, there[section.id]
