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
from kbgen.build.project import open_project
from kbgen.mkdocs.driver import load, render
from kbgen.output.compress import compress_site
from kbgen.output.search.index import index_files
from tests.relevance.index import write_index

STAGES = ("search_words", "made_words", "search_files")
"""What the plugin does for the search, in the module of the plugin."""


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
        compressing = _timed(lambda: compress_site(root, root / "assets"))
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
        site, _ = open_project(project.settings)
        # MkDocs' own loop: one process, whose stages can be watched.
        render(project, site, root / "site", False, lambda *_: None)
        count = len(site.locales) * len(site.page_ids)
        return BuildCost(count, perf_counter() - started, sum(spent))


@contextmanager
def _watched(stages: Sequence[str]) -> Iterator[list[float]]:
    """Replace functions of the plugin by the same with a watch."""
    from kbgen.mkdocs import plugin

    spent: list[float] = []
    patches = [
        patch.object(plugin, stage, _watching(getattr(plugin, stage), spent)) for stage in stages
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
