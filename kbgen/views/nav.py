"""The navigation: sections, their pages in order, the previous and the next page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from kbgen.kinds import folder_rank
from kbgen.markdown.text import line_of
from kbgen.model.site import Site
from kbgen.resolve.addresses import page_path
from kbgen.views.dated import page_days
from kbgen.views.titles import kind_title, page_title

WHOLE, WINDOW = 30, 14
"""The most pages of a section in the menu, and the number of nearest pages of a larger section.

So the size of a page does not grow with the site.
"""


@dataclass(frozen=True)
class NavEntry:
    """A page or an external address; `url` is below the site's root, or absolute."""

    title: Markup
    url: str
    page_id: str = ""
    words: str = ""
    """The title of a section as plain text."""
    days: Markup = Markup("")
    """Attributes with the days on which it is shown."""
    is_listed: bool = True


@dataclass(frozen=True)
class NavSection:
    """An item of the first level: a section with its pages, or a single page.

    `others` are pages of the section that are not listed: those that are over, and later texts.
    """

    entry: NavEntry
    pages: tuple[NavEntry, ...] = ()
    others: tuple[NavEntry, ...] = ()

    @property
    def is_section(self) -> bool:
        return bool(self.pages or self.others)


@dataclass(frozen=True)
class Outline:
    """The navigation of a language, with (section, position) of each page in `places`."""

    chapters: tuple[NavSection, ...] = ()
    places: dict[str, tuple[NavSection, int]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """Page id → its title in `nav:` of mkdocs.yml."""

    def neighbours(self, url: str) -> tuple[NavEntry | None, NavEntry | None]:
        """Return the pages before and after a page within its section."""
        chapter, at = self.places.get(url, (None, -1))
        if chapter is None or at < 0:
            return None, None
        before = chapter.pages[at - 1] if at else None
        return before, chapter.pages[at + 1] if at + 1 < len(chapter.pages) else None

    def nearby(self, url: str) -> tuple[NavEntry, ...]:
        """Return the pages of a page's section, or the nearest ones in a large section."""
        chapter, at = self.places[url]
        if len(chapter.pages) <= WHOLE:
            return chapter.pages
        start = max(0, min(at - WINDOW // 2, len(chapter.pages) - WINDOW))
        return chapter.pages[start : start + WINDOW]


UNLISTED = {"search", "thanks"}
"""Pages that readers reach in other ways than by the navigation."""


@dataclass(frozen=True)
class Folder:
    """A folder of pages, its index first, and the folders below it."""

    path: str
    pages: tuple[str, ...]
    below: tuple[Folder, ...]

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def all_pages(self) -> tuple[str, ...]:
        return (*self.pages, *(page_id for folder in self.below for page_id in folder.all_pages))


def folder_tree(page_ids: Iterable[str]) -> tuple[list[str], list[Folder]]:
    """Return the single pages, the home page first, and the sections in order."""
    by_folder: dict[str, list[str]] = defaultdict(list)
    for page_id in page_ids:
        by_folder[page_id.rpartition("/")[0]].append(page_id)
    alone = [page_id for page_id in by_folder.pop("", []) if page_id not in UNLISTED]
    below: dict[str, set[str]] = defaultdict(set)
    for path in by_folder:
        parts = path.split("/")
        for depth in range(len(parts)):
            below["/".join(parts[:depth])].add("/".join(parts[: depth + 1]))

    def folder(path: str) -> Folder:
        pages = tuple(sorted(by_folder.get(path, ()), key=_order))
        return Folder(path, pages, tuple(map(folder, sorted(below.get(path, ())))))

    return sorted(alone, key=_order), [folder(p) for p in sorted(below[""], key=_section_order)]


def _section_order(folder: str) -> tuple[int, str]:
    return folder_rank(folder), folder


def _order(page_id: str) -> tuple[bool, str]:
    return (page_id.rpartition("/")[2] != "index", page_id)


def site_outline(site: Site, lang: str, is_listed: Callable[[str], bool]) -> Outline:
    """Return the outline of a site without `nav:`."""
    pages = (page_id for page_id in site.pages_in(lang) if page_id not in site.past)
    alone, folders = folder_tree(filter(is_listed, pages))

    def entry(page_id: str) -> NavEntry:
        title, url = page_title(site, lang, page_id), page_path(site, lang, page_id)
        return page_entry(site, lang, title, url, page_id)

    chapters = [
        folder_chapter(*_names(site, lang, folder), list(map(entry, folder.all_pages)))
        for folder in folders
    ]
    others = (page_id for page_id in alone if page_id != "index")
    return outline_of([*chapters, *(NavSection(entry(page_id)) for page_id in others)])


def page_entry(site: Site, lang: str, title: Markup, url: str, page_id: str) -> NavEntry:
    """Return the entry of a page; `title` is its title in the navigation."""
    days = page_days(site, lang, page_id).attributes
    is_listed = not (site.is_over(page_id) or site.is_unlisted(page_id))
    return NavEntry(title, url, page_id, days=days, is_listed=is_listed)


def _names(site: Site, lang: str, folder: Folder) -> tuple[Markup, str]:
    words = kind_title(site, lang, folder.name)
    return escape(words), words


def outline_of(chapters: Sequence[NavSection]) -> Outline:
    """Return the outline of sections, with the place of each page."""
    places = {
        entry.url: (chapter, at)
        for chapter in chapters
        for at, entry in [
            *((-1, entry) for entry in (*chapter.others, chapter.entry)),
            *enumerate(chapter.pages),
        ]
    }
    return Outline(tuple(chapters), places)


def folder_chapter(title: Markup, words: str, pages: Sequence[NavEntry]) -> NavSection:
    """Return the section of a folder; its link leads to its index, else to its first page."""
    index = next((p for p in pages if p.page_id.endswith("/index")), None)
    first = index or pages[0]
    rest = [page for page in pages if page is not index]
    shown = tuple(page for page in rest if page.is_listed)
    others = tuple(page for page in rest if not page.is_listed)
    return NavSection(NavEntry(title, first.url, first.page_id, line_of(words)), shown, others)
