"""`python -m tests.days 300 --seed 1`: random ledgers with days, held to a model day by day."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.browser import find_browser, open_browser
from tests.days.compare import Tally
from tests.days.in_browser import look_in_browser
from tests.days.run import look_at
from tests.days.values import make_dictionary


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("ledgers", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=3, help="so many differences of each ledger")
    parser.add_argument("--browser", type=int, default=0, help="look at so many in Chromium, too")
    given = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        dictionary = make_dictionary(root / "words")
        for seed in range(given.seed, given.seed + given.ledgers):
            before = len(tally.wrong)
            look_at(root / "site", seed, dictionary, tally)
            shutil.rmtree(root / "site")
            wrong = tally.wrong[before:]
            print(f"seed {seed}: {tally.days} days, {tally.values} values, {len(wrong)} wrong")
            for line in wrong[: given.show]:
                print(line, flush=True)
            sys.stdout.flush()
        if given.browser:
            with open_browser(find_browser() or "") as browser:
                for seed in range(given.seed, given.seed + given.browser):
                    look_in_browser(root / "site", seed, dictionary, tally, browser)
                    shutil.rmtree(root / "site")
            print("\n".join(one for one in tally.wrong if one.startswith("browser")))
    shown: Counter[str] = Counter()
    for line in tally.wrong:
        kind = line.partition(" |")[0]
        shown[kind] += 1
    print(f"{tally.ledgers} ledgers, {tally.days} days, {tally.values} values compared:", end=" ")
    print(f"{len(tally.wrong)} wrong", *(f"{kind}: {count}" for kind, count in shown.items()))
    return min(len(tally.wrong), 1)


if __name__ == "__main__":
    sys.exit(main())
