"""Runs the rules that kinds of page have for their own pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kbgen.checks.inputs import Pages
from kbgen.kinds import kind_named
from kbgen.model.article import Article
from kbgen.model.finding import Finding
from kbgen.model.forms import Forms


def check_kind(page: Article, has_ledger: bool) -> Iterator[Finding]:
    """KB451, KB452, KB454: front matter that pages of a kind should have."""
    if has_ledger and not page.is_translation:
        yield from kind_named(page.kind).check(page)


def check_needed_by_kind(
    pages: Pages, sources: Mapping[str, Article], forms: Forms
) -> Iterator[Finding]:
    """KB304 and others: mistakes in pages of a kind that prevent a build."""
    for page in pages.values():
        source = sources.get(page.id, page)
        if not source.is_broken and not page.is_broken:
            yield from kind_named(page.kind).check_needed(page, source, forms)
