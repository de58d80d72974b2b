"""Addresses in HTML that is sanitized, resolved as those of links in Markdown are."""

from __future__ import annotations

from collections.abc import Callable

from kbgen.model.markup import Node, map_addresses

RESOLVED = "data-kb-resolved"


def resolved(node: Node, resolve: Callable[[str], str]) -> Node:
    """Resolve the addresses of a tag, unless MkDocs has done so."""
    if isinstance(node, str) or not node.attributes:
        return node
    if RESOLVED in node.attributes:
        return node.having(**{RESOLVED: None})
    return map_addresses(node, resolve)
