"""Proves from the files of a site that every address that it has had leads somewhere, at once."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote, urlsplit

from kbgen.verify.files import Read
from kbgen.verify.matrix import Problem, State
from kbgen.verify.published import name_of

_REDIRECT = re.compile(r"<html\b[^>]*\bdata-kb-redirect\b")
_REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]*)">')
_SECTIONS = re.compile(r'\bdata-sections="([^"]*)"')
_ID = re.compile(r'<\w[^<>]*?\sid="([^"]+)"')
_ENTRY = re.compile(r'<li id="([^"]+)" data-kb-moved>.*?<a href="([^"]*)"', re.S)


@dataclass(frozen=True)
class FormerAddress:
    """An address that has to lead somewhere: below the site's root, in one language."""

    lang: str
    url: str
    """Below the site's root: "ur/faq/refunds/"."""
    anchor: str
    name: str
    """As addresses.txt has it."""


@dataclass
class AddressReader:
    """Reads where the addresses of a built site lead."""

    read: Read
    _pages: dict[str, str | None] = field(default_factory=dict)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict)

    def problem(self, address: FormerAddress) -> str:
        """Return what is wrong with an address; "" if it leads to a page and a section."""
        page = self._page(address.url)
        if page is None:
            return "there is no page, and none at a new address"
        if not _REDIRECT.search(page):
            return self._in_page(address.url, page, address.anchor)
        refresh, sections = _REFRESH.search(page), _SECTIONS.search(page)
        if refresh is None or sections is None:
            return "its page leads nowhere"
        others = json.loads(unescape(sections[1]))
        target = others.get(address.anchor) or unescape(refresh[1])
        return self._target(address, target)

    def _target(self, address: FormerAddress, target: str) -> str:
        parts = urlsplit(target)
        if parts.netloc:
            return ""
        url = _join(address.url, unquote(parts.path))
        anchor = unquote(parts.fragment) or address.anchor
        page = self._page(url)
        if page is None:
            return f"it leads to {url or '/'}, where nothing is"
        if _REDIRECT.search(page):
            return f"it leads to {url}, which itself leads elsewhere"
        return self._in_page(url, page, anchor)

    def _in_page(self, url: str, page: str, anchor: str) -> str:
        if url not in self._ids:
            self._ids[url] = frozenset(unescape(id_) for id_ in _ID.findall(page))
        if anchor and anchor not in self._ids[url]:
            return f"{url or '/'} has no section #{anchor}"
        entries = {unescape(id_): unescape(href) for id_, href in _ENTRY.findall(page)}
        if anchor not in entries:
            return ""
        href = urlsplit(entries[anchor])
        if href.netloc:
            return ""
        target = _join(url, unquote(href.path)) if href.path else url
        there = self._page(target)
        moved = unquote(href.fragment)
        if there is None or _REDIRECT.search(there):
            return f"its section leads to {target or '/'}, where no page is"
        ids = {unescape(id_) for id_ in _ID.findall(there)}
        is_entry = moved in {unescape(id_) for id_, _ in _ENTRY.findall(there)}
        if moved and (moved not in ids or is_entry):
            return f"its section leads to {target}#{moved}, which is not there"
        return ""

    def _page(self, url: str) -> str | None:
        if url not in self._pages:
            file = f"{url}index.html" if not url or url.endswith("/") else url
            data = self.read(file)
            if data is None and "." not in url.rpartition("/")[2]:
                data = self.read(f"{url}/index.html")
            self._pages[url] = None if data is None else data.decode("utf-8", "replace")
        return self._pages[url]


def _join(url: str, path: str) -> str:
    """Return the address below the root to which a relative path leads from a page."""
    if not path:
        return url
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(f"/{url}"), path)).lstrip("/")
    is_folder = path.endswith(("/", "..", "."))
    return f"{joined}/" if joined and is_folder and not joined.endswith("/") else joined


def address_problems(addresses: Iterable[FormerAddress], read: Read) -> Iterator[Problem]:
    """Yield the addresses that lead nowhere, or not at once."""
    reader = AddressReader(read)
    for one in addresses:
        if what := reader.problem(one):
            url = one.url.removeprefix(f"{one.lang}/")
            message = f"the address {one.name} is lost: {what}"
            yield Problem(State.MISSING, "", one.lang, name_of(url), message, "")
