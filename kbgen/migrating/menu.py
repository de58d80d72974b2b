"""The navigation of the new project: by the order and names that pages and folders had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kbgen.kinds import listed_kind
from kbgen.migrating.model import MenuItem, OldPage


@dataclass(frozen=True)
class MenuFolder:
    """What the old site says of a folder of pages."""

    label: str = ""
    order: float = 1e9


def menu_of(
    pages: Iterable[OldPage], folders: Mapping[str, MenuFolder], top: str = ""
) -> tuple[MenuItem, ...]:
    """Return the entries below a folder, "" for all: pages and folders in their order."""
    start = f"{top}/" if top else ""
    below = [page for page in pages if page.page_id.startswith(start) and page.is_listed]
    entries: list[tuple[tuple[float, str], MenuItem]] = []
    names: set[str] = set()
    for page in below:
        folder, slash, _ = page.page_id.removeprefix(start).partition("/")
        if slash and folder not in names:
            names.add(folder)
            made = _folder(below, folders, start + folder)
            is_dated = folder.isdigit() and start + folder not in folders
            entries += [(made[0], one) for one in made[1].items] if is_dated else [made]
        elif not slash:
            order = float("-inf") if page.page_id in ("index", f"{start}index") else page.order
            entries.append(((order, page.page_id), MenuItem(page.page_id, page.label)))
    return tuple(item for _, item in sorted(entries, key=lambda entry: entry[0]))


def _folder(
    pages: list[OldPage], folders: Mapping[str, MenuFolder], path: str
) -> tuple[tuple[float, str], MenuItem]:
    own = folders.get(path, MenuFolder())
    index = next((page for page in pages if page.page_id == f"{path}/index"), None)
    name = path.rpartition("/")[2]
    title = index.label or str(index.meta.get("title") or "") if index else ""
    kind = listed_kind(path)
    label = (
        own.label
        or title
        or (kind.title if kind else "")
        or name.replace("-", " ").replace("_", " ").capitalize()
    )
    order = own.order if own.order < 1e9 or not index else index.order
    items = menu_of(pages, folders, path)
    if len(items) == 1 and items[0].target == f"{path}/index":
        return (order, path), items[0]
    return (order, path), MenuItem("", label, items)
