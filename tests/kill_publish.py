"""Kills publishing at random moments: a visitor never meets a page whose assets are missing.

python -m tests.kill_publish [N] [folder|releases|sftp|sftp-releases|s3]
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.publishing import Place, broken, place, site_of, whole, write_files

KINDS = ("folder", "releases", "sftp", "sftp-releases", "s3")
PAGES = 60
SITES = {which: site_of(which, PAGES, at * 15) for at, which in enumerate("ABC")}


class Visitor(threading.Thread):
    """Visits the site again and again while it is published."""

    def __init__(self, where: Place) -> None:
        super().__init__(daemon=True)
        self.place, self.ended = where, threading.Event()
        self.wrong: list[str] = []
        self.visits = 0

    def run(self) -> None:
        while not self.ended.is_set():
            self.wrong += broken(self.place.get)
            self.visits += 1
            self.ended.wait(0.01)  # the machine has other work


def start(where: Place, site: Path, *more: str) -> subprocess.Popen[str]:
    """Start to publish a site; return when that begins."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.publishing", str(site), where.address]
    process = subprocess.Popen(
        [*command, *where.arguments, *more],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | where.environment,
    )
    assert process.stdout
    process.stdout.readline()
    return process


def finish(process: subprocess.Popen[str]) -> int:
    with process:
        return process.wait(300)


def run(kind: str, root: Path, times: int, seed: int, report: Callable[[str], None]) -> list[str]:
    """Publish to a kind of target, killing `times` times; return what was wrong."""
    chance = random.Random(seed)
    sites = {which: write_files(root / which, files) for which, files in SITES.items()}
    with place(kind, root) as where:
        assert finish(start(where, sites["A"])) == 0
        begun = time.monotonic()
        process = start(where, sites["B"])
        begun = time.monotonic()
        assert finish(process) == 0
        took = time.monotonic() - begun
        wrong: list[str] = []
        visitor = Visitor(where)
        visitor.start()
        late = returned = repaired = 0
        for number in range(times):
            which = chance.choice("ABC")
            is_return = chance.random() < 0.15
            process = start(where, sites[which], *(["--rollback"] if is_return else []))
            time.sleep(chance.uniform(0, 1.1 * took))
            late += process.poll() is not None
            returned += is_return
            process.kill()
            finish(process)
            wrong += [f"kill {number}: {text}" for text in broken(where.get)]
            if chance.random() < 0.5:
                which = chance.choice("ABC")
                if finish(start(where, sites[which])):
                    wrong.append(f"kill {number}: publishing afterwards failed")
                wrong += [
                    f"kill {number}: {path} is not as in {which}"
                    for path in whole(where.get, SITES[which])
                ]
                repaired += 1
        assert finish(start(where, sites["C"])) == 0
        visitor.ended.set()
        visitor.join()
        wrong += visitor.wrong + whole(where.get, SITES["C"])
        gone = set(SITES["A"]) - set(SITES["C"])
        wrong += [f"{path} was left" for path in gone if "assets/" not in path and where.get(path)]
    report(
        f"{kind}: {times} runs of {took:.2f} s killed ({returned} rollbacks), {late} too late; "
        f"{repaired} repaired; {visitor.visits} visits; wrong: {len(wrong)}"
    )
    return wrong


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    wrong = []
    for kind in sys.argv[2:] or KINDS:
        with tempfile.TemporaryDirectory() as folder:
            wrong += run(kind, Path(folder), times, seed=times, report=print)
    sys.exit("\n".join(wrong[:50]) if wrong else 0)


if __name__ == "__main__":
    main()
