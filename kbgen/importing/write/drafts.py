"""Writes pages as files, each completely or not at all."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from kbgen.importing.request import Import
from kbgen.importing.write.pages import DraftPage, relative


def write_page(run: Import, made: DraftPage) -> DraftPage:
    """Write a page completely or not at all."""
    if made.problem:
        return made
    file = run.into / made.read.document.guess.lang / f"{made.page_id}.md"
    place = Path(os.path.realpath(file.parent))
    if not any(place.is_relative_to(folder) for folder in run.settings.bounds):
        where = relative(run.settings, file.parent)
        why = f"{made.report.path} cannot be written: {where} leads out of the project"
        return replace(made, problem=why)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        where = relative(run.settings, file.parent)
        return replace(made, problem=f"{made.report.path} cannot be written: {where} is no folder")
    try:
        _write_whole(file, made.text, run.request.force)
    except FileExistsError:
        return replace(made, problem=f"{made.report.path} is there already")
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        return replace(made, problem=f"{made.report.path} cannot be written: {reason}")
    return made


def _write_whole(file: Path, text: str, force: bool) -> None:
    """Write a temporary file and rename it; without `force` never replace a file."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".kbgen-import-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        temporary.chmod(0o666 & ~_umask())
        if force:
            temporary.replace(file)
        else:
            os.link(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask_ = os.umask(0)
    os.umask(mask_)
    return mask_
