"""Reads boxes of Markdown dialects: notes, parts that open, and tabs, with blocks in them.

MkDocs writes `!!! tip "Title"`, `??? tip` and `=== "Tab"` with indented content, Docusaurus and
VitePress `:::tip Title` up to `:::`, PyMdown Extensions `/// tip | Title` up to `///`, GitHub and
Obsidian `> [!TIP] Title`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

_UNCLOSED = "unclosed boxes"
OPEN, CLOSE = "box_open", "box_close"
_INDENTED = re.compile(
    r"(?P<sign>!!!|\?\?\?\+?|===[+!]*)(?:[ \t]*(?P<kind>\w[\w-]*(?:[ \t]+[\w-]+)*))?"
    r"(?:[ \t]+\"(?P<title>.*)\")?[ \t]*$"
)
_FENCED = re.compile(
    r"(?P<fence>:{3,}|/{3,})[ \t]*(?P<kind>[a-z][\w-]*)"
    r"(?P<title>[ \t]*\[.*\]|[ \t]+\|?[^{|\n]*|[ \t]*)(?:\{[^{}]*\})?[ \t]*$"
)
_END = re.compile(r"(:{3,}|/{3,})[ \t]*$")
_CODE = re.compile(r"`{3,}|~{3,}")
_OPTION = re.compile(r"[ \t]*(?P<name>[a-z]+):[ \t]*(?P<value>.*)$")
_ALERT = re.compile(r"\[!(?P<kind>[A-Za-z-]+)\](?P<fold>[+-]?)[ \t]*(?P<title>.*)$")
_NAMES = {"caution": "warning", "important": "warning", "secondary": "note", "admonition": "note"}
_OPENING = {"details", "collapse", "spoiler", "expand", "accordion"}
KINDS = frozenset(
    {"note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger"}
    | {"bug", "example", "quote", "tab"}
)


@dataclass(frozen=True)
class Box:
    """The start of a box: `sign` is `!!!`, `???`, `???+` or `===`; `word` is the kind as written.

    The title is None where none is written, so that the kind stands in for it.
    """

    sign: str
    kind: str
    title: str | None
    word: str

    @property
    def marker(self) -> str:
        """Return the start of the line that opens the box on a page of kbgen."""
        empty = ' ""' if self.title == "" else ""
        return f"{self.sign} {self.kind}{empty}" if self.kind else self.sign

    @property
    def unwritten(self) -> str:
        """Return the word for the kind where it is neither on the page nor the title."""
        return "" if self.word == self.kind else self.word


def box_of(word: str, title: str | None, sign: str = "!!!") -> Box:
    """Return the box for a kind as other programs name it.

    >>> box_of("caution", "Hot").marker, box_of("details", "More").marker, box_of("tab", "A").marker
    ('!!! warning', '??? note', '===')
    """
    name = word.lower()
    if name == "tab":
        return Box("===", "", title or "", "")
    if name in _OPENING:
        return Box("???", "note", title, "note" if name == "details" else word)
    if name == "details-open":
        return Box("???+", "note", title, "note")
    return Box(sign, _NAMES.get(name, name), title, word.lower() if name in KINDS else word)


def indented_box(line: str) -> Box | None:
    """Return the box that a line of MkDocs' syntax opens, or None."""
    match = _INDENTED.match(line)
    if not match:
        return None
    sign, kind, title = match["sign"], match["kind"] or "", match["title"]
    if sign.startswith("==="):
        return None if kind or title is None else Box(sign, "", title, "")
    if not kind and title is None:
        return None
    return Box(sign, kind or "note", title, kind)


def fenced_box(line: str) -> tuple[str, Box] | None:
    """Return the fence and the box that a line opens, or None.

    >>> fenced_box(":::tip[Keep it]")[1].title, fenced_box("/// tab | App")[1].marker
    ('Keep it', '===')
    """
    match = _FENCED.match(line)
    if not match:
        return None
    title = match["title"].strip()
    title = title[1:-1] if title.startswith("[") else title.removeprefix("|")
    return match["fence"], box_of(match["kind"], title.strip() or None)


