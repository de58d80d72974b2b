"""Takes a built page's HTML apart: its sections, its words, its facts, its addresses.

The HTML is what the sanitizer leaves, as `model.markup` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TypeGuard
from urllib.parse import urljoin

from kbgen.model.locale import has_rtl
from kbgen.model.markup import Node, Tag, end_of, map_addresses, parse, serialize

_FSI, _PDI, _LRO, _PDF = "\u2068", "\u2069", "\u202d", "\u202c"
_ISOLATES = re.compile("[\u202c\u202d\u2066-\u2069]")
_SPACES = re.compile("[ \t\n\r]+")
_BLOCKS = frozenset(
    """
    article aside audio blockquote br caption dd details div dl dt figcaption figure footer h1 h2
    h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul video
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
_ISOLATED = {"bdi", "bdo", "code", "kbd", "samp", "tt", "var"}
_SUBHEADINGS = {"h3", "h4", "h5", "h6"}
# Noncharacters: no file holds them.
_LINE, _CELL, _SPACE = "\ufdd2", "\ufdd3", "\ufdd4"
_ROOT = "http://site.invalid/"
_HAS_ADDRESS = re.compile("(?:href|src|srcset|poster|cite)=")


@dataclass(frozen=True)
class ContentSection:
    """A heading and what follows it, as HTML; the lead has neither anchor nor heading."""

    anchor: str
    heading: str
    html: str

    @cached_property
    def text(self) -> str:
        """What it says, as text_of has it."""
        return text_of(self.html)

    @cached_property
    def title(self) -> str:
        """Its heading as plain text."""
        return text_of(self.heading)


def split_sections(html: str) -> list[ContentSection]:
    """Split a page at each `<h2>` that stands on its own, not in a quotation or a note.

    >>> split_sections('<p>a</p><h2 id="x">B</h2><p>c</p>')[1]
    Section(anchor='x', heading='B', html='<p>c</p>')
    """
    nodes = parse(html)
    if "headerlink" in html:
        nodes = without_permalinks(nodes)
    starts = _headings(nodes)
    bounds = [*starts.values(), len(nodes)]
    sections = [ContentSection("", "", serialize(_without_title(nodes[: bounds[0]])))]
    for (anchor, start), end in zip(starts.items(), bounds[1:], strict=True):
        body = end_of(nodes, start)
        heading, rest = nodes[start + 1 : body - 1], nodes[body:end]
        sections.append(ContentSection(anchor, serialize(heading), serialize(rest)))
    return sections


def _headings(nodes: Sequence[Node]) -> dict[str, int]:
    """Return the places of the headings by id; one whose id is taken begins nothing."""
    found: dict[str, int] = {}
    depth = 0
    for index, node in enumerate(nodes):
        if isinstance(node, str):
            continue
        if depth == 0 and node.name == "h2" and not node.is_end and (id_ := node.get("id")):
            found.setdefault(id_, index)
        depth += node.step
    return found


def _without_title(nodes: list[Node]) -> list[Node]:
    for start, node in enumerate(nodes):
        if isinstance(node, Tag) and node.name == "h1" and not node.is_end:
            before = nodes[:start]
            if before and isinstance(before[-1], str):
                before[-1] = before[-1].rstrip()
            return before + nodes[end_of(nodes, start) :]
    return nodes


def is_permalink(node: Node) -> bool:
    return isinstance(node, Tag) and node.name == "a" and node.has_class("headerlink")


def without_permalinks(nodes: list[Node]) -> list[Node]:
    """Leave out the marks that link to the headings they stand in."""
    kept: list[Node] = []
    end = 0
    for index, node in enumerate(nodes):
        if index < end:
            continue
        if is_permalink(node):
            end = end_of(nodes, index)
        else:
            kept.append(node)
    return kept


def facts_in(html: str) -> list[str]:
    """Return the ids of the facts that HTML tells, in order, each once."""
    if "data-fact" not in html:
        return []
    return list(dict.fromkeys(node.get("data-fact") for node in parse(html) if _is_fact(node)))


