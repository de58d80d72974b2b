"""The navigation when mkdocs.yml gives none: the kinds in order, named in the reader's language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import escape
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from kbgen.kinds import folder_rank
from kbgen.mkdocs.files import page_id_of
from kbgen.model.site import Site
from kbgen.views.titles import kind_title

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


def arrange(site: Site, lang: str, nav: Navigation) -> Navigation:
    """Return a navigation with the home page, one section per kind, then the pages on their own."""
    by_id = {page_id_of(page.file): page for page in nav.pages}
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


def _section_order(folder: str) -> tuple[int, str]:
    return folder_rank(folder), folder


def _order(page_id: str) -> tuple[bool, str]:
    return (page_id.rpartition("/")[2] != "index", page_id)


def _section(site: Site, lang: str, folder: Folder, by_id: Mapping[str, Page]) -> Section:
    children: list[StructureItem] = [by_id[page_id] for page_id in folder.pages]
    children += [_section(site, lang, below, by_id) for below in folder.below]
    # Material puts titles into markup as they are.
    section = Section(str(escape(kind_title(site, lang, folder.name))), children)
    for child in children:
        child.parent = section
    return section


def _pages(item: StructureItem) -> list[Page]:
    if isinstance(item, Section):
        return [page for child in item.children for page in _pages(child)]
    return [item] if isinstance(item, Page) else []
