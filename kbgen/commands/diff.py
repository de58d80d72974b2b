"""`kbgen diff`: the answers that changed between two sites or revisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from kbgen.commands.build import build_site
from kbgen.errors import ContentError, FindingsError, KbgenError
from kbgen.mkdocs.foreign import foreign_code, has_foreign_templates
from kbgen.model.finding import Finding
from kbgen.options import BuildOptions
from kbgen.output.answers import Answers
from kbgen.output.diff import Changes, compare_answers
from kbgen.source.revisions import checked_out


def compare_sites(
    config_file: Path, before: str, after: str, report: Callable[[Sequence[Finding]], None]
) -> Changes:
    """Return the changed answers; each side is the folder of a built site or a git revision.

    Raises KbgenError if a side is neither, or its content has errors (passed to `report`).
    """
    sides = [_answers(config_file, side, report) for side in (before, after)]
    return compare_answers(*sides)


def _answers(
    config_file: Path, side: str, report: Callable[[Sequence[Finding]], None]
) -> dict[str, Answers]:
    if Path(side).exists():
        return _read_answers(Path(side))
    with checked_out(config_file, side) as config, TemporaryDirectory() as temporary:
        if foreign := foreign_code(config_file, config):
            named = ", ".join(foreign[:5]) + (" …" if len(foreign) > 5 else "")
            raise KbgenError(
                f"'{side}' is not built here, for it would run what your mkdocs.yml does not "
                f"name: {named}. Read that, build both where you trust them, and compare the "
                "folders: kbgen diff OLD_SITE NEW_SITE"
            )
        own = not has_foreign_templates(config_file, config)
        try:
            options = BuildOptions(Path(temporary) / "site", own_templates=own)
            built, _ = build_site(config, options, report, lambda *_: None)
        except (ContentError, FindingsError) as problem:
            if isinstance(problem, FindingsError):
                report(problem.findings)
            raise KbgenError(f"'{side}' has errors, so there is no site to compare") from problem
        return _read_answers(built)


def _read_answers(site_dir: Path) -> dict[str, Answers]:
    """Return language → answers of a built site; the default language comes first."""
    first = site_dir / "api/answers.json"
    if not first.is_file():
        raise KbgenError(f"{site_dir} is no site that kbgen built: it has no api/answers.json")
    found = {}
    for file in (first, *sorted(site_dir.glob("*/api/answers.json"))):
        try:
            answers = Answers.model_validate_json(file.read_bytes())
        except ValidationError as problem:
            what = f"{problem.error_count()} mistakes, the first: {problem.errors()[0]['msg']}"
            raise KbgenError(f"{file} is not as kbgen writes it ({what})") from None
        found[answers.language] = answers
    return found
