"""Checks that pages are reviewed in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kbgen.model.article import Article
from kbgen.model.finding import Finding, warning
from kbgen.model.message import msg


def check_review(page: Article, has_ledger: bool, day: date) -> Iterator[Finding]:
    """KB453 a page whose review is due."""
    due = page.meta.review_by
    if due and due < day and has_ledger and not page.is_translation:
        what = msg("this page was to be reviewed by %(day)s", day=str(due))
        yield warning("KB453", page.where("review_by"), what, msg("review it and move the date"))
