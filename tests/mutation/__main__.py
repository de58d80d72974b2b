"""Prints how many changes of kbgen a test notices, and lists those that none does."""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.mutation.operators import Mutation, mutations
from tests.mutation.record import Record, read, record
from tests.mutation.trial import KILLED, TIMEOUT, Bench

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("kbgen/facts", "kbgen/markdown", "kbgen/checks", "kbgen/build")
"""Files and folders that are changed where none are named."""
MOST = 400
"""Tests that one change is tried with."""


def main() -> int:
    arguments = sys.argv[1:]
    end = arguments.index("--") if "--" in arguments else len(arguments)
    given = _parse(arguments[:end])
    if given.packages == ["record"]:
        return record(given.folder, arguments[end + 1 :])
    if given.here:
        sample = choose(given.packages or PACKAGES, given.count, given.seed)
        _try(sample[given.here - 1 :: given.jobs], read(given.folder), given.seconds)
        return 0
    with tempfile.TemporaryDirectory(prefix="kbgen-mutation-") as folder:
        roots = [Path(folder).resolve() / str(number) for number in range(1, given.jobs + 1)]
        with ThreadPoolExecutor(given.jobs) as pool:
            outcomes = sum(pool.map(partial(_in_copy, arguments, given.folder), roots), Counter())
    tried, noticed = outcomes.total(), outcomes[KILLED] + outcomes[TIMEOUT]
    counts = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())
    print(f"{tried} changes: {counts}; {100 * noticed / max(tried, 1):.1f} % noticed")
    return 0


def _in_copy(arguments: Sequence[str], folder: Path, root: Path) -> Counter[str]:
    """Try a share of the changes in a copy of the repository; return how often what came of them."""
    _copy(root)
    command = [sys.executable, "-m", "tests.mutation", *arguments, "--here", root.name]
    command += ["--folder", str(folder.resolve())]
    # Tests start processes, and these import kbgen from here.
    env = {**os.environ, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}
    outcomes: Counter[str] = Counter()
    with subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.PIPE, text=True) as work:
        for line in work.stdout or ():
            print(line, end="", flush=True)
            outcomes[line.partition("\t")[0]] += 1
    if work.returncode:
        raise SystemExit(work.returncode)
    return outcomes


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument(
        "packages", nargs="*", metavar="PACKAGE", help="files and folders to change"
    )
    parser.add_argument("--count", type=int, default=600, help="how many changes (default: 600)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (default: 1)")
    parser.add_argument("--jobs", type=int, default=1, help="processes to try them in (default: 1)")
    parser.add_argument(
        "--seconds", type=float, default=60, help="of tests for each, the quickest first (60)"
    )
    parser.add_argument("--folder", type=Path, default=REPOSITORY / ".cache/mutation")
    parser.add_argument(
        "--here", type=int, help="try this share of them in the files of this very checkout"
    )
    return parser.parse_args(arguments)


def choose(packages: Iterable[str], count: int, seed: int) -> list[Mutation]:
    """Return a random sample of the changes of some files and folders of the repository."""
    found: list[Mutation] = []
    for package in packages:
        place = REPOSITORY / package
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            found += mutations(file.relative_to(REPOSITORY).as_posix(), file.read_bytes())
    return random.Random(seed).sample(found, min(count, len(found)))


def covering(mutation: Mutation, known: Record, longest: float) -> tuple[list[str], float]:
    """Return the tests that run what is changed, the quickest first, and how long they take."""
    first, last = mutation.lines
    names = known.covering(mutation.path, range(first, last + 1))
    if not names and first == 1:  # a table: what runs are the files that use it
        names = set().union(*(known.covering(path) for path in importing(mutation.path)))
    chosen: list[str] = []
    seconds = 0.0
    for name in sorted(names, key=lambda name: (known.tests[name].seconds, name))[:MOST]:
        if chosen and seconds + known.tests[name].seconds > longest:
            break
        chosen.append(name)
        seconds += known.tests[name].seconds
    return chosen, seconds


def importing(path: str) -> Iterator[str]:
    """Yield the files that import from a file."""
    module = path.removesuffix(".py").replace("/", ".")
    imports = re.compile(rf"^\s*from {re.escape(module)} import", re.M)
    for file in sorted((REPOSITORY / "kbgen").rglob("*.py")):
        if imports.search(file.read_text("utf-8")):
            yield file.relative_to(REPOSITORY).as_posix()


def _try(sample: Sequence[Mutation], known: Record, longest: float) -> None:
    bench = Bench(REPOSITORY)
    bench.load(known.tests)
    for mutation in sample:
        tests, seconds = covering(mutation, known, longest)
        what = mutation.describe((REPOSITORY / mutation.path).read_bytes())
        verdict = bench.run(mutation, tests, seconds)
        print(verdict.outcome, what, verdict.test, sep="\t")


def _copy(root: Path) -> None:
    """Copy what is in version control, as it is in the working tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, check=True, capture_output=True, text=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (REPOSITORY / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, root / name)


if __name__ == "__main__":
    sys.exit(main())
