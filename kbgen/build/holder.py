"""Finds the process that holds a lock."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from pathlib import Path

_LOCK = re.compile(r"\d+: FLOCK +ADVISORY +WRITE (?P<process>\d+) \S+:(?P<inode>\d+) ")


def holder_of(lock: int, proc: Path = Path("/proc")) -> str:
    """Describe the process that holds the lock on an open file.

    "process 1234, since 10:12, kbgen build --strict", as far as the system knows it; "" if it does
    not. Linux knows it in /proc/locks (proc_locks(5)).
    """
    with suppress(OSError, ValueError, IndexError):
        inode = str(os.fstat(lock).st_ino)
        for line in (proc / "locks").read_text().splitlines():
            found = _LOCK.match(line)
            if found and found["inode"] == inode and found["process"] != "0":
                return _described(int(found["process"]), proc)
    return "this system does not tell which"


def _described(process: int, proc: Path) -> str:
    text = [f"process {process}"]
    with suppress(OSError, ValueError, IndexError):
        text.append(f"since {_started(process, proc)}")
    with suppress(OSError):
        words = (proc / str(process) / "cmdline").read_bytes().decode(errors="replace").split("\0")
        command = " ".join(Path(word).name if at < 2 else word for at, word in enumerate(words))
        text += [command.strip()[:80]] if command.strip() else []
    return ", ".join(text)


def _started(process: int, proc: Path) -> str:
    """Return the time at which a process was started, with the day if that is not today."""
    # The program's name, in parentheses, may contain anything; field 22 is counted after it.
    fields = (proc / str(process) / "stat").read_text().rpartition(")")[2].split()
    uptime = float((proc / "uptime").read_text().split()[0])
    began = time.time() - uptime + int(fields[19]) / os.sysconf("SC_CLK_TCK")
    is_today = time.strftime("%x", time.localtime(began)) == time.strftime("%x")
    return time.strftime("%H:%M" if is_today else "%Y-%m-%d %H:%M", time.localtime(began))
