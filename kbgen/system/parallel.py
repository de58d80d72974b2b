"""Distributes long work over the processor's cores."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from kbgen.system.limit import WorkerDiedError

T = TypeVar("T")
R = TypeVar("R")
FEWEST = 240  # fewer items: starting processes takes longer than they save
LARGE = 64 * 1024
"""Bytes of a large page. Steps that Python cannot interrupt take at most quadratic time: less than
a second for this size, minutes for a megabyte."""


def cores() -> int:
    """Return the number of processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_parts(
    work: Callable[[Sequence[T]], list[R]], items: Sequence[T], is_large: bool = False
) -> list[R]:
    """Return `work(items)`, computed in several processes if there are many items.

    The results are in the order of the items. With `is_large` the work is never done in this
    process: see `each`.
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
    """Yield the result of each item in order, computed by `jobs` processes.

    The processes are forks: they share the data of `work` without copying it, and their changes
    stay in them. A process that exceeds the limits of `limited` is ended, and its item is begun
    again without the task that exceeded them. With one job, or without fork, the work is done in
    this process, unless it `is_large` and may have to be ended.
    Raises WorkerDiedError if a process dies, and the exceptions of `work`.
    """
    if not items:
        return
    if sys.platform != "linux" or not (is_large or (jobs > 1 and len(items) > 1)):
        yield from map(work, items)
        return
    # Slow to import, and a small build does not need it.
    import multiprocessing

    from kbgen.system.pool import pool

    if multiprocessing.current_process().daemon:  # a cluster's worker may start no processes
        yield from map(work, items)
        return
    yield from pool(work, items, min(jobs, len(items)))
