"""Does many small pieces of work at a target at once, and tries again what may work later."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TypeVar

from kbgen.publish.errors import TransientError

T = TypeVar("T")


@dataclass(frozen=True)
class Effort:
    """How hard a target is tried: files at once, and pauses in seconds before each new try."""

    jobs: int = 8
    pauses: tuple[float, ...] = (0.5, 1, 2, 4, 8)
    sleep: Callable[[float], None] = time.sleep

    def patiently(self, work: Callable[[], T]) -> T:
        """Do some work, again after failures that may pass. Raises PublishError."""
        for pause in self.pauses:
            try:
                return work()
            except TransientError:
                # Those who failed together should not come back together.
                self.sleep(pause * random.uniform(0.5, 1.5))
        return work()

    def each(
        self,
        work: Callable[[str], object],
        paths: Collection[str],
        done: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Do the same for each path, several at once; `done` is called in this thread.

        The first failure ends all: what has not begun is left out. Raises PublishError.
        """
        with ThreadPoolExecutor(min(self.jobs, max(1, len(paths)))) as pool:
            waiting = {pool.submit(self.patiently, _bound(work, path)): path for path in paths}
            try:
                for future in as_completed(waiting):
                    future.result()
                    done(waiting[future])
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def _bound(work: Callable[[str], object], path: str) -> Callable[[], object]:
    return lambda: work(path)
