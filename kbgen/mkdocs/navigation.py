"""MkDocs' navigation: arranges it by kinds without `nav:`, and converts it to an Outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape
from typing import TypeAlias
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from kbgen.languages.bidi import strip_isolates
from kbgen.mkdocs.files import page_id_of
from kbgen.model.addresses import is_web
from kbgen.model.site import Site
from kbgen.views.nav import (
    UNLISTED,
    Folder,
    NavEntry,
    NavSection,
    Outline,
    folder_chapter,
    folder_tree,
    outline_of,
    page_entry,
)
from kbgen.views.titles import kind_title, nav_title, nav_words, page_title, page_words


def arrange(site: Site, lang: str, nav: Navigation) -> Navigation:
    """Return a navigation of the home page, a section for each kind, and the single pages."""
    by_id = {page_id_of(page.file): page for page in nav.pages}
    by_id = {page_id: page for page_id, page in by_id.items() if page_id not in site.past}
    alone, folders = folder_tree(by_id)
    sections = [_section(site, lang, folder, by_id) for folder in folders]
    top = [*(by_id[page_id] for page_id in alone[:1]), *sections]
    top += [by_id[page_id] for page_id in alone[1:]]
    pages = [page for item in top for page in _pages(item)]
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after
    arranged = Navigation(top, pages)
    arranged.homepage = by_id.get("index") or nav.homepage
    return arranged


def _section(site: Site, lang: str, folder: Folder, by_id: Mapping[str, Page]) -> Section:
    children: list[StructureItem] = [by_id[page_id] for page_id in folder.pages]
    children += [_section(site, lang, below, by_id) for below in folder.below]
    # Material puts titles into markup without escaping.
    section = Section(str(escape(kind_title(site, lang, folder.name))), children)
    for child in children:
        child.parent = section
    return section


def _pages(item: StructureItem) -> list[Page]:
    if isinstance(item, Section):
        return [page for child in item.children for page in _pages(child)]
    return [item] if isinstance(item, Page) else []


Shape: TypeAlias = "tuple[tuple[str, Shape], ...]"
"""The order of a navigation: each item by its kind and name, with what is in it."""


def shape_of(nav: Navigation) -> Shape:
    """Return what another plugin changes when it arranges a navigation."""
    return tuple(map(_shape, nav.items))


def _shape(item: StructureItem) -> tuple[str, Shape]:
    name = item.file.src_uri if isinstance(item, Page) else ""
    written = vars(item).get("title") or ""
    within = tuple(map(_shape, _children(item)))
    return f"{type(item).__name__} {name} {written}", within


def _children(item: StructureItem) -> list[StructureItem]:
    """Return what is below an item; mkdocs-section-index has pages with some."""
    return getattr(item, "children", None) or []


def without_lists(site: Site, lang: str, nav: Navigation) -> Navigation:
    """Return a navigation without pages that readers reach in other ways, and earlier editions.

    What is in the folder of a language stands at the top, in its order, which static-i18n would
    not keep.
    """
    folders = {lang.capitalize(), site.default.capitalize()}
    top: list[StructureItem] = []
    for item in nav.items:
        is_folder = isinstance(item, Section) and item.title in folders
        top += _children(item) if is_folder else [item]
    for item in top:
        item.parent = None
    nav.items[:] = top
    hidden = {*UNLISTED, *site.past}

    def listed(items: list[StructureItem]) -> list[StructureItem]:
        found = []
        for item in items:
            if isinstance(item, Page) and page_id_of(item.file) in hidden:
                continue
            if children := _children(item):
                children[:] = listed(children)
            found.append(item)
        return found

    nav.items[:] = listed(nav.items)
    nav.pages[:] = [page for page in nav.pages if page_id_of(page.file) not in hidden]
    return nav


def shown_outline(site: Site, lang: str, nav: Navigation, has_own_titles: bool) -> Outline:
    """Return the outline of MkDocs' navigation.

    `has_own_titles` tells that mkdocs.yml has `nav:`, which may contain titles.
    """
    found = (
        _chapter(site, lang, item, has_own_titles) for item in nav.items if item is not nav.homepage
    )
    return outline_of([chapter for chapter in found if chapter])


def _chapter(site: Site, lang: str, item: StructureItem, has_own_titles: bool) -> NavSection | None:
    pages = list(_entries(site, lang, item, has_own_titles))
    if not pages:
        return None
    if not isinstance(item, Section):
        return NavSection(pages[0])
    title, words = nav_title(site, lang, item.title), nav_words(site, lang, item.title)
    return folder_chapter(title, words, pages)


def _entries(
    site: Site, lang: str, item: StructureItem, has_own_titles: bool
) -> Iterator[NavEntry]:
    if isinstance(item, Page):  # one of mkdocs-section-index is a section, too
        title = _page_title(site, lang, item, has_own_titles)
        yield page_entry(site, lang, title, item.url, page_id_of(item.file))
    for child in _children(item):
        yield from _entries(site, lang, child, has_own_titles)
    if isinstance(item, Link) and not _is_missing_page(item):
        title = nav_title(site, lang, item.title or item.url)
        yield NavEntry(title, str(Markup.escape(item.url)))


def _is_missing_page(item: Link) -> bool:
    """Tell whether an item names a page that is not there, of which there is a finding."""
    return urlsplit(item.url).path.endswith(".md") and not is_web(item.url)


def _page_title(site: Site, lang: str, page: Page, has_own_titles: bool) -> Markup:
    """Return the title of a page in `nav:`, else its own title."""
    page_id = page_id_of(page.file)
    own = page.title or ""
    is_own = has_own_titles and unescape(own) != strip_isolates(page_words(site, lang, page_id))
    return nav_title(site, lang, own) if is_own else page_title(site, lang, page_id)
