"""Prints how many changes of kbgen a test notices, and lists those that none does."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.mutation.operators import Mutation, mutations
from tests.mutation.record import Record, read, record

REPOSITORY = Path(__file__).parents[2]
PACKAGES = (
    "kbgen/checks",
    "kbgen/model",
    "kbgen/render/keys.py",
    "kbgen/render/pages.py",
    "kbgen/render/plan.py",
    "kbgen/render/produce.py",
    "kbgen/resolve",
    "kbgen/search",
    "kbgen/source/markdown.py",
    "kbgen/source/quantities.py",
    "kbgen/system",
)
"""Files and folders that are changed where none are named: facts, Markdown, checks, building."""
LONGEST = 60.0
"""Seconds of tests that one change is tried with, the quickest first."""
MOST = 400
"""Tests that one change is tried with."""


def main() -> int:
    given = _arguments()
    if given.packages[:1] == ["record"]:
        return record(given.folder, given.packages[1:])
    known = read(given.folder, REPOSITORY)
    sample = choose(given.packages or PACKAGES, known, given.count, given.seed)
    with tempfile.TemporaryDirectory(prefix="kbgen-mutation-") as folder:
        root = Path(folder).resolve() / "copy"
        _copy(root)
        return _try(sample, known, root, given)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="files and folders to change")
    parser.add_argument("--count", type=int, default=600, help="how many changes (default: 600)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (default: 1)")
    parser.add_argument("--folder", type=Path, default=REPOSITORY / ".cache/mutation")
    parser.add_argument("--skip", type=int, default=0, help="begin after so many of the sample")
    return parser.parse_args()


def choose(packages: Iterable[str], known: Record, count: int, seed: int) -> list[Mutation]:
    """Return a random sample of the changes of lines that run when tests do."""
    found: list[Mutation] = []
    for package in packages:
        place = REPOSITORY / package
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            path = file.relative_to(REPOSITORY).as_posix()
            found += [one for one in mutations(path, file.read_bytes()) if _lines(one, known)]
    return random.Random(seed).sample(found, min(count, len(found)))
