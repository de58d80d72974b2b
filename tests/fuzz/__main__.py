"""Tries random inputs: exit code 3, a traceback, a hang, a finding without its place are faults.

python -m tests.fuzz [N] [--seed S] [--area AREA]
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator

from tests.fuzz.inputs import AREAS, SHARES, Input, make, together
from tests.fuzz.run import BuildError, run
from tests.fuzz.seeds import base
from tests.fuzz.shrink import shrink


def inputs(count: int, seed: int, area: str | None = None) -> Iterator[list[Input]]:
    """Yield `count` inputs in groups that one project can have; equal for equal seeds."""
    for name, share in zip(AREAS, SHARES, strict=True):
        wanted = count if name == area else 0 if area else -(-count * share // sum(SHARES))
        made = [make(name, seed, number) for number in range(wanted)]
        size = together(name)
        yield from (made[at : at + size] for at in range(0, wanted, size))


def try_all(groups: Iterator[list[Input]], report: Callable[[str], None]) -> list[str]:
    """Run every group; return what was wrong, each fault once, with an input that shows it."""
    sound = {path.encode(): text.encode() for path, text in base().items()}
    known: dict[str, str] = {}
    counts: Counter[str] = Counter()
    codes: Counter[tuple[str, tuple[int, ...]]] = Counter()
    for group in groups:
        files = sound | {one.path: one.data for one in group}
        outcome = run(files, [one.path for one in group])
        counts[group[0].area] += len(group)
        codes[group[0].area, outcome.codes] += 1
        for problem in outcome.troubles:
            if problem.kind not in known:
                known[problem.kind] = _reproduced(sound, group, problem)
                report(known[problem.kind])
    for area in AREAS:
        if counts[area]:
            seen = {c: n for (of, c), n in sorted(codes.items()) if of == area}
            found = ", ".join(f"{'/'.join(map(str, c)) or 'none'} × {n}" for c, n in seen.items())
            report(f"{area}: {counts[area]} inputs; exit codes of check/build: {found}")
    report(f"{counts.total()} inputs, {len(known)} faults")
    return list(known.values())


def _reproduced(sound: dict[bytes, bytes], group: list[Input], problem: BuildError) -> str:
    """Return the fault with the smallest input that was found to show it."""

    def shows(path: bytes, data: bytes) -> bool:
        again = run(sound | {path: data}, [path])
        return any(one.kind == problem.kind for one in again.troubles)

    guilty = next((one for one in group if shows(one.path, one.data)), None)
    if guilty is None or problem.kind == "it hangs":
        small = [(one.path, one.data) for one in ([guilty] if guilty else group)]
    else:
        path = guilty.path
        small = [(path, shrink(guilty.data, lambda data: shows(path, data)))]
    shown = "\n".join(f"{path!r}: {data!r}" for path, data in small)
    return f"* {problem.kind}\n{problem.detail}\n{shown}\n"


def warm() -> None:
    """Import what a build needs, so that every process begins with it; the sound project is sound."""
    from tests.fuzz.run import _try

    sound = {path.encode(): text.encode() for path, text in base().items()}
    outcome = _try(sound, [])
    assert outcome.troubles == () and outcome.codes[1] == 0, outcome


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--area", choices=AREAS)
    given = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    warm()
    wrong = try_all(
        inputs(given.count, given.seed, given.area), lambda text: print(text, flush=True)
    )
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
