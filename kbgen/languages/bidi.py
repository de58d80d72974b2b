"""Isolates text of one direction within text of the other, and keeps short units on one line.

Isolates follow UAX #9 and the W3C's "Inline markup and bidirectional text": `<bdi>` in HTML,
FSI … PDI in plain text. If an isolate does not keep the order of Arabic digits, there is an
override inside of it: `<bdo>`, LRO … PDF.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape, unescape
from itertools import accumulate

from kbgen.languages.runs import LtrRun, find_runs
from kbgen.languages.unbroken import LONGEST, Span, find_units
from kbgen.model.locale import RTL, Direction, has_rtl
from kbgen.model.markup import VOID, Node, Tag, end_of, end_tag, escaped, serialize, start_tag

FSI, PDI = "\u2068", "\u2069"
LRO, PDF = "\u202d", "\u202c"

_RTL_LETTER = re.compile(f"[{RTL}]")
_MARKS = re.compile("[\u200e\u200f\u061c]")
_ISOLATES = re.compile(f"[{FSI}{PDI}{LRO}{PDF}]")
_BEGIN_OR_END = re.compile("[\u2066-\u2069]")
# An isolate without another one in it, and perhaps with an override of its whole content.
_ISOLATE = re.compile(
    f"{FSI}(?:{LRO}(?P<forced>[^{FSI}{PDI}{LRO}{PDF}]*){PDF}|(?P<plain>[^{FSI}{PDI}{LRO}{PDF}]*)){PDI}"
)
_SPECIAL = re.compile(rf"[{FSI}\d-]")
_MAY_BE_RUN = re.compile(r"[^\W\d_]|\d\D*[^\s\d]|[^\s\d]\d|\d\s+\d|[:;]-?[()]")

# Words of a right-to-left script, and the text between two of them.
_IN_LTR = re.compile(
    rf"[{RTL}][{RTL}\u200c\u200d]*(?:(?:[ \u00a0]{{1,4}}|[ \u00a0]?[-–/][ \u00a0]?"
    rf"|[ \u00a0]\d{{1,9}}[ \u00a0])[{RTL}][{RTL}\u200c\u200d]*)*"
)

_CODE = frozenset({"code", "kbd", "pre", "samp", "tt", "var"})
_KEPT = _CODE | {"bdi", "bdo", "math", "svg"}
_INLINE = frozenset(
    """
    a abbr b big cite data del dfn em font i ins label mark q s small span strike strong sub sup
    time u
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
_UNIT = "kb-unit"


def strip_marks(text: str) -> str:
    """Remove the LRM, RLM and ALM of a formatter, which would affect the text around the value."""
    return _MARKS.sub("", text)


def strip_isolates(text: str) -> str:
    """Remove the characters that `isolate` and `isolate_runs` insert."""
    return _ISOLATES.sub("", text)


def direction_of(text: str) -> Direction:
    """Return "rtl" if the first letter belongs to a right-to-left script, else "ltr"."""
    for char in text:
        if _RTL_LETTER.match(char):
            return "rtl"
        if char.isalpha():
            return "ltr"
    return "ltr"


def isolate(text: str) -> str:
    """Isolate a plain text, unless it is isolated already."""
    if text.startswith(FSI) and text.find(PDI) == len(text) - 1:
        return text
    text = strip_isolates(text)
    return _isolated(text, not has_rtl(text) and any(run.is_forced for run in find_runs(text)))


def _isolated(text: str, is_forced: bool) -> str:
    return f"{FSI}{LRO}{text}{PDF}{PDI}" if is_forced else f"{FSI}{text}{PDI}"


def isolate_runs(text: str, direction: Direction) -> str:
    """Isolate the runs of a plain text that a line of `direction` would show in wrong order.

    Isolates in the text are not changed.

    >>> isolate_runs("اتصل +971 4 555", "rtl") == f"اتصل {FSI}+971 4 555{PDI}"
    True
    """
    out, end = [], 0
    for run in _runs(text, direction, keeps_lines=True):
        out += [text[end : run.start], _isolated(text[run.start : run.end], run.is_forced)]
        end = run.end
    return "".join([*out, text[end:]]) if out else text


def _runs(text: str, direction: Direction, keeps_lines: bool) -> list[LtrRun]:
    """Return the runs outside of isolates that a line of `direction` would show in wrong order."""
    if direction == "rtl":
        runs = find_runs(text, keeps_lines) if _MAY_BE_RUN.search(text) else []
    elif has_rtl(text):
        runs = [LtrRun(*match.span()) for match in _IN_LTR.finditer(text)]
    else:
        runs = []
    return _outside(text, runs) if runs and _BEGIN_OR_END.search(text) else runs


def _outside(text: str, runs: Sequence[LtrRun]) -> list[LtrRun]:
    """Leave out the runs within isolates; no run crosses the end of an isolate."""
    kept, depth, at = [], 0, 0
    for run in runs:
        for mark in _BEGIN_OR_END.findall(text, at, run.start):
            depth = max(depth + (-1 if mark == PDI else 1), 0)
        at = run.end
        if depth == 0:
            kept.append(run)
    return kept


