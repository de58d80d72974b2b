"""Reads the article of a built page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from kbgen.model.expected import ALWAYS, DatedWords, ExpectedDays
from kbgen.verify.numbers import numbers, squeeze
from kbgen.verify.published import PublishedPage, PublishedSection, Shown, TableRow
from kbgen.verify.tokens import tag_of, tokens

PART = "data-kb-part"
"""The attribute with the role of an element for this reader: see docs/code.md."""
_VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    )
)
_MAY_STAY_OPEN = frozenset(
    (
        "p",
        "li",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "dt",
        "dd",
        "option",
        "rp",
        "rt",
        "colgroup",
    )
)
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "u",
    )
)
_MUTE_TAGS = frozenset(("code", "pre", "kbd", "samp", "script", "style", "svg", "math", "template"))
_MUTE_PARTS = {"beside", "card", "varies"}
_ZONES = ("varies", "contact", "today")
_MUTE_CLASSES = {"headerlink", "arithmatex"}
"""Classes of Python-Markdown and its extensions whose elements are no text of the page."""
_ANNOUNCED = "data-announced"
_CLOCK = "data-kb-clock"
_CONTACT = "data-kb-contact"
_PARTS = ("td", "th", "caption")


@dataclass
class _Element:
    tag: str
    lang: str
    is_mute: bool
    zone: str  # "", "varies", "contact" or "today"
    fact: str = ""
    links: list[str] = field(default_factory=list)
    periods: list[DatedWords] = field(default_factory=list)  # of a fact, and the links in each
    period_links: list[tuple[str, ...]] = field(default_factory=list)
    when: str = ""  # the words of the days of its current period
    is_layout: bool = False  # a container of answers, such as an untranslated page
    text: list[str] | None = None  # the text of a fact, a table's cell or a card's line
    days: ExpectedDays | None = None  # its days, if it has attributes for them
    is_when: bool = False  # it contains the words of these days
    is_announced: bool = False  # an announced value of a notice


@dataclass
class _Part:
    facts: list[Shown] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


@dataclass
class _OpenRow:
    days: ExpectedDays
    head: str = ""
    cells: list[tuple[DatedWords, ...]] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    periods: list[DatedWords] = field(default_factory=list)  # of the current cell
    when: str = ""


class _Start(NamedTuple):
    """What a start tag says, whatever stands around it."""

    name: str
    given: Mapping[str, str]
    is_mute: bool
    zone: str
    days: ExpectedDays | None
    parts: frozenset[str]
    has_text: bool


@lru_cache(maxsize=2**14)
def _start(written: str) -> _Start:
    tag = tag_of(written)
    name, given = tag.name, tag.attributes
    parts = frozenset(given.get(PART, "").split())
    is_mute = name in _MUTE_TAGS or bool(parts & _MUTE_PARTS)
    is_mute = is_mute or bool(_MUTE_CLASSES & set(given.get("class", "").split()))
    zone = next((zone for zone in _ZONES if zone in parts), "")
    days = _days(given)
    is_part = days is not None or "when" in parts or _ANNOUNCED in given
    has_text = bool(given.get("data-fact")) or is_part or name in _PARTS
    return _Start(name, given, is_mute, zone, days, parts, has_text)


def _days(given: Mapping[str, str]) -> ExpectedDays | None:
    """Return the days in an element's attributes, if it has any."""
    named = [given.get(f"data-{name}", "") for name in ("from", "until", "zone")]
    return ExpectedDays(*named) if any(named[:2]) else None


