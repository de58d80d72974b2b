"""A site from day to day: what is made of it changes where a value begins or ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TypeAlias, TypeVar

from kbgen.model.period import Period, overlay
from kbgen.model.quantity import Quantity
from kbgen.model.site import Site

T = TypeVar("T")
Use: TypeAlias = tuple[str, str | None, str | None]
"""A fact at a place: its id, a branch, a region."""


def by_period(site: Site, uses: Iterable[Use], make: Callable[[Site], T]) -> tuple[Period[T], ...]:
    """Return what `make` makes of the site from today on, by the days on which it is the same.

    `uses` are the facts, and where, that it is made of; a text is made of those that it quotes too.
    """
    found = list(_involved(site, uses))
    begun = [periods[0].starts for periods in found if periods[0].starts]
    later = {period.starts for periods in found for period in periods[1:] if period.starts}
    if not later:  # as nearly everything is
        return (Period(make(site), max(begun, default=None)),)
    days: list[date | None] = [max(begun, default=None), *sorted(later)]
    today = site.settings.today
    layers = [Period(make(site.on(max(day or today, today))), day) for day in days]
    return overlay(layers)


def _involved(site: Site, uses: Iterable[Use]) -> Iterator[tuple[Period[Quantity], ...]]:
    """Yield the periods of facts at places, and of those that they quote, each once."""
    waiting, seen = list(uses), set[Use]()
    while waiting:
        use = waiting.pop()
        if use in seen or use[0] not in site.facts:
            continue
        seen.add(use)
        periods = site.periods(*use)
        yield periods
        for period in periods:
            waiting += ((fact_id, *use[1:]) for fact_id in period.value.quotes)


def usual_of(site: Site, use: Use) -> Use:
    """Return what a fact at a place is compared with: a branch's region, a region's company."""
    fact_id, branch, _ = use
    return fact_id, None, site.branches[branch].region if branch is not None else None


def day_after(ends: date | None) -> date | None:
    """Return the first day on which something no longer holds; None if it always will."""
    return ends + timedelta(days=1) if ends and ends < date.max else None
