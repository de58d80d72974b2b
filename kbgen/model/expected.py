"""The words that a published site must show for each fact, as plain data for `verify`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, eq=False)
class ExpectedDays:
    """A first and a last day (ISO 8601, or ""), their time zone, and the words for them.

    `words` are None where they cannot be compared: such days equal others with any words.
    """

    starts: str = ""
    ends: str = ""
    zone: str = ""
    words: str | None = ""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ExpectedDays):
            return NotImplemented
        has_same_words = None in (self.words, other.words) or self.words == other.words
        return hash(self) == hash(other) and has_same_words

    def __hash__(self) -> int:
        return hash((self.starts, self.ends, self.zone))

    def since(self, day: str) -> ExpectedDays:
        """Return these days without the first day if it is not after `day`.

        A page that was built before that day still has words that name it.
        """
        if not self.starts or self.starts > day:
            return self
        return ExpectedDays("", self.ends, self.zone, None) if self.ends else ExpectedDays()

    def is_over(self, day: str) -> bool:
        return bool(self.ends) and self.ends < day


ALWAYS = ExpectedDays()


@dataclass(frozen=True)
class DatedWords:
    """Words and the days on which they are valid."""

    words: str
    days: ExpectedDays = ALWAYS


@dataclass(frozen=True)
class Place:
    """A region or branch where a fact has another value, and the branches where it applies.

    `differing` are the values that differ from the usual ones.
    """

    name: str
    values: tuple[DatedWords, ...]
    differing: tuple[DatedWords, ...]
    branches: tuple[str, ...]


@dataclass(frozen=True)
class ExpectedDifference:
    """One line of a branch's page: the fact that differs, its words here and its usual words."""

    fact: str
    label: str
    here: str
    usual: str
    days: ExpectedDays = ALWAYS


@dataclass(frozen=True)
class Card:
    """A branch's contact card: its name, address, phone, WhatsApp and e-mail."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Week:
    """Opening hours in a period, as one line and as a table of weekdays and hours."""

    days: ExpectedDays
    words: str
    rows: tuple[tuple[str, str], ...]
    reason: str = ""


@dataclass(frozen=True)
class Expectations:
    """The words of every fact in every language and place, with single spaces and no isolates."""

    langs: tuple[str, ...]
    default: str
    branches: tuple[str, ...]
    today: str = ""
    directory_urls: bool = True
    words: Mapping[tuple[str, str], tuple[tuple[DatedWords, ...], ...]] = field(
        default_factory=dict
    )
    """(language, fact) → its values from today on, in words, then as bare numbers if it has any."""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Phone, WhatsApp, e-mail or web address → the targets of the links of its values."""
    places: Mapping[tuple[str, str], tuple[Place, ...]] = field(default_factory=dict)
    """(language, fact) → the places where its value differs."""
    announced: Mapping[tuple[str, str], tuple[Place, ...]] = field(default_factory=dict)
    """(language, fact) → further places in a notice: branches, with the values of their regions."""
    differences: Mapping[tuple[str, str], tuple[ExpectedDifference, ...]] = field(
        default_factory=dict
    )
    """(language, branch) → the differences there."""
    cards: Mapping[tuple[str, str], Card] = field(default_factory=dict)
    """(language, branch) → its contact card."""
    weeks: Mapping[tuple[str, str], tuple[Week, ...]] = field(default_factory=dict)
    """(language, branch) → its opening hours, one entry for each set of days."""
    clocks: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    """(language, branch) → the data from which a script computes whether it is open."""
    answered: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    """(language, fact) → the data from which a script computes whether a contact answers now."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """A page's address below its language's root → the language in which it was written."""
    untranslated: frozenset[tuple[str, str]] = frozenset()
    """(language, a page's address below its language's root) of the pages that it lacks."""
    by_page: Mapping[str, Expectations] = field(default_factory=dict)
    """A page's address below its language's root → what its text states, if that of another day."""
