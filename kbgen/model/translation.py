"""What a translation was made from: the blocks of a page, and what is recorded about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from kbgen.model.finding import Finding

BlockKind = Literal[
    "heading", "paragraph", "item", "step", "row", "admonition", "caption", "term", "field"
]
RECORD_FILE = "made-from.txt"
"""The file in a language's folder that holds its record; it is never published."""
HEADING = "h"
"""The name of a section's heading in the record."""
NOBODY = "-"
"""Who translated or accepted, where nobody says so and git knows no name."""
NO_MARKS = "0000"
"""In place of the digest of what a block states, if it states nothing."""
State = Literal["current", "moved", "stale", "edited", "missing", "obsolete"]
Consequence = Literal["critical", "worded", "minor"]
SAME = "same"
"""The word of a receipt's line in the record, where another line has the origin of a section."""
SECTION = "s"
"""The name of the digests of whole sections in a receipt."""
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

    @property
    def place(self) -> tuple[str, str]:
        """Return the page and the section that it stands in."""
        return self.page, self.section

    @property
    def recorded_name(self) -> str:
        """Return the name of its pair in the record."""
        return HEADING if self.kind == "heading" else self.name


class Digested(NamedTuple):
    """A block with the digest of its normal form; `marks` is that of what a source block states."""

    block: Block
    digest: str
    marks: str = ""


class RecordedPair(NamedTuple):
    """The digests of source blocks and of what they were translated into.

    Without a translation, it was decided that the source needs none; without a source, that the
    translation needs none.
    """

    name: str
    """The field; HEADING for the heading of the section, "" for another block of the body."""
    sources: tuple[str, ...]
    translations: tuple[str, ...]
    marks: tuple[str, ...] = ()
    """The digests of what each source block states: see `kbgen.translations.consequence`."""


_FIRST = (HEADING, "title", "description", "keywords")


def field_order(name: str) -> tuple[int, str]:
    """Return by what the pairs of a section are sorted; blocks of the body keep their order."""
    if not name:
        return len(_FIRST) + 1, ""
    return _FIRST.index(name) if name in _FIRST else len(_FIRST), name


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
    pairs: tuple[RecordedPair, ...]
    accepted: Acceptance | None = None
    line: int = field(default=0, compare=False)
    """Its line in the file."""


class ReceiptPair(NamedTuple):
    """The digests of a source block and of its translation, or (SECTION) of two whole sections."""

    source: str
    translation: str
    name: str = ""


@dataclass(frozen=True)
class Receipt:
    """Who has read texts of a section beside their translations and found that they say the same.

    `when` is a day, year-month-day. A pair is void when either of its texts changes.
    """

    page: str
    section: str
    who: str
    when: str
    pairs: tuple[ReceiptPair, ...]
    line: int = field(default=0, compare=False)
    """Its line in the file."""


PairReceipts = Mapping[tuple[str, str], Receipt]
"""(digest of the source, digest of the translation) → the receipt that settles it."""


@dataclass(frozen=True)
class LanguageRecord:
    """What is recorded in one language, sorted by page and section; no section is there twice."""

    sections: tuple[RecordedSection, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    mistakes: tuple[Finding, ...] = field(default=(), compare=False)
    """What is wrong in its file. Who writes the file anew would lose these lines."""
    digests: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Page → the digest of its lines in the file."""

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], RecordedSection]:
        """Return (page, section) → what is recorded of it."""
        return {(one.page, one.section): one for one in self.sections}

    def renamed(self, names: Mapping[str, str]) -> LanguageRecord:
        """Return the record with other names of pages; `names` maps a name to the other."""
        if not names:
            return self
        return replace(
            self,
            sections=tuple(
                sorted(
                    (replace(one, page=names.get(one.page, one.page)) for one in self.sections),
                    key=lambda one: (one.page, one.section),
                )
            ),
            receipts=tuple(
                replace(one, page=names.get(one.page, one.page)) for one in self.receipts
            ),
            digests={names.get(page, page): digest for page, digest in self.digests.items()},
        )

    @property
    def has_receipts_alone(self) -> bool:
        """Tell whether it only says that doubts are settled, not what was made from what."""
        return bool(self.receipts) and not self.sections

    @cached_property
    def by_pair(self) -> Mapping[str, PairReceipts]:
        """Return page → the pairs of digests that are settled on it, each by its last receipt."""
        found: dict[str, dict[tuple[str, str], Receipt]] = {}
        for one in sorted(self.receipts, key=lambda one: one.when):
            pairs = found.setdefault(one.page, {})
            pairs.update(((pair.source, pair.translation), one) for pair in one.pairs)
        return found


class PairPlace(NamedTuple):
    """Where a pair is recorded: the section, and its number among the section's pairs, from 0."""

    page: str
    section: str
    number: int


class Match(NamedTuple):
    """The state of one source block in one language, or of a translated block without a source."""

    state: State
    source: Digested | None
    """The source block today; None if it is gone, or if there was none."""
    translations: tuple[Digested, ...] = ()
    """The translated blocks today."""
    previous: str | None = None
    """The digest of the source block that was translated.

    None if nothing is recorded, or if it is as it was, and others that were translated with it are
    gone.
    """
    recorded: PairPlace | None = None
    is_edited: bool = False
    """Whether the translation was changed since; a stale one may be, too."""
    states_same: bool = True
    """Whether the source states the quantities, facts, links and conditions that are recorded."""

    @property
    def block(self) -> Block:
        """Return the block that is to be looked at: the source's, or a translated one without."""
        return (self.source or self.translations[0]).block


@dataclass(frozen=True)
class SameSection:
    """A section whose blocks were translated one to one, and are as recorded on both sides."""

    sources: Sequence[Digested]
    translations: Sequence[Digested]

    def matches(self, place: tuple[str, str]) -> Iterator[Match]:
        pairs = zip(self.sources, self.translations, strict=True)
        for number, (source, one) in enumerate(pairs):
            yield Match("current", source, (one,), source.digest, PairPlace(*place, number))


@dataclass(frozen=True)
class Matches:
    """The states of all blocks in one language."""

    sections: Mapping[tuple[str, str], SameSection | Sequence[Match]] = field(default_factory=dict)
    """(page, section) of the source → the states of its blocks, in the order of the source.

    Most sections are as recorded, and nobody asks for the states of their blocks.
    """
    without_source: tuple[Match, ...] = ()
    unrecorded: tuple[str, ...] = ()
    """Pages that are translated, and of which nothing is recorded."""
    gone: tuple[PairPlace, ...] = ()
    """Pairs of which neither the source nor the translation is there any more."""
    same: frozenset[tuple[str, str]] = frozenset()
    """(page, section) of those that are as recorded on both sides."""

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """Return the states of all blocks in the order of the source."""
        found: list[Match] = []
        for place, section in self.sections.items():
            found += section.matches(place) if isinstance(section, SameSection) else section
        return (*found, *self.without_source)


class FormerText(NamedTuple):
    """The text that a block had, and the commit that changed it, with its day.

    Both are "" if the change is not committed yet.
    """

    text: str
    commit: str
    day: str


def read_address(address: str) -> tuple[str, str, str]:
    """Return the page, the section, and the name or number of a block from its address.

    >>> read_address("faq/returns#window:2"), read_address("faq/returns:text.greeted")
    (('faq/returns', 'window', '2'), ('faq/returns', '', 'text.greeted'))
    """
    place, _, block = address.rpartition(":")
    page, _, section = place.partition("#")
    return page, section, block
