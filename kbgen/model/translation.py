"""What a translation was made from: the blocks of a page, and what is recorded about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BlockKind = Literal[
    "heading", "paragraph", "item", "step", "row", "admonition", "caption", "term", "field"
]
State = Literal["current", "moved", "stale", "edited", "missing", "obsolete"]
Consequence = Literal["critical", "worded", "minor"]
Origin = Literal["machine", "human", "reviewed"]
"""Who translated a section: a program, a person, or a person whose work another one has read."""


# A site has many of these; tuples are quicker to make and to load than dataclasses.
class Block(NamedTuple):
    """A piece of text that is translated as a whole."""

    page: str
    """The id of the page; the path of a data file ("facts.yml", "branches/deira.yml")."""
    section: str
    """The id of the section, "" before the first heading; in a data file the fact's id."""
    name: str
    """The field ("title", "text.greeted", "label"); "" for a block of the body."""
    kind: BlockKind
    text: str
    """As written, without the marker of its kind; the indentation of later lines is left out."""
    number: int = 0
    """Which block of the section's body it is, from 1; 0 for a field."""
    start: int = 0
    end: int = 0
    """Offsets in the body of the page; 0 for a field."""

    @property
    def address(self) -> str:
        """Return where it stands: "faq/returns#window:2", "faq/returns:title"."""
        section = f"#{self.section}" if self.section else ""
        return f"{self.page}{section}:{self.name or self.number}"


class Pair(NamedTuple):
    """The digests of a source block and of what it was translated into."""

    name: str
    """The field; "h" for the heading of the section, "" for a block of the body."""
    sources: tuple[str, ...]
    translations: tuple[str, ...]


@dataclass(frozen=True)
class Acceptance:
    """Why a later change needs no new translation, who said so, and on which day."""

    because: str
    by: str
    on: str


@dataclass(frozen=True)
class RecordedSection:
    """What is recorded of one section in one language; `when` is a day, year-month-day."""

    page: str
    section: str
    origin: Origin
    who: str
    when: str
    pairs: tuple[Pair, ...]
    accepted: Acceptance | None = None
    line: int = field(default=0, compare=False)
    """Its line in the file."""


def read_address(address: str) -> tuple[str, str, str]:
    """Return the page, the section, and the name or number of a block from its address.

    >>> read_address("faq/returns#window:2"), read_address("faq/returns:text.greeted")
    (('faq/returns', 'window', '2'), ('faq/returns', '', 'text.greeted'))
    """
    place, _, block = address.rpartition(":")
    page, _, section = place.partition("#")
    return page, section, block
