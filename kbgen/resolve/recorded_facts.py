"""The values that customers are told on a day, as data that stays when the ledger changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kbgen.model.fact import Branch, Difference, Fact
from kbgen.model.finding import Span
from kbgen.model.period import Period
from kbgen.model.quantity import Quantity
from kbgen.model.site import Site
from kbgen.model.uses import find_uses

_NOWHERE = Span("")


def recorded_facts(site: Site, ids: Collection[str]) -> dict[str, Fact]:
    """Return facts and those that they quote, with their values from today on, by id.

    What is over is left out, and what is not announced. Each place has one value, and those that
    follow it; places where nothing differs have none. So equal values give equal facts, however
    the ledger says them.
    """
    found: dict[str, Fact] = {}
    waiting = [*ids]
    while waiting:
        fact_id = waiting.pop()
        if fact_id in site.facts and fact_id not in found:
            found[fact_id] = _recorded(site, site.facts[fact_id])
            waiting += _named_in(found[fact_id])
    return dict(sorted(found.items()))


def recorded_branches(site: Site, facts: Mapping[str, Fact]) -> dict[str, Branch]:
    """Return the branches at which facts differ, with their names and regions alone."""
    ids = sorted({branch for fact in facts.values() for branch in fact.branches})
    return {
        one: Branch(one, dict(site.branches[one].name), site.branches[one].region, _NOWHERE)
        for one in ids
    }


def facts_on(site: Site, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return the values of facts today, each place with one, without those that follow."""
    found = recorded_facts(site, facts)
    return {fact_id: _without_later(fact) for fact_id, fact in found.items()}


def _recorded(site: Site, fact: Fact) -> Fact:
    own = _plain(site.periods(fact.id))
    regions: dict[str, tuple[Difference, ...]] = {}
    for region in sorted(fact.regions):
        here = _plain(site.periods(fact.id, region=region))
        if here != own:
            regions[region] = here
    branches: dict[str, tuple[Difference, ...]] = {}
    for branch in sorted(fact.branches):
        here = _plain(site.periods(fact.id, branch))
        if here != _plain(site.periods(fact.id, region=site.branches[branch].region)):
            branches[branch] = here
    return Fact(
        fact.id,
        own[0].value,
        _NOWHERE,
        own[1:],
        fact.varies,
        regions,
        branches,
        dict(fact.label),
        hours=fact.hours,
    )


def _plain(periods: Sequence[Period[Quantity]]) -> tuple[Difference, ...]:
    """Return values from today on, the first without days, each that follows with its first."""
    now, *later = periods
    first = Difference(now.value, _NOWHERE, dict(now.reason))
    return first, *(Difference(p.value, _NOWHERE, dict(p.reason), p.starts) for p in later)


def _without_later(fact: Fact) -> Fact:
    regions = {place: values[:1] for place, values in fact.regions.items()}
    branches = {place: values[:1] for place, values in fact.branches.items()}
    return replace(fact, then=(), regions=regions, branches=branches)


def _named_in(fact: Fact) -> Iterator[str]:
    """Yield the facts that a fact quotes in its values, its label and its reasons."""
    yield from fact.quotes
    reasons = (words for one in fact.dated for words in one.reason.values())
    for words in (*fact.label.values(), *reasons):
        yield from (use.id for use in find_uses(words) if use.id)
    if fact.hours:
        yield fact.hours
