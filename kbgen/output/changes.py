"""The day on which an answer last changed, as its authors wrote it, not from a clock or git."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kbgen.model.article import Article, Heading
from kbgen.model.front_matter import references
from kbgen.model.site import Site, cached_per_site


def latest(site: Site, dates: Iterable[date | None]) -> date | None:
    """Return the latest date that is not after today."""
    return max((day for day in dates if day and day <= site.settings.today), default=None)


@cached_per_site
def fact_date(site: Site, fact_id: str) -> date | None:
    """Return the day on which a fact changed; a text changes with the facts that it quotes."""
    fact = site.facts.get(fact_id)
    if fact is None:
        return None
    now = site.periods(fact_id)[0]
    quoted = sorted(set(now.value.quotes))
    return latest(site, [fact.updated, now.starts, *(fact_date(site, one) for one in quoted)])


def section_date(site: Site, page_id: str, anchor: str, facts: Iterable[str]) -> date | None:
    """Return the day on which a section changed: it, its subsections, or the facts in it.

    The headings are those of the source page; `anchor` is "" for the lead.
    """
    source = site.source_of(page_id)
    headings = _headings_of(source, anchor) if source else ()
    dates = [fact_date(site, fact) for fact in facts]
    return latest(site, [*(heading.updated for heading in headings), *dates])


def _headings_of(article: Article, anchor: str) -> Iterator[Heading]:
    inside = not anchor
    for heading in article.headings:
        if heading.level == 2:
            inside = heading.id == anchor
        if inside:
            yield heading


def own_date(site: Site, page_id: str, has_dated_answers: bool) -> date | None:
    """Return the day on which a page changed as a whole: in force, first day, or `updated`.

    `updated` counts only if none of its answers has its own date.
    """
    source = site.source_of(page_id)
    if source is None:
        return None
    updated = None if has_dated_answers else source.meta.updated
    return latest(site, [source.meta.in_force, source.first_day, updated])


@cached_per_site
def page_date(site: Site, page_id: str) -> date | None:
    """Return the day on which anything on a page last changed; None for a page without dates."""
    source = site.source_of(page_id)
    if source is None:
        return None
    named = [fact for _, what, fact in references(source.meta) if what == "fact"]
    facts = {use.id for use in source.uses} | set(named)
    dates = [fact_date(site, fact) for fact in facts]
    return latest(
        site,
        [own_date(site, page_id, False), *(h.updated for h in source.headings), *dates],
    )
