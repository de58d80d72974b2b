"""What is downloaded until the first result of a query, with nothing in the browser's cache."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median

import brotli
from playwright.sync_api import Browser, Page

from benchmarks.search_site import client
from tests.relevance.host import Host, hosted

FIRST = """
async ([script, root, prefix, lang, text]) => {
  const { openSearch } = await import(script);
  const search = openSearch({ root, prefix, lang });
  const { results } = await search.query(text, { limit: 10 });
  search.close();
  return results.length;
}
"""
PARTS = {
    "engine": re.compile(r"/search-[a-z]+\.\w+\.js$"),
    "tables": re.compile(r"/search-tables\."),
    "words": re.compile(r"/(words|w\d+)\.json$"),
    "postings": re.compile(r"/p\d+\.json$"),
    "answers": re.compile(r"/d\d+\.json$"),
    "entry": re.compile(r"/search/index\.json$"),
}
ENCODERS = {
    "brotli": lambda content: brotli.compress(content, quality=11),
    "gzip": lambda content: gzip.compress(content, 9, mtime=0),
}


@dataclass(frozen=True)
class Transfer:
    """Kilobytes (1,000 bytes) of several queries: median, most, and the median of each part."""

    encoding: str
    median: float
    most: float
    parts: Mapping[str, float]
    queries: int

    def __str__(self) -> str:
        parts = ", ".join(f"{name} {size:.1f}" for name, size in self.parts.items())
        return f"{self.encoding:6} {self.median:6.1f} KB (at most {self.most:.1f}): {parts}"


def transfers(
    browser: Browser, root: Path, prefix: str, lang: str, queries: Iterable[str]
) -> list[Transfer]:
    """Ask each query in a browser that has nothing yet; weigh the files that it fetched.

    Queries that find nothing are left out: they read no answers.
    """
    asked = (_visit(browser, root, prefix, lang, query) for query in queries)
    visits = [files for files in asked if files]
    return [_transfer(encoding, visits) for encoding in ENCODERS]


def _visit(browser: Browser, root: Path, prefix: str, lang: str, query: str) -> list[Path]:
    with hosted({"site": root}) as host:
        context = browser.new_context()
        page = context.new_page()
        page.goto(host.address)
        count = _ask(page, host, root, prefix, lang, query)
        context.close()
        return sorted(set(host.fetched)) if count else []


def _ask(page: Page, host: Host, root: Path, prefix: str, lang: str, query: str) -> int:
    script = f"/site/{client(root)}"
    count: int = page.evaluate(FIRST, [script, f"{host.address}site/", prefix, lang, query])
    return count


def _transfer(encoding: str, visits: list[list[Path]]) -> Transfer:
    sizes = [_weigh(encoding, files) for files in visits]
    totals = [sum(size.values()) for size in sizes]
    parts = {part: median(size[part] for size in sizes) / 1000 for part in PARTS}
    return Transfer(encoding, median(totals) / 1000, max(totals) / 1000, parts, len(visits))


def _weigh(encoding: str, files: list[Path]) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for file in files:
        part = next(name for name, pattern in PARTS.items() if pattern.search(file.as_posix()))
        sizes[part] += _size(encoding, file.read_bytes())
    return sizes


@lru_cache(maxsize=4096)
def _size(encoding: str, content: bytes) -> int:
    return len(ENCODERS[encoding](content))
