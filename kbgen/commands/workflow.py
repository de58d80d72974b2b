"""`kbgen workflow`: write the files that have a host or a CI build and publish the site."""

from __future__ import annotations

import os
import re
import shlex
from datetime import datetime
from pathlib import Path

from kbgen.errors import KbgenError
from kbgen.mkdocs.driver import load
from kbgen.output.workflows import (
    PROGRAMS,
    REQUIREMENTS,
    WorkflowValues,
    last_zone,
    requirements,
    workflow_files,
)
from kbgen.source.git import folder_in_repository
from kbgen.source.tree import read_site
from kbgen.system.files import read_file
from kbgen.system.writing import write_whole

_USUAL = ("mkdocs.yml", "properdocs.yml")
_KBGEN = re.compile(r"^kbgen(?![\w-])", re.M | re.I)


def project_workflow(config_file: Path, name: str) -> dict[Path, str]:
    """Return the files of a workflow for a project, by their places. Raises KbgenError."""
    if config_file.name not in _USUAL:
        what = f"workflows build mkdocs.yml, not {config_file.name}"
        raise KbgenError(f"{what}; name it so, or copy what --dry-run prints for another project")
    project = load(config_file)
    root = project.settings.root
    if below := folder_in_repository(root):
        what = f"mkdocs.yml is in the folder {below} of its git repository"
        where = "hosts look for their files at its top"
        raise KbgenError(f"{what}, and {where}; give the help site a repository of its own")
    site, _ = read_site(project.settings)
    zones = {site.timezone(), *(branch.timezone for branch in site.branches.values())}
    now = datetime.now()
    site_dir = shlex.quote(Path(os.path.relpath(project.site_dir, root)).as_posix())
    files = workflow_files(name, WorkflowValues(last_zone(zones, now), site_dir, now))
    return {root / path: text for path, text in files.items()} | _requirements(root)


def _requirements(root: Path) -> dict[Path, str]:
    """Return requirements.txt, unless there is one that names kbgen."""
    file = root / REQUIREMENTS
    listed = read_file(file, [root]).decode("utf-8", "replace") if file.exists() else ""
    if _KBGEN.search(listed):
        return {}
    return {file: (f"{listed.rstrip()}\n" if listed.strip() else "") + requirements()}


def write_workflow(files: dict[Path, str], replaces: bool) -> list[Path]:
    """Write the files; return those that are new or changed.

    Raises KbgenError if one is there already with another text.
    """
    changed = [file for file, text in files.items() if not _has(file, text.encode())]
    there = [file for file in changed if file.name != REQUIREMENTS and os.path.lexists(file)]
    if there and not replaces:
        names = " and ".join(map(str, there))
        raise KbgenError(
            f"there is another {names}; look at what --dry-run prints and take over what you "
            "need, or replace yours with --overwrite"
        )
    for file in changed:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, files[file].encode())
        if file.name in PROGRAMS:
            file.chmod(0o755)
    return changed


def _has(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data
