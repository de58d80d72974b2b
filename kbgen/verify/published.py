"""What is read of a built page: its sections, facts, tables and cards."""

from __future__ import annotations

from dataclasses import dataclass

from kbgen.model.expected import ALWAYS, DatedWords, ExpectedDays


@dataclass(frozen=True)
class Shown:
    """A fact on a page: the language of its element, its values by day, and where they link to."""

    fact: str
    lang: str
    values: tuple[DatedWords, ...]
    links: tuple[tuple[str, ...], ...] = ()
    """The targets of the links in each value."""


@dataclass(frozen=True)
class PublishedSection:
    """The part of a page between two h2; the id of the lead is ""."""

    id: str
    facts: tuple[Shown, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class TableRow:
    """A row of a table: its zone ("varies" or the id of a section), its cells, facts and days.

    A cell is one text, or the words of several periods. An announced value of a notice is a row,
    too ("announced"): its head names the place, and it has no period that begins after its days.
    """

    where: str
    head: str
    cells: tuple[tuple[DatedWords, ...], ...]
    facts: tuple[str, ...]
    days: ExpectedDays = ALWAYS
    is_caption: bool = False
    """Whether it is the caption of a table, which precedes the rows."""


@dataclass(frozen=True)
class PublishedPage:
    """A built page; `outer_facts` are facts outside of its answers, `problems` its mistakes.

    `repeated` are facts that are said once more, in notes, and that its source page lacks.
    """

    lang: str
    url: str
    file: str
    sections: tuple[PublishedSection, ...] = ()
    outer_facts: tuple[Shown, ...] = ()
    repeated: tuple[Shown, ...] = ()
    rows: tuple[TableRow, ...] = ()
    cards: tuple[tuple[str, ...], ...] = ()
    clocks: tuple[str, ...] = ()
    """The script data of opening hours, of each card and then of the page itself."""
    answered: tuple[tuple[str, str], ...] = ()
    """(id of the fact of hours, script data of these hours) of each contact."""
    problems: tuple[str, ...] = ()
    is_past: bool = False
    """Whether it is an earlier edition of a page, whose values are not those of the ledger."""

    @property
    def name(self) -> str:
        return name_of(self.url)


def name_of(url: str) -> str:
    """Return what a page is called in the matrix, by its address below its language's root."""
    return url.removesuffix("/").removesuffix(".html") or "index"