def alert_box(line: str) -> Box | None:
    """Return the box that the first line of a quotation opens: `[!NOTE]`, `[!tip]- Title`.

    >>> alert_box("[!tip]- More").marker
    '??? tip'
    """
    match = _ALERT.match(line)
    if not match:
        return None
    sign = {"-": "???", "+": "???+"}.get(match["fold"], "!!!")
    return box_of(match["kind"], match["title"].strip() or None, sign)


def read_boxes(md: MarkdownIt) -> MarkdownIt:
    """Add the rules for boxes to a parser."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "indented_box", _indented, ends)
    md.block.ruler.before("fence", "fenced_box", _fenced, ends)
    return md


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    box = indented_box(_text(state, start))
    if box is None or silent:
        return box is not None
    indent, last = state.sCount[start] + 4, start
    for line in range(start + 1, end):
        if not state.isEmpty(line):
            if state.sCount[line] < indent:
                break
            last = line
    _push(state, box, (start, start + 1, last + 1), last + 1, indent)
    return True


def _fenced(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    found = fenced_box(_text(state, start))
    if found is None:
        return False
    fence, box = found
    end = _container_end(state, start, end)
    open_ones: set[tuple[str, int]] = state.env.setdefault(_UNCLOSED, set())
    stop = None if (fence, end) in open_ones else _end(state, fence, start, end)
    if stop is None:
        open_ones.add((fence, end))  # then none below it is closed, either
    if stop is None and box.kind not in KINDS:
        return False  # a line that only begins like a box
    if silent:
        return True
    box, first = _with_options(state, box, start + 1, end) if fence[0] == "/" else (box, start + 1)
    stop = end if stop is None else stop
    _push(state, box, (start, first, stop), min(stop + 1, end), state.blkIndent)
    return True


def _container_end(state: StateBlock, start: int, end: int) -> int:
    """Return the line after the list item or quotation that contains a line."""
    if not state.blkIndent:
        return end
    for line in range(start + 1, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return line
    return end


def _end(state: StateBlock, fence: str, start: int, end: int) -> int | None:
    """Return the line that closes a box, past boxes in it and code; None if there is none."""
    depth, code = 1, ""
    for line in range(start + 1, end):
        text = _text(state, line)
        if code:
            code = "" if text.startswith(code) else code
        elif opened := _CODE.match(text):
            code = opened[0]
        elif (closing := _END.match(text)) and closing[1] == fence:
            depth -= 1
            if not depth:
                return line
        elif (inner := fenced_box(text)) and inner[0] == fence:
            depth += 1
    return None


def _with_options(state: StateBlock, box: Box, line: int, end: int) -> tuple[Box, int]:
    """Read the options below the line of a PyMdown block: its type, and whether it is open."""
    while line < end and state.sCount[line] >= state.blkIndent + 4:
        option = _OPTION.match(_text(state, line))
        if not option:
            break
        if option["name"] == "type":
            box = Box(box.sign, option["value"].strip(), box.title, box.word)
        elif option["name"] == "open" and box.sign == "???":
            box = Box("???+", box.kind, box.title, box.word)
        line += 1
    return box, line


def _push(
    state: StateBlock, box: Box, lines: tuple[int, int, int], following: int, indent: int
) -> None:
    """Add the tokens of a box; `lines` are its own line and the bounds of its content."""
    start, first, stop = lines
    token = state.push(OPEN, "div", 1)
    token.map, token.meta, token.block = [start, stop], {"box": box}, True
    before = state.lineMax, state.blkIndent, state.parentType
    state.lineMax, state.blkIndent, state.parentType = stop, indent, "blockquote"
    if first < stop:
        state.md.block.tokenize(state, first, stop)
    state.lineMax, state.blkIndent, state.parentType = before
    state.push(CLOSE, "div", -1).block = True
    state.line = following


__all__ = ["OPEN", "Box", "alert_box", "box_of", "read_boxes"]
