"""Shares long work among the processor's cores."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from kbgen.system.limit import WorkerDiedError

T = TypeVar("T")
R = TypeVar("R")
FEWEST = 240  # below this, starting processes costs more than they save
LARGE = 64 * 1024
"""Bytes of a page. What Python cannot interrupt takes at most quadratic time: less than a second
for so much, minutes for a megabyte."""


def cores() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_parts(
    work: Callable[[Sequence[T]], list[R]], items: Sequence[T], is_large: bool = False
) -> list[R]:
    """Return `work(items)`, done in several processes where there are many items.

    The order of the results is that of the items. With `is_large` it is never done in this
    process, as `each` has it.
    """
    jobs = cores()
    if len(items) < FEWEST or jobs < 2:
        [result] = each(work, [items], 1, is_large)
        return result
    size = -(-len(items) // (jobs * 4))
    parts = [items[start : start + size] for start in range(0, len(items), size)]
    try:
        return [result for part in each(work, parts, jobs, is_large) for result in part]
    except WorkerDiedError:
        return work(items)


def each(
    work: Callable[[T], R], items: Sequence[T], jobs: int, is_large: bool = False
) -> Iterator[R]:
    """Yield the result of each item, in their order, as they are worked on by `jobs` processes.

    The processes are forks: they see what `work` holds as it is, so it need not be copied, and
    what they change stays with them. One that does not keep to what `limited` allows is ended, and
    its item begun again without what it was at. One process, or a system that cannot fork: done
    here, unless it `is_large`, so that it may have to be ended.
    Raises WorkerLostError if a process dies, and what `work` raises.
    """
    if not items:
        return
    if sys.platform != "linux" or not (is_large or (jobs > 1 and len(items) > 1)):
        yield from map(work, items)
        return
    # Costly to import, and a small build needs none of it.
    import multiprocessing

    from kbgen.system.pool import pool

    if multiprocessing.current_process().daemon:  # a cluster's worker may start none of its own
        yield from map(work, items)
        return
    yield from pool(work, items, min(jobs, len(items)))
