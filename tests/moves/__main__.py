"""`python -m tests.moves 5 --seed 1`: rename all of the example site, and build and verify it."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.moves.run import rename_all


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, help="only so many pages in each round")
    given = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copytree(REPOSITORY / "content", root / "content")
        shutil.copy(REPOSITORY / "mkdocs.yml", root)
        (root / "addresses.txt").touch()
        kbgen = [sys.executable, "-m", "kbgen"]
        subprocess.run([*kbgen, "addresses", "update"], cwd=root, check=True)
        for number in range(given.rounds):
            outcome = rename_all(root / "mkdocs.yml", given.seed + number, given.pages)
            wrong += len(outcome.wrong)
            print(
                f"round {number + 1}: {outcome.moves} moves, {len(outcome.refused)} refused, "
                f"{outcome.addresses} addresses, {len(outcome.wrong)} wrong",
                flush=True,
            )
            for line in (*outcome.refused[:3], *outcome.wrong[:10]):
                print(f"  {line}")
            subprocess.run([*kbgen, "addresses", "update"], cwd=root, check=True)
        built = subprocess.run([*kbgen, "build"], cwd=root, check=False)
        verified = subprocess.run([*kbgen, "verify", "site"], cwd=root, check=False)
        wrong += built.returncode + verified.returncode
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
