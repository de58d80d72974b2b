"""Converts HTML to plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from kbgen.model.locale import has_rtl
from kbgen.model.markup import Node, Tag, end_of

_FSI, _PDI, _LRO, _PDF = "\u2068", "\u2069", "\u202d", "\u202c"
_ISOLATES = re.compile("[\u202c\u202d\u2066-\u2069]")
_SPACES = re.compile("[ \t\n\r]+")
BLOCK_ELEMENTS = frozenset(
    """
    article aside audio blockquote br caption dd details div dl dt figcaption figure footer h1 h2
    h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul video
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
_ISOLATED = {"bdi", "bdo", "code", "kbd", "samp", "tt", "var"}
# Noncharacters: no file contains them.
_LINE, _CELL, _SPACE = "\ufdd2", "\ufdd3", "\ufdd4"


def text_of(nodes: Sequence[Node]) -> str:
    """Return HTML as plain text: one line for each block, tabs between cells.

    If the text is in a right-to-left script, isolates in HTML become FSI … PDI.

    >>> from kbgen.model.markup import parse
    >>> text_of(parse("<p>In <b>14</b>\\n days</p><ul><li>a<li>b</ul>"))
    'In 14 days\\na\\nb'
    """
    out: list[str] = []
    isolates: list[str] = []  # the open elements that are isolates
    kept = end = 0
    for index, node in enumerate(nodes):
        if index < end:
            continue
        if isinstance(node, str):
            text = unescape(node) if "&" in node else node
            out.append(_kept(text) if kept else text)
        elif node.name == "svg" or node.is_permalink:
            end = end_of(nodes, index)
        else:
            if node.name == "pre":
                kept += node.step
            out += [_break(node), _isolate(node, isolates)]
    lines = [line for line in "".join(out).split(_LINE) if line and not line.isspace()]
    return _directed("\n".join(line for line in map(_line, lines) if line.strip()))


def without_isolates(text: str) -> str:
    """Return a text without isolates."""
    return _ISOLATES.sub("", text)


def _directed(text: str) -> str:
    """Remove isolates from a plain text without letters of a right-to-left script."""
    return text if has_rtl(text) else without_isolates(text)


def line_of(text: str) -> str:
    """Convert a plain text to one line, as in the result of `text_of`.

    >>> line_of(" a\\n  b ")
    'a b'
    """
    return _directed(_line(text))


def _isolate(tag: Tag, opened: list[str]) -> str:
    """Return the characters for an isolate that a tag begins or ends; update the `opened` ones."""
    if tag.name in _ISOLATED and not tag.is_end and "dir" in tag.attributes:
        opened.append(tag.name)
        return _FSI + _LRO if tag.name == "bdo" else _FSI
    if tag.is_end and opened and opened[-1] == tag.name:
        opened.pop()
        return _PDF + _PDI if tag.name == "bdo" else _PDI
    return ""


def _kept(text: str) -> str:
    return text.replace("\n", _LINE).replace(" ", _SPACE).replace("\t", _SPACE * 4)


def _break(tag: Tag) -> str:
    """Return the text for a tag: a break, the alternative text of an image, or ""."""
    if tag.name in BLOCK_ELEMENTS:
        return _LINE
    if tag.name in ("td", "th") and not tag.is_end:
        return _CELL
    return tag.get("alt") if tag.name == "img" else ""


def _line(line: str) -> str:
    cells = line.strip(" \t\n\r").removeprefix(_CELL).split(_CELL)
    text = "\t".join(_SPACES.sub(" ", cell).strip(" ") for cell in cells)
    return text.replace(_SPACE, " ").rstrip()
