"""Size and speed of the search of large sites; `python -m tests.relevance --size` runs this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.search_build import BuildCost, IndexCost, build_cost, index_cost
from benchmarks.search_bytes import Transfer, transfers
from benchmarks.search_corpus import corpus
from benchmarks.search_site import search_site, typical_queries
from benchmarks.search_time import Wait, waits
from tests.relevance.places import Places

SIZES = (250, 1000, 10_000)
QUERIES = 50
"""Visits with an empty cache, per language and size."""
TIMED = 50
MIDDLE = 1000
"""Pages of a language where time is measured."""


Figures = Transfer | Wait | IndexCost | BuildCost


def measure(
    browser: Browser, site: Path, places: Places, sizes: Sequence[int] = SIZES
) -> Iterator[tuple[str, Figures]]:
    """Yield figures as they come, each with what it is about."""
    for size in sizes:
        yield from _measure(browser, site, places, size)


def _measure(
    browser: Browser, site: Path, places: Places, size: int
) -> Iterator[tuple[str, Figures]]:
    prefixes = places.prefixes
    pages = corpus(site, prefixes, size)
    with search_site(pages, prefixes) as root:
        for lang, prefix in prefixes.items():
            asked = {"": typical_queries(pages[lang], QUERIES, lang)}
            if lang != "en":
                asked[" in English"] = typical_queries(pages["en"], QUERIES, lang)
            for note, queries in asked.items():
                for one in transfers(browser, root, prefix, lang, queries):
                    yield f"{size} pages, {lang}{note}", one
            if size == MIDDLE:
                timed = typical_queries(pages[lang], TIMED, f"timed {lang}")
                for wait in waits(browser, root, prefix, lang, timed):
                    yield f"{size} pages, {lang}", wait
    about = f"{size} pages of each language"
    if size <= MIDDLE:
        yield about, index_cost(pages, prefixes)
    if size == MIDDLE:
        default = next(lang for lang, prefix in prefixes.items() if not prefix)
        yield about, build_cost(pages, default)