def to_html(text: str, keeps_units: bool = True) -> str:
    """Convert a plain text to HTML with elements in place of its isolates.

    `keeps_units` keeps each of its units on one line.
    """
    return serialize(to_nodes(text, keeps_units))


def to_nodes(text: str, keeps_units: bool = True) -> list[Node]:
    """Return the result of `to_html` as tags and texts."""
    if not _SPECIAL.search(text):
        return [escape(text, quote=False)]
    plain, isolates = _read_isolates(text)
    units = find_units(plain, [(r.start, r.end) for r in isolates]) if keeps_units else []
    marks = _marks(plain, isolates, units)
    write = partial(escape, quote=False)
    return _TextLine([write(plain)], [plain]).marked(marks, write)


def is_unit(text: str) -> bool:
    """Tell whether a whole plain text is short enough to be kept on one line."""
    return len(strip_isolates(text)) <= LONGEST


def _read_isolates(text: str) -> tuple[str, list[LtrRun]]:
    """Return a text without its outermost isolates, and these; unpaired marks stay in the text."""
    out: list[str] = []
    runs: list[LtrRun] = []
    end = length = 0
    for match in _ISOLATE.finditer(text):
        before = text[end : match.start()]
        is_forced = match["forced"] is not None
        content = match["forced"] if is_forced else match["plain"]
        out += [before, content]
        length += len(before)
        runs.append(LtrRun(length, length + len(content), is_forced))
        length += len(content)
        end = match.end()
    return "".join([*out, text[end:]]), runs


def isolate_html(nodes: Sequence[Node], direction: Direction) -> list[Node]:
    """Isolate the runs of HTML, also runs across elements, and keep units on one line.

    Code, math and isolates are not changed, unless an isolate names its language and direction. In
    right-to-left text, code gets its direction as an attribute, for readers without the styles.
    """
    out: list[Node] = []
    line = _TextLine()
    kept = 0
    directions: list[_Scope] = [_Scope("", direction)]
    for index, node in enumerate(nodes):
        if index < kept:
            continue
        if isinstance(node, str):
            line.add(node)
            continue
        named = node.attributes.get("dir") if node.attributes else None
        is_kept = not node.is_end and _is_kept(node, named)
        is_inline = node.name in _INLINE and named is None and not is_kept
        if is_inline and node.name != directions[-1].name:
            line.add(node)
            continue
        out += line.flushed(directions[-1].direction)
        line = _TextLine()
        if is_kept:
            kept = end_of(nodes, index)
            out.append(_directed(node, nodes[index:kept], directions[-1].direction))
            out += nodes[index + 1 : kept]
            continue
        out.append(node)
        _follow(directions, node, named)
    return out + line.flushed(directions[-1].direction)


def without_elements(nodes: Iterable[Node]) -> Iterator[Node]:
    """Remove all tags except those of elements that `isolate_html` inserts; keep their content."""
    units: list[bool] = []  # for each open span, whether it is a unit
    for node in nodes:
        if isinstance(node, str) or node.name in ("bdi", "bdo"):
            yield node
        elif node.name == "span":
            if not node.is_end:
                units.append(node.has_class(_UNIT))
            if units and (units.pop() if node.is_end else units[-1]):
                yield node


@dataclass
class _Scope:
    """An element with a direction of its own; `depth` counts open elements of its name."""

    name: str
    direction: Direction
    depth: int = 1


def _follow(scopes: list[_Scope], tag: Tag, named: str | None) -> None:
    if named in ("ltr", "rtl") and not tag.is_end and tag.name not in VOID:
        scopes.append(_Scope(tag.name, "rtl" if named == "rtl" else "ltr"))
    elif tag.name == scopes[-1].name:
        scopes[-1].depth += tag.step
        if scopes[-1].depth == 0:
            scopes.pop()


def _is_kept(tag: Tag, named: str | None) -> bool:
    if tag.name == "bdi" and named in ("ltr", "rtl") and "lang" in tag.attributes:
        return False  # a text of another language, in which there may be runs as in any
    if tag.name in _KEPT or named == "auto":
        return True
    return bool(tag.attributes) and (tag.has_class("arithmatex") or tag.has_class(_UNIT))


def _directed(tag: Tag, element: Sequence[Node], direction: Direction) -> Tag:
    """Return the start tag of code with its direction if that differs from the text around it."""
    if direction == "ltr" or tag.name not in _CODE or "dir" in tag.attributes:
        return tag
    words = "".join([node for node in element if isinstance(node, str)])
    return tag if has_rtl(words) and direction_of(words) == "rtl" else tag.having(dir="ltr")


@dataclass(frozen=True, slots=True)
class _Bound:
    """A start and an end tag, or two characters, around a part of a line."""

    start: int
    end: int
    begin: Node
    finish: Node
    is_unit: bool = False


