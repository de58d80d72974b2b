"""Splits a page's finished HTML into sections, with their text, facts and steps.

The HTML is the output of the sanitizer as tags and texts (`model.markup`): it is parsed once and
serialized where it is published.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeGuard
from urllib.parse import urljoin

from kbgen.markdown.source_text import PartLanguage, is_source
from kbgen.markdown.text import text_of
from kbgen.model.markup import Node, Tag, end_of, map_addresses, serialize

_SUBHEADINGS = {"h3", "h4", "h5", "h6"}
_ROOT = "http://site.invalid/"

Put = Callable[[str, Tag, Sequence[Node]], Sequence[Node] | None]
"""(language, a fact's start tag, its content) → the new content; None stops the replacement."""


@dataclass(frozen=True)
class ContentSection:
    """A heading and the content after it; the lead has no anchor and no heading."""

    anchor: str
    heading_nodes: Sequence[Node]
    """The content of the heading's element."""
    nodes: Sequence[Node]

    @cached_property
    def heading(self) -> str:
        """Return the heading as HTML."""
        return serialize(self.heading_nodes)

    @cached_property
    def html(self) -> str:
        """Return the content after the heading as HTML."""
        return serialize(self.nodes)

    @cached_property
    def title(self) -> str:
        """Return the heading as plain text."""
        return text_of(self.heading_nodes)

    @cached_property
    def text(self) -> str:
        """Return the content after the heading as plain text, one line for each block."""
        return text_of(self.nodes)

    @property
    def facts(self) -> list[str]:
        """Return the ids of the facts in it, in order, each once."""
        tags = filter(_is_fact, chain(self.heading_nodes, self.nodes))
        return list(dict.fromkeys(tag.get("data-fact") for tag in tags))

    @property
    def has_source_text(self) -> bool:
        """Tell whether a part of it is the source's text, since the translation is outdated."""
        return any(map(is_source, self.nodes))

    @property
    def subheadings(self) -> list[str]:
        """Return its headings of lower levels as plain text."""
        return [
            text_of(self.nodes[start : end_of(self.nodes, start)])
            for start, node in enumerate(self.nodes)
            if isinstance(node, Tag) and not node.is_end and node.name in _SUBHEADINGS
        ]

    @cached_property
    def steps(self) -> list[str]:
        """Return the text of each item of its first numbered list, with inner lists."""
        nodes = self.nodes
        start = next(
            (i for i, n in enumerate(nodes) if isinstance(n, Tag) and n.name == "ol"), None
        )
        if start is None:
            return []
        items: list[str] = []
        end = start + 1
        for index in range(start + 1, end_of(nodes, start) - 1):
            node = nodes[index]
            if index >= end and isinstance(node, Tag):
                end = end_of(nodes, index)
                if node.name == "li":
                    items.append(text_of(nodes[index + 1 : end - 1]))
        return [text for text in items if text]


def split_sections(nodes: Sequence[Node]) -> list[ContentSection]:
    """Split a page at each `<h2>` at the top level, not in a quotation or a note."""
    nodes = without_permalinks(nodes)
    starts = _headings(nodes)
    bounds = [*starts.values(), len(nodes)]
    sections = [ContentSection("", (), _without_title(nodes[: bounds[0]]))]
    for (anchor, start), end in zip(starts.items(), bounds[1:], strict=True):
        body = end_of(nodes, start)
        sections.append(ContentSection(anchor, nodes[start + 1 : body - 1], nodes[body:end]))
    return sections


def _headings(nodes: Sequence[Node]) -> dict[str, int]:
    """Return heading id → its index in `nodes`; a heading with a repeated id is left out."""
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


def without_permalinks(nodes: Sequence[Node]) -> list[Node]:
    """Return the nodes without the permalinks of headings."""
    kept: list[Node] = []
    end = 0
    for index, node in enumerate(nodes):
        if index < end:
            continue
        if isinstance(node, Tag) and node.is_permalink:
            end = end_of(nodes, index)
        else:
            kept.append(node)
    return kept


def _is_fact(node: Node) -> TypeGuard[Tag]:
    return isinstance(node, Tag) and "data-fact" in node.attributes


def replace_facts(nodes: Sequence[Node], lang: str, put: Put) -> list[Node] | None:
    """Replace the content of each fact's element; return None if `put` returns None for one.

    `lang` is the language of the page; a part of it may be in its source's.
    """
    out: list[Node] = []
    end = 0
    part = PartLanguage(lang)
    for start, node in enumerate(nodes):
        here = part.after(node)
        if start < end:
            continue
        out.append(node)
        if _is_fact(node):
            end = end_of(nodes, start) - 1
            inner = put(here, node, nodes[start + 1 : end])
            if inner is None:
                return None
            out += inner
    return out


def absolute(nodes: Sequence[Node], path: str, base: str) -> list[Node]:
    """Rewrite relative addresses to begin with `base`, or to be relative to the site's root if "".

    `path` is the page's address below the root.
    """
    page = urljoin(base or _ROOT, path)

    def put(written: str) -> str:
        address = _join(page, written)
        if not base and address.startswith(_ROOT):
            address = address.removeprefix(_ROOT) or "./"
        return address

    return [n if isinstance(n, str) else map_addresses(n, put) for n in nodes]


def _join(page: str, address: str) -> str:
    try:
        return urljoin(page, address)
    except ValueError:  # an author's mistake: http://[
        return address
