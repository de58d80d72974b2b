"""The files of the new project: pages with their links, assets, mkdocs.yml, addresses.txt."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kbgen.migrating.config import write_config
from kbgen.migrating.front import foreign_fields, translation_fields, write_front
from kbgen.migrating.links import NO_PAGE, NO_SECTION, TO_DRAFT, LinkTable, as_key, rewrite_links
from kbgen.migrating.model import (
    MenuItem,
    MigrationNote,
    OldLanguage,
    OldPage,
    OldSite,
    SourceFiles,
)
from kbgen.migrating.slugs import plain_words
from kbgen.migrating.syntax.embeds import without_iframes
from kbgen.migrating.syntax.headings import with_old_ids
from kbgen.model.addresses import ADDRESS_LIST, ListedAddress, is_path, read_path
from kbgen.model.article import page_url
from kbgen.source.address_list import with_addresses

REPORT = "migration.md"
CONTENT = "content"
_OF_GENERATORS = re.compile(r"(?:^|/)(?:SUMMARY|LANGS|404)\.\w+$|^archetypes/")
"""Markdown files that are no pages to their generators."""


@dataclass(frozen=True)
class MigrationPlan:
    """What a migration writes; `moves` are old and new path of each file that becomes another."""

    site: OldSite
    files: Mapping[str, bytes]
    moves: tuple[tuple[str, str], ...]
    addresses: tuple[ListedAddress, ...]
    notes: tuple[MigrationNote, ...]
    copied: tuple[str, ...] = ()
    """Old files that a project in a new folder needs, too, as they are."""

    @property
    def open_notes(self) -> list[MigrationNote]:
        return [note for note in self.notes if note.is_open]


def plan_project(site: OldSite, source: SourceFiles) -> MigrationPlan:
    """Return the new project of an old site; two pages with one address keep both."""
    notes = list(site.notes)
    pages = tuple(_without_clashes(site, notes))
    site = replace(site, pages=pages, menu=tuple(_once(site.menu, set())))
    site = replace(site, languages=tuple(_with_menu_words(site)))
    table = LinkTable(site)
    files: dict[str, bytes] = {}
    moves: list[tuple[str, str]] = []
    dead: set[str] = set()
    kept_meta = []
    for page in site.pages:
        path = f"{CONTENT}/{page.lang}/{page.page_id}.md"
        meta = _fields(site, page, notes)
        kept_meta.append((page.page_id, meta))
        front = write_front(meta)
        found: list[MigrationNote] = []
        page = replace(page, body=without_iframes(page.body, path, notes))
        body = rewrite_links(page, table, found, front.count("\n") + 1)
        notes += [note._replace(path=path) for note in found]
        dead |= {note.what for note in found}
        if site.slug and page.lang == _source_lang(site, page):
            body = with_old_ids(body, site.slug)
        files[path] = (front + body.lstrip("\n")).encode()
        if not page.is_generated:
            moves.append((page.file, path))
    for old, new in site.assets.items():
        files[f"{CONTENT}/{new}"] = source.data(old)
        moves.append((old, f"{CONTENT}/{new}"))
    codes = ((NO_PAGE, "KB301"), (TO_DRAFT, "KB301"), (NO_SECTION, "KB302"))
    notes += _not_moved(source, {old for old, _ in moves})
    relaxed = list(dict.fromkeys(code for what, code in codes if what in dead))
    addresses = tuple(_addresses(site, notes))
    files["mkdocs.yml"] = write_config(site, foreign_fields(kept_meta), relaxed).encode()
    if addresses:
        files[ADDRESS_LIST] = with_addresses("", addresses).encode()
    return MigrationPlan(site, files, tuple(moves), addresses, tuple(dict.fromkeys(notes)))


def _not_moved(source: SourceFiles, moved: set[str]) -> Iterator[MigrationNote]:
    """Yield a note for each folder with Markdown files that have become no page."""
    by_folder: dict[str, list[str]] = {}
    for name in source.places:
        is_text = name.endswith((".md", ".mdx", ".markdown")) and name not in moved
        if is_text and not _OF_GENERATORS.search(name):
            top, slash, _ = name.partition("/")
            by_folder.setdefault(top if slash else "", []).append(name)
    for folder, names in by_folder.items():
        is_own = not folder or all("/_" in f"/{name}" for name in names)
        what = "Markdown that is no page of the old site, or of which nothing says where it is"
        yield MigrationNote(names[0], 1, f"{what}: it has not moved", ", ".join(names), not is_own)


def _without_clashes(site: OldSite, notes: list[MigrationNote]) -> Iterator[OldPage]:
    """Yield the pages; of two with one place, the second gets another."""
    taken: dict[tuple[str, str], OldPage] = {}
    for page in site.pages:
        name, number = page.page_id, 2
        while (page.lang, _address(name)) in taken:
            before = taken[page.lang, _address(name)]
            name, number = f"{page.page_id.removesuffix('/index')}-{number}", number + 1
            what = f"it has the same address as {before.file}; it is {name} now"
            notes.append(MigrationNote(page.file, 1, what))
        taken[page.lang, _address(name)] = page
        yield replace(page, page_id=name)


def _with_menu_words(site: OldSite) -> Iterator[OldLanguage]:
    """Yield the languages with the names that they have for pages whose names nav gives."""
    by_id = {(page.page_id, page.lang): page for page in site.pages}
    named = list(_named(site.menu))
    for one in site.languages:
        words = dict(one.menu_words)
        for page_id, label in named:
            page = by_id.get((page_id, one.lang))
            own = (
                (page.label or str(page.meta.get("title") or "") or _heading(page)) if page else ""
            )
            if own and own != label:
                words.setdefault(label, own)
        yield replace(one, menu_words=words)


def _named(menu: Iterable[MenuItem]) -> Iterator[tuple[str, str]]:
    for one in menu:
        if one.target and one.label and not one.items:
            yield one.target, one.label
        yield from _named(one.items)


def _heading(page: OldPage) -> str:
    match = re.search(r"^# +(.+?)[ #]*$", page.body, re.M)
    return plain_words(match[1]).strip() if match else ""


def _once(menu: Iterable[MenuItem], seen: set[str]) -> Iterator[MenuItem]:
    """Yield the entries of a navigation without what it names again."""
    for one in menu:
        target = "" if one.target in seen else one.target
        seen.add(one.target)
        items = tuple(_once(one.items, seen))
        if target or items:
            yield one._replace(target=target, items=items)


def _address(page_id: str) -> str:
    return page_url(page_id)


def _source_lang(site: OldSite, page: OldPage) -> str:
    """Return the language in which a page is the source of the others."""
    langs = {one.lang for one in site.pages if one.page_id == page.page_id}
    return next((one.lang for one in site.languages if one.lang in langs), page.lang)


def _fields(site: OldSite, page: OldPage, notes: list[MigrationNote]) -> dict[str, object]:
    meta = dict(page.meta)
    if page.lang != _source_lang(site, page):
        own = translation_fields(page.page_id, meta)
        for name in meta.keys() - own.keys():
            what = f"'{name}' belongs on the source page alone, and is left out here"
            notes.append(MigrationNote(page.file, 1, what, f"{name}: {meta[name]}", False))
        meta = own
    return meta


def _addresses(site: OldSite, notes: list[MigrationNote]) -> Iterator[ListedAddress]:
    """Yield the old addresses that are others now."""
    today = _today(site)
    ids = {page.page_id for page in site.pages}
    seen: set[str] = set()
    listed = [(url, page.page_id) for page in site.pages for url in page.urls]
    for url, target in [*listed, *site.redirects.items()]:
        path = read_path(url.partition("#")[0].partition("?")[0])
        path = path.removesuffix("index.html") if path.endswith("/index.html") else path
        path = path if path.startswith("/") else f"/{path}"
        if path in seen or path.rstrip("/") + "/" in today or path in today:
            continue
        seen.add(path)
        is_known = target in ids or target.startswith("http")
        if "?" in url or not is_path(path) or not is_known:
            why = "a static site cannot tell addresses apart by it" if "?" in url else ""
            what = f"this old address leads nowhere now{f': {why}' if why else ''}"
            notes.append(MigrationNote(ADDRESS_LIST, 1, what, url))
            continue
        yield ListedAddress(path, target)


def _today(site: OldSite) -> set[str]:
    """Return the addresses of the new site, with the slash at their end."""
    found = set()
    by_lang: dict[str, set[str]] = {}
    for page in site.pages:
        by_lang.setdefault(page.lang, set()).add(page.page_id)
    everywhere = set().union(*by_lang.values()) if by_lang else set()
    for one in site.languages:
        prefix = "/" if one.lang == site.default else f"/{one.lang}/"
        found |= {prefix + page_url(page_id) for page_id in everywhere}
        found.add(prefix)
    files = (new.partition("/") for new in site.assets.values())
    found |= {f"/{rest}" if lang == site.default else f"/{lang}/{rest}" for lang, _, rest in files}
    return found | {posixpath.join("/", as_key(one)) for one in found if one == "/"}
