"""Runs kbgen on a pseudo terminal, where somebody answers its questions."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_LONGEST = 120
"""Seconds after which a command hangs."""


def on_terminal(
    root: Path, args: Sequence[str], answers: Sequence[str], question: str
) -> tuple[str, int]:
    """Run kbgen; give it one answer each time that it has printed `question`, a pattern.

    Return what the terminal showed, and the exit code. "\\x03" is Ctrl-C.
    """
    if os.name == "nt":
        pytest.skip("Windows has no pseudo terminals")
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kbgen", *args]
    shown, waiting, due = "", list(answers), time.monotonic() + _LONGEST
    environment = {**os.environ, "COLUMNS": "200", "TERM": "xterm"}
    with subprocess.Popen(
        command, cwd=root, stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
        preexec_fn=_take_terminal,
    ) as process:  # fmt: skip
        os.close(theirs)
        try:
            raw, asked = b"", 0
            while data := _read(ours, due):
                raw += data
                shown = _ANSI.sub("", raw.decode("utf-8", "ignore")).replace("\r\n", "\n")
                times = len(re.findall(question, shown))
                while waiting and asked < times:
                    answer = waiting.pop(0)
                    asked += 1
                    _await_reading(process.pid, due)
                    if answer == "\x03":
                        interrupt(process.pid, lambda: os.write(ours, b"\x03"), due)
                    else:
                        os.write(ours, f"{answer}\n".encode())
        finally:
            if time.monotonic() > due:
                process.kill()
            os.close(ours)
    assert not waiting, f"it did not ask: {waiting}\n{shown}"
    return shown, process.returncode


def heed_ctrl_c() -> None:
    """Let Ctrl-C end the new process, also where the tests were started in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _take_terminal() -> None:
    """Make the pseudo terminal that of the new process, so that Ctrl-C reaches it."""
    import fcntl
    import termios

    heed_ctrl_c()
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    mode = termios.tcgetattr(0)
    mode[3] |= termios.NOFLSH  # else Ctrl-C may throw away what is printed after it
    termios.tcsetattr(0, termios.TCSANOW, mode)


def _await_reading(pid: int, due: float) -> None:
    """Return when a process sleeps: what is typed before it reads may be thrown away."""
    file, asleep = Path(f"/proc/{pid}/stat"), 0
    while file.exists() and asleep < 5 and time.monotonic() < due:
        state = file.read_text().rpartition(")")[2].split()[0]
        asleep = asleep + 1 if state in "SZ" else 0
        time.sleep(0.005)


def interrupt(pid: int, send: Callable[[], object], due: float) -> None:
    """Send Ctrl-C, and again where it came just before the process read: then it sleeps on."""
    send()
    while time.monotonic() < due and _sleeps_on(pid):
        send()


def _sleeps_on(pid: int) -> bool:
    """Tell whether a process does nothing for a second."""
    end = time.monotonic() + 1
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state != "S":
            return False
        time.sleep(0.005)
    return True


def _read(terminal: int, due: float) -> bytes:
    """Return what was printed, b"" at the end."""
    ready, _, _ = select.select([terminal], [], [], max(0.0, due - time.monotonic()))
    if not ready:
        return b""
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux tells the end of a terminal as an error
        return b""
