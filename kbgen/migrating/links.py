"""Rewrites the links and pictures of the old pages: to files of the new project."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote

from kbgen.migrating.model import MigrationNote, OldPage, OldSite
from kbgen.migrating.slugs import github_slug
from kbgen.migrating.syntax.code import line_of, mask
from kbgen.migrating.syntax.headings import old_ids

NO_PAGE = "this link leads to nothing in the old project; it stays as it is written"
TO_OLD_SITE = "this link leads to a page of the old site that has not moved"
TO_DRAFT = "this link leads to a draft: publish that page, or take the link out"
NO_SECTION = "there is no section of this name on the page that the link leads to"
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?|\{\{|$")
_LINK = re.compile(r"\]\([ \t]*(<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?=[ \t\n)\"'])")
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(<[^<>\n]*>|\S+)", re.M)
_ATTRIBUTE = re.compile(r"<[a-zA-Z][^<>]*?\s(?:href|src)\s*=\s*[\"']([^\"'\n]*)[\"']")
_SUFFIXES = ("", ".md", ".mdx", ".markdown", "/index.md", "/index.mdx", "/README.md", "/_index.md")


@dataclass(frozen=True)
class LinkTable:
    """Where files and addresses of the old site are in the new one."""

    site: OldSite

    @cached_property
    def by_file(self) -> Mapping[str, OldPage]:
        return {page.file: page for page in self.site.pages}

    @cached_property
    def by_url(self) -> Mapping[str, OldPage]:
        return {as_key(url): page for page in reversed(self.site.pages) for url in page.urls}

    @cached_property
    def page_ids(self) -> Mapping[str, str]:
        """Return old address → page id of what leads on without being a page."""
        return {as_key(old): new for old, new in self.site.redirects.items()}

    @cached_property
    def asset_urls(self) -> Mapping[str, str]:
        return {as_key(url): file for url, file in self.site.asset_urls.items()}

    @cached_property
    def _ids(self) -> dict[tuple[str, str], list[str]]:
        return {}

    def anchor(self, page_id: str, lang: str, anchor: str) -> str:
        """Return a section's id in the source page; a translation had one of its own."""
        own, source = self._ids_of(page_id, lang), self._ids_of(page_id, self.site.default)
        if not anchor or anchor in source or anchor not in own or len(own) != len(source):
            return anchor
        return source[own.index(anchor)]

    def has(self, page_id: str, lang: str, anchor: str) -> bool:
        """Tell whether a page has a section or an element with an id, in its source or here."""
        if not anchor or anchor in self._ids_of(page_id, self.site.default):
            return True
        for one in (lang, self.site.default):
            page = self._versions.get((page_id, one))
            if page and re.search(rf"(?:id|name)=[\"']{re.escape(anchor)}[\"']", page.body):
                return True
        return anchor in self._ids_of(page_id, lang) and not self._ids_of(
            page_id, self.site.default
        )

    def _ids_of(self, page_id: str, lang: str) -> list[str]:
        if (page_id, lang) not in self._ids:
            page = self._versions.get((page_id, lang))
            slug = self.site.slug or github_slug
            self._ids[page_id, lang] = old_ids(page.body, slug) if page else []
        return self._ids[page_id, lang]

    @cached_property
    def drafts(self) -> frozenset[str]:
        return frozenset(page.page_id for page in self.site.pages if page.meta.get("draft") is True)

    def page_of(self, page: OldPage, path: str) -> str:
        """Return the id of the page to which a written path leads; "" for none."""
        folder = posixpath.dirname(page.page_id)
        found = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else page.page_id
        found = found.removesuffix(".md")
        return (
            found if any((found, one.lang) in self._versions for one in self.site.languages) else ""
        )

    @cached_property
    def _versions(self) -> Mapping[tuple[str, str], OldPage]:
        return {(page.page_id, page.lang): page for page in self.site.pages}


def as_key(url: str) -> str:
    """Return an address without what makes no difference: the last slash, index.html, case of %.

    >>> as_key("/docs/intro/index.html"), as_key("/docs/intro/"), as_key("/")
    ('/docs/intro', '/docs/intro', '/')
    """
    path = unquote(url).removesuffix("index.html")
    path = path.removesuffix(".html") or "/"
    return path.rstrip("/") or "/"


def rewrite_links(
    page: OldPage, table: LinkTable, notes: list[MigrationNote], first: int = 1
) -> str:
    """Return a page's text with its links led to the new files; dead ones stay, with a note."""
    body = page.body
    masked, out, at = mask(body), [], 0
    for start, end in sorted(set(link_places(masked))):
        if start < at:
            continue
        written = body[start:end]
        new = _rewritten(page, table, written)
        if new is None and re.match(r"https?:", written.lstrip("<")):
            where = line_of(body, start, first)
            notes.append(MigrationNote(page.file, where, TO_OLD_SITE, written))
            continue
        if new is None:
            where = line_of(body, start, first)
            notes.append(MigrationNote(page.file, where, NO_PAGE, written))
            continue
        page_id, _, anchor = new.partition("#")
        target = table.page_of(page, page_id)
        if target in table.drafts and page.page_id not in table.drafts:
            where = line_of(body, start, first)
            notes.append(MigrationNote(page.file, where, TO_DRAFT, written))
        if target and anchor and not table.has(target, page.lang, anchor):
            where = line_of(body, start, first)
            notes.append(MigrationNote(page.file, where, NO_SECTION, written))
        out += [body[at:start], new]
        at = end
    return "".join([*out, body[at:]])


