"""The order in which files are sent, so that a visitor meets no page before what it needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import IntEnum

from kbgen.output.hosting import is_hashed
from kbgen.publish.headers import uncompressed

_INDEXES = (".xml", ".txt", "_redirects", "_headers", ".htaccess", "search/index.json")
"""How the names of sitemaps, feeds, lists for programs and rules for hosts end."""


class Phase(IntEnum):
    """A group of files; all of one are sent before the first of the next."""

    HASHED = 0
    """Assets whose names change with their content: pages name them, old ones stay beside them."""
    OTHERS = 1
    """Pictures, data and whatever else pages load by one name."""
    NEW_PAGES = 2
    """Pages that nothing leads to yet."""
    PAGES = 3
    LISTS = 4
    """Pages above others, which lead to them."""
    INDEXES = 5
    """What leads programs and the search to pages and data."""


def phase_of(path: str, standing: Collection[str], folders: Collection[str]) -> Phase:
    """Return the phase of a file; `standing` are paths at the target, `folders` those with pages.

    A compressed copy goes with its file.
    """
    path = uncompressed(path)
    if is_hashed(path):
        return Phase.HASHED
    if path.endswith(_INDEXES) or "/api/" in f"/{path}":
        return Phase.INDEXES
    if not path.endswith(".html"):
        return Phase.OTHERS
    if path not in standing:
        return Phase.NEW_PAGES
    return Phase.LISTS if path.rpartition("/")[0] in folders else Phase.PAGES


def in_phases(
    paths: Iterable[str], standing: Collection[str], site: Iterable[str]
) -> Iterator[tuple[Phase, list[str]]]:
    """Yield paths by phase, in order; `site` are all files of the release."""
    folders = set(_folders_above_pages(site))
    found: dict[Phase, list[str]] = {phase: [] for phase in Phase}
    for path in sorted(paths):
        found[phase_of(path, standing, folders)].append(path)
    yield from ((phase, found[phase]) for phase in Phase if found[phase])


def _folders_above_pages(site: Iterable[str]) -> Iterator[str]:
    """Yield the folders that have pages in folders below them."""
    for path in site:
        if path.endswith("/index.html"):
            folder = path.removesuffix("/index.html")
            while folder:
                folder = folder.rpartition("/")[0]
                yield folder
