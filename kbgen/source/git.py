"""Runs git in a project, without the hooks and the surroundings of another repository."""

from __future__ import annotations

import os
from pathlib import Path

_PLACES = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}
"""Within a git hook these variables name another repository."""


def git_command(folder: Path, *args: str) -> list[str]:
    """Return the command that runs git in a folder without the project's hooks."""
    return ["git", "-C", str(folder), "-c", "core.hooksPath=/dev/null", *args]


def git_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in _PLACES}
