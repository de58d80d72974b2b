"""Holds a random ledger to the model, day by day."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import TypeVar

from tests.days import programs
from tests.days.built import BuildError, Site, make_case
from tests.days.chance import START
from tests.days.compare import (
    Comparison,
    Tally,
    interesting_days,
    midnights,
    one_day_everywhere,
)
from tests.days.values import Dictionary

MOST_WINDOWS, MOST_DAYS, MOST_MOMENTS = 2, 2, 3
"""How many builds of a ledger are looked at, days of each, and moments of each."""
T = TypeVar("T")


def look_at(root: Path, seed: int, dictionary: Dictionary, tally: Tally) -> None:
    """Build the project of a seed for its first day and others, and compare all of it."""
    case = make_case(root, seed)
    comparison = Comparison(case, dictionary, tally)
    chance = random.Random(seed)
    firsts = [START, *sorted(day for day in case.ledger.announcements() if day > START)]
    windows = list(zip(firsts, [*firsts[1:], None], strict=True))
    try:
        for first, until in _some(chance, windows, MOST_WINDOWS):
            _window(comparison, chance, case.build(first), until)
    except BuildError as problem:
        tally.wrong.append(f"build | seed {seed}\n      {problem}")
    tally.ledgers += 1


def _window(comparison: Comparison, chance: random.Random, site: Site, until: date | None) -> None:
    """Compare a site with the model and with other builds, until something is announced."""
    case = comparison.case
    days = interesting_days(case.ledger, site.day, until)
    comparison.tally.days += len(days)
    programs.hold_all(comparison, site)
    moments = [one for day in days for one in midnights(case.ledger, day)]
    zones = {place.zone for place in case.ledger.places}
    since = [one for one in moments if min(map(one.today, zones)) >= site.day]
    for moment in _some(chance, since, MOST_MOMENTS):
        comparison.with_model(site, moment)
    for day in _some(chance, days, MOST_DAYS):
        moment = one_day_everywhere(day)
        programs.hold_verified(comparison, site, day)
        comparison.with_model(site, moment)
        if day != site.day:
            other = case.build(day)
            comparison.with_model(other, moment)
            comparison.with_site(site, other, moment)


def _some(chance: random.Random, items: list[T], most: int) -> list[T]:
    """Return some of a list, the first always, in order."""
    rest = chance.sample(range(1, len(items)), min(most, len(items)) - 1) if items else []
    return [items[n] for n in sorted([0, *rest])] if items else []
