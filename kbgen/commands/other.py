"""The recipes of the commands that build nothing, or build to look at what was built."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import BaseModel, ValidationError

from kbgen.checks.fix import fix_text
from kbgen.commands.build import build_site, check_project
from kbgen.errors import ContentError, FindingsError, KbgenError
from kbgen.mkdocs.driver import load
from kbgen.mkdocs.foreign import foreign_code, has_foreign_templates
from kbgen.model.finding import ERROR, Finding, did_you_mean
from kbgen.model.front_matter import KINDS, PageMeta
from kbgen.model.options import Options
from kbgen.model.site import Site
from kbgen.options import BuildOptions
from kbgen.output.answers import Answers
from kbgen.output.answers_schema import answers_schema
from kbgen.output.diff import Changes, compare_answers
from kbgen.output.host_files import SERVERS, host_of
from kbgen.output.schema import file_schema, front_matter_schema, map_schema, plugin_schema
from kbgen.output.theme_assets import theme_assets
from kbgen.resolve.describe import describe
from kbgen.resolve.expected import expected_values
from kbgen.resolve.facts import resolve_facts
from kbgen.resolve.locales import resolve_locales
from kbgen.resources import folder
from kbgen.source.branches import BranchForm
from kbgen.source.glossary import term_form
from kbgen.source.ledger import FactForm
from kbgen.source.revisions import checked_out
from kbgen.source.tree import LEDGER, read_site
from kbgen.verify.matrix import Matrix, prove
from kbgen.verify.pages import read_pages


def fix_project(config_file: Path, dry_run: bool) -> tuple[list[str], str]:
    """Repair what is mechanical in every page; return the changed files and the difference."""
    site, _ = check_project(config_file)
    changed: list[str] = []
    difference: list[str] = []
    for article in site.articles.values():
        file = site.settings.root / article.path
        before = file.read_bytes().decode("utf-8")
        after = fix_text(before, article, site.locales[article.lang].numbering)
        if after == before:
            continue
        changed.append(article.path)
        lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
        difference += unified_diff(*lines, article.path, article.path)
        if not dry_run:
            file.write_bytes(after.encode("utf-8"))
    return changed, "".join(difference)


def _is_about_facts(finding: Finding, ledger: str) -> bool:
    codes = ("KB202", "KB203", "KB206", "KB214", "KB215")
    return finding.span.path == ledger or finding.code in codes


def list_facts(
    config_file: Path,
    fact_id: str | None,
    as_of: date | None,
    report: Callable[[Sequence[Finding]], None],
) -> list[dict[str, Any]]:
    """Return what customers are told, as plain data: all facts, or one.

    Raises KbgenError for an unknown fact, ContentError if the ledger cannot be read.
    """
    site, findings = check_project(config_file, as_of)
    _refuse_broken_facts(site, findings, report)
    if fact_id is None:
        return [describe(site, fact) for fact in site.facts]
    if fact_id not in site.facts:
        hint = did_you_mean(fact_id, site.facts) or "see them all with: kbgen facts"
        raise KbgenError(f"there is no fact '{fact_id}'; {hint}")
    return [describe(site, fact_id)]


def _refuse_broken_facts(
    site: Site, findings: Sequence[Finding], report: Callable[[Sequence[Finding]], None]
) -> None:
    ledger = site.settings.relative(site.settings.content / LEDGER)
    broken = [f for f in findings if f.severity == ERROR and _is_about_facts(f, ledger)]
    if broken:
        report(broken)
        raise ContentError("the facts cannot be told before that is put right")


def verify_site(
    config_file: Path,
    site_dir: Path,
    as_of: date | None,
    report: Callable[[Sequence[Finding]], None],
) -> Matrix:
    """Hold a built site to the ledger, whatever built it.

    Raises KbgenError if the folder holds no site of kbgen's, ContentError as list_facts does.
    """
    if not site_dir.is_dir():
        raise KbgenError(f"there is no folder {site_dir}; build the site first: kbgen build")
    settings = load(config_file, as_of=as_of).settings
    site, findings = read_site(settings)
    site, problems = resolve_locales(site)
    site, more = resolve_facts(site)
    _refuse_broken_facts(site, [*findings, *problems, *more], report)
    pages = list(read_pages(site_dir, settings.langs, settings.default, settings.directory_urls))
    if not any(page.sections for page in pages):
        raise KbgenError(
            f"{site_dir} is no site that kbgen built: no whole page below it has "
            f"<html dir lang> and an article in {', '.join(settings.langs)}"
        )
    return prove(pages, expected_values(site))


def compare_sites(
    config_file: Path, before: str, after: str, report: Callable[[Sequence[Finding]], None]
) -> Changes:
    """Return which answers changed; each side is a built site's folder or a git revision.

    Raises KbgenError if one is neither, or its content has errors (given to `report`).
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
    """Read the answers of a built site, by language; the default language comes first."""
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


def schemas(config_file: Path) -> dict[str, dict[str, Any]]:
    """Return the JSON Schemas of what editors write and programs read, by file name."""
    settings = load(config_file).settings
    kinds: dict[str, type[BaseModel]] = {"page": PageMeta, **dict(KINDS.values())}
    terms = term_form(settings.langs)
    return {
        "front-matter.schema.json": front_matter_schema(kinds),
        "facts.schema.json": map_schema("kbgen facts", FactForm),
        "branch.schema.json": file_schema("kbgen branch", BranchForm),
        "glossary.schema.json": map_schema("kbgen glossary", terms),
        "mkdocs.schema.json": plugin_schema("kbgen", Options),
        "answers.schema.json": answers_schema(),
    }


def hosting_text(config_file: Path, server: str) -> str:
    """Return what a server (one of SERVERS) has to be told to serve the site."""
    project = load(config_file)
    assets = theme_assets(project.settings).files
    return SERVERS[server](host_of(project.config, project.settings, assets))


def start_project(target: Path, name: str) -> int:
    """Write the starter site into a new folder; return the number of files.

    Raises KbgenError if the folder has anything in it.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise KbgenError(f"{target} is there already and not empty; choose another folder")
    if not name.strip() or re.search(r"[<>{}\\\n\"]", name):
        raise KbgenError('a name may not hold any of < > { } \\ "')
    starter = folder("starter")
    files = sorted(file for file in starter.rglob("*") if file.is_file())
    for file in files:
        copy = target / file.relative_to(starter)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text("utf-8").replace("COMPANY", name), "utf-8")
    return len(files)
