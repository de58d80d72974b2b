"""Writes the new project: into a new folder, or in place; all of it, or nothing."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kbgen.errors import KbgenError
from kbgen.source.git import git_command, git_environment, head
from kbgen.system.writing import write_whole


def refuse_folder(into: Path) -> None:
    """Raise KbgenError if there is something in a folder already."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise KbgenError(f"{into} is there already and not empty; choose another folder")


def refuse_changes(root: Path) -> None:
    """Raise KbgenError unless everything in a folder is committed, so that git can undo."""
    if not head(root):
        raise KbgenError(
            f"{root} is in no git repository with a commit, so nothing could be undone; "
            "commit it first, or name a new folder: --into DIR"
        )
    if changed := _git(root, "status", "--porcelain", "--", "."):
        first = changed.splitlines()[0][3:]
        raise KbgenError(
            f"{root} has changes that are not committed ({first} …); "
            "commit or stash them first, or name a new folder: --into DIR"
        )


def write_new(into: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder: beside it first, so that it is there completely or not at all."""
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into.parent, prefix=".kbgen-migrate-") as temporary:
        made = Path(temporary) / "project"
        made.mkdir()
        for name, data in files.items():
            _put(made / name, data)
        with suppress(FileNotFoundError):
            into.rmdir()
        made.replace(into)


def write_in_place(root: Path, files: Mapping[str, bytes], moves: Mapping[str, str]) -> None:
    """Move and write files of a git work tree; git records each move with its history.

    `moves` maps old to new paths; an old file that several have come from, or that none of the
    new files takes the place of, is removed. On a failure git puts back what was there.
    """
    taken = [name for name in files if (root / name).exists() and name not in moves]
    replaced = [name for name in taken if name != "mkdocs.yml"]
    if replaced:
        raise KbgenError(f"{replaced[0]} is there already; name a new folder: --into DIR")
    written: list[Path] = []
    try:
        for old in moves:
            if old not in files:
                (root / old).unlink(missing_ok=True)
        for name, data in files.items():
            written.append(root / name)
            _put(root / name, data)
        _git(root, "add", "--all", "--", ".")
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        _git(root, "reset", "--quiet", "--", ".")
        _git(root, "checkout", "--quiet", "--", ".")
        raise
    _remove_empty(root, {str(Path(old).parent) for old in moves})


def _put(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, data)


def _remove_empty(root: Path, folders: set[str]) -> None:
    for folder in sorted(folders, key=len, reverse=True):
        place = root / folder
        while place != root and place.is_dir() and not any(place.iterdir()):
            place.rmdir()
            place = place.parent


def _git(root: Path, *args: str) -> str:
    found = subprocess.run(
        git_command(root, *args), env=git_environment(), capture_output=True, text=True, check=False
    )
    if found.returncode:
        raise KbgenError(f"git {args[0]} failed: {found.stderr.strip()}")
    return found.stdout
