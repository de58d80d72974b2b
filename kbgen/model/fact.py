"""A fact of the ledger with its declared differences, a branch, and a term of the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kbgen.model.finding import Span
from kbgen.model.period import Period, lasting_first
from kbgen.model.quantity import Hours, Phone, Quantity, WhatsApp


@dataclass(frozen=True)
class Difference:
    """A value that lies over the company's usual one: at one place, or in a period, or both.

    `announced` is the day from which pages tell it before it is valid; None means at once.
    """

    value: Quantity
    span: Span
    reason: Mapping[str, str] = field(default_factory=dict)
    starts: date | None = None
    ends: date | None = None
    announced: date | None = None
    place: Span | None = field(default=None, compare=False)
    """Where its value stands; `span` is where the difference begins."""

    @property
    def period(self) -> Period[Quantity]:
        return Period(self.value, self.starts, self.ends, self.reason)


@dataclass(frozen=True)
class Fact:
    """One quantity that the company promises; `varies` says where it may differ.

    Where two differences of one place overlap, the later one in the list wins.
    """

    id: str
    value: Quantity
    span: Span
    then: tuple[Difference, ...] = ()
    """Later values of the company, each with its first day, in the order of these days."""
    varies: frozenset[str] = frozenset()  # of "region", "branch"
    regions: Mapping[str, tuple[Difference, ...]] = field(default_factory=dict)
    branches: Mapping[str, tuple[Difference, ...]] = field(default_factory=dict)
    label: Mapping[str, str] = field(default_factory=dict)
    updated: date | None = None
    """The day on which its value last changed, where no value of `then` says it."""
    hours: str = ""
    """For a contact: the id of the fact with the hours at which someone answers there."""
    place: Span | None = field(default=None, compare=False)
    """Where its value stands."""

    def layers(self, region: str | None, branch: str | None, by: date) -> list[Period[Quantity]]:
        """Return the layers of values at a place, the topmost last: company, region, branch.

        Values that are not announced by the day `by` are left out. Opening hours with a last day,
        as of a holiday, lie over all hours without one: where a country is closed, a branch with
        hours of its own is closed too.
        """
        places = (
            self.then,
            self.regions.get(region or "", ()),
            self.branches.get(branch or "", ()),
        )
        later = (one for several in places for one in several)
        layers = [
            Period(self.value),
            *(one.period for one in later if one.announced is None or one.announced <= by),
        ]
        return lasting_first(layers) if isinstance(self.value, Hours) else layers

    @property
    def may_differ(self) -> bool:
        """Tell whether it may differ by place; a text may because of the facts that it quotes."""
        return bool(self.regions or self.branches or self.value.words)

    @property
    def differences(self) -> Iterator[tuple[str, Difference]]:
        """Yield each region or branch with a difference of it, regions first."""
        for places in (self.regions, self.branches):
            for where, several in places.items():
                yield from ((where, difference) for difference in several)

    @property
    def dated(self) -> Iterator[Difference]:
        """Yield the later values of the company, and the values of regions and branches."""
        yield from self.then
        yield from (difference for _, difference in self.differences)

    @property
    def values(self) -> tuple[Quantity, ...]:
        """Return the company's values, then those of regions and branches."""
        return (self.value, *(one.value for one in self.dated))

    @property
    def quotes(self) -> tuple[str, ...]:
        """Return the ids of the facts that its values quote, with repetitions."""
        return tuple(fact_id for value in self.values for fact_id in value.quotes)


def hours_of_branches(facts: Iterable[Fact]) -> Fact | None:
    """Return the first fact of opening hours that varies by branch: the hours of branches."""
    ours = (f for f in facts if isinstance(f.value, Hours) and "branch" in f.varies)
    return next(ours, None)


@dataclass(frozen=True)
class Location:
    latitude: float
    longitude: float
    place: Span | None = field(default=None, compare=False)
    """Where both stand in the file of the branch."""


@dataclass(frozen=True)
class Branch:
    """A place that customers can visit; `region` is an ISO 3166-1 territory code."""

    id: str
    name: Mapping[str, str]
    region: str
    span: Span
    address: Mapping[str, str] = field(default_factory=dict)
    phone: Phone | None = None
    whatsapp: WhatsApp | None = None
    email: str | None = None
    hours: tuple[Difference, ...] = ()
    """Its own opening hours, by period; they lie over the hours of the ledger."""
    map: str | None = None
    location: Location | None = None
    timezone: str = ""
    """The IANA name of its time zone; "" if its country has no known zone."""
    differs: Mapping[str, tuple[Difference, ...]] = field(default_factory=dict)

    @property
    def map_url(self) -> str:
        """Return the address of its map: the given one, else OpenStreetMap's; "" without either."""
        if self.map or self.location is None:
            return self.map or ""
        latitude, longitude = self.location.latitude, self.location.longitude
        marker = f"mlat={latitude}&mlon={longitude}"
        return f"https://www.openstreetmap.org/?{marker}#map=17/{latitude}/{longitude}"


@dataclass(frozen=True)
class Term:
    """A term: its right words in each language, the preferred first, and its wrong words."""

    id: str
    span: Span
    words: Mapping[str, tuple[str, ...]]
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opposite: str = ""
    """The id of the term that says the contrary; "" for none."""
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What customers call it in each language, for the search alone."""
