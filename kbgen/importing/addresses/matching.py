"""Finds the page of today that has taken the place of an address of an older site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from kbgen.importing.addresses.old_address import OldAddress
from kbgen.model.addresses import (
    ListedAddress,
    is_path,
    is_web,
    path_language,
    read_path,
    split_address,
)
from kbgen.model.article import page_url
from kbgen.model.moves import moves_of
from kbgen.model.site import Site

_SUFFIX = re.compile(r"\.(?:html?|md|markdown|php|aspx?)$", re.I)
_NUMBER = re.compile(r"^\d+[-_]|[-_]\d+$")
_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Unmatched:
    """An old address for which a person has to name a page, and why."""

    old: OldAddress
    why: str


@dataclass(frozen=True)
class Matching:
    """What became of the addresses of an older site."""

    matched: tuple[ListedAddress, ...]
    same: tuple[str, ...]
    """Those that are addresses of today."""
    unmatched: tuple[Unmatched, ...]


def match_addresses(site: Site, found: Iterable[OldAddress]) -> Matching:
    """Return where old addresses lead: where their files say, else to the page of their name."""
    matcher = _Matcher(site)
    matched: dict[str, ListedAddress] = {}
    same: dict[str, None] = {}
    unmatched: dict[str, Unmatched] = {}
    for one in found:
        result = matcher.match(one)
        if isinstance(result, Unmatched):
            unmatched.setdefault(one.old, result)
        elif not result.target:
            same[result.address] = None
        else:
            matched.setdefault(result.address, result)
    left = tuple(one for one in unmatched.values())
    return Matching(tuple(matched.values()), tuple(same), left)


@dataclass(frozen=True)
class _Matcher:
    site: Site

    def match(self, one: OldAddress) -> ListedAddress | Unmatched:
        """Return an address with its target, "" if it is one of today; or why it has none."""
        parts = urlsplit(one.old)
        if parts.query:
            return Unmatched(one, "a static host cannot tell addresses apart by their query")
        old = read_path(parts.path) + (f"#{read_path(parts.fragment)}" if parts.fragment else "")
        if re.search(r"[*:]", old):
            return Unmatched(one, "it is a pattern, not an address")
        if old.endswith(".md"):  # MkDocs names files
            old = old.removesuffix(".md").removesuffix("/index").lstrip("/")
            if old in self._addresses.values():
                return ListedAddress(old)
            target = self._target(one, one.new)
            return target if isinstance(target, Unmatched) else ListedAddress(old, target)
        if not old.startswith("/"):
            old = f"/{old}"
        if self._today(old) or old == "/":
            return ListedAddress(old)
        if not is_path(old):
            return Unmatched(one, "it is no path on a site")
        target = self._target(one, one.new or old)
        return target if isinstance(target, Unmatched) else ListedAddress(old, target)

    def _target(self, one: OldAddress, written: str) -> str | Unmatched:
        moves = moves_of(self.site)
        if is_web(written) and not self._is_own(written, one.old):
            return written
        parts = urlsplit(written)
        path, anchor = read_path(parts.path), read_path(parts.fragment)
        page = self._by_file(one.file) or self._today(path)
        page = page or (path if moves.has(path) and path in self.site.page_ids else "")
        page = page or self._by_name(path, one.old)
        if not page:
            return Unmatched(one, self._why(path))
        led = moves.follow(f"{page}#{anchor}") if anchor else None
        return led or page

    def _is_own(self, address: str, old: str) -> bool:
        """Tell whether an address is on this site, or on the one that had the old address."""
        host = urlsplit(address).netloc.lower()
        hosts = (urlsplit(self.site.settings.site_url).netloc, urlsplit(old).netloc)
        return host in {one.lower() for one in hosts}

    def _today(self, path: str) -> str:
        """Return the page that a path of today leads to; "" for none."""
        below = path.lstrip("/").removesuffix("index.html")
        lang, _, rest = below.partition("/")
        if lang in self.site.locales and lang != self.site.default:
            below = rest
        below = re.sub(r"(?:/?index)?\.md$", "/", below).lstrip("/")
        if not below and path.strip("/") not in ("", *self.site.locales):
            return ""
        slashed = below if not below or below.endswith("/") else f"{below}/"
        return self._addresses.get(below) or self._addresses.get(slashed, "")

    @cached_property
    def _addresses(self) -> dict[str, str]:
        urls = self.site.settings.directory_urls
        return {page_url(page, urls): page for page in self.site.page_ids}

    def _by_file(self, name: str) -> str:
        """Return the page that was imported from a file."""
        pages = {
            source.id
            for source in self.site.sources.values()
            if name and source.meta.imported and source.meta.imported.file == name
        }
        return pages.pop() if len(pages) == 1 else ""

    def _by_name(self, path: str, old: str) -> str:
        """Return the only page that is called as the last part of a path; "" for none or several.

        Of several, the one in the folder that the path names counts.
        """
        parts = [part for part in urlsplit(path).path.split("/") if part]
        while parts and path_language(f"/{parts[-1]}", self.site.locales.keys()):
            parts.pop()
        name = _slug(parts[-1]) if parts else ""
        pages = self._names.get(name, []) if name else []
        folders = {_slug(part) for part in [*parts[:-1], *urlsplit(old).path.split("/")]}
        near = [page for page in pages if _slug(page.rpartition("/")[0]) in folders]
        best = near if len(near) == 1 else pages
        return best[0] if len(best) == 1 else ""

    def _why(self, path: str) -> str:
        name = _slug(path.rstrip("/").rpartition("/")[2])
        if pages := self._names.get(name, []):
            return f"it may be {' or '.join(pages)}"
        return f"no page is called like '{path}'"

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for page in sorted(self.site.sources):
            folder, _, name = split_address(page)[0].rpartition("/")
            names.setdefault(_slug(folder if name == "index" else name), []).append(page)
        return names


def _slug(part: str) -> str:
    """Return the words of a part of a path, without numbers that tell articles apart.

    >>> _slug("360001-Opening_Hours.html"), _slug("opening-hours")
    ('opening-hours', 'opening-hours')
    """
    name = _NUMBER.sub("", _SUFFIX.sub("", part).lower())
    return _WORDS.sub("-", name).strip("-")
