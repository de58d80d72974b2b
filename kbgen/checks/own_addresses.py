"""Finds where absolute addresses on the site itself lead."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from kbgen.model.markup import is_address
from kbgen.model.moves import Moves

_MADE = frozenset(("assets", "api", "search", "feed.xml", "sitemap.xml", "robots.txt", "llms.txt"))
"""What stands at the top of a site beside its pages, or may."""


@dataclass(frozen=True)
class OwnAddresses:
    """The addresses of a site: of its pages by language, and of its files."""

    site_url: str
    default: str
    langs: tuple[str, ...]
    pages: Mapping[str, str]
    """Address below the root of a language → page id."""
    files: Set[str]
    """Files below the content folder."""
    moves: Moves
    has_own_theme: bool

    def below(self, address: str) -> str | None:
        """Return what follows the site's own address: "faq/pin/#a"; None if it is another site's.

        What begins with a slash is on the site's own host, and may lie beside the site.
        """
        if not is_address(self.site_url) or not is_address(address):
            return None
        own, given = urlsplit(self.site_url), urlsplit(address)
        if given.scheme and given.scheme not in ("http", "https"):
            return None
        if given.netloc and given.netloc.lower() != own.netloc.lower():
            return None
        if not given.netloc and not address.startswith("/"):
            return None
        base = own.path if own.path.endswith("/") else f"{own.path}/"
        path = given.path or "/"
        if not f"{path}/".startswith(base):
            return None
        anchor = f"#{given.fragment}" if given.fragment else ""
        return unquote(path[len(base) :]) + unquote(anchor)

    def page_at(self, path: str) -> tuple[str, str] | None:
        """Return (language, page id) of what is published at a path; None for no page."""
        lang, rest = self.language_of(path)
        for one in self._forms(rest):
            if one in self.pages:
                return lang, self.pages[one]
        return None

    def language_of(self, path: str) -> tuple[str, str]:
        """Split a path into the language and the address below its root."""
        first, _, rest = path.partition("/")
        is_prefix = first in self.langs and first != self.default
        return (first, rest) if is_prefix else (self.default, path)

    @staticmethod
    def _forms(path: str) -> Iterator[str]:
        """Yield the addresses by which hosts send the same page."""
        yield path
        if not path.endswith("/"):
            yield f"{path}/"
        yield path.removesuffix("index.html")
        yield f"{path.removesuffix('.html')}/"

    def has_file(self, path: str) -> bool:
        """Tell whether a file is, or may be, published at a path."""
        lang, rest = self.language_of(path)
        own = {path, rest, f"{lang}/{rest}", f"{self.default}/{rest}"}
        first = rest.partition("/")[0]
        is_made = first in _MADE or first.startswith("sitemap-")
        return is_made or bool(own & self.files) or (self.has_own_theme and "." in rest)

    def has_moved(self, path: str) -> bool:
        """Tell whether a path is a former address that leads on."""
        _, rest = self.language_of(path)
        former = rest.removesuffix("index.html").removesuffix(".html").rstrip("/")
        ids = (former, posixpath.join(former, "index"), rest)
        return any(self.moves.follow(one) is not None for one in ids)

    def has_source(self, path: str) -> bool:
        """Tell whether a path is that of a page's file, for sites that link files by it."""
        if not path.endswith(".md"):
            return False
        first, _, rest = path.partition("/")
        names = {path, rest} if first in self.langs else {path}
        known = {f"{page_id}.md" for page_id in self.pages.values()}
        return bool(names & known)

    def has_folder(self, path: str) -> bool:
        """Tell whether pages stand in the first folder of a path."""
        _, rest = self.language_of(path)
        folder, slash, _ = rest.partition("/")
        return bool(slash) and any(one.startswith(f"{folder}/") for one in self.pages)

    def near(self, path: str) -> str:
        """Return the address of a page that is like a path: "/ur/faq/pin/"; "" if none is."""
        lang, rest = self.language_of(path)
        known = [address for address in self.pages if address]
        wanted = f"{rest.removesuffix('.md').removesuffix('.html').rstrip('/')}/"
        found = get_close_matches(wanted, known, n=1, cutoff=0.8)
        prefix = "" if lang == self.default else f"{lang}/"
        base = urlsplit(self.site_url).path.rstrip("/")
        return f"{base}/{prefix}{found[0]}" if found else ""
