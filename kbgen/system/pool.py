"""Worker processes that are ended if they exceed the limits of their work."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from kbgen.system.limit import Slot, WorkerDiedError, report_to

T = TypeVar("T")
R = TypeVar("R")
GRACE = 2.0
"""Seconds after its time is over in which a process may still interrupt itself."""
_LOOK = 0.5
"""Seconds between checks whether a process is late."""
_AHEAD = 2
"""The number of items that a process gets at once, so that it need not wait for the next."""
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, prctl(2)


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    slot: Slot
    given: deque[int] = field(default_factory=deque)

    def give(self, number: int) -> None:
        self.given.append(number)
        with suppress(OSError):  # if the process died, reading the pipe will show it
            self.pipe.send(number)

    def is_late(self) -> bool:
        task = self.slot.task()
        return task is not None and task[1] > GRACE

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Pool:
    """Distributes items in order to worker processes; results come as they are ready."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any], jobs: int) -> None:
        self._work, self._items, self._jobs = work, items, jobs
        self._todo = deque(range(len(items)))
        self._given_up: dict[str, str] = {}
        self._workers: list[_Worker] = []
        self._context = multiprocessing.get_context("fork")

    def run(self) -> Iterator[tuple[int, Any]]:
        """Yield (number of the item, result), as they are ready."""
        try:
            while self._todo or any(worker.given for worker in self._workers):
                self._give()
                ready = wait([worker.pipe for worker in self._workers], _LOOK)
                for worker in list(self._workers):
                    if worker.pipe in ready:
                        yield from self._receive(worker)
                    elif worker.is_late():
                        self._replace(worker, "time")
        finally:
            for worker in self._workers:
                worker.end()

    def _give(self) -> None:
        while self._todo and len(self._workers) < self._jobs:
            self._start()
        for _ in range(_AHEAD):
            for worker in self._workers:
                if self._todo and len(worker.given) < _AHEAD:
                    worker.give(self._todo.popleft())

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        slot = Slot()
        process = self._context.Process(
            target=_run,
            args=(self._work, self._items, theirs, slot, dict(self._given_up), os.getpid()),
            daemon=True,
        )
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours, slot))

    def _receive(self, worker: _Worker) -> Iterator[tuple[int, Any]]:
        try:
            result, problem = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._replace(worker, "crash")
            return
        number = worker.given.popleft()
        if problem is not None:
            raise problem
        yield number, result

    def _replace(self, worker: _Worker, excess: str) -> None:
        """Give the items of a process to other ones, and refuse the task that ended it.

        Raises WorkerDiedError if the task is unknown, or the process was killed from outside.
        """
        task = worker.slot.task()
        worker.process.join(GRACE if excess == "crash" else 0)
        was_killed = worker.process.exitcode == -signal.SIGKILL
        self._workers.remove(worker)
        worker.end()
        if task is None or (excess == "crash" and was_killed):
            raise WorkerDiedError
        self._given_up[task[0]] = excess
        self._todo.extendleft(reversed(worker.given))


def pool(work: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """Yield the result of each item in order; see `each`."""
    ready: dict[int, R] = {}
    wanted = 0
    for number, result in _Pool(work, items, jobs).run():
        ready[number] = result
        while wanted in ready:
            yield ready.pop(wanted)
            wanted += 1


def _run(
    work: Callable[[Any], Any],
    items: Sequence[Any],
    pipe: Connection,
    slot: Slot,
    given_up: dict[str, str],
    parent: int,
) -> None:
    _follow(parent)
    report_to(slot, given_up)
    with suppress(EOFError):
        while True:
            answer: tuple[Any, Exception | None]
            try:
                answer = work(items[pipe.recv()]), None
            except EOFError:
                raise
            except Exception as problem:
                answer = None, _sendable(problem)
            pipe.send(answer)


def _sendable(problem: Exception) -> Exception:
    """Return the exception, or a RuntimeError with its message if it cannot be pickled."""
    try:
        pickle.loads(pickle.dumps(problem))
    except Exception:
        return RuntimeError(f"{type(problem).__name__}: {problem}")
    return problem


def _follow(parent: int) -> None:
    """Make this process end when its parent is killed, and leave Ctrl-C to the parent."""
    import ctypes

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
