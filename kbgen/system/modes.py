"""The modes of a site: every server may read it, whoever built it, under whatever umask."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

FILE, FOLDER = 0o644, 0o755
_PERMISSIONS = 0o777
"""Bits beside these (a group that is handed down to new files) are left as they are."""


def permissions(status: os.stat_result) -> int:
    """Return who may do what with a file."""
    return stat.S_IMODE(status.st_mode) & _PERMISSIONS


def set_mode(path: Path | str | int, mode: int) -> None:
    """Give a file, an open file or a folder its mode, if it has another.

    Nothing is done on a disk or a system that knows none.
    """
    status = os.stat(path)  # noqa: PTH116 # of thousands, and of open files
    if permissions(status) != mode and os.chmod in os.supports_fd:
        with suppress(OSError):
            mode |= stat.S_IMODE(status.st_mode) & ~_PERMISSIONS
            os.chmod(path, mode)  # noqa: PTH101 # an open file has no Path


def make_folder(folder: Path) -> None:
    """Make a folder of a site, and those above it that are not there."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        set_mode(one, FOLDER)


def make_readable(site: Path) -> None:
    """Give all files and folders of a site their modes.

    What is hidden at its top is not the site's own, except `.well-known`.
    """
    for root, names, files in os.walk(site):
        here = Path(root)
        if here == site:
            names[:] = [name for name in names if not name.startswith(".") or name == ".well-known"]
            files = [name for name in files if not name.startswith(".")]
        set_mode(here, FOLDER)
        for name in files:
            if not (here / name).is_symlink():
                set_mode(here / name, FILE)
