"""Random ledgers: chains of values, differences with days of their own, announcements."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.days.ledger import DAY, Chain, DatedFact, Layer, Ledger, Place, Value
from tests.days.values import UNITS, values_of

START = date(2026, 12, 20)
SPAN = 60
"""Most days lie in so many days before and after the start."""
ZONES = {
    "AE": "Asia/Dubai",
    "SA": "Asia/Riyadh",
    "PK": "Asia/Karachi",
    "IN": "Asia/Kolkata",
    "JP": "Asia/Tokyo",
    "GB": "Europe/London",
    "US": "America/Los_Angeles",
    "NZ": "Pacific/Auckland",
}
NAMES = ("apple", "bread", "cedar", "dates", "eagle", "fern")
WORDS = [a + b + c for a in "bdfgklmn" for b in "aeiou" for c in "rstvz"]
NUMBERED = ("money", "duration", "percent", "number")


@dataclass
class Draw:
    """Draws values and words, none of them twice."""

    chance: random.Random

    def __post_init__(self) -> None:
        self._words = [f"{one}{two}" for one in WORDS for two in ("ok", "em", "il")]
        self.chance.shuffle(self._words)
        self._used: set[Value] = set()

    def word(self) -> str:
        return self._words.pop()

    def value(self, kind: str, unit: int) -> Value:
        free = [one for one in values_of(kind, unit) if one not in self._used]
        self._used.add(found := self.chance.choice(free))
        return found

    def day(self) -> date:
        return START + timedelta(days=self.chance.randint(-SPAN // 2, SPAN))

    def often(self, share: float) -> bool:
        return self.chance.random() < share


def random_ledger(chance: random.Random) -> Ledger:
    """Return a ledger in which each layer holds on some day at some place of its own."""
    draw = Draw(chance)
    branches = _branches(chance)
    company = Place(chance.choice([one.zone for one in branches.values()]))
    names = NAMES[: chance.randint(2, 5)]
    facts: dict[str, DatedFact] = {}
    for name in names:
        while True:
            fact = _fact(draw, name, facts, branches)
            ledger = Ledger({**facts, name: fact}, company, branches)
            if _all_hold(ledger, name):
                break
        facts[name] = fact
    return Ledger(facts, company, branches)


def _branches(chance: random.Random) -> dict[str, Place]:
    regions = chance.sample(sorted(ZONES), chance.randint(1, 3))
    found = {}
    for number in range(chance.randint(len(regions), len(regions) + 2)):
        region = regions[number] if number < len(regions) else chance.choice(regions)
        name = f"branch-{'abcdef'[number]}"
        found[name] = Place(ZONES[region], region, name)
    return found


def _fact(
    draw: Draw, name: str, facts: dict[str, DatedFact], branches: dict[str, Place]
) -> DatedFact:
    chance = draw.chance
    kind = chance.choice([*UNITS, "money", "duration", "text", "text"])
    unit = chance.randrange(len(UNITS[kind])) if kind in UNITS else 0
    has_one_unit = kind in NUMBERED and draw.often(0.7)
    quotable = [one for one in facts if facts[one].own[0].value.kind != "text"]

    def value() -> Value:
        if kind == "text":
            quotes = chance.choice(quotable) if quotable and draw.often(0.6) else ""
            return Value("text", draw.word(), quotes)
        return draw.value(kind, unit if has_one_unit else chance.randrange(len(UNITS[kind])))

    def layer(is_first: bool, days: tuple[date | None, date | None] = (None, None)) -> Layer:
        starts, ends = days
        announced = None
        if starts and draw.often(0.35):
            announced = starts - timedelta(days=chance.choice([0, 1, 2, 5, 12, 30]))
        reason = draw.word() if not is_first or draw.often(0.5) else ""
        return Layer(value(), starts, ends, announced, reason)

    def ending(starts: date | None) -> date | None:
        if not draw.often(0.35):
            return None
        first = starts or START - timedelta(days=10)
        return first + timedelta(days=chance.choice([0, 0, 1, 3, 9, 25]))

    def chain(first: Layer, most: int) -> Chain:
        after = first.starts
        days = sorted({draw.day() for _ in range(chance.randint(0, most))})
        if days and draw.often(0.3):
            days.append(days[-1] + DAY)
        days = [day for day in days if day > (after or day - DAY) and day <= (first.ends or day)]
        later = [layer(False, (day, ending(day))) for day in days]
        if first.ends:  # They end with it.
            later = [replace(one, ends=min(one.ends or first.ends, first.ends)) for one in later]
        return (first, *later)

    def differences() -> Iterator[Chain]:
        for number in range(chance.choice([1, 1, 1, 2, 3])):
            starts = draw.day() if draw.often(0.6 if number == 0 else 0.9) else None
            yield chain(layer(False, (starts, ending(starts))), chance.choice([0, 0, 1, 2]))

    own = chain(Layer(value()), chance.choice([0, 1, 1, 2, 3]))
    places = sorted({one.region for one in branches.values()})
    regions = {one: tuple(differences()) for one in places if draw.often(0.3)}
    differ = {one: tuple(differences()) for one in branches if draw.often(0.25)}
    return DatedFact(name, own, regions, differ, has_one_unit)


def _all_hold(ledger: Ledger, name: str) -> bool:
    """Return whether each layer goes before the others of its own place on some day."""
    fact = ledger.facts[name]
    lists = (*fact.regions.values(), *fact.branches.values(), (fact.own,))
    return all(_each_holds([one for chain in chains for one in chain]) for chains in lists)


def _each_holds(layers: list[Layer]) -> bool:
    edges = {START - timedelta(days=900), *(one.starts for one in layers if one.starts)}
    edges |= {one.ends + DAY for one in layers if one.ends}
    edges |= {one.ends for one in layers if one.ends}
    known = date.max
    held = {
        next((n for n in reversed(range(len(layers))) if layers[n].holds(day, known)), -1)
        for day in edges
    }
    return held >= set(range(len(layers)))
