"""A site that consists of nothing but its search: the index of a corpus, and the engine."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.search_corpus import Page, editions
from tests.relevance.index import write_index

ASSETS = "assets/kb"
ENGINE = ("search-*.js", "search-tables.*.json")


@contextmanager
def search_site(
    built: Path, pages: Mapping[str, list[Page]], prefixes: Mapping[str, str]
) -> Iterator[Path]:
    """Write the index of a corpus; the engine is that of a built site, as its readers get it."""
    with TemporaryDirectory(prefix="kbgen-search-") as name:
        root = Path(name)
        write_index(root, editions(pages, prefixes))
        for pattern in ENGINE:
            for file in (built / ASSETS).glob(pattern):
                shutil.copy(file, root / ASSETS)
        yield root


def client(root: Path) -> str:
    """Return the address of the script that a page imports to search."""
    return next((root / ASSETS).glob("search-client.*.js")).relative_to(root).as_posix()


def typical_queries(pages: list[Page], count: int, seed: str) -> list[str]:
    """Return queries of two or three words, from the headings of any sections."""
    chance = random.Random(seed)
    headings = [heading for page in pages for heading, _ in page.sections]
    return [
        " ".join(chance.choice(headings).split()[: chance.choice((2, 3))]) for _ in range(count)
    ]
