"""Reads single keys from a terminal."""

from __future__ import annotations

import os
import sys

import click


def read_key() -> str:
    """Wait for a key at the terminal that is the standard input; "" at its end.

    Keys that were typed before are kept, and Ctrl-C interrupts. A key that sends several bytes
    is read byte by byte, and bytes that are no ASCII as U+FFFD.
    """
    if sys.platform == "win32":
        return click.getchar()
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        # Unlike click.getchar, which drops what was typed while the program was at work.
        tty.setcbreak(terminal, termios.TCSADRAIN)
        return os.read(terminal, 1).decode("ascii", errors="replace")
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
