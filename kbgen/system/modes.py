"""The file modes of a site: every server can read it, independent of the builder's umask."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

FILE, FOLDER = 0o644, 0o755
_PERMISSIONS = 0o777
"""The bits that kbgen sets; other bits, such as setgid on folders, are not changed."""


def permissions(status: os.stat_result) -> int:
    """Return the permission bits of a file."""
    return stat.S_IMODE(status.st_mode) & _PERMISSIONS


def set_mode(path: Path | str | int, mode: int) -> None:
    """Set the mode of a file, an open file or a folder, if it differs.

    Disks and systems without modes are ignored.
    """
    status = os.stat(path)  # noqa: PTH116 # quick for thousands, and works for open files
    if permissions(status) != mode and os.chmod in os.supports_fd:
        with suppress(OSError):
            mode |= stat.S_IMODE(status.st_mode) & ~_PERMISSIONS
            os.chmod(path, mode)  # noqa: PTH101 # an open file has no Path


def make_folder(folder: Path) -> None:
    """Make a folder of a site, and the missing folders above it."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        set_mode(one, FOLDER)


def make_readable(site: Path) -> None:
    """Set the modes of all files and folders of a site.

    Hidden files and folders at its top, except `.well-known`, do not belong to it.
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
