"""A page's finished HTML, section by section: what each says, and the facts in it.

The HTML is what the sanitizer leaves, as tags and texts (`model.markup`): it was taken apart once
and is written where it is published.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeGuard
from urllib.parse import urljoin

from kbgen.markdown.text import text_of
from kbgen.model.markup import Node, Tag, end_of, map_addresses, serialize

_SUBHEADINGS = {"h3", "h4", "h5", "h6"}
_ROOT = "http://site.invalid/"

Put = Callable[[str, Sequence[Node]], Sequence[Node] | None]
"""Given a fact's id and what stands in its element, returns what is to stand there."""


@dataclass(frozen=True)
class ContentSection:
    """A heading and what follows it; the lead has neither anchor nor heading."""

    anchor: str
    heading_nodes: Sequence[Node]
    """What stands within the heading's element."""
    nodes: Sequence[Node]

    @cached_property
    def heading(self) -> str:
        """Its heading as HTML."""
        return serialize(self.heading_nodes)

    @cached_property
    def html(self) -> str:
        """What follows the heading, as HTML."""
        return serialize(self.nodes)

    @cached_property
    def title(self) -> str:
        """Its heading as plain text."""
        return text_of(self.heading_nodes)

    @cached_property
    def text(self) -> str:
        """What follows the heading as plain text, a line for each block."""
        return text_of(self.nodes)

    @property
    def facts(self) -> list[str]:
        """The ids of the facts that it says, in order, each once."""
        tags = filter(_is_fact, chain(self.heading_nodes, self.nodes))
        return list(dict.fromkeys(tag.get("data-fact") for tag in tags))

    @property
    def subheadings(self) -> list[str]:
        """Its headings of lower levels as plain text."""
        return [
            text_of(self.nodes[start : end_of(self.nodes, start)])
            for start, node in enumerate(self.nodes)
            if isinstance(node, Tag) and not node.is_end and node.name in _SUBHEADINGS
        ]

    @cached_property
    def steps(self) -> list[str]:
        """The words of each item of its first numbered list, inner lists included."""
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
    """Split a page at each `<h2>` that stands on its own, not in a quotation or a note."""
    nodes = without_permalinks(nodes)
    starts = _headings(nodes)
    bounds = [*starts.values(), len(nodes)]
    sections = [ContentSection("", (), _without_title(nodes[: bounds[0]]))]
    for (anchor, start), end in zip(starts.items(), bounds[1:], strict=True):
        body = end_of(nodes, start)
        sections.append(ContentSection(anchor, nodes[start + 1 : body - 1], nodes[body:end]))
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


def without_permalinks(nodes: Sequence[Node]) -> list[Node]:
    """Leave out the marks that link to the headings they stand in."""
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


def replace_facts(nodes: Sequence[Node], put: Put) -> list[Node] | None:
    """Replace what stands in the element of each fact; None if `put` returns None for one."""
    out: list[Node] = []
    end = 0
    for start, node in enumerate(nodes):
        if start < end:
            continue
        out.append(node)
        if _is_fact(node):
            end = end_of(nodes, start) - 1
            inner = put(node.get("data-fact"), nodes[start + 1 : end])
            if inner is None:
                return None
            out += inner
    return out


def absolute(nodes: Sequence[Node], path: str, base: str) -> list[Node]:
    """Write the addresses of a page from `base`, or relative to the site's root.

    `path` is the page's own address below the root.
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
    except ValueError:  # An author's mistake: http://[
        return address
