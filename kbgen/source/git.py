"""Runs git in a project, without the hooks and the surroundings of another repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_PLACES = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}
"""Within a git hook these variables name another repository."""

SHALLOW = "git has only a part of the history here (CI: fetch-depth: 0, GIT_DEPTH: 0)"
"""What to tell of a repository that is shallow, before what follows from it."""


def git_command(folder: Path, *args: str) -> list[str]:
    """Return the command that runs git in a folder without the project's hooks."""
    return ["git", "-C", str(folder), "-c", "core.hooksPath=/dev/null", *args]


def git_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in _PLACES}


def head(folder: Path) -> str:
    """Return the commit that is checked out in a project; "" if there is none, or no git."""
    found = _run(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    return found.stdout.strip() if found and found.returncode == 0 else ""


def came_before(folder: Path, one: str, other: str) -> bool | None:
    """Tell whether a commit is an ancestor of another; None if git does not know one of them."""
    found = _run(folder, "merge-base", "--is-ancestor", one, other)
    return {0: True, 1: False}.get(found.returncode) if found else None


def folder_in_repository(folder: Path) -> str:
    """Return where a folder is in its repository: "help/"; "" at the top, or without git."""
    found = _run(folder, "rev-parse", "--show-prefix")
    return found.stdout.rstrip("\n") if found and found.returncode == 0 else ""


def is_shallow(folder: Path) -> bool:
    """Tell whether a repository has only a part of its history, as most CI fetches it."""
    found = _run(folder, "rev-parse", "--is-shallow-repository")
    return found is not None and found.stdout.strip() == "true"


def _run(folder: Path, *args: str) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(
            git_command(folder, *args),
            env=git_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return None
