"""What an address of a built site is: a language and an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.relevance.judged import page_of

_HTML = re.compile(r"<html\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
LISTS = re.compile(r"search|thanks|404|(?!branches/).*/index")
"""Pages that only lead to others; kbgen does not find them, so neither need the others."""
FURNITURE = "kb-"
"""How ids begin that stand on every page ("Still need help?")."""


@dataclass(frozen=True)
class Places:
    """`pages`: page ids by the address below the site's root ("ur/faq/pin/")."""

    pages: Mapping[str, str]
    prefixes: Mapping[str, str]
    """The folder of each language: {"en": "", "ur": "ur/"}."""

    def ids(self, locations: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of addresses, each once, without those of lists of pages."""
        ids = dict.fromkeys(filter(None, map(self._id, locations)))
        return tuple(id_ for id_ in ids if not LISTS.fullmatch(page_of(id_)))

    def _id(self, location: str) -> str:
        """Return "" for what is not an answer.

        A heading of kbgen's own on every page is credited as its page.
        """
        path, _, anchor = location.lstrip("/").removeprefix("./").partition("#")
        page = self.pages.get(path.removesuffix("index.html"), "")
        own = anchor and not anchor.startswith(FURNITURE)
        return f"{page}#{anchor}" if page and own else page


def read_places(site: Path) -> Places:
    """Read which page each HTML file of a site is, from its root element."""
    pages: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for file in sorted(site.rglob("*.html")):
        root = _HTML.search(file.read_bytes()[:2000].decode("utf-8", "replace"))
        attributes = dict(_ATTRIBUTE.findall(root[0])) if root else {}
        if page := attributes.get("data-page"):
            address = file.relative_to(site).as_posix().removesuffix("index.html")
            pages[address] = page
            if page == "index":
                prefixes[attributes["lang"]] = address
    return Places(pages, prefixes)
