"""What is moved where: pages and sections by their old and new addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from kbgen.model.addresses import join_address, split_address
from kbgen.model.article import page_url
from kbgen.model.page_files import is_page_file, without_suffix
from kbgen.model.site import Site

_REST = re.compile(r"[?#]")


@dataclass(frozen=True)
class Renames:
    """`pages` maps ids of pages, `sections` addresses of sections, to what they are after."""

    pages: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)

    def of(self, address: str) -> str:
        """Return the address that an address has after the move."""
        if address in self.sections:
            return self.sections[address]
        page, anchor = split_address(address)
        return join_address(self.pages.get(page, page), anchor)

    def page(self, page_id: str) -> str:
        return self.pages.get(page_id, page_id)


@dataclass(frozen=True)
class WebPaths:
    """The addresses of a site's pages as browsers know them, before and after a move."""

    site: Site
    renames: Renames

    def moved(self, target: str) -> str | None:
        """Return another address for one that begins with a slash or with the site's own.

        None if it stays as it is: `/ur/faq/a/` becomes `/ur/faq/b/`.
        """
        for base in self._bases():
            if target.startswith(base):
                rest = self._moved_below(target.removeprefix(base))
                return None if rest is None else base + rest
        return None

    def _bases(self) -> list[str]:
        url = self.site.settings.site_url.rstrip("/")
        path = re.sub(r"^https?://[^/]+", "", url)
        return [f"{url}/", f"{path}/"] if url else ["/"]

    def _moved_below(self, target: str) -> str | None:
        settings = self.site.settings
        cut = _REST.search(target)
        path, rest = (target[: cut.start()], target[cut.start() :]) if cut else (target, "")
        lang, _, below = path.partition("/")
        if lang not in settings.langs or lang == settings.default:
            lang, below = "", path
        is_file = is_page_file(below)
        page = self._pages().get(
            f"{without_suffix(unquote(below))}.md" if is_file else unquote(below)
        )
        if page is None:
            return None
        anchor = unquote(rest.partition("#")[2])
        new, new_anchor = split_address(self.renames.of(join_address(page, anchor)))
        if (new, new_anchor) == (page, anchor):
            return None
        url = f"{new}.md" if is_file else quote(page_url(new, settings.directory_urls))
        query = rest.partition("#")[0]
        return f"{lang}/" * bool(lang) + url + query + (f"#{quote(new_anchor)}" if anchor else "")

    def _pages(self) -> dict[str, str]:
        settings = self.site.settings
        found = {page_url(id_, settings.directory_urls): id_ for id_ in self.site.page_ids}
        return {**found, **{f"{id_}.md": id_ for id_ in self.site.page_ids}}


def relative(path: str, folder: str) -> str:
    """Return the relative path of a file or folder from a folder; both below one root.

    >>> relative("en/faq/b.md", "en/policies"), relative("en/a.md", "en")
    ('../faq/b.md', 'a.md')
    """
    return posixpath.relpath(f"/{path}", f"/{folder}")
