"""A ledger with days, and what holds in it: a model of docs/dates.md, apart from the program.

Nothing of kbgen is imported here: what the program says is held to this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Value:
    """A value as the ledger has it: `money: 25 AED`; a text may quote a fact."""

    kind: str
    written: str
    quotes: str = ""


@dataclass(frozen=True)
class Layer:
    """A value with its days; `reason` is a word that stands nowhere else."""

    value: Value
    starts: date | None = None
    ends: date | None = None
    announced: date | None = None
    reason: str = ""

    def holds(self, day: date, known: date) -> bool:
        """Return whether it holds on a day, as far as is announced on another."""
        return (
            (self.announced or known) <= known
            and (self.starts or day) <= day
            and day <= (self.ends or day)
        )


Chain = tuple[Layer, ...]
"""A value and those that follow it, below `then`."""


@dataclass(frozen=True)
class Place:
    """The company (no region), a country, or a branch."""

    zone: str
    region: str = ""
    branch: str = ""


@dataclass(frozen=True)
class DatedFact:
    """A fact: its own values, and lists of differences by country and by branch."""

    name: str
    own: Chain
    regions: dict[str, tuple[Chain, ...]] = field(default_factory=dict)
    branches: dict[str, tuple[Chain, ...]] = field(default_factory=dict)
    has_number: bool = False

    def stack(self, place: Place) -> Iterator[Layer]:
        """Yield its layers at a place, the one that goes before all others first."""
        for chains in (
            self.branches.get(place.branch, ()),
            self.regions.get(place.region, ()),
            (self.own,),
        ):
            for chain in reversed(chains):
                yield from reversed(chain)

    @property
    def layers(self) -> list[Layer]:
        """All of its layers."""
        lists = (*self.regions.values(), *self.branches.values(), (self.own,))
        return [layer for chains in lists for chain in chains for layer in chain]


@dataclass(frozen=True)
class Ledger:
    """The facts, the branches and the zones of a company."""

    facts: dict[str, DatedFact]
    company: Place
    branches: dict[str, Place]
    _changes: dict[tuple[str, Place, date], list[date]] = field(default_factory=dict, repr=False)

    def layer(self, name: str, place: Place, day: date, known: date) -> Layer:
        """Return what holds of a fact on a day of a place, as far as is announced on another."""
        return next(one for one in self.facts[name].stack(place) if one.holds(day, known))

    def value(self, name: str, place: Place, day: date, known: date) -> tuple[Value, ...]:
        """Return the same, with the values that a text quotes."""
        value = self.layer(name, place, day, known).value
        if not value.quotes:
            return (value,)
        return (value, *self.value(value.quotes, place, day, known))

    def changes(self, name: str, place: Place, known: date) -> list[date]:
        """Return the first days of other values of a fact at a place."""
        key = (name, place, known)
        if key not in self._changes:
            self._changes[key] = [
                day
                for day in self._edges()
                if self.value(name, place, day, known) != self.value(name, place, day - DAY, known)
            ]
        return self._changes[key]

    @property
    def places(self) -> list[Place]:
        """The company, each country that has a branch, and each branch."""
        regions = {one.region: Place(one.zone, one.region) for one in self.branches.values()}
        return [self.company, *regions.values(), *self.branches.values()]

    def change_days(self, known: date) -> set[date]:
        """Return each day on which some value is another one somewhere."""
        return {
            day
            for name in self.facts
            for place in self.places
            for day in self.changes(name, place, known)
        }

    def announcements(self) -> set[date]:
        """Return each day on which something is announced."""
        layers = (layer for fact in self.facts.values() for layer in fact.layers)
        return {layer.announced for layer in layers if layer.announced}

    def last_moment(self, day: date) -> datetime:
        """Return when a day has begun in all zones."""
        zones = {self.company.zone, *(one.zone for one in self.branches.values())}
        return max(datetime.combine(day, datetime.min.time(), ZoneInfo(zone)) for zone in zones)

    def unannounced(self, known: date) -> list[Layer]:
        """Return the layers that nobody may know of yet."""
        layers = (layer for fact in self.facts.values() for layer in fact.layers)
        return [one for one in layers if one.announced and one.announced > known]

    def _edges(self) -> list[date]:
        layers = [layer for fact in self.facts.values() for layer in fact.layers]
        starts = {one.starts for one in layers if one.starts}
        return sorted(starts | {one.ends + DAY for one in layers if one.ends})
