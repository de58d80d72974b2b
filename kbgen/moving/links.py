"""Rewrites the links of a page to what has moved, and its relative links if it moves itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote

from kbgen.model.addresses import join_address, split_address
from kbgen.model.article import Article, Link, page_url
from kbgen.moving.renames import Renames, WebPaths, relative
from kbgen.resolve.links import NOWHERE, OUTSIDE


class TextEdit(NamedTuple):
    """Another text between two offsets."""

    start: int
    end: int
    new: str


def with_text_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """Return a text with edits that do not overlap."""
    out, after = [], 0
    for edit in sorted(edits):
        out += [text[after : edit.start], edit.new]
        after = edit.end
    return "".join([*out, text[after:]])


@dataclass(frozen=True)
class LinkMover:
    """Finds the new target of each link of an article that will have the id `own`."""

    paths: WebPaths
    article: Article
    own: str

    @property
    def renames(self) -> Renames:
        return self.paths.renames

    def edits(self) -> Iterator[TextEdit]:
        """Yield the edits in the body of the article."""
        for link in dict.fromkeys(self.article.links):
            start = self.article.offset(link.span)
            end = start + len(link.target)
            if self.article.body[start:end] != link.target:
                continue
            new = self.target(link)
            if new is not None and new != link.target:
                yield TextEdit(start, end, new)

    def target(self, link: Link) -> str | None:
        """Return the target that a link has after the move; None if it stays as it is."""
        if "{{" in link.target or "&" in link.target.partition("#")[0]:
            return None
        if link.target.startswith("/") or OUTSIDE.match(link.target):
            return self.paths.moved(link.target)
        if link.page == NOWHERE:
            return None
        path, mark, rest = _split(link.target)
        if link.page is None:
            return self._file(link, path, mark + rest)
        return self._page(link, path, mark + rest)

    def _page(self, link: Link, path: str, rest: str) -> str | None:
        old = join_address(link.page or "", link.anchor or "")
        page, anchor = split_address(self.renames.of(old))
        if anchor != (link.anchor or ""):
            rest = rest.partition("#")[0] + (f"#{quote(anchor)}" if anchor else "")
        if page == self.own and (not path or page != self.renames.page(link.page or "")):
            return rest or _like(path, posixpath.basename(f"{page}.md"))
        is_same = page == link.page and self._folder(self.own) == self._folder(self.article.id)
        if path and is_same:
            return path + rest
        if path.endswith("/") or path in (".", ".."):
            here = page_url(self.own).rstrip("/")
            return f"{relative(page_url(page).rstrip('/'), here)}/{rest}"
        lang, name = self._file_of(path, page, page == link.page)
        return _like(path, relative(f"{lang}/{name}", self._folder(self.own))) + rest

    def _file_of(self, path: str, page: str, is_same: bool) -> tuple[str, str]:
        """Return the language and the file of a page that a path names; of itself without one."""
        if not path:
            return self.article.lang, f"{page}.md"
        full = posixpath.normpath(posixpath.join(self._folder(self.article.id), unquote(path)))
        lang, _, name = full.partition("/")
        return lang, name if is_same else f"{page}.md"

    def _file(self, link: Link, path: str, rest: str) -> str | None:
        """Return the address of a picture or another file, from where the page will be."""
        if not path or self.own == self.article.id:
            return None
        before, after = self._folder(self.article.id), self._folder(self.own)
        if not link.is_asset:  # as browsers read it: relative to the page's address
            if not link.is_html:
                return None
            before, after = (
                posixpath.dirname(self._url(page)) for page in (self.article.id, self.own)
            )
        file = posixpath.normpath(posixpath.join(before, unquote(path)))
        return _like(path, relative(file, after)) + rest

    def _folder(self, page_id: str) -> str:
        return posixpath.join(self.article.lang, posixpath.dirname(page_id)).rstrip("/")

    def _url(self, page_id: str) -> str:
        site = self.paths.site
        url = page_url(page_id, site.settings.directory_urls)
        return url if self.article.lang == site.default else f"{self.article.lang}/{url}"


def _split(target: str) -> tuple[str, str, str]:
    """Return the path of a target, the mark that ends it, and the rest.

    >>> _split("a.md?b#c"), _split("a.md")
    (('a.md', '?', 'b#c'), ('a.md', '', ''))
    """
    at = min((at for mark in "?#" if (at := target.find(mark)) >= 0), default=len(target))
    return target[:at], target[at : at + 1], target[at + 1 :]


def _like(before: str, path: str) -> str:
    """Return a path with percent-encoding if the one before it has some."""
    return quote(path) if unquote(before) != before else path
