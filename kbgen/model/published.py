"""What was published of pages before: their texts and values, as history/ keeps them.

history/policies/delivery/2026-04-11/     what was published from 11 April 2026 on
    edition.yml                           its first day, its version, the values in it
    en.md, ur.md …                        its texts, as they stood in the content folder
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from kbgen.model.article import Article
from kbgen.model.fact import Branch, Fact

HISTORY = "history"
"""The folder beside mkdocs.yml with what was published."""
EDITION_FILE = "edition.yml"
PAST = "as-of"
"""The first part of the addresses of earlier editions: as-of/2026-03-01/policies/delivery."""
_FOLDER = re.compile(r"(?P<page>.+)/(?P<day>\d{4}-\d\d-\d\d)(?:-(?P<number>[1-9]\d{0,3}))?\Z", re.A)
_PAST_PAGE = re.compile(rf"{PAST}/(?P<day>\d{{4}}-\d\d-\d\d)/(?P<page>.+)\Z", re.A)


def past_id(page: str, starts: date) -> str:
    """Return the id of the page with an earlier edition of a page.

    >>> past_id("policies/delivery", date(2026, 3, 1))
    'as-of/2026-03-01/policies/delivery'
    """
    return f"{PAST}/{starts.isoformat()}/{page}"


def page_of_past(page_id: str) -> str | None:
    """Return the page whose earlier edition has an id; None for any other page.

    >>> page_of_past("as-of/2026-03-01/policies/delivery"), page_of_past("policies/delivery")
    ('policies/delivery', None)
    """
    named = _PAST_PAGE.match(page_id)
    return named["page"] if named else None


@dataclass(frozen=True, order=True)
class StatePlace:
    """A folder of history/: the day from which a page was published so, and its number that day."""

    day: date
    number: int
    page: str

    @classmethod
    def parse(cls, folder: str) -> StatePlace | None:
        """Read the path of a folder below history/; None if it names no page and day.

        >>> StatePlace.parse("policies/delivery/2026-04-11-2")
        StatePlace(day=datetime.date(2026, 4, 11), number=2, page='policies/delivery')
        >>> StatePlace.parse("policies/delivery"), StatePlace.parse("a/2026-02-31")
        (None, None)
        """
        named = _FOLDER.match(folder)
        if named is None:
            return None
        try:
            day = date.fromisoformat(named["day"])
        except ValueError:
            return None
        return cls(day, int(named["number"] or 1), named["page"])

    @property
    def folder(self) -> str:
        """Return its path below history/."""
        number = f"-{self.number}" if self.number > 1 else ""
        return f"{self.page}/{self.day.isoformat()}{number}"


@dataclass(frozen=True)
class EditionValues:
    """The content of an edition.yml; `starts` is the first day of the edition.

    Facts hold the values of the first day of the state, and those that were announced to follow;
    branches have a name and a region alone.
    """

    starts: date
    version: str = ""
    is_accepted: bool = False
    """Whether somebody has said that it mends the state before it, and is no new version."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    branches: Mapping[str, Branch] = field(default_factory=dict)
    digest: str = ""
    """The digest of all files of the state; "" if none is kept."""


@dataclass(frozen=True)
class PublishedState:
    """What was published of a page from a day on, until the next state."""

    place: StatePlace
    values: EditionValues
    texts: Mapping[str, Article]
    """Language → its text, with the id that the page had."""
    path: str = ""
    """Its folder, as findings show it."""
    digest: str = field(default="", repr=False)

    @property
    def starts(self) -> date:
        return self.values.starts

    @property
    def version(self) -> str:
        return self.values.version

    @property
    def page(self) -> str:
        return self.place.page

    @property
    def day(self) -> date:
        """Return the day from which it was published, as far as that is recorded."""
        return self.place.day

    @cached_property
    def source(self) -> Article:
        """Return its text in the language in which it was written."""
        return next(text for text in self.texts.values() if not text.is_translation)

    def shown(self, lang: str) -> Article:
        """Return the text that readers of a language see: their own, else the source."""
        return self.texts.get(lang) or self.source


@dataclass(frozen=True)
class PublishedEdition:
    """An edition of a page: its states in the order of their days, the last of them corrected."""

    starts: date
    states: tuple[PublishedState, ...]

    @property
    def last(self) -> PublishedState:
        return self.states[-1]

    @property
    def id(self) -> str:
        """Return the id of its page once it is an earlier edition."""
        return past_id(self.last.page, self.starts)

    @property
    def version(self) -> str:
        return self.last.version

    def on(self, day: date) -> PublishedState:
        """Return what was published on a day; before its first state, that."""
        begun = [one for one in self.states if one.day <= day]
        return begun[-1] if begun else self.states[0]


def editions_of(states: Iterable[PublishedState]) -> tuple[PublishedEdition, ...]:
    """Return the editions that states belong to, in the order in which they were published."""
    found: dict[date, list[PublishedState]] = {}
    for state in sorted(states, key=lambda one: one.place):
        found.setdefault(state.starts, []).append(state)
    return tuple(PublishedEdition(starts, tuple(own)) for starts, own in found.items())


@dataclass(frozen=True)
class PastPage:
    """The page of an earlier edition: from when to when it applied, and what it said.

    `ends` is None if that is not known. `current` is the page that has taken its place, "" if it
    is gone.
    """

    edition: PublishedEdition
    ends: date | None
    current: str
    texts: Mapping[str, Article] = field(default_factory=dict)
    """Language → its text with the id of its page, as it was published."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """The values on its last day, without those that were to follow."""

    @property
    def state(self) -> PublishedState:
        return self.edition.last

    @property
    def day(self) -> date:
        """Return the day whose values it states: its last day, as far as that is known."""
        return max(self.ends or self.state.day, self.state.starts)


def day_before(day: date) -> date:
    return day - timedelta(days=1)
