"""The table of contents of a page for MkDocs' own templates."""

from __future__ import annotations

from typing import Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.structure.toc import TableOfContents, get_toc

from kbgen.markdown.sections import without_permalinks
from kbgen.markdown.text import text_of
from kbgen.model.markup import Node, Tag, end_of, parse

_LEVELS = {f"h{level}": level for level in range(1, 7)}


def toc_of(html: str) -> TableOfContents:
    """Return the tree of headings in a page's finished HTML."""
    nodes = parse(html)
    found: list[Any] = [
        {
            "level": _LEVELS[node.name],
            "id": node.get("id"),
            "name": _words(nodes[start + 1 : end_of(nodes, start) - 1]),
        }
        for start, node in enumerate(nodes)
        if isinstance(node, Tag) and node.name in _LEVELS and node.get("id")
    ]
    return get_toc(nest_toc_tokens(found))


def _words(nodes: list[Node]) -> str:
    return text_of(without_permalinks(nodes))
