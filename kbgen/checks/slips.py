"""Checks pages for slips in Markdown: each page alone, and its source first."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.checks.block_slips import block_slips
from kbgen.checks.heading_slips import heading_slips
from kbgen.checks.list_digits import list_digits
from kbgen.checks.slip import Slip
from kbgen.checks.unclosed import unclosed
from kbgen.model.article import Article
from kbgen.model.finding import Finding


def check_slips(page: Article, has_ledger: bool) -> Iterator[Finding]:
    """KB126 mistyped ids, KB127 nesting, KB128 lists, tables and notes not seen, KB129 no end."""
    for slip in slips_of(page):
        yield slip.finding(page, has_ledger)


def slips_of(page: Article) -> Iterator[Slip]:
    """Yield the slips in the Markdown of a page."""
    yield from heading_slips(page)
    yield from block_slips(page)
    yield from list_digits(page)
    yield from unclosed(page)
