"""Built HTML → what each page says: its sections, facts, numbers and tables of differences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

from kbgen.languages.digits import decimals, groups
from kbgen.languages.language import numbering_systems
from kbgen.model.expected import ALWAYS, DatedWords, ExpectedDays

# Only kbgen writes both: MkDocs and Material give <html> no direction.
_ISOLATES = re.compile("[\u202c\u202d\u2066-\u2069]")
_MARK = re.compile(r"<html\b(?=[^>]*\bdir=)(?=[^>]*\blang=)[^>]*>", re.I)
_PART = "data-kb-part"
"""What an element is to this reader: see docs/code.md."""
_ARTICLE = re.compile(rf'<article\b[^>]*\b{_PART}="article\b[^>]*>')

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
_MUTE_CLASSES = {"headerlink", "arithmatex"}
"""Of Python-Markdown and its extensions."""
_ANNOUNCED = "data-announced"
_CLOCK = "data-kb-clock"
_CONTACT = "data-kb-contact"
_PARTS = ("td", "th", "caption")
_GROUPING = re.compile(
    f"(?<=\\d)[{groups()}’'\u202f\u2009](?=(?:\\d{{2}}[{groups()}])*\\d{{3}}(?!\\d))"
)
_NUMBER = re.compile(rf"\d+(?:[{decimals()},:]\d+)*")
_POINTS = str.maketrans(dict.fromkeys(f"{decimals()},", "."))
_ZEROS = "".join(digits.zero for digits in numbering_systems().values())
_WHOLE_HOUR = re.compile(rf"(?<![\d:])(\d{{1,2}}):[{_ZEROS}]{{2}}(?![\d:])")


@dataclass(frozen=True)
class Shown:
    """A fact as a page shows it: the element's language, its words, and where it links."""

    fact: str
    lang: str
    words: str
    link: str = ""


