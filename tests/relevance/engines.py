"""Puts the judged queries to each engine, in one page of a real Chromium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from kbgen.output.theme_assets import FOLDER
from kbgen.resources import folder
from tests.relevance.host import hosted
from tests.relevance.judged import Query
from tests.relevance.material import Material
from tests.relevance.pagefind import Pagefind
from tests.relevance.places import Places
from tests.relevance.score import DEPTH, Found

OURS, MATERIAL, PAGEFIND = "kbgen", "material", "pagefind"
SCRIPTS = Path(__file__).parent / "scripts"
ENGINE = folder("theme") / "scripts"
ASK = "async ([script, options]) => (await import(script)).ask(options)"


class NoIndexError(Exception):
    """The built site has no search index."""


def ask_ours(browser: Browser, site: Path, places: Places, queries: Sequence[Query]) -> list[Found]:
    """Ask the engine of this checkout, with the index of a built site; NoIndexError without one."""
    _require_index(site)
    tables = next((site / FOLDER).glob("search-tables.*.json"))
    options = {"prefixes": dict(places.prefixes), "tables": tables.name, "limit": DEPTH}
    mounts = {"site": site, "scripts": ENGINE, "tables": tables.parent}
    with bench(browser, mounts) as page:
        found = _ask(page, "ours", queries, options)
    return [Found(query, tuple(ids)) for query, ids in zip(queries, found, strict=True)]


def ask_material(
    browser: Browser, engine: Material, places: Places, queries: Sequence[Query]
) -> list[Found]:
    with bench(browser, engine.mounts) as page:
        found = _ask(page, "material", queries, engine.options(places.prefixes))
    return _located(places, queries, found)


def ask_pagefind(
    browser: Browser, engine: Pagefind, places: Places, queries: Sequence[Query]
) -> list[Found]:
    with bench(browser, engine.mounts) as page:
        found = _ask(page, "pagefind", queries, {"pages": 2 * DEPTH})
    return _located(places, queries, found)


@contextmanager
def bench(browser: Browser, mounts: Mapping[str, Path]) -> Iterator[Page]:
    """Open an empty page of a host that serves the folders and the scripts of this bench."""
    with hosted({**mounts, "bench": SCRIPTS}) as host:
        context = browser.new_context()
        page = context.new_page()
        page.set_default_timeout(600_000)
        page.goto(host.address)
        try:
            yield page
        finally:
            context.close()


def _require_index(site: Path) -> None:
    if not any(site.glob("**/search/index.json")):
        raise NoIndexError(f"{site} has no search/index.json; build the site first")


def _ask(
    page: Page, script: str, queries: Sequence[Query], options: Mapping[str, Any]
) -> list[list[str]]:
    """Return what one engine finds for each query, in their order."""
    texts: dict[str, list[str]] = {}
    for query in queries:
        texts.setdefault(query.lang, []).append(query.text)
    found = page.evaluate(ASK, [f"/bench/{script}.mjs", {**options, "queries": texts}])
    left: dict[str, Iterator[list[str]]] = {lang: iter(lists) for lang, lists in found.items()}
    return [next(left[query.lang]) for query in queries]


def _located(places: Places, queries: Iterable[Query], found: Iterable[list[str]]) -> list[Found]:
    return [Found(q, places.ids(where)) for q, where in zip(queries, found, strict=True)]
