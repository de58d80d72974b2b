"""What the index costs a build: alone, and in the build of a whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

import yaml

from benchmarks.search_corpus import Page, editions, write_markdown
from kbgen.build.site import make_site, open_site
from kbgen.mkdocs.driver import load
from kbgen.options import BuildOptions
from kbgen.output.compress import SUFFIXES, compressed
from kbgen.output.search.index import index_files
from tests.relevance.index import write_index

STAGES = ("search_words", "generated_words", "language_search")
"""What a build does for the search, in the module of its parts."""


@dataclass(frozen=True)
class IndexCost:
    """Seconds: of the clock, and of the processor (what is left where nothing else runs)."""

    pages: int
    languages: int
    clock: float
    processor: float
    megabytes: float
    compressing: float
    compressing_processor: float

    def __str__(self) -> str:
        return (
            f"index of {self.pages} × {self.languages} pages: {self.clock:.1f} s "
            f"({self.processor:.1f} s of the processor), {self.megabytes:.1f} MB; "
            f"its .br and .gz copies {self.compressing:.1f} s "
            f"({self.compressing_processor:.1f} s of the processor)"
        )


def index_cost(pages: Mapping[str, list[Page]], prefixes: Mapping[str, str]) -> IndexCost:
    """Make the index twice in memory and take the faster; then compress its files."""
    given = editions(pages, prefixes)
    took = min(_timed(lambda: index_files(given)) for _ in range(2))
    with TemporaryDirectory(prefix="kbgen-index-") as name:
        root = Path(name)
        write_index(root, given)
        size = sum(file.stat().st_size for file in root.rglob("*.json"))
        files = [f for f in root.rglob("*") if f.suffix in SUFFIXES]
        compressing = _timed(
            lambda: [compressed(f.name, f.read_bytes(), is_asset=False) for f in files]
        )
    count = len(next(iter(pages.values())))
    return IndexCost(count, len(prefixes), *took, size / 1e6, *compressing)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = perf_counter(), process_time()
    work()
    return perf_counter() - clock, process_time() - processor


@dataclass(frozen=True)
class BuildCost:
    """Seconds of the clock."""

    pages: int
    build: float
    search: float

    def __str__(self) -> str:
        return (
            f"build of {self.pages} pages: {self.build:.1f} s, of it the index {self.search:.1f} s"
        )


def build_cost(pages: Mapping[str, list[Page]], default: str) -> BuildCost:
    """Build a whole site of the corpus; add up what its search stages take."""
    with TemporaryDirectory(prefix="kbgen-build-") as name, _watched(STAGES) as spent:
        root = Path(name)
        write_markdown(pages, root / "content")
        (root / "mkdocs.yml").write_text(_config(list(pages), default), "utf-8")
        started = perf_counter()
        project = load(root / "mkdocs.yml")
        site, _ = open_site(project)
        # In one process, whose stages can be watched.
        make_site(project, site, BuildOptions(jobs=1))
        count = len(site.locales) * len(site.page_ids)
        return BuildCost(count, perf_counter() - started, sum(spent))


@contextmanager
def _watched(stages: Sequence[str]) -> Iterator[list[float]]:
    """Wrap functions of a build with a timer."""
    from kbgen.build import context as produce

    spent: list[float] = []
    patches = [
        patch.object(produce, stage, _watching(getattr(produce, stage), spent)) for stage in stages
    ]
    for one in patches:
        one.start()
    try:
        yield spent
    finally:
        for one in patches:
            one.stop()


def _watching(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        started = perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent.append(perf_counter() - started)

    return run


def _config(langs: Sequence[str], default: str) -> str:
    languages = [{"locale": lang, "name": lang, "default": lang == default} for lang in langs]
    i18n = {"docs_structure": "folder", "reconfigure_search": False, "languages": languages}
    return yaml.safe_dump(
        {
            "site_name": "Corpus",
            "site_url": "https://help.example.com/",
            "docs_dir": "content",
            "theme": {"name": "material", "font": False},
            "plugins": [{"i18n": i18n}, "kbgen"],
        }
    )
