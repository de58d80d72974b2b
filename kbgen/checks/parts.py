"""Shares long work among the processor's cores."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
FEWEST = 600  # below this, starting processes costs more than they save
_work: Callable[[Any], Any] | None = None


def in_parts(work: Callable[[Sequence[T]], list[R]], items: Sequence[T]) -> list[R]:
    """Return `work(items)`, done in several processes where there are many items.

    The processes are forks: they see what `work` holds as it is, so it need not be copied. The
    order of the results is that of the items.
    """
    global _work
    cores = os.cpu_count() or 1
    if len(items) < FEWEST or cores < 2 or sys.platform != "linux":
        return work(items)
    size = -(-len(items) // (cores * 4))

    def do(part: int) -> list[R]:
        return work(items[part * size : (part + 1) * size])

    _work = do
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(cores, mp_context=context) as pool:
            parts = pool.map(_do, range(cores * 4))
            return [result for part in parts for result in part]
    finally:
        _work = None


def _do(part: int) -> Any:
    assert _work is not None
    return _work(part)
