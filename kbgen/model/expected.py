"""What the ledger has customers told, in words: plain data to hold a published site to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ExpectedDays:
    """The first and the last day of something (ISO 8601, or ""), whose clock, and their words."""

    starts: str = ""
    ends: str = ""
    zone: str = ""
    words: str = ""

    def since(self, day: str) -> ExpectedDays:
        """Return the same without a first day that has come by then."""
        if not self.starts or self.starts > day:
            return self
        return ExpectedDays(ends=self.ends, zone=self.zone) if self.ends else ExpectedDays()

    def is_over(self, day: str) -> bool:
        return bool(self.ends) and self.ends < day


ALWAYS = ExpectedDays()


@dataclass(frozen=True)
class DatedWords:
    """Words, and the days on which they hold."""

    words: str
    days: ExpectedDays = ALWAYS


@dataclass(frozen=True)
class Place:
    """A region or branch where a fact has another value, and the branches that it reaches.

    `differing` are those of its values that are not as usual.
    """

    name: str
    values: tuple[DatedWords, ...]
    differing: tuple[DatedWords, ...]
    branches: tuple[str, ...]


@dataclass(frozen=True)
class ExpectedDifference:
    """One line of a branch's own page: what differs, its words here and its usual words."""

    fact: str
    label: str
    here: str
    usual: str
    days: ExpectedDays = ALWAYS


@dataclass(frozen=True)
class Card:
    """How a branch is introduced: its name, and its address, phone, WhatsApp and e-mail."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Week:
    """Opening hours on certain days: in a line, and in a table of weekdays and their hours."""

    days: ExpectedDays
    words: str
    rows: tuple[tuple[str, str], ...]
    reason: str = ""


@dataclass(frozen=True)
class Expectations:
    """The words of every fact in every language and place; spaces single, isolates removed."""

    langs: tuple[str, ...]
    default: str
    branches: tuple[str, ...]
    today: str = ""
    directory_urls: bool = True
    words: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(language, fact) → its words, then its bare number if it has one."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Phone, WhatsApp, e-mail or web address → where its link leads."""
    places: Mapping[tuple[str, str], tuple[Place, ...]] = field(default_factory=dict)
    """(language, fact) → where it differs."""
    announced: Mapping[tuple[str, str], tuple[Place, ...]] = field(default_factory=dict)
    """(language, fact) → where else a notice announces it: branches with their region's values."""
    differences: Mapping[tuple[str, str], tuple[ExpectedDifference, ...]] = field(
        default_factory=dict
    )
    """(language, branch) → what differs there."""
    cards: Mapping[tuple[str, str], Card] = field(default_factory=dict)
    """(language, branch) → how it is introduced."""
    weeks: Mapping[tuple[str, str], tuple[Week, ...]] = field(default_factory=dict)
    """(language, branch) → its opening hours, set by set."""
    clocks: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    """(language, branch) → by what a script tells whether it is open."""
    answered: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    """(language, fact) → by what a script tells whether someone answers, of a contact's hours."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """A page's address below its language's root → the language that it was written in."""
