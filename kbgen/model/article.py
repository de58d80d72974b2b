"""A page of one language as read from disk: typed front matter and the marks in its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import unescape
from typing import NamedTuple

from kbgen.model.finding import Span
from kbgen.model.front_matter import PageMeta

IMAGE = "img-src"
_BREAKS = re.compile("[\t\n\r]")


# A site has many of these; a tuple is made, kept and read again in a fraction of the time.
class Heading(NamedTuple):
    """A heading; `id` is the one it is published under, `explicit` if the author wrote it.

    `updated` is when what stands below it last changed, if its author says so.
    """

    level: int
    text: str
    id: str
    explicit: bool
    span: Span
    updated: date | None = None


class Link(NamedTuple):
    """A link, or a file that the page loads; `page` and `anchor` are set once it is resolved."""

    target: str
    span: Span
    loads: str = ""
    """The directive of CSP Level 3 under which the file is loaded; "" for a link."""
    page: str | None = None
    anchor: str | None = None
    is_asset: bool = False
    is_html: bool = False
    """Whether it is written as HTML, not as Markdown."""

    @property
    def address(self) -> str:
        """The target as browsers read it (WHATWG URL, 4.4)."""
        return _BREAKS.sub("", unescape(self.target)).strip()


class FactUse(NamedTuple):
    """One `{{ id }}` or `{{ id | filter }}`; `field` names the front matter field it stands in."""

    id: str
    filter: str | None
    span: Span
    field: str = ""


@dataclass(frozen=True)
class Section:
    """A piece of a page from one heading to the next, by offsets in its body; "" is the lead."""

    id: str
    start: int
    end: int


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
    unsafe: tuple[tuple[str, Span], ...] = ()
    is_translation: bool = False
    is_broken: bool = False
    """Its front matter could not be understood; that has been reported."""
    digest: str = field(default="", repr=False, compare=False)
    """Of all that was read for it: its text, and the ids of its source's headings."""

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.body))]

    def place(self, start: int, end: int) -> Span:
        """Turn offsets in the body into a place in the file."""
        line = bisect_right(self._lines, start) - 1
        column = start - self._lines[line] + 1
        return Span(self.path, line + self.body_line, column, max(end - start, 1))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        starts = [0, *(self._lines[h.span.line - self.body_line] for h in self.headings)]
        ids = ["", *(heading.id for heading in self.headings)]
        ends = [*starts[1:], len(self.body)]
        return tuple(Section(*part) for part in zip(ids, starts, ends, strict=True))

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