def _is_fact(node: Node) -> TypeGuard[Tag]:
    return isinstance(node, Tag) and "data-fact" in node.attributes


def subheadings(html: str) -> list[str]:
    """Return the words of the headings below the second level."""
    nodes = parse(html)
    return [
        _text(nodes[start : end_of(nodes, start)])
        for start, node in enumerate(nodes)
        if isinstance(node, Tag) and not node.is_end and node.name in _SUBHEADINGS
    ]


def text_of(html: str) -> str:
    """Return the words of HTML: a line for each block, tabs between cells.

    Where the words are of a right-to-left script, what is isolated in HTML stands between FSI and
    PDI.

    >>> text_of("<p>In <b>14</b>\\n days</p><ul><li>a<li>b</ul>")
    'In 14 days\\na\\nb'
    """
    return _text(parse(html)) if "<" in html else _directed(_line(unescape(html)))


def bare(text: str) -> str:
    """Return a text without isolates."""
    return _ISOLATES.sub("", text)


def _directed(text: str) -> str:
    return text if has_rtl(text) else bare(text)


def _text(nodes: Sequence[Node]) -> str:
    out: list[str] = []
    isolates: list[str] = []  # the open elements that are some
    kept = end = 0
    for index, node in enumerate(nodes):
        if index < end:
            continue
        if isinstance(node, str):
            text = unescape(node) if "&" in node else node
            out.append(_kept(text) if kept else text)
        elif node.name == "svg" or is_permalink(node):
            end = end_of(nodes, index)
        else:
            if node.name == "pre":
                kept += node.step
            out += [_break(node), _isolate(node, isolates)]
    lines = [line for line in "".join(out).split(_LINE) if line and not line.isspace()]
    return _directed("\n".join(line for line in map(_line, lines) if line.strip()))


def _isolate(tag: Tag, opened: list[str]) -> str:
    """Return what begins or ends an isolate where a tag does; `opened` are those within which."""
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
    """Return what a tag is among words: a break, an image's words, nothing."""
    if tag.name in _BLOCKS:
        return _LINE
    if tag.name in ("td", "th") and not tag.is_end:
        return _CELL
    return tag.get("alt") if tag.name == "img" else ""


def _line(line: str) -> str:
    cells = line.strip(" \t\n\r").removeprefix(_CELL).split(_CELL)
    text = "\t".join(_SPACES.sub(" ", cell).strip(" ") for cell in cells)
    return text.replace(_SPACE, " ").rstrip()


def absolute(html: str, path: str, base: str) -> str:
    """Write the addresses of a page's HTML from `base`, or relative to the site's root.

    >>> absolute('<a href="../pay/#x">b</a>', "ur/faq/", "")
    '<a href="ur/pay/#x">b</a>'
    """
    if not _HAS_ADDRESS.search(html):
        return html
    page = urljoin(base or _ROOT, path)

    def put(written: str) -> str:
        address = _join(page, written)
        if not base and address.startswith(_ROOT):
            address = address.removeprefix(_ROOT) or "./"
        return address

    nodes = parse(html)
    return serialize([n if isinstance(n, str) else map_addresses(n, put) for n in nodes])


def _join(page: str, address: str) -> str:
    try:
        return urljoin(page, address)
    except ValueError:  # An author's mistake: http://[
        return address


def retell(html: str, replace: Callable[[str, str], str | None]) -> str | None:
    """Replace what stands in each fact's element by `tell(fact id, inner HTML)`.

    None if `tell` returns None for one of them.
    """
    if "data-fact" not in html:
        return html
    nodes = parse(html)
    out: list[Node] = []
    end = 0
    for start, node in enumerate(nodes):
        if start < end:
            continue
        out.append(node)
        if _is_fact(node):
            end = end_of(nodes, start) - 1
            replaced = replace(node.get("data-fact"), serialize(nodes[start + 1 : end]))
            if replaced is None:
                return None
            out.append(replaced)
    return serialize(out)
