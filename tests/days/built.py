"""A project of a ledger on disk, and its sites of several days."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.days.chance import random_ledger
from tests.days.ledger import Ledger
from tests.days.project import Page, files, random_langs, random_pages
from tests.days.reader import Element, read_page
from tests.sites import Project, write_files


class BuildError(Exception):
    """A site could not be built: the text says why."""


@dataclass(frozen=True)
class Site:
    """A site of a day."""

    root: Path
    day: date

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pages", {})

    def page(self, lang: str, path: str) -> Element:
        """Return a page by its path: "ur/", "faq/page-0"."""
        pages: dict[str, Element] = self._pages  # type: ignore[attr-defined]
        name = f"{lang}{path}"
        if name not in pages:
            pages[name] = read_page(self.root / name / "index.html")
        return pages[name]

    def paths(self) -> list[str]:
        """Return the pages' paths, sorted."""
        found = self.root.rglob("index.html")
        return sorted(file.parent.relative_to(self.root).as_posix() for file in found)

    def data(self, path: str) -> Any:
        """Return a file of JSON."""
        return json.loads((self.root / path).read_text("utf-8"))


@dataclass(frozen=True)
class Case:
    """A random project."""

    seed: int
    project: Project
    ledger: Ledger
    pages: tuple[Page, ...]
    langs: tuple[str, ...]
    changed_for: int

    @cached_property
    def folders(self) -> dict[str, str]:
        """Language → the folder of its pages."""
        return {lang: "" if lang == self.langs[0] else f"{lang}/" for lang in self.langs}

    def build(self, day: date) -> Site:
        """Build the site of a day, into a folder of its own."""
        folder = f"site-{day}"
        self.run("build", "--as-of", str(day), "--jobs", "1", "--site-dir", folder)
        return Site(self.project.root / folder, day)

    def run(self, *args: str) -> str:
        """Run a command that must succeed; return what it prints."""
        result = self.project.run(*args)
        if result.exit_code or result.exception:
            raise BuildError(f"{args[0]}: {result.output}\n{result.exception or ''}")
        return result.output


def make_case(root: Path, seed: int) -> Case:
    """Write the project of a seed."""
    chance = random.Random(seed)
    ledger = random_ledger(chance)
    pages, langs = random_pages(chance, ledger), random_langs(chance)
    changed_for = chance.choice([0, 3, 30])
    write_files(root, files(ledger, pages, langs, changed_for))
    return Case(seed, Project(root), ledger, pages, langs, changed_for)
