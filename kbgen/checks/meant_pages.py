"""Finds the page that a wrong address was meant for, and writes its path for a link."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Set
from urllib.parse import unquote, urlsplit

from kbgen.model.message import Message, msg

_ENDING = re.compile(r"(?:/index)?(?:\.mdx?|\.markdown|\.html?|/)+$", re.I)
_DRIVE = re.compile(r"^(?:file:)?/*(?:[A-Za-z]:)?", re.I)


def path_to(page_id: str, own_id: str) -> str:
    """Return the path by which a page links to another one.

    >>> path_to("procedures/order", "faq/cards")
    '../procedures/order.md'
    """
    return posixpath.relpath(f"/{page_id}.md", f"/{posixpath.dirname(own_id)}")


def page_meant(address: str, own_id: str, page_ids: Set[str]) -> str:
    """Return what to write for an address whose end names a page; "" if none, or several, fit.

    >>> page_meant("file:///C:/help/en/order.md", "faq/cards", {"procedures/order", "faq/cards"})
    '../procedures/order.md'
    """
    path, anchor = _split(address)
    plain = _ENDING.sub("", unquote(path)).strip("/").lower()
    parts = [part for part in plain.split("/") if part]
    exact = {one.lower(): one for one in sorted(page_ids)}
    for start in range(len(parts)):
        name = "/".join(parts[start:])
        if found := exact.get(name) or exact.get(f"{name}/index"):
            return path_to(found, own_id) + anchor
    alike = [one for one in page_ids if parts and one.lower().rpartition("/")[2] == parts[-1]]
    return path_to(alike[0], own_id) + anchor if len(alike) == 1 else ""


def _split(address: str) -> tuple[str, str]:
    """Return the path of an address or of a disk with its anchor: "" for none."""
    if "://" in address and not address.lower().startswith("file:"):
        parts = urlsplit(address)
        return parts.path, f"#{parts.fragment}" if parts.fragment else ""
    path, sign, anchor = _DRIVE.sub("", address.replace("\\", "/")).partition("#")
    return path, sign + anchor


def how_to_link(own_id: str, page_ids: Set[str]) -> Message:
    """Return how to write a link to a page, with one of the site as an example."""
    folder = posixpath.dirname(own_id)
    others = sorted(page_ids - {own_id})
    others.sort(
        key=lambda one: (one.rpartition("/")[2] == "index", posixpath.dirname(one) != folder)
    )
    if not others:
        return msg("write the path of the page that you mean, or take the link out")
    return msg(
        "write the path of the page that you mean, such as %(path)s, or take the link out",
        path=path_to(others[0], own_id),
    )
