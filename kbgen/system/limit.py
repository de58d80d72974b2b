"""Limits the time and the depth of work on one item."""

from __future__ import annotations

import ctypes
import mmap
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TypeVar

R = TypeVar("R")
DEEPEST = 5000
"""The most nested calls. Each may use more than a kilobyte of the stack, which has 8 MB."""
_AGAIN = 0.5
"""Seconds after which work that ignored an interruption is interrupted again."""
_TURNS = 100
"""The number of thread switches after which an interruption has surely arrived."""
_HEAD = struct.Struct("<dH")


class ExcessError(Exception):
    """Work was stopped. `excess` is the exceeded limit: "time", "depth", "memory" or "crash"."""

    def __init__(self, excess: str) -> None:
        super().__init__(excess)
        self.excess = excess


class _TimeUp(BaseException):
    """The time is over; a BaseException, so that `except Exception` in libraries ignores it."""


class Slot:
    """The current task of a process, in memory that its parent process can read at any time."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)

    def begin(self, name: str, seconds: float) -> None:
        """Record that a task has begun that may take `seconds`."""
        written = name.encode()[: mmap.PAGESIZE - _HEAD.size]
        self._memory[_HEAD.size : _HEAD.size + len(written)] = written
        self._memory[: _HEAD.size] = _HEAD.pack(time.monotonic() + seconds, len(written))

    def end(self) -> None:
        self._memory[: _HEAD.size] = _HEAD.pack(0, 0)

    def task(self) -> tuple[str, float] | None:
        """Return the current task and the seconds since its time was over, negative before that."""
        due, length = _HEAD.unpack(self._memory[: _HEAD.size])
        if not due:
            return None
        name = self._memory[_HEAD.size : _HEAD.size + length].decode(errors="ignore")
        return name, time.monotonic() - due


_slot: Slot | None = None
_given_up: Mapping[str, str] = {}
_active = threading.local()


def report_to(slot: Slot, given_up: Mapping[str, str]) -> None:
    """Make this process record its task in `slot`, and refuse tasks that ended other processes.

    `given_up` maps the names of these tasks to the exceeded limits.
    """
    global _slot, _given_up
    _slot, _given_up = slot, given_up


def limited(name: str, seconds: float, work: Callable[[], R]) -> R:
    """Return `work()`; `name` identifies the task to other processes.

    Raises ExcessError if it takes longer than `seconds`, nests calls too deeply or runs out of
    memory. Within other limited work, only the outer limits are applied.
    """
    if getattr(_active, "name", None):
        return work()
    if name in _given_up:
        raise ExcessError(_given_up[name])
    # A signal also interrupts regular expressions, which a thread cannot.
    has_signal = sys.platform != "win32" and threading.current_thread() is threading.main_thread()
    interrupted = _by_signal if has_signal else _by_thread
    _active.name = name
    if _slot:
        _slot.begin(name, seconds)
    try:
        with _deeper():
            return interrupted(seconds, work)
    except _TimeUp:
        raise ExcessError("time") from None
    except RecursionError:
        raise ExcessError("depth") from None
    except MemoryError:
        raise ExcessError("memory") from None
    finally:
        _active.name = None
        if _slot:
            _slot.end()


@contextmanager
def _deeper() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _by_signal(seconds: float, work: Callable[[], R]) -> R:
    """Return `work()`; a signal raises _TimeUp when the time is over."""
    is_on = True

    def ring(_signal: int, _stack: FrameType | None) -> None:
        if is_on:
            raise _TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
            return work()
        finally:
            is_on = False
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _TimeUp:  # the signal may have come within the lines above
        is_on = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        raise
    finally:
        signal.signal(signal.SIGALRM, before)


def _by_thread(seconds: float, work: Callable[[], R]) -> R:
    """Return `work()`; another thread raises _TimeUp in this one when the time is over.

    For Windows and for threads other than the main one, which get no signals. It cannot interrupt a
    single step of Python, such as a regular expression.
    """
    me = ctypes.c_ulong(threading.get_ident())
    lock, is_over, is_sent = threading.Lock(), threading.Event(), threading.Event()

    def ring() -> None:
        wait = seconds
        while not is_over.wait(wait):
            with lock:
                if not is_over.is_set():
                    is_sent.set()
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(me, ctypes.py_object(_TimeUp))
            wait = _AGAIN

    threading.Thread(target=ring, name="kbgen-limit", daemon=True).start()
    try:
        return work()
    finally:
        while not is_over.is_set():
            with suppress(_TimeUp), lock:
                is_over.set()
        # An exception may be pending. Withdrawing it would make CPython 3.11 look for it at every
        # function call.
        with suppress(_TimeUp):
            for _ in range(_TURNS if is_sent.is_set() else 0):
                time.sleep(0)


class WorkerDiedError(Exception):
    """A process ended before its work was done: it was killed or out of memory."""
