"""A fact of the ledger, its declared differences, and a branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kbgen.model.finding import Span
from kbgen.model.quantity import Hours, Phone, Quantity, WhatsApp


@dataclass(frozen=True)
class Difference:
    """A value that holds in one region or branch instead of the company's."""

    value: Quantity
    span: Span
    reason: Mapping[str, str] = field(default_factory=dict)
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Fact:
    """One quantity the company promises; `varies` says where it may differ."""

    id: str
    value: Quantity
    span: Span
    varies: frozenset[str] = frozenset()  # of "region", "branch"
    regions: Mapping[str, Difference] = field(default_factory=dict)
    branches: Mapping[str, Difference] = field(default_factory=dict)
    label: Mapping[str, str] = field(default_factory=dict)
    updated: date | None = None
    """When its value last changed."""

    @property
    def values(self) -> tuple[Quantity, ...]:
        """The company's value, then those of regions and branches."""
        differences = (*self.regions.values(), *self.branches.values())
        return (self.value, *(difference.value for difference in differences))


@dataclass(frozen=True)
class Location:
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Branch:
    """A place customers can visit; `region` is an ISO 3166-1 territory code."""

    id: str
    name: Mapping[str, str]
    region: str
    span: Span
    address: Mapping[str, str] = field(default_factory=dict)
    phone: Phone | None = None
    whatsapp: WhatsApp | None = None
    email: str | None = None
    hours: Hours | None = None
    map: str | None = None
    location: Location | None = None
    differs: Mapping[str, Difference] = field(default_factory=dict)

    @property
    def map_url(self) -> str:
        """The address of its map: the one given, else OpenStreetMap's; "" if neither is known."""
        if self.map or self.location is None:
            return self.map or ""
        latitude, longitude = self.location.latitude, self.location.longitude
        marker = f"mlat={latitude}&mlon={longitude}"
        return f"https://www.openstreetmap.org/?{marker}#map=17/{latitude}/{longitude}"


@dataclass(frozen=True)
class Term:
    """A term: its right words in each language, the preferred first, and wrong ones."""

    id: str
    span: Span
    words: Mapping[str, tuple[str, ...]]
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
