"""HTML as data from which scripts build elements without parsing text as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from html.parser import HTMLParser
from typing import Any

from kbgen.model.markup import Node

Nodes = list[Any]
"""A list of nodes; a node is a text, or [name, {attribute: value}, child, …]."""

_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"})
_SVG = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}


def nested(nodes: Iterable[Node]) -> Nodes:
    """Convert tags and texts to nested nodes; every start tag must have its end tag.

    >>> from kbgen.model.markup import parse
    >>> nested(parse('<a href="x">1 &lt; <bdi>2</bdi></a>!'))
    [['a', {'href': 'x'}, '1 < ', ['bdi', {}, '2']], '!']
    """
    opened: list[Nodes] = [[]]
    for node in nodes:
        if isinstance(node, str):
            opened[-1].append(unescape(node))
        elif node.is_end:
            opened.pop()
        else:
            opened[-1].append([node.name, dict(node.attributes)])
            if node.step:
                opened.append(opened[-1][-1])
    return opened[0]


class _NodeReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[Nodes] = [["", {}]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in _VOID:
            self.open.append(self.open[-1][-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {_SVG.get(name, name): value or "" for name, value in attrs}
        self.open[-1].append([tag, named])

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, node in enumerate(self.open) if node[0] == tag]
        if places:
            del self.open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self.open[-1].append(data)


def nodes_of(html: str) -> Nodes:
    """Convert HTML to nodes; an unclosed element ends at the end of its parent.

    >>> nodes_of('<p class="a">1 &lt; 2<br>b</p>')
    [['p', {'class': 'a'}, '1 < 2', ['br', {}], 'b']]
    """
    reader = _NodeReader()
    reader.feed(html.strip())
    reader.close()
    return reader.open[0][2:]
