"""Writes pages as files, each completely or not at all."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from kbgen.importing.request import Import
from kbgen.importing.write.pages import DraftPage, relative
from kbgen.system.writing import write_whole


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
        write_whole(file, made.text.encode(), run.request.force)
    except FileExistsError:
        return replace(made, problem=f"{made.report.path} is there already")
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        return replace(made, problem=f"{made.report.path} cannot be written: {reason}")
    return made
