"""One fresh process and its children: how long, how much work, how much memory. Needs Linux."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from benchmarks.speed.projects import ROOT

INTERVAL = 0.1
"""Seconds between two looks at /proc: a look costs about a hundredth of a core's time."""


class RunError(Exception):
    """A command that ended with an error, or not in time."""


@dataclass(frozen=True)
class Usage:
    """`largest` is the peak of the largest process, `together` that of all at once, in bytes.

    Pages that processes share count in each of them, so `together` is an upper bound.
    """

    seconds: float
    cpu: float
    largest: int
    together: int
    processes: int


@dataclass
class Watch:
    """Measures the processes of a session until it is stopped."""

    session: int
    largest: int = 0
    together: int = 0
    processes: int = 0
    _others: set[str] = field(default_factory=set)

    def look(self) -> None:
        peaks, sizes = [0], []
        for process in self._members():
            with suppress(OSError):
                peak, size = _memory(process)
                peaks.append(peak)
                sizes.append(size)
        self.largest = max(self.largest, *peaks)
        self.together = max(self.together, sum(sizes))
        self.processes = max(self.processes, len(sizes))

    def _members(self) -> Iterator[str]:
        """Yield the processes of the session; those of others are looked at only once."""
        running = {name for name in os.listdir("/proc") if name.isdigit()}  # noqa: PTH208 # ten times a second
        self._others &= running
        for process in running - self._others:
            if _session(process) == self.session:
                yield process
            else:
                self._others.add(process)


def run(command: Sequence[str | Path], folder: Path, timeout: float) -> Usage:
    """Run a command in a folder. Raises RunError with the end of its output."""
    with tempfile.TemporaryFile() as shown:
        started = time.perf_counter()
        process = start(command, folder, shown)
        killer = threading.Timer(timeout, stop, [process])
        killer.start()
        try:
            with _watched(process.pid) as watch:
                _, status, used = os.wait4(process.pid, 0)
                seconds = time.perf_counter() - started
        finally:
            killer.cancel()
            stop(process)  # what it left running, and all of it if we are interrupted
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RunError(f"not done in {timeout:.0f} s" if seconds >= timeout else _tail(shown))
    cpu = used.ru_utime + used.ru_stime
    return Usage(seconds, cpu, watch.largest, watch.together, watch.processes)


def start(
    command: Sequence[str | Path], folder: Path, output: IO[bytes] | int
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own; kbgen is the one of this repository."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    # An installed program is compiled once, not with every start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def running(command: Sequence[str | Path], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command, such as a server, until the block ends."""
    process = start(command, folder, subprocess.DEVNULL)
    try:
        yield process
    finally:
        stop(process)
        process.wait()


@contextmanager
def _watched(session: int) -> Iterator[Watch]:
    """Look at the processes of a session again and again until the block ends."""
    watch, ended = Watch(session), threading.Event()

    def look() -> None:
        while not ended.wait(INTERVAL):
            watch.look()

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield watch
    finally:
        ended.set()
        looking.join()


def _session(process: str) -> int:
    try:
        text = Path("/proc", process, "stat").read_text("utf-8", errors="replace")
    except OSError:
        return -1
    return int(text.rpartition(")")[2].split()[3])


def _memory(process: str) -> tuple[int, int]:
    """Return the highest and the present size of a process in bytes; 0 when it is ending."""
    lines = Path("/proc", process, "status").read_text("utf-8", errors="replace").splitlines()
    values = dict(line.split(":", 1) for line in lines if ":" in line)
    peak, size = (int(values.get(name, "0").split()[0]) for name in ("VmHWM", "VmRSS"))
    return peak * 1024, size * 1024


def _tail(shown: IO[bytes]) -> str:
    shown.seek(0)
    lines = shown.read().decode("utf-8", "replace").strip().splitlines()
    return " / ".join(line.strip() for line in lines[-3:]) or "it failed"