def _marks(text: str, runs: Sequence[LtrRun], units: Sequence[tuple[int, int]]) -> list[_Bound]:
    """Return the bounds of runs and units, outer ones first."""
    whole = set(units)
    marks = []
    for run in runs:
        words = text[run.start : run.end]
        name = "bdo" if run.is_forced else "bdi"
        attributes: dict[str, str] = {"dir": direction_of(words)}
        if (run.start, run.end) in whole:
            attributes["class"] = _UNIT
            whole.discard((run.start, run.end))
        marks.append(_Bound(run.start, run.end, start_tag(name, attributes), end_tag(name)))
    unit = start_tag("span", {"class": _UNIT})
    marks += [_Bound(start, end, unit, end_tag("span"), True) for start, end in whole]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


@dataclass
class _TextLine:
    """Texts and inline elements that form one line; `plain` has the unescaped text of each node."""

    nodes: list[Node] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    facts: list[int] = field(default_factory=list)
    """The index of each fact's element, which is kept on one line as a whole."""

    def add(self, node: Node) -> None:
        if isinstance(node, Tag) and "data-fact" in node.attributes:
            self.facts.append(len(self.nodes))
        self.nodes.append(node)
        text = node if isinstance(node, str) else ""
        # An entity is one character of the text.
        self.plain.append(unescape(text) if "&" in text else text)

    def flushed(self, direction: Direction) -> list[Node]:
        """Return the nodes with the bounds of their runs and units."""
        text = "".join(self.plain)
        if not text or text.isspace():
            return self.nodes
        runs = _runs(text, direction, keeps_lines=False)
        units = find_units(text, [(run.start, run.end) for run in runs])
        marks = _marks(text, runs, self._outside_facts(units) if self.facts else units)
        return self.marked(marks, escaped) if marks else self.nodes

    def _outside_facts(self, units: Sequence[Span]) -> list[Span]:
        starts = [0, *accumulate(map(len, self.plain))]
        facts = {
            (starts[at], starts[min(end_of(self.nodes, at), len(self.nodes))]) for at in self.facts
        }
        return [u for u in units if not any(start <= u[0] and u[1] <= end for start, end in facts)]

    def marked(self, marks: Sequence[_Bound], write: Callable[[str], str]) -> list[Node]:
        """Return the nodes with these bounds inserted; `write` escapes a part of a text."""
        starts = [0, *accumulate(map(len, self.plain))]
        cuts: dict[int, dict[int, _Cut]] = {}
        for mark in marks:
            first = bisect_right(starts, mark.start) - 1
            last = bisect_left(starts, mark.end) - 1
            begin, finish = (first, mark.start - starts[first]), (last, mark.end - starts[last])
            around = self._around(begin, finish)
            nodes: tuple[Node, Node] = mark.begin, mark.finish
            if around is None:
                if mark.is_unit:
                    continue
                # Characters can be inserted where tags would not be nested properly.
                around, nodes = (begin, finish), (FSI, PDI)
            for place, node, is_end in zip(around, nodes, (False, True), strict=True):
                cut = cuts.setdefault(place[0], {}).setdefault(place[1], _Cut())
                if is_end:
                    cut.ends.insert(0, node)
                else:
                    cut.begins.append(node)
        return list(self._written(cuts, write))

    def _around(self, begin: Place, finish: Place) -> tuple[Place, Place] | None:
        """Return the places of tags around a part of the line; None if they would not be nested."""
        (first, start), (last, end) = begin, finish
        depth = low = 0
        for node in self.nodes[first + 1 : last]:
            depth += node.step if isinstance(node, Tag) else 0
            low = min(low, depth)
        for _ in range(-low):
            # Elements that end in the part can be enclosed if they begin where the part does.
            if start or not first or not self._is_tag(first - 1, is_end=False):
                return None
            first -= 1
        for _ in range(depth - low):
            is_past = last == finish[0]
            if is_past and end < len(self.plain[last]):
                return None
            if not self._is_tag(last + 1, is_end=True):
                return None
            last += 1
        return (first, start), (last, end) if last == finish[0] else (last + 1, 0)

    def _is_tag(self, index: int, is_end: bool) -> bool:
        node = self.nodes[index] if index < len(self.nodes) else ""
        return isinstance(node, Tag) and node.is_end is is_end and node.step != 0

    def _written(
        self, cuts: Mapping[int, Mapping[int, _Cut]], write: Callable[[str], str]
    ) -> Iterator[Node]:
        for index, node in enumerate(self.nodes):
            here = cuts.get(index)
            if here is None:
                yield node
                continue
            at = 0
            for place in sorted(here):
                if place > at:
                    yield write(self.plain[index][at:place])
                at = place
                yield from here[place].ends
                yield from here[place].begins
            if isinstance(node, Tag):
                yield node
            elif at < len(self.plain[index]):
                yield write(self.plain[index][at:])
        if last := cuts.get(len(self.nodes)):
            yield from last[0].ends


Place = tuple[int, int]
"""(index of a node of a line, offset in its text)"""


@dataclass
class _Cut:
    """The nodes to insert at a place: ends first, then begins."""

    ends: list[Node] = field(default_factory=list)
    begins: list[Node] = field(default_factory=list)
