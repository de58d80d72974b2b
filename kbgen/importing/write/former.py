"""Turns the former addresses in a document's front matter into `was:`, or into decisions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import unquote, urlsplit

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
    pages = {one: _page(one[1], langs) for one in addresses if _page(one[1], langs) != page_id}
    former = dict.fromkeys(page for page in pages.values() if page and page not in taken)
    others = [one for one, page in pages.items() if page not in former]
    return list(former), [_question(field, address, page_id) for field, address in others]


def addresses_of_translation(
    addresses: Sequence[tuple[str, str]], page_id: str, langs: Collection[str], known: Sequence[str]
) -> list[Decision]:
    """Return a decision for each address that the `was:` of its source, `known`, does not cover."""
    found = [
        (field, address)
        for field, address in addresses
        if _page(address, langs) not in (page_id, *known)
    ]
    return [_question(field, address, page_id) for field, address in found]


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


def _question(field: str, address: str, page_id: str) -> Decision:
    path = urlsplit(address).path
    if path.startswith("/"):
        what = f"its address was {unquote(path)}; to keep it, write in addresses.txt"
        return Decision(0, f"{what}: {path} -> {page_id}")
    what = f"its {field} was “{address}”: if that was its address, write was: [{address}]"
    return Decision(0, f"{what} below its title")
