"""A site that consists of nothing but its search: the index of a corpus, and the engine."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.search_corpus import Page, editions
from kbgen.model.site import Settings
from kbgen.output.theme_assets import FOLDER, theme_assets
from tests.relevance.index import write_index


@contextmanager
def search_site(pages: Mapping[str, list[Page]], prefixes: Mapping[str, str]) -> Iterator[Path]:
    """Write the index of a corpus, and the engine as readers get it, both of this checkout."""
    with TemporaryDirectory(prefix="kbgen-search-") as name:
        root = Path(name)
        write_index(root, editions(pages, prefixes))
        assets = theme_assets(Settings(root, root, "en", ()))
        for file, content in assets.files.items():
            if file.startswith("search-"):
                (root / FOLDER / file).write_bytes(content)
        yield root


def client(root: Path) -> str:
    """Return the address of the script that a page imports to search."""
    return next((root / FOLDER).glob("search-client.*.js")).relative_to(root).as_posix()


def typical_queries(pages: list[Page], count: int, seed: str) -> list[str]:
    """Return queries of two or three words, from the headings of any sections."""
    chance = random.Random(seed)
    headings = [heading for page in pages for heading, _ in page.sections]
    return [
        " ".join(chance.choice(headings).split()[: chance.choice((2, 3))]) for _ in range(count)
    ]
