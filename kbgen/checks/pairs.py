"""A translation beside its source, section by section."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.model.article import Article, Section
from kbgen.model.site import Site


def section_pairs(site: Site, article: Article) -> Iterator[tuple[Section, Article, Section]]:
    """Yield each section of a translation with its source page and the section there."""
    source = site.source_of(article.id)
    if source is None or not article.is_translation:
        return
    there = {section.id: section for section in source.sections}
    for section in article.sections:
        if section.id in there:
            yield section, source, there[section.id]
