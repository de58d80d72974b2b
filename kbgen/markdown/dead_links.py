"""Leaves the words of links and pictures that lead nowhere any more."""

from __future__ import annotations

from collections.abc import Iterable

from kbgen.model.markup import Node, Tag, escaped


def without_dead_links(nodes: Iterable[Node]) -> list[Node]:
    """Return nodes without the tags of links that have no target, and pictures as their words.

    >>> from kbgen.model.markup import parse, serialize
    >>> serialize(without_dead_links(parse('<a>One</a>, <a href="b/">two</a>, <img alt="A cat">')))
    'One, <a href="b/">two</a>, A cat'
    """
    found: list[Node] = []
    open_links: list[bool] = []  # whether each link around is kept
    for node in nodes:
        if not isinstance(node, Tag):
            found.append(node)
        elif node.name == "a":
            if not node.is_end:
                open_links.append(bool({"href", "id", "name"} & node.attributes.keys()))
            is_kept = open_links[-1] if open_links else True
            if node.is_end and open_links:
                open_links.pop()
            found += [node] if is_kept else []
        elif node.name == "img" and not node.get("src"):
            found.append(escaped(node.get("alt")))
        else:
            found.append(node)
    return found
