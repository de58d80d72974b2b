"""Exchanges two folders so that at every moment one of them is in place."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

ASIDE = "-kbgen-aside"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux, renameat2(2)
_RENAME_SWAP = 2  # macOS, renamex_np(2)


def exchange(one: Path, other: Path) -> None:
    """Exchange two folders of one file system in a single step.

    On systems without such a call it takes two renames, between which `other` is missing for a
    moment. Raises OSError.
    """
    if _in_one_step(os.fsencode(one), os.fsencode(other)):
        return
    aside = other.with_name(f".{other.name}{ASIDE}-{os.getpid()}")
    other.rename(aside)
    try:
        one.rename(other)
    except OSError:
        aside.rename(other)
        raise
    aside.rename(one)


def _in_one_step(one: bytes, other: bytes) -> bool:
    """Exchange two folders by a system call; return False if system or disk do not support it."""
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = system.renamex_np(one, other, _RENAME_SWAP)
        else:
            failed = system.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
    except (AttributeError, OSError, TypeError):
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), os.fsdecode(other))
