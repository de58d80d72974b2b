"""Kills publishing at random moments: a visitor never meets a page whose assets are missing.

python -m tests.kill_publish [N] [folder|releases|sftp|sftp-releases|s3|az|gs]
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from kbgen.publish.address import open_target
from kbgen.publish.errors import PublishError
from kbgen.publish.in_place import Run
from kbgen.publish.publish import PublishOptions, publish_site, roll_back
from kbgen.publish.records import Origin
from kbgen.publish.site_files import read_built_site
from tests.publishing import KINDS, Place, broken, place, site_of, whole, write_files

PAGES = 60
LIBRARIES = {"s3": "s3fs", "az": "adlfs", "gs": "gcsfs"}
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.publishing"])
SITES = {which: site_of(which, PAGES, at * 15) for at, which in enumerate("ABC")}


class Visitor(threading.Thread):
    """Visits the site again and again while it is published."""

    def __init__(self, where: Place) -> None:
        super().__init__(daemon=True)
        self.place, self.ended = where, threading.Event()
        self.wrong: list[str] = []
        self.visits = 0

    def run(self) -> None:
        try:
            while not self.ended.is_set():
                self.wrong += broken(self.place.get)
                self.visits += 1
                self.ended.wait(0.05)  # the machine has other work
        except OSError as problem:
            self.wrong.append(f"the visitor went away: {problem}")


def publish(
    ready: Connection, where: tuple[str, bool], variables: dict[str, str], site: str, returns: bool
) -> None:
    """Publish a site, or return to the release before; the process that is killed."""
    os.environ.update(variables)
    address, has_releases = where
    if library := LIBRARIES.get(address.partition(":")[0]):
        importlib.import_module(library)  # slow: not in the time that is measured
    built = read_built_site(Path(site))
    ready.send(True)
    with closing(open_target(address, Path.cwd())) as target:
        options = PublishOptions(has_releases, is_agreed=True)
        try:
            if returns:
                roll_back(Run(target), options)
            else:
                publish_site(Run(target), built, Origin(), lambda *_: None, options)
        except PublishError as problem:
            # After the first release, and after a rollback, there is none before.
            sys.exit(0 if "no release before" in str(problem) else str(problem))


def start(where: Place, site: Path, returns: bool = False) -> ForkServerProcess:
    """Start to publish a site; return when that begins."""
    here, there = CONTEXT.Pipe()
    place_ = (where.address, where.has_releases)
    process = CONTEXT.Process(
        target=publish, args=(there, place_, where.environment, str(site), returns)
    )
    process.start()
    there.close()
    here.recv()
    return process


def finish(process: ForkServerProcess) -> int | None:
    process.join(300)
    return process.exitcode


def run(kind: str, root: Path, times: int, seed: int, report: Callable[[str], None]) -> list[str]:
    """Publish to a kind of target, killing `times` times; return what was wrong."""
    chance = random.Random(seed)
    sites = {which: write_files(root / which, files) for which, files in SITES.items()}
    with place(kind, root) as where:
        assert finish(start(where, sites["A"])) == 0
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
            process = start(where, sites[which], is_return)
            time.sleep(chance.uniform(0, 1.1 * took))
            late += process.exitcode is not None
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
            wrong += run(kind, Path(folder), times, seed=times, report=partial(print, flush=True))
    sys.exit("\n".join(wrong[:50]) if wrong else 0)


if __name__ == "__main__":
    main()
