"""The navigation as the shell shows it: sections, their pages in order, what comes next."""

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
    names: Mapping[str, str] = field(default_factory=dict)
    """The titles that mkdocs.yml gives pages in its navigation, by page id."""

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


UNLISTED = {"search", "thanks"}
"""Pages that one comes to by other ways."""


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
    """Return the pages that stand alone, the home page first, and the sections in their order."""
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
    """Return the outline of a site whose navigation is not written."""
    alone, folders = folder_tree(filter(is_listed, site.page_ids))

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
    """Return a page as it is listed; `title` is what it is called there."""
    days = page_days(site, lang, page_id).attributes
    return NavEntry(title, url, page_id, days=days, is_over=site.is_over(page_id))


def _names(site: Site, lang: str, folder: Folder) -> tuple[Markup, str]:
    words = kind_title(site, lang, folder.name)
    return escape(words), words


def outline_of(chapters: Sequence[NavSection]) -> Outline:
    """Return an outline, with the place of each page in it."""
    places = {
        entry.url: (chapter, at)
        for chapter in chapters
        for at, entry in [
            *((-1, entry) for entry in (*chapter.over, chapter.entry)),
            *enumerate(chapter.pages),
        ]
    }
    return Outline(tuple(chapters), places)


def folder_chapter(title: Markup, words: str, pages: Sequence[NavEntry]) -> NavSection:
    """A section leads to its index, or else to its first page."""
    index = next((p for p in pages if p.page_id.endswith("/index")), None)
    first = index or pages[0]
    rest = [page for page in pages if page is not index]
    shown = tuple(page for page in rest if not page.is_over)
    over = tuple(page for page in rest if page.is_over)
    return NavSection(NavEntry(title, first.url, first.page_id, line_of(words)), shown, over)
