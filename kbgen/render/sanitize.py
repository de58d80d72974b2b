"""The allow-list at work: nothing but `model.html` leaves a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3

from kbgen.model.html import ATTRIBUTES, INPUT_TYPES, SCHEMES, STYLES, TAGS
from kbgen.model.markup import Node, Tag, parse

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    tag_attribute_values={"input": {"type": set(INPUT_TYPES)}},
    filter_style_properties=set(STYLES),
    url_schemes=set(SCHEMES),
    link_rel=None,
)
_ALIGN = re.compile(r"text-align:\s*(left|right|center|start|end)\b")
_LOGICAL = {"left": "start", "right": "end"}


def sanitize(html: str) -> list[Node]:
    """Return HTML without any script, event handler, frame, form field or unsafe address.

    No style attribute stays either, since the site's Content-Security-Policy forbids it: a table's
    columns are aligned by class. Left is where a line starts: in Urdu that is the right.
    """
    return list(_allowed(parse(_CLEANER.clean(html))))


def _allowed(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif "style" in node.attributes:
            yield _by_class(node)
        # An input without one of the two types is a text field.
        elif node.name != "input" or "type" in node.attributes:
            yield node


def _by_class(tag: Tag) -> Tag:
    align = _ALIGN.search(tag.get("style"))
    if align is None:
        return tag.having(style=None)
    name = f"kb-align-{_LOGICAL.get(align[1], align[1])}"
    return tag.having(style=None, **{"class": f"{name} {tag.get('class')}".strip()})