def link_places(masked: str) -> Iterator[tuple[int, int]]:
    """Yield where the targets of links and pictures stand in a text without its code."""
    for form in (_LINK, _DEFINITION, _ATTRIBUTE):
        for match in form.finditer(masked):
            yield match.span(1)


def _rewritten(page: OldPage, table: LinkTable, written: str) -> str | None:
    """Return the new form of a link's target, itself if it stays; None if it leads nowhere."""
    target = written[1:-1] if written.startswith("<") else written
    if _OUTSIDE.match(target) and not target.startswith("#"):
        own = _own_path(table.site, target)
        if own is None:
            return written
        target = own
    path, hash_, anchor = target.partition("#")
    path = path.partition("?")[0]
    path = unquote(path)
    if not path:
        return f"#{table.anchor(page.page_id, page.lang, unquote(anchor))}"
    if asset := _asset(page, table, path):
        new = relative_path(page.page_id, table.site.assets[asset].partition("/")[2])
    else:
        page_id = _page(page, table, path)
        if not page_id:
            return None
        if page_id.startswith("http"):
            return page_id
        new = relative_path(page.page_id, f"{page_id}.md")
        anchor = table.anchor(page_id, page.lang, unquote(anchor)) if hash_ else ""
    new = quote(new, safe="/.,;:@&=+$~!*'()-_") if re.search(r"[\s()<>]", new) else new
    return f"{new}#{anchor}" if anchor else new


def _own_path(site: OldSite, target: str) -> str | None:
    """Return the path of an address on the old site itself; None for another site."""
    start = site.url.rstrip("/")
    if not start or not (target == start or target.startswith(f"{start}/")):
        return None
    return target.removeprefix(start) or "/"


def _without_base(site: OldSite, path: str) -> str:
    base = site.base.rstrip("/")
    return path.removeprefix(base) or "/" if base and path.startswith(f"{base}/") else path


def _candidates(page: OldPage, path: str) -> Iterator[str]:
    """Yield the old files that a path may mean, from the page's file."""
    here = posixpath.dirname(page.file)
    if path.startswith("/"):
        yield path.lstrip("/")
        return
    yield posixpath.normpath(posixpath.join(here, path))


def _asset(page: OldPage, table: LinkTable, path: str) -> str:
    for name in _candidates(page, path):
        if name in table.site.assets:
            return name
    for url in _urls(page, table, path):
        if as_key(url) in table.asset_urls:
            return table.asset_urls[as_key(url)]
    return ""


def _page(page: OldPage, table: LinkTable, path: str) -> str:
    """Return the id of the page that a path of the old site leads to; "" for none."""
    urls = [as_key(url) for url in _urls(page, table, path)]
    is_file = path.endswith((".md", ".mdx", ".markdown"))
    if path.startswith("/") and not is_file:
        for url in urls:
            if url in table.by_url:
                return table.by_url[url].page_id
    for name in _candidates(page, path):
        for suffix in _SUFFIXES if not is_file else ("",):
            if name.rstrip("/") + suffix in table.by_file:
                return table.by_file[name.rstrip("/") + suffix].page_id
    if is_file:
        urls = [as_key(re.sub(r"(?:/?(?:index|README|_index))?\.\w+$", "", url)) for url in urls]
    for url in urls:
        if url in table.by_url:
            return table.by_url[url].page_id
    for url in urls:
        if url in table.page_ids:
            return table.page_ids[url]
    return ""


def _urls(page: OldPage, table: LinkTable, path: str) -> Iterable[str]:
    """Return the addresses that a path may mean: from the site's root, the page, its folder."""
    langs = [one.lang for one in table.site.languages]
    if path.startswith("/"):
        own = _without_base(table.site, path)
        prefix = f"/{page.lang}" if page.lang != table.site.default else ""
        return [f"{prefix}{own}", own, *(f"/{lang}{own}" for lang in langs[:1])]
    here = page.urls[0] if page.urls else f"/{page.page_id}"
    own_folder = here if here.endswith("/") or page.is_index else posixpath.dirname(here)
    found = [posixpath.join(own_folder, path), posixpath.join(here, path)]
    urls = [posixpath.normpath(one) for one in found]
    start = f"/{page.lang}/"
    # A page that is not translated is shown in the default language.
    return [*urls, *(url.removeprefix(f"/{page.lang}") for url in urls if url.startswith(start))]


def relative_path(page_id: str, file: str) -> str:
    """Return the path of a file of the language's folder from a page in it.

    >>> relative_path("faq/refunds", "policies/returns.md"), relative_path("a", "b.md")
    ('../policies/returns.md', 'b.md')
    """
    folder = posixpath.dirname(page_id) or "."
    return posixpath.relpath(file, folder)
