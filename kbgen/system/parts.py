"""Shares long work among the processor's cores."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
FEWEST = 240  # below this, starting processes costs more than they save
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, prctl(2)
_work: Callable[[Any], Any] | None = None


class WorkerLostError(Exception):
    """A process ended before its work: killed, or out of memory."""


def cores() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_parts(work: Callable[[Sequence[T]], list[R]], items: Sequence[T]) -> list[R]:
    """Return `work(items)`, done in several processes where there are many items.

    The order of the results is that of the items.
    """
    jobs = cores()
    if len(items) < FEWEST or jobs < 2:
        return work(items)
    size = -(-len(items) // (jobs * 4))
    parts = [items[start : start + size] for start in range(0, len(items), size)]
    try:
        return [result for part in each(work, parts, jobs) for result in part]
    except WorkerLostError:
        return work(items)


def each(work: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """Yield the result of each item, in their order, as they are worked on by `jobs` processes.

    The processes are forks: they see what `work` holds as it is, so it need not be copied, and
    what they change stays with them. One process, or a system that cannot fork: done here.
    Raises WorkerLostError if a process dies, and what `work` raises.
    """
    global _work
    if jobs < 2 or len(items) < 2 or sys.platform != "linux":
        yield from map(work, items)
        return
    # Costly to import, and a small build needs none of it.
    import multiprocessing

    if multiprocessing.current_process().daemon:  # a cluster's worker may start none of its own
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    _work = work
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(min(jobs, len(items)), context, _follow, (os.getpid(),)) as pool:
            try:
                yield from pool.map(_do, items)
            except BrokenProcessPool as problem:
                raise WorkerLostError from problem
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    finally:
        _work = None


def _follow(parent: int) -> None:
    """Have this process end when its parent is killed, and leave Ctrl-C to the parent."""
    import ctypes
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _do(item: Any) -> Any:
    assert _work is not None
    return _work(item)
