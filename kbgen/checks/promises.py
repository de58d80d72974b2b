"""A promise has its time, a policy its date, and neither is out of date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kbgen.model.article import Article
from kbgen.model.finding import Finding, error, warning
from kbgen.model.front_matter import NoticeMeta, PolicyMeta, StandardMeta


def check_promises(page: Article, has_ledger: bool) -> Iterator[Finding]:
    """KB451 a standard without time or remedy, KB452 a policy without date, KB454 a notice that
    ends before it starts."""
    if page.is_translation or not has_ledger:
        return
    meta, place = page.meta, page.where()
    if isinstance(meta, StandardMeta):
        if not meta.time:
            yield error("KB451", place, "this standard promises no time", "add time: <fact>")
        if not meta.if_missed:
            what = "this standard does not say where to go if it is missed"
            yield error("KB451", place, what, "add if_missed: procedures/…#…")
    if isinstance(meta, PolicyMeta) and meta.effective is None:
        yield error("KB452", place, "this policy has no date", "add effective: 2027-01-31")
    if isinstance(meta, NoticeMeta) and meta.starts and meta.ends and meta.ends < meta.starts:
        what = f"this notice ends on {meta.ends}, before it starts on {meta.starts}"
        yield error("KB454", page.where("ends"), what, "put the dates in order")


def check_review(page: Article, has_ledger: bool, day: date) -> Iterator[Finding]:
    """KB453 a review due."""
    due = page.meta.review_by
    if due and due < day and has_ledger and not page.is_translation:
        what = f"this page was to be reviewed by {due}"
        yield warning("KB453", page.where("review_by"), what, "review it and move the date")
