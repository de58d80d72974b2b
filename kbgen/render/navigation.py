"""The navigation when mkdocs.yml gives none: the kinds in order, named in the reader's language."""

from __future__ import annotations

from collections import defaultdict

from markupsafe import escape
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from kbgen.model.site import Site
from kbgen.render.files import page_id_of
from kbgen.render.titles import SECTIONS, kind_title

UNLISTED = {"search", "thanks"}
"""Pages that one comes to by other ways."""


def arrange(site: Site, lang: str, nav: Navigation) -> Navigation:
    """Return a navigation with the home page, one section per kind, then the pages on their own."""
    by_folder: dict[str, list[Page]] = defaultdict(list)
    for page in nav.pages:
        by_folder[page_id_of(page.file).rpartition("/")[0]].append(page)
    alone = [page for page in by_folder.pop("", []) if page_id_of(page.file) not in UNLISTED]
    alone.sort(key=_order)
    top: list[StructureItem] = [*alone[:1]]
    folders = sorted({folder.partition("/")[0] for folder in by_folder}, key=_section_order)
    for folder in folders:
        top.append(_section(site, lang, folder, by_folder))
    top += alone[1:]
    pages = [page for item in top for page in _pages(item)]
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after
    arranged = Navigation(top, pages)
    home = next((page for page in pages if page_id_of(page.file) == "index"), None)
    arranged.homepage = home or nav.homepage
    return arranged


def _section_order(folder: str) -> tuple[int, str]:
    return (SECTIONS.index(folder) if folder in SECTIONS else len(SECTIONS), folder)


def _order(page: Page) -> tuple[bool, str]:
    page_id = page_id_of(page.file)
    return (page_id.rpartition("/")[2] != "index", page_id)


def _section(site: Site, lang: str, folder: str, by_folder: dict[str, list[Page]]) -> Section:
    children: list[StructureItem] = [*sorted(by_folder.get(folder, []), key=_order)]
    below = {
        "/".join(other.split("/")[: folder.count("/") + 2])
        for other in by_folder
        if other.startswith(f"{folder}/")
    }
    children += [_section(site, lang, name, by_folder) for name in sorted(below)]
    # Material puts titles into markup as they are.
    title = str(escape(kind_title(site, lang, folder.rpartition("/")[2])))
    section = Section(title, children)
    for child in children:
        child.parent = section
    return section


def _pages(item: StructureItem) -> list[Page]:
    if isinstance(item, Section):
        return [page for child in item.children for page in _pages(child)]
    return [item] if isinstance(item, Page) else []
