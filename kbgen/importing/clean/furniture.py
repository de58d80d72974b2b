"""Finds elements of a web page that are not its text: menus, side columns, hidden elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kbgen.importing.tables.html import EMBEDS, FURNITURE, NAMES, ROLES


def set_aside(element: Any, tag: str) -> str:
    """Return the id of the rule by which an element is no part of the text; "" if there is none."""
    style = re.sub(r"\s", "", element.get("style") or "").lower()
    if "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None:
        return "hidden"
    if tag in EMBEDS:
        return "embed"
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    is_named = tag in (
        "div",
        "section",
        "ul",
        "ol",
        "p",
        "span",
        "table",
        "header",
        "li",
    ) and NAMES.search(names)
    if tag in FURNITURE or (element.get("role") or "") in ROLES or is_named:
        return "" if _is_most(element) else "furniture"
    return ""


def _is_most(element: Any) -> bool:
    """Tell whether an element contains most of the page's words; then its name does not matter."""
    root = element.getroottree().getroot()
    body = root.find("body")
    whole = len("".join((root if body is None else body).itertext()).split())
    return len("".join(element.itertext()).split()) > whole * 0.5


def words_of(element: Any) -> Iterator[str]:
    for node in element.iter():
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            if node is not element and node.tail:
                yield node.tail
            continue
        yield node.text or ""
        if node.tag == "img":
            yield node.get("alt") or ""
        if node is not element:
            yield node.tail or ""
