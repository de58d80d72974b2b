"""Holds the work on one thing to a time and a depth."""

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
"""Calls within calls. Each may take more than a kilobyte of the stack, which has 8 MB."""
_AGAIN = 0.5
"""Seconds after which work that went on all the same is interrupted again."""
_TURNS = 100
"""How often another thread may go on until an interruption has surely arrived."""
_HEAD = struct.Struct("<dH")


class ExcessError(Exception):
    """Work was given up. `excess` says for what: "time", "depth", "memory" or "crash"."""

    def __init__(self, excess: str) -> None:
        super().__init__(excess)
        self.excess = excess


class _TimeUp(BaseException):
    """No `except Exception` of a library may hold this up."""


class Slot:
    """What a process is at, in memory that the process which started it can read at any time."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)

    def begin(self, name: str, seconds: float) -> None:
        """Note that something was begun that may take so many seconds."""
        written = name.encode()[: mmap.PAGESIZE - _HEAD.size]
        self._memory[_HEAD.size : _HEAD.size + len(written)] = written
        self._memory[: _HEAD.size] = _HEAD.pack(time.monotonic() + seconds, len(written))

    def end(self) -> None:
        self._memory[: _HEAD.size] = _HEAD.pack(0, 0)

    def task(self) -> tuple[str, float] | None:
        """Return what was begun and not ended, and how many seconds ago it should have been."""
        due, length = _HEAD.unpack(self._memory[: _HEAD.size])
        if not due:
            return None
        name = self._memory[_HEAD.size : _HEAD.size + length].decode(errors="ignore")
        return name, time.monotonic() - due


_slot: Slot | None = None
_given_up: Mapping[str, str] = {}
_active = threading.local()


def report_to(slot: Slot, given_up: Mapping[str, str]) -> None:
    """Have this process note what it is at, and not begin again what ended others before it.

    `given_up` are the names of those, and for what.
    """
    global _slot, _given_up
    _slot, _given_up = slot, given_up


def limited(name: str, seconds: float, work: Callable[[], R]) -> R:
    """Return `work()`, which is known to others by `name`.

    Raises ExcessError if it takes longer than so many seconds, calls itself too deeply or needs
    more memory than there is. Within other limited work only the outer limits hold.
    """
    if getattr(_active, "name", None):
        return work()
    if name in _given_up:
        raise ExcessError(_given_up[name])
    # A signal interrupts what Python runs, regular expressions as well.
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
    """Return `work()`, or raise _TimeUp."""
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
    except _TimeUp:  # it may have rung in the lines above
        is_on = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        raise
    finally:
        signal.signal(signal.SIGALRM, before)


def _by_thread(seconds: float, work: Callable[[], R]) -> R:
    """Do the same where no signal can be had: on Windows, and in other threads than the first.

    What is one step to Python, a regular expression for example, cannot be interrupted so.
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
        # One may be on its way. To take it back would leave CPython 3.11 looking for it at every
        # call of every function.
        with suppress(_TimeUp):
            for _ in range(_TURNS if is_sent.is_set() else 0):
                time.sleep(0)


class WorkerDiedError(Exception):
    """A process ended before its work: killed, or out of memory."""
