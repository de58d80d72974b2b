"""A page in one language as read from disk: its typed front matter, headings, links and facts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import unescape
from typing import NamedTuple

from kbgen.model.editions import edition_of
from kbgen.model.finding import Span
from kbgen.model.front_matter import PageMeta
from kbgen.model.html import Unsafe

IMAGE = "img-src"
_BREAKS = re.compile("[\t\n\r]")


# A site has many of these; tuples are far quicker to make, to pickle and to load than dataclasses.
class Heading(NamedTuple):
    """A heading. `id` is its id on the published page; `explicit` tells that the author wrote it.

    `updated` is the day on which the text below it last changed, if the author wrote one.
    """

    level: int
    text: str
    id: str
    explicit: bool
    span: Span
    updated: date | None = None


class Link(NamedTuple):
    """A link, or a file that the page loads. `page` and `anchor` are set when it is resolved."""

    target: str
    span: Span
    loads: str = ""
    """The CSP Level 3 directive that governs the loaded file ("img-src"); "" for a link."""
    page: str | None = None
    anchor: str | None = None
    is_asset: bool = False
    is_html: bool = False
    """Whether the link is written in HTML instead of Markdown."""
    lang: str = ""
    """The language whose page it names; "" for the language of the page on which it stands."""

    @property
    def address(self) -> str:
        """Return the target as browsers parse it (WHATWG URL, 4.4)."""
        return _BREAKS.sub("", unescape(self.target)).strip()


class FactUse(NamedTuple):
    """One `{{ id }}` or `{{ id | filter }}`; `field` names the front matter field it stands in."""

    id: str
    filter: str | None
    span: Span
    field: str = ""


@dataclass(frozen=True)
class Section:
    """The part of a page between two headings, as offsets in the body. The id of the lead is ""."""

    id: str
    start: int
    end: int


@dataclass(frozen=True)
class SourceText:
    """What a translation shows in the language of its source, because its own text is outdated."""

    lang: str
    spans: tuple[tuple[int, int], ...] = ()
    """Offsets in the body of the translation, in order."""
    fields: frozenset[tuple[str, ...]] = frozenset()
    """The paths of fields in the front matter: ("description",), ("text", "greeted")."""


@dataclass(frozen=True)
class Article:
    """One page in one language. `id` is its path below the language folder, without .md."""

    id: str
    lang: str
    kind: str
    path: str
    meta: PageMeta
    front_matter: str  # as written, without its --- lines
    body: str
    body_line: int
    masked: str = field(default="", repr=False)
    """The body with code and comments blanked out, character for character."""
    marks: Mapping[tuple[str | int, ...], Span] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    uses: tuple[FactUse, ...] = ()
    anchors: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()
    """The ids that MkDocs gives to headings which have others here; links to them work, too."""
    unsafe: tuple[tuple[Unsafe, Span], ...] = ()
    is_translation: bool = False
    is_broken: bool = False
    """Whether its front matter could not be read; there is a finding about that already."""
    digest: str = field(default="", repr=False, compare=False)
    """The digest of what was read for it: its text and the ids of the source's headings."""
    source_text: SourceText | None = None
    """Its parts that are the source's text; None as it was read (`resolve.stale` sets it)."""
    translated: date | None = None
    """The day of the translation, if it is behind its source and the site shows that day."""
    file_id: str = ""
    """The name of its file below the language folder, without .md, if that is not its id."""
    starts: date | None = None
    """The first day of its text, if its file is named after one."""
    ends: date | None = None
    """The last day of its text, if a later one follows."""

    @property
    def first_day(self) -> date | None:
        """Return the first day on which it is shown; None if it has no such day."""
        return self.starts or self.meta.first_day

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it is shown; None if it has no such day."""
        return min(filter(None, (self.ends, self.meta.last_day)), default=None)

    def is_announced_by(self, day: date) -> bool:
        """Tell whether a site may tell of it on a day; later texts alone may be secret."""
        announced = self.meta.announced
        return announced is None or announced <= day or edition_of(self.id) is None

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.body))]

    def place(self, start: int, end: int) -> Span:
        """Convert offsets in the body to a place in the file."""
        line = bisect_right(self._lines, start) - 1
        column = start - self._lines[line] + 1
        return Span(self.path, line + self.body_line, column, max(end - start, 1))

    def offset(self, span: Span) -> int:
        """Return the offset in the body at which a place in the file begins.

        The body of a file that cannot be read is empty: all places in it are at its end.
        """
        line = span.line - self.body_line
        return self._lines[line] + span.column - 1 if line < len(self._lines) else len(self.body)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        starts = [0, *(self._lines[h.span.line - self.body_line] for h in self.headings)]
        ids = ["", *(heading.id for heading in self.headings)]
        ends = [*starts[1:], len(self.body)]
        return tuple(Section(*part) for part in zip(ids, starts, ends, strict=True))

    def lang_of(self, *field_path: str) -> str:
        """Return the language of the text of a front matter field."""
        own = self.source_text
        return own.lang if own and field_path in own.fields else self.lang

    def where(self, *field_path: str | int) -> Span:
        """Return the place of a front matter field, or the top of the file."""
        return self.marks.get(field_path, Span(self.path))


def page_url(page_id: str, directory_urls: bool = True) -> str:
    """Return a page's address below its language's root.

    >>> page_url("faq/refunds"), page_url("faq/index"), page_url("index")
    ('faq/refunds/', 'faq/', '')
    >>> page_url("faq/refunds", directory_urls=False)
    'faq/refunds.html'
    """
    if not directory_urls:
        return f"{page_id}.html"
    folder, _, name = page_id.rpartition("/")
    if name == "index":
        return f"{folder}/" if folder else ""
    return f"{page_id}/"
