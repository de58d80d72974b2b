"""The navigation as the shell shows it: sections, their pages in order, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from markupsafe import Markup, escape
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from kbgen.languages.bidi import strip_isolates
from kbgen.markdown.text import line_of
from kbgen.mkdocs.files import page_id_of
from kbgen.mkdocs.navigation import Folder, folder_tree
from kbgen.model.site import Site
from kbgen.resolve.addresses import page_path
from kbgen.views.dated import page_days
from kbgen.views.titles import kind_title, nav_title, nav_words, page_title, page_words

WHOLE, WINDOW = 30, 14
"""How many pages of a section stand beside a page, and of a larger one: the nearest.

What a page carries does not grow with the site.
"""


@dataclass(frozen=True)
class NavEntry:
    """A page or an address elsewhere; `url` is below the site's root, or absolute."""

    title: Markup
    url: str
    page_id: str = ""
    words: str = ""
    """The title of a section as plain text."""
    days: Markup = Markup("")
    """The attributes that say when it is shown."""
    is_over: bool = False


@dataclass(frozen=True)
class NavSection:
    """An item of the first level: a section with its pages, or a page that stands alone.

    `over` are pages of the section that are listed no more.
    """

    entry: NavEntry
    pages: tuple[NavEntry, ...] = ()
    over: tuple[NavEntry, ...] = ()

    @property
    def is_section(self) -> bool:
        return bool(self.pages or self.over)


@dataclass(frozen=True)
class Outline:
    """The chapters of a language, and where each page stands: chapter and position."""

    chapters: tuple[NavSection, ...] = ()
    places: dict[str, tuple[NavSection, int]] = field(default_factory=dict)

    def neighbours(self, url: str) -> tuple[NavEntry | None, NavEntry | None]:
        """Return the pages before and after a page within its section."""
        chapter, at = self.places.get(url, (None, -1))
        if chapter is None or at < 0:
            return None, None
        before = chapter.pages[at - 1] if at else None
        return before, chapter.pages[at + 1] if at + 1 < len(chapter.pages) else None

    def around(self, url: str) -> tuple[NavEntry, ...]:
        """Return the pages of a page's section, or those near it in a large one."""
        chapter, at = self.places[url]
        if len(chapter.pages) <= WHOLE:
            return chapter.pages
        start = max(0, min(at - WINDOW // 2, len(chapter.pages) - WINDOW))
        return chapter.pages[start : start + WINDOW]


def site_outline(site: Site, lang: str) -> Outline:
    """Return the outline of a site whose navigation is not written."""
    alone, folders = folder_tree(site.page_ids)

    def entry(page_id: str) -> NavEntry:
        title, url = page_title(site, lang, page_id), page_path(site, lang, page_id)
        return _entry(site, lang, title, url, page_id)

    chapters = [
        _folder_chapter(*_names(site, lang, folder), list(map(entry, folder.all_pages)))
        for folder in folders
    ]
    others = (page_id for page_id in alone if page_id != "index")
    return _outline([*chapters, *(NavSection(entry(page_id)) for page_id in others)])


def _entry(site: Site, lang: str, title: Markup, url: str, page_id: str) -> NavEntry:
    days = page_days(site, lang, page_id).attributes
    return NavEntry(title, url, page_id, days=days, is_over=site.is_over(page_id))


def _names(site: Site, lang: str, folder: Folder) -> tuple[Markup, str]:
    words = kind_title(site, lang, folder.name)
    return escape(words), words


def outline(site: Site, lang: str, nav: Navigation, has_own_titles: bool) -> Outline:
    """Read the outline out of MkDocs' navigation.

    `has_own_titles` tells that mkdocs.yml writes the navigation, and may name pages in it.
    """
    found = (
        _chapter(site, lang, item, has_own_titles) for item in nav.items if item is not nav.homepage
    )
    return _outline([chapter for chapter in found if chapter])


def _outline(chapters: Sequence[NavSection]) -> Outline:
    places = {
        entry.url: (chapter, at)
        for chapter in chapters
        for at, entry in [
            *((-1, entry) for entry in (*chapter.over, chapter.entry)),
            *enumerate(chapter.pages),
        ]
    }
    return Outline(tuple(chapters), places)


def _chapter(site: Site, lang: str, item: StructureItem, has_own_titles: bool) -> NavSection | None:
    pages = list(_entries(site, lang, item, has_own_titles))
    if not pages:
        return None
    if not isinstance(item, Section):
        return NavSection(pages[0])
    title, words = nav_title(site, lang, item.title), nav_words(site, lang, item.title)
    return _folder_chapter(title, words, pages)


def _folder_chapter(title: Markup, words: str, pages: Sequence[NavEntry]) -> NavSection:
    """A section leads to its index, or else to its first page."""
    index = next((p for p in pages if p.page_id.endswith("/index")), None)
    first = index or pages[0]
    rest = [page for page in pages if page is not index]
    shown = tuple(page for page in rest if not page.is_over)
    over = tuple(page for page in rest if page.is_over)
    return NavSection(NavEntry(title, first.url, first.page_id, line_of(words)), shown, over)


def _entries(
    site: Site, lang: str, item: StructureItem, has_own_titles: bool
) -> Iterator[NavEntry]:
    if isinstance(item, Section):
        for child in item.children:
            yield from _entries(site, lang, child, has_own_titles)
    elif isinstance(item, Page):
        title = _page_title(site, lang, item, has_own_titles)
        yield _entry(site, lang, title, item.url, page_id_of(item.file))
    elif isinstance(item, Link):
        title = nav_title(site, lang, item.title or item.url)
        yield NavEntry(title, str(Markup.escape(item.url)))


def _page_title(site: Site, lang: str, page: Page, has_own_titles: bool) -> Markup:
    """Return the title of a page as mkdocs.yml names it there, else its own."""
    page_id = page_id_of(page.file)
    own = page.title or ""
    is_own = has_own_titles and unescape(own) != strip_isolates(page_words(site, lang, page_id))
    return nav_title(site, lang, own) if is_own else page_title(site, lang, page_id)
