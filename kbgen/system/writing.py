"""Writes files, each completely or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(file: Path, data: bytes, replaces: bool = True) -> None:
    """Write a temporary file and rename it. Raises OSError.

    A file that is replaced keeps its permissions; without `replaces`, raises FileExistsError if
    there is one.
    """
    mode = file.stat().st_mode & 0o777 if replaces and file.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".kbgen-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        temporary.chmod(mode)
        if replaces:
            temporary.replace(file)
        else:
            os.link(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
