"""Compute something for each period in which a site's values stay unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TypeAlias, TypeVar

from kbgen.model.period import Period, overlay
from kbgen.model.quantity import Quantity
from kbgen.model.site import Site

T = TypeVar("T")
Use: TypeAlias = tuple[str, str | None, str | None]
"""A fact at a place: (fact id, branch, region)."""


def by_period(site: Site, uses: Iterable[Use], make: Callable[[Site], T]) -> tuple[Period[T], ...]:
    """Call `make` with the site of each period from today on, and return the results as periods.

    A new period begins where a value of one of `uses` begins or ends, or of a fact that it quotes.
    Neighbouring periods with equal results are one.
    """
    found = list(_involved(site, uses))
    begun = [periods[0].starts for periods in found if periods[0].starts]
    later = {period.starts for periods in found for period in periods[1:] if period.starts}
    if not later:  # the usual case
        return (Period(make(site), max(begun, default=None)),)
    days: list[date | None] = [max(begun, default=None), *sorted(later)]
    today = site.settings.today
    layers = [Period(make(site.on(max(day or today, today))), day) for day in days]
    return overlay(layers)


def _involved(site: Site, uses: Iterable[Use]) -> Iterator[tuple[Period[Quantity], ...]]:
    """Yield the periods of each fact at its place, and of the facts that it quotes, each once."""
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
    """Return the wider place to compare with: the region of a branch, the company for a region."""
    fact_id, branch, _ = use
    return fact_id, None, site.branches[branch].region if branch is not None else None


def day_after(ends: date | None) -> date | None:
    """Return the day after the last day `ends`; None if there is no last day."""
    return ends + timedelta(days=1) if ends and ends < date.max else None
