"""What is remembered never shows: a warm build gives the bytes of one that remembers nothing."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cache_site import DAY, DAYS, EDITS, TELLING, Step, build_site
from tests.sites import Project
from tests.test_build import differences

MEMORY = Path("/dev/shm")
TRIED = EDITS if "KBGEN_ALL_EDITS" in os.environ else TELLING
SEEDS = range(40 if "KBGEN_ALL_EDITS" in os.environ else 3)


class Base:
    """A built site with a warm cache; `restore` makes it so again, in the same place."""

    def __init__(self, folder: Path) -> None:
        self.project = build_site(folder / "project")
        self.build()
        self._kept = folder / "kept"
        shutil.copytree(self.project.root, self._kept)

    def build(self, *args: str, as_of: str = DAY) -> Path:
        return self.project.build("--jobs", "1", "--as-of", as_of, *args)

    def restore(self) -> Path:
        """Put everything back. What a build replaces but never writes into is linked."""
        root = self.project.root
        shutil.rmtree(root)
        linked = shutil.ignore_patterns("site", ".cache")
        shutil.copytree(self._kept, root, ignore=linked)
        for name in ("site", ".cache"):
            shutil.copytree(self._kept / name, root / name, copy_function=os.link)
        return root

    def differences(self, as_of: str = DAY) -> list[str]:
        """Build what is there warm and cold; return the files that are not the same."""
        self.build(as_of=as_of)
        self.build("--no-cache", "--site-dir", "cold", as_of=as_of)
        found = differences(self.project.root / "site", self.project.root / "cold")
        shutil.rmtree(self.project.root / "cold")
        return found


@pytest.fixture(scope="module")
def kept() -> Iterator[Base]:
    # Hundreds of small files a build: in memory, where there is such a place.
    place = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(dir=place) as folder:
        tempfile.tempdir = folder
        try:
            yield Base(Path(folder))
        finally:
            tempfile.tempdir = before


@pytest.fixture
def base(kept: Base) -> Base:
    kept.restore()
    return kept


@pytest.mark.parametrize("name", TRIED)
def test_after_an_edit_a_warm_build_equals_a_cold_one(name: str, base: Base) -> None:
    EDITS[name](base.project.root)
    assert base.differences() == []


@pytest.mark.parametrize("day", DAYS)
def test_on_another_day_a_warm_build_equals_a_cold_one(day: str, base: Base) -> None:
    assert base.differences(as_of=day) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_after_edits_in_any_order_a_warm_build_equals_a_cold_one(seed: int, base: Base) -> None:
    chance = random.Random(seed)
    done: list[str] = []
    while len(done) < 3:
        name = chance.choice(list(EDITS))
        if _is_possible(EDITS[name], base.project):
            done.append(name)
            assert base.differences(as_of=chance.choice((DAY, *DAYS))) == [], done


def _is_possible(edit: Step, project: Project) -> bool:
    """Make an edit, unless another has taken what it changes or it leaves an error."""
    before = project.root.with_name("before")
    shutil.copytree(project.root, before, ignore=shutil.ignore_patterns("site", ".cache"))
    try:
        edit(project.root)
        fits = project.run("check").exit_code == 0
    except (AssertionError, FileNotFoundError):
        fits = False
    if not fits:
        for entry in (e for e in project.root.iterdir() if e.name not in ("site", ".cache")):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        shutil.copytree(before, project.root, dirs_exist_ok=True)
    shutil.rmtree(before)
    return fits
