"""The headings that Material's tags plugin puts where it will list pages by their tags.

It finds them again by their text, which must stay as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kbgen.model.markup import Node, Tag, end_of

_ID = re.compile(r".+:\d+-\d+/slug")


def plain_placeholders(nodes: Sequence[Node]) -> list[Node]:
    """Return nodes whose placeholders hold text alone.

    >>> from kbgen.model.markup import parse
    >>> "".join(map(str, plain_placeholders(parse('<h6 id="a:1-2/slug">a:<i>1-2</i>/name</h6>'))))
    '<h6 id="a:1-2/slug">a:1-2/name</h6>'
    """
    return _changed(nodes, is_kept=True)


def without_placeholders(nodes: Sequence[Node]) -> list[Node]:
    """Return nodes without placeholders, which are no part of what a page says."""
    return _changed(nodes, is_kept=False)


def _changed(nodes: Sequence[Node], is_kept: bool) -> list[Node]:
    out: list[Node] = []
    after = 0
    for index, node in enumerate(nodes):
        if index < after:
            continue
        if isinstance(node, Tag) and not node.is_end and _ID.fullmatch(node.get("id")):
            after = end_of(nodes, index)
            words = [one for one in nodes[index:after] if isinstance(one, str)]
            out += [node, *words, nodes[after - 1]] if is_kept else []
        else:
            out.append(node)
    return out
