"""Checks out a project at a git revision into a temporary folder."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kbgen.errors import KbgenError
from kbgen.source.git import git_command, git_environment


@contextmanager
def checked_out(config_file: Path, revision: str) -> Iterator[Path]:
    """Yield the path of the configuration file at a revision, in a temporary folder.

    Raises KbgenError if git, the repository, the revision or the file is missing.
    """
    config = config_file.resolve()
    found = _git(config.parent, "rev-parse", "--show-toplevel")
    if found.returncode:
        raise KbgenError(f"'{revision}' is no folder, and no git revision: {found.stderr.strip()}")
    top = Path(found.stdout.strip()).resolve()
    name = f"{revision}^{{commit}}"
    found = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    if found.returncode:
        raise KbgenError(f"'{revision}' is neither a folder nor a git revision of {top}")
    with tempfile.TemporaryDirectory(prefix="kbgen-diff-") as folder:
        tree = Path(folder).resolve() / "tree"
        try:
            added = _git(top, "worktree", "add", "--detach", str(tree), found.stdout.strip())
            if added.returncode:
                raise KbgenError(f"git could not check out '{revision}': {added.stderr.strip()}")
            then = tree / config.relative_to(top)
            if not then.is_file():
                raise KbgenError(f"there was no {config.name} at '{revision}'")
            yield then
        finally:
            # Force twice: an interrupted `worktree add` leaves the tree locked.
            _git(top, "worktree", "remove", "--force", "--force", str(tree))


def user_name(folder: Path) -> str:
    """Return the name that git has for who works in a folder; "" if there is none, or no git."""
    try:
        return _git(folder, "config", "user.name").stdout.strip()
    except KbgenError:
        return ""


def _git(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command, env = git_command(folder, *args), git_environment()
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    except FileNotFoundError:
        raise KbgenError(
            "git is not installed; compare two folders of built sites, or install it"
        ) from None
