"""The sidebar in Starlight's configuration as a navigation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kbgen.migrating.menu import menu_of
from kbgen.migrating.model import MenuItem, MigrationNote, OldPage


def starlight_menu(
    given: Any, pages: list[OldPage], path: str, notes: list[MigrationNote]
) -> tuple[MenuItem, ...]:
    """Return the entries of `sidebar`; () if there is none, or a program makes it."""
    if not isinstance(given, list):
        if given is not None:
            notes.append(
                MigrationNote(path, 1, "this sidebar is no list; the folders' order is taken")
            )
        return ()
    by_url = {url.strip("/"): page for page in pages for url in page.urls}
    items = [item for one in given for item in _items(one, by_url, pages, path, notes)]
    home = by_url.get("")
    return (MenuItem(home.page_id), *items) if home else tuple(items)


def _items(
    one: Any,
    by_url: Mapping[str, OldPage],
    pages: list[OldPage],
    path: str,
    notes: list[MigrationNote],
) -> Iterator[MenuItem]:
    given = {"slug": one} if isinstance(one, str) else one
    if not isinstance(given, dict):
        return
    label = str(given.get("label") or "")
    if isinstance(given.get("items"), list):
        below = [item for sub in given["items"] for item in _items(sub, by_url, pages, path, notes)]
        yield MenuItem("", label, tuple(below))
        return
    if isinstance(given.get("autogenerate"), dict):
        folder = str(given["autogenerate"].get("directory") or "").strip("/")
        below = list(menu_of(pages, {}, folder))
        yield MenuItem("", label or folder, tuple(below))
        return
    target = str(given.get("slug", given.get("link", "")))
    if target.startswith(("http://", "https://", "mailto:")):
        yield MenuItem(target, label)
        return
    page = by_url.get(target.partition("#")[0].strip("/").removesuffix("index").strip("/"))
    if page:
        yield MenuItem(page.page_id, label or page.label)
    else:
        what = "the navigation names a page that is not there"
        notes.append(MigrationNote(path, 1, what, f"{label} {target}".strip()))


def sidebar_words(given: Any, code: str, lang: str) -> dict[str, str]:
    """Return the words of the navigation in a language: label → translation."""
    found: dict[str, str] = {}
    for one in given if isinstance(given, list) else ():
        if not isinstance(one, dict):
            continue
        words = one.get("translations")
        if isinstance(words, dict) and (translation := words.get(lang) or words.get(code)):
            found[str(one.get("label"))] = str(translation)
        found |= sidebar_words(one.get("items"), code, lang)
    return found
