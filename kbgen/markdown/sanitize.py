"""Sanitizes HTML by the allow-list in `model.html`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3

from kbgen.model.html import ATTRIBUTES, INPUT_TYPES, SCHEMES, STYLES, TAGS
from kbgen.model.markup import Node, Tag, address_names, parse

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    tag_attribute_values={"input": {"type": set(INPUT_TYPES)}},
    filter_style_properties=set(STYLES),
    url_schemes=set(SCHEMES),
    link_rel=None,
)
# Browsers ignore these characters in an address (WHATWG URL, 4.4); a few more are included.
_IGNORED = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ALIGN = re.compile(r"text-align:\s*(left|right|center|start|end)\b")
# Not allowed in HTML text (WHATWG HTML, 13.1.4), but an entity can produce them: `&#2;`.
# The first two noncharacters mark the slots of facts.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd2-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_LOGICAL = {"left": "start", "right": "end"}


def sanitize(html: str) -> list[Node]:
    """Return HTML without scripts, event handlers, frames, form fields and unsafe addresses.

    Style attributes are removed too, since the site's Content-Security-Policy forbids them: table
    columns are aligned by class. "left" means the start of a line, which is on the right in Urdu.
    """
    return list(_allowed(parse(_CLEANER.clean(html))))


def _allowed(nodes: list[Node]) -> Iterator[Node]:
    for node in map(_legible, nodes):
        # An input of any other type could be a text field.
        if isinstance(node, Tag) and node.name == "input" and "type" not in node.attributes:
            continue
        yield _by_class(node) if isinstance(node, Tag) and "style" in node.attributes else node


def _legible(node: Node) -> Node:
    """Replace characters that HTML forbids by U+FFFD, as browsers replace NUL."""
    if not _FORBIDDEN.search(str(node)):
        return node
    if isinstance(node, str):
        return _FORBIDDEN.sub("\ufffd", node)
    return node.having(**{k: _FORBIDDEN.sub("\ufffd", v) for k, v in node.attributes.items()})


def _by_class(tag: Tag) -> Tag:
    align = _ALIGN.search(tag.get("style"))
    if align is None:
        return tag.having(style=None)
    name = f"kb-align-{_LOGICAL.get(align[1], align[1])}"
    return tag.having(style=None, **{"class": f"{name} {tag.get('class')}".strip()})


def safe(tag: Tag) -> Tag:
    """Remove addresses that became unsafe after the HTML was sanitized.

    A fact's words, or an empty slot, can complete an unsafe scheme: `java…script:`.
    """
    unsafe = [name for name in address_names(tag) if not _is_safe(tag.get(name))]
    return tag.having(**dict.fromkeys(unsafe)) if unsafe else tag


def _is_safe(address: str) -> bool:
    if ":" not in address:
        return True
    scheme = _SCHEME.match(_IGNORED.sub("", address))
    return scheme is None or scheme[1].lower() in SCHEMES