@dataclass(frozen=True)
class PublishedSection:
    """What stands from one h2 to the next; the lead's id is ""."""

    id: str
    facts: tuple[Shown, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class TableRow:
    """A table's row: where it stands ("varies" or a section's id), its cells, facts and days.

    A cell is its words, or those of several periods. What a notice announces is a row too
    ("announced"): its head names the place, and it tells nothing that begins after its days.
    """

    where: str
    head: str
    cells: tuple[tuple[DatedWords, ...], ...]
    facts: tuple[str, ...]
    days: ExpectedDays = ALWAYS
    is_caption: bool = False
    """Whether it stands for the caption of a table, before the table's rows."""


@dataclass(frozen=True)
class PublishedPage:
    """A built page; `around` are the facts beside its answers, `problems` say how it is broken."""

    lang: str
    url: str
    file: str
    sections: tuple[PublishedSection, ...] = ()
    around: tuple[Shown, ...] = ()
    rows: tuple[TableRow, ...] = ()
    cards: tuple[tuple[str, ...], ...] = ()
    clocks: tuple[str, ...] = ()
    """Of each card, then of the page itself: by what a script tells whether a branch is open."""
    answered: tuple[tuple[str, str], ...] = ()
    """Of each contact: the fact that is its hours, and by what a script tells them."""
    problems: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.url.removesuffix("/").removesuffix(".html") or "index"


def read_pages(
    folder: Path, langs: tuple[str, ...], default: str, tidy: bool
) -> Iterator[PublishedPage]:
    """Yield the pages below a folder that kbgen built, broken ones included.

    `tidy` tells that addresses are folders (MkDocs' use_directory_urls).
    """
    for path in sorted(folder.rglob("*.html")):
        file = path.relative_to(folder).as_posix()
        if file.startswith(".") or "/." in file or not path.is_file():
            continue
        first, _, rest = file.partition("/")
        lang, url = (first, rest) if first in langs and first != default else (default, file)
        if tidy and url.rpartition("/")[2] == "index.html":
            url = url.removesuffix("index.html")
        if page := read_page(path.read_bytes(), lang, url, file):
            yield page


def read_page(data: bytes, lang: str, url: str, file: str) -> PublishedPage | None:
    """Read a page; None if it is none that kbgen built."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        what = f"the file is not UTF-8 (byte {problem.start + 1})"
        return PublishedPage(lang, url, file, problems=(what,))
    if not text.rstrip().lower().endswith("</html>"):
        return _cut(text, lang, url, file)
    start = _ARTICLE.search(text)
    if not _MARK.search(text) or not start:
        return None
    end = text.rfind("</article>")
    if end < start.end() or text.count("<article") != text.count("</article>"):
        return PublishedPage(lang, url, file, problems=("its <article> is not closed",))
    reader = _PageReader(lang)
    reader.feed(text[start.end() : end])
    reader.close()
    reader.leave_all()
    if reader.problems:
        return PublishedPage(lang, url, file, problems=tuple(dict.fromkeys(reader.problems)))
    return reader.page(lang, url, file)


def _cut(text: str, lang: str, url: str, file: str) -> PublishedPage | None:
    start = text.lstrip().lower()
    # A search engine's proof of ownership, say, is a line of text with the ending .html.
    if start and not start.startswith(("<!doctype html", "<html")):
        return None
    return PublishedPage(lang, url, file, problems=("the file ends before </html>",))


def numbers(text: str) -> list[str]:
    """Return the numbers of a text in ASCII digits, without grouping separators.

    A whole hour is one number: Urdu and Hindi write 6:00 as 6.

    >>> numbers("۱٬۰۰۰ या 1,00,000; 2٫5 at 10:30 or 6:00")
    ['1000', '100000', '2.5', '10:30', '6']
    """
    found = _NUMBER.findall(_GROUPING.sub("", _WHOLE_HOUR.sub(r"\1", text)))
    return [re.sub(r"\d", _ascii, number).translate(_POINTS) for number in found]


def _ascii(digit: re.Match[str]) -> str:
    return str(unicodedata.decimal(digit.group()))


def squeeze(text: str) -> str:
    """Collapse white space, NBSP included, and drop isolates."""
    return " ".join(_ISOLATES.sub("", text).split())


@dataclass
class _Element:
    tag: str
    lang: str
    is_mute: bool
    zone: str  # "", "varies" or "contact"
    fact: str = ""
    link: str = ""
    is_layout: bool = False  # what a page that is not translated, or an answer, stands in
    text: list[str] | None = None  # collected for a fact, a table's cell or a card's line
    days: ExpectedDays | None = None  # on which it holds, if it says so
    is_when: bool = False  # the words of these days
    is_announced: bool = False  # what a notice says of a fact at a place


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
    periods: list[DatedWords] = field(default_factory=list)  # of the cell that is open
    when: str = ""


def _days(given: dict[str, str]) -> ExpectedDays | None:
    """Return the days that an element's attributes name."""
    named = [given.get(f"data-{name}", "") for name in ("from", "until", "zone")]
    return ExpectedDays(*named) if any(named[:2]) else None


class _PageReader(HTMLParser):
    """Collects what the inside of an article says."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang
        self.open: list[_Element] = []
        self.parts: dict[str, _Part] = {"": _Part()}
        self.here = ""
        self.around: list[Shown] = []
        self.row: _OpenRow | None = None
        self.rows: list[TableRow] = []
        self.cards: list[list[str]] = []
        self.clocks: list[str] = []
        self.answered: list[tuple[str, str]] = []
        self.card_depth = 0
        self.problems: list[str] = []

    def page(self, lang: str, url: str, file: str) -> PublishedPage:
        sections = tuple(
            PublishedSection(id_, tuple(part.facts), tuple(numbers("".join(part.text))))
            for id_, part in self.parts.items()
        )
        cards = tuple(tuple(card) for card in self.cards)
        rows, clocks, answered = tuple(self.rows), tuple(self.clocks), tuple(self.answered)
        return PublishedPage(
            lang, url, file, sections, tuple(self.around), rows, cards, clocks, answered
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._break(tag)
        if tag in _VOID:
            return
        element = self._element(tag, given)
        # As in answers.json, a heading in a quotation or a note begins no answer.
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
                outer.link = outer.link or given.get("href", "")
        self.open.append(element)
        if "card" in given.get(_PART, "").split() and not self.card_depth:
            self.cards.append([])
            self.clocks.append(given.get(_CLOCK, ""))
            self.card_depth = len(self.open)
        elif _CONTACT in given:
            self.answered.append((given[_CONTACT], given.get(_CLOCK, "")))
        elif _CLOCK in given:
            self.clocks.append(given[_CLOCK])

    def handle_startendtag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def _element(self, tag: str, given: dict[str, str]) -> _Element:
        outer = self.open[-1] if self.open else _Element("", self.lang, False, "")
        parts = set(given.get(_PART, "").split())
        is_mute = outer.is_mute or tag in _MUTE_TAGS or bool(parts & _MUTE_PARTS)
        is_mute = is_mute or bool(_MUTE_CLASSES & set(given.get("class", "").split()))
        zone = outer.zone or ("varies" if "varies" in parts else "")
        zone = zone or ("contact" if "contact" in parts else "")
        fact = given.get("data-fact", "")
        is_line = self.card_depth and tag in ("dd", "p", "h3")
        days = _days(given)
        is_announced = _ANNOUNCED in given
        is_part = days is not None or "when" in parts or is_announced
        text: list[str] | None = [] if fact or is_line or is_part or tag in _PARTS else None
        is_layout, lang = "frame" in parts, given.get("lang") or outer.lang
        is_when = "when" in parts
        return _Element(
            tag, lang, is_mute, zone, fact, "", is_layout, text, days, is_when, is_announced
        )

    def _break(self, tag: str) -> None:
        if tag not in _INLINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        in_fact = any(element.fact for element in self.open)
        for element in reversed(self.open):
            if element.text is not None:
                element.text.append(data)
            if element.days or element.is_when:
                break  # what holds on certain days is no part of what stands around it
        if not in_fact and not (self.open and self.open[-1].is_mute):
            self.parts[self.here].text.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        if tag in _VOID:
            return
        if not any(element.tag == tag for element in self.open):
            if tag not in _MAY_STAY_OPEN:
                self.problems.append(f"</{tag}> closes nothing")
            return
        while (left := self._leave()) != tag:
            self._report_open(left)

    def leave_all(self) -> None:
        """Leave what is open at the end of the article."""
        while self.open:
            self._report_open(self._leave())

    def _report_open(self, tag: str) -> None:
        if tag not in _MAY_STAY_OPEN:
            self.problems.append(f"<{tag}> is not closed")

    def _leave(self) -> str:
        """Leave the innermost element; return its name."""
        element = self.open.pop()
        words = squeeze("".join(element.text or ()))
        if element.fact:
            self._end_fact(element, words)
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

    def _end_fact(self, element: _Element, words: str) -> None:
        shown = Shown(element.fact, element.lang, words, element.link)
        (self.around if element.zone else self.parts[self.here].facts).append(shown)
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