class PageReader:
    """Collects sections, facts, tables and cards within the article of a page."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.open: list[_Element] = []
        self.parts: dict[str, _Part] = {"": _Part()}
        self.here = ""
        self.outer_facts: list[Shown] = []
        self.repeated: list[Shown] = []
        self.row: _OpenRow | None = None
        self.rows: list[TableRow] = []
        self.cards: list[list[str]] = []
        self.clocks: list[str] = []
        self.answered: list[tuple[str, str]] = []
        self.card_depth = 0
        self.fact_depth = 0
        self.text_depth = 0
        """How many of the open elements are facts, and of how many the text is wanted."""
        self.problems: list[str] = []

    def read(self, html: str) -> None:
        """Read the article's HTML, and leave all elements that are open at its end."""
        for token in tokens(html):
            if token.kind == "text":
                self._text(token.source)
            elif token.kind == "start":
                self._enter(_start(token.source))
            elif token.kind == "end":
                self._end(token.name)
        while self.open:
            self._report_open(self._leave())

    def page(self, lang: str, url: str, file: str) -> PublishedPage:
        sections = tuple(
            PublishedSection(id_, tuple(part.facts), tuple(numbers("".join(part.text))))
            for id_, part in self.parts.items()
        )
        cards = tuple(tuple(card) for card in self.cards)
        rows, clocks, answered = tuple(self.rows), tuple(self.clocks), tuple(self.answered)
        outer_facts, repeated = tuple(self.outer_facts), tuple(self.repeated)
        return PublishedPage(
            lang, url, file, sections, outer_facts, repeated, rows, cards, clocks, answered
        )

    def _enter(self, start: _Start) -> None:
        tag, given = start.name, start.given
        self._break(tag)
        if tag in _VOID:
            return
        element = self._element(start)
        # As in answers.json, headings in quotations and notes begin no answer.
        if tag == "h2" and given.get("id") and all(outer.is_layout for outer in self.open):
            self.here = given["id"]
            self.parts.setdefault(self.here, _Part())
        if tag == "tr":
            self.row = _OpenRow(element.days or ALWAYS)
        elif element.is_announced:
            place, fact = given.get("data-place", ""), given[_ANNOUNCED]
            last = ExpectedDays(ends=given.get("data-last", ""))
            self.row = _OpenRow(last, head=squeeze(place), facts=[fact])
        if tag == "a":
            for outer in self.open:
                outer.links.append(given.get("href", ""))
        self.open.append(element)
        self.fact_depth += bool(element.fact)
        self.text_depth += element.text is not None
        if "card" in start.parts and not self.card_depth:
            self.cards.append([])
            self.clocks.append(given.get(_CLOCK, ""))
            self.card_depth = len(self.open)
        elif _CONTACT in given:
            self.answered.append((given[_CONTACT], given.get(_CLOCK, "")))
        elif _CLOCK in given:
            self.clocks.append(given[_CLOCK])

    def _element(self, start: _Start) -> _Element:
        outer = self.open[-1] if self.open else _Element("", self.lang, False, "")
        is_line = bool(self.card_depth) and start.name in ("dd", "p", "h3")
        return _Element(
            start.name,
            start.given.get("lang") or outer.lang,
            outer.is_mute or start.is_mute,
            outer.zone or start.zone,
            start.given.get("data-fact", ""),
            is_layout="frame" in start.parts,
            text=[] if is_line or start.has_text else None,
            days=start.days,
            is_when="when" in start.parts,
            is_announced=_ANNOUNCED in start.given,
        )

    def _break(self, tag: str) -> None:
        if tag not in _INLINE:
            self._text(" ")

    def _text(self, data: str) -> None:
        for element in reversed(self.open if self.text_depth else ()):
            if element.text is not None:
                element.text.append(data)
            if element.days or element.is_when:
                break  # dated content does not belong to the elements around it
        if not self.fact_depth and not (self.open and self.open[-1].is_mute):
            self.parts[self.here].text.append(data)

    def _end(self, tag: str) -> None:
        self._break(tag)
        if tag in _VOID:
            return
        if not any(element.tag == tag for element in self.open):
            if tag not in _MAY_STAY_OPEN:
                self.problems.append(f"</{tag}> closes nothing")
            return
        while (left := self._leave()) != tag:
            self._report_open(left)

    def _report_open(self, tag: str) -> None:
        if tag not in _MAY_STAY_OPEN:
            self.problems.append(f"<{tag}> is not closed")

    def _leave(self) -> str:
        """Leave the innermost element; return its name."""
        element = self.open.pop()
        self.fact_depth -= bool(element.fact)
        self.text_depth -= element.text is not None
        words = squeeze("".join(element.text or ()))
        if element.fact:
            self._end_fact(element, words)
        elif self.fact_depth and (element.is_when or element.days):
            self._end_in_fact(element)
        elif self.row and element.is_when:
            self.row.when = words.rstrip(":")
        elif self.row and element.is_announced:
            values = tuple(self.row.periods) or (DatedWords(words),)
            row = self.row
            self.rows.append(TableRow("announced", row.head, (values,), tuple(row.facts), row.days))
            self.row = None
        elif self.row and element.days and element.tag != "tr":
            self.row.periods.append(DatedWords(words, replace(element.days, words=self.row.when)))
            self.row.when = ""
        elif element.text is not None:
            self._end_line(element.tag, words)
        if element.tag == "tr" and self.row:
            row, where = self.row, "varies" if element.zone == "varies" else self.here
            days = replace(row.days, words=row.when)
            self.rows.append(TableRow(where, row.head, tuple(row.cells), tuple(row.facts), days))
            self.row = None
        if len(self.open) < self.card_depth:
            self.card_depth = 0
        return element.tag

    def _end_in_fact(self, element: _Element) -> None:
        """End one of several values of a fact, or the words of its days."""
        fact = next(outer for outer in reversed(self.open) if outer.fact)
        text = "".join(element.text or ())
        if element.days is None:
            fact.when += text
        elif not element.is_when:  # else a note that today's value is new
            days = replace(element.days, words=squeeze(fact.when))
            fact.periods.append(DatedWords(squeeze(text), days))
            fact.period_links.append(tuple(element.links))
            fact.when = ""

    def _end_fact(self, element: _Element, words: str) -> None:
        values = tuple(element.periods) or (DatedWords(words),)
        links = tuple(element.period_links) or (tuple(element.links),)
        shown = Shown(element.fact, element.lang, values, links)
        outer = self.repeated if element.zone == "today" else self.outer_facts
        (outer if element.zone else self.parts[self.here].facts).append(shown)
        self.parts[self.here].text.append(" ")
        if self.row:
            self.row.facts.append(element.fact)

    def _end_line(self, tag: str, words: str) -> None:
        if tag == "th" and self.row:
            self.row.head = words
        elif tag == "caption":
            days = next((one.days for one in reversed(self.open) if one.days), ALWAYS)
            self.rows.append(TableRow(self.here, words, (), (), days, is_caption=True))
        elif tag == "td" and self.row:
            self.row.cells.append(tuple(self.row.periods) or (DatedWords(words),))
            self.row.periods = []
        elif self.card_depth:
            self.cards[-1].append(words)
