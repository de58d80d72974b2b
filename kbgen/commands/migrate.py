"""`kbgen migrate`: moves a project of another generator into one of kbgen."""

from __future__ import annotations

from pathlib import Path

from kbgen.errors import KbgenError
from kbgen.importing.understand.language import detect
from kbgen.migrating.model import read_files
from kbgen.migrating.plan import REPORT, MigrationPlan
from kbgen.migrating.recognize import plan_migration, recognize
from kbgen.migrating.report import to_markdown, to_text
from kbgen.migrating.write import refuse_changes, refuse_folder, write_in_place, write_new


def migrate_project(
    root: Path, generator: str | None, into: Path | None, is_dry: bool
) -> tuple[str, MigrationPlan]:
    """Move a project, into a new folder or in place; return the report, and what was planned.

    Raises KbgenError if it cannot be done; then nothing is written.
    """
    source = read_files(root)
    if not is_dry:
        _refuse(root, into)
    plan = plan_migration(source, generator or recognize(source), _language)
    files = {**plan.files, REPORT: to_markdown(plan).encode()}
    if not is_dry and into:
        write_new(into, {**{name: source.data(name) for name in plan.copied}, **files})
    elif not is_dry:
        write_in_place(root, files, {old: new for old, new in plan.moves if old})
    return to_text(plan, is_dry), plan


def _language(text: str) -> str:
    guess = detect(text)
    return guess.lang if guess else ""


def _refuse(root: Path, into: Path | None) -> None:
    if into is None:
        refuse_changes(root)
        return
    refuse_folder(into)
    if into.resolve() == root.resolve() or root.resolve() in into.resolve().parents:
        raise KbgenError(f"{into} lies in the old project; choose a folder outside of it")
