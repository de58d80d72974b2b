"""Resolves addresses in sanitized HTML in the same manner as links in Markdown."""

from __future__ import annotations

from collections.abc import Callable

from kbgen.model.markup import Node, map_addresses

RESOLVED = "data-kb-resolved"


def resolved(node: Node, resolve: Callable[[str], str]) -> Node:
    """Resolve the addresses of a tag that MkDocs has not resolved."""
    if isinstance(node, str) or not node.attributes:
        return node
    if RESOLVED in node.attributes:
        return node.having(**{RESOLVED: None})
    return map_addresses(node, resolve)
