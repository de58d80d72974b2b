"""Turns the former addresses in a document's front matter into `was:`, or into decisions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from kbgen.importing.blocks import Decision
from kbgen.model.addresses import is_id


def former_addresses(
    addresses: Sequence[tuple[str, str]],
    page_id: str,
    langs: Collection[str],
    taken: Collection[str] = (),
) -> tuple[list[str], list[Decision]]:
    """Return the entries of `was:` for (field, address), and a decision for each other address.

    `taken` are ids of other pages, which no page can have had before.

    >>> former_addresses([("slug", "/help/returns")], "returns", ["en"])[0]
    ['help/returns']
    """
    former: list[str] = []
    decisions: list[Decision] = []
    for field, address in addresses:
        path = _page(address, langs)
        if path == page_id:
            continue
        if path and path not in taken:
            former.append(path)
        else:
            decisions.append(Decision(0, _question(field, address, page_id)))
    return list(dict.fromkeys(former)), decisions


def _page(address: str, langs: Collection[str]) -> str:
    """Return the id of the page that had an address; "" where a page cannot have it."""
    path = urlsplit(address).path
    if not path.startswith("/"):
        return ""  # relative to a folder that the file does not name
    parts = [part for part in path.removesuffix("/index.html").split("/") if part]
    if parts and parts[0] in langs:
        parts = parts[1:]
    page = "/".join(parts)
    return page if parts and is_id(page) and "." not in parts[-1] and ":" not in page else ""


def _question(field: str, address: str, page_id: str) -> str:
    if not address.startswith(("/", "http")):
        return (
            f"its {field} was “{address}”: if that was its address, write was: [{address}] below "
            "its title"
        )
    path = urlsplit(address).path
    return f"its address was {path}; to keep it, write in addresses.txt: {path} -> {page_id}"
