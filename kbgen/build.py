"""The recipe of a build: read and check, render aside, put in place."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import BaseModel, ValidationError

from kbgen.checks.fix import fix_text
from kbgen.errors import ContentError, KbgenError
from kbgen.model.finding import ERROR, Finding, did_you_mean
from kbgen.model.front_matter import KINDS, PageMeta
from kbgen.model.site import Site
from kbgen.publish.answers import Answers, answers_schema
from kbgen.publish.diff import Changes, compare_answers
from kbgen.publish.schema import file_schema, front_matter_schema, map_schema
from kbgen.render.hosting import SERVERS, host_of
from kbgen.render.mkdocs import Project, load, produce, render, serve
from kbgen.render.obstacles import obstacles
from kbgen.render.project import open_project
from kbgen.resolve.describe import describe
from kbgen.resolve.facts import resolve_facts
from kbgen.resolve.locales import resolve_locales
from kbgen.resolve.told import tell
from kbgen.resources import folder
from kbgen.revisions import checked_out
from kbgen.source.branches import BranchForm
from kbgen.source.glossary import term_form
from kbgen.source.ledger import FactForm
from kbgen.source.tree import LEDGER, read_site
from kbgen.system.digest import digest
from kbgen.system.exchange import exchange
from kbgen.system.manifest import read_manifest, write_manifest
from kbgen.system.parts import cores
from kbgen.system.store import Store
from kbgen.verify.matrix import Matrix, prove
from kbgen.verify.pages import read_pages


def check_project(config_file: Path, as_of: date | None = None) -> tuple[Site, list[Finding]]:
    """Read and check a project without building it, as of a day (default: today)."""
    return _open(load(config_file, as_of=as_of), is_complete=True)


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


def _open(project: Project, is_complete: bool | None = None) -> tuple[Site, list[Finding]]:
    site, findings = open_project(project.settings, is_complete)
    return site, [*project.findings, *findings]


@dataclass(frozen=True)
class BuildOptions:
    """How a site is built. `jobs` is how many processes; `cache` where results are kept, if any."""

    site_dir: Path | None = None
    strict: bool = False
    as_of: date | None = None
    jobs: int = field(default_factory=cores)
    cache: Path | None = None


def build_site(
    config_file: Path,
    options: BuildOptions,
    report: Callable[[Sequence[Finding]], None],
    progress: Callable[[str, int, int], None],
) -> tuple[Path, int]:
    """Build a project; return its folder and number of pages.

    On any error the previous site stays as it was.

    `report` is given the findings once; `progress` (language, pages done, pages in all).
    Raises ContentError if there are errors, or warnings and `strict`.
    """
    project = load(config_file, options.site_dir, options.as_of)
    site, findings = _open(project)
    report(findings)
    if any(finding.severity == ERROR or options.strict for finding in findings):
        raise ContentError
    _refuse_target(project)
    staging = _staging(project.site_dir)
    try:
        if any(obstacles(project.config, site)):
            render(project, site, staging, options.strict, progress)
            _replace(staging, project.site_dir)
        else:
            _produce(project, site, staging, options, progress)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return project.site_dir, len(site.locales) * len(site.page_ids)


def _produce(
    project: Project,
    site: Site,
    staging: Path,
    options: BuildOptions,
    progress: Callable[[str, int, int], None],
) -> None:
    """Make the site in parts; what has not changed is taken from the site that stands."""
    target = project.site_dir
    with ExitStack() as stack:
        folder = options.cache or Path(stack.enter_context(TemporaryDirectory(prefix="kbgen-")))
        store = Store(folder)
        manifest = folder / "sites" / f"{digest(str(target))}.json"
        previous = read_manifest(manifest, target)
        parts = produce(
            project, site, staging, options.strict, progress, options.jobs, store, previous
        )
        _replace(staging, target)
        if options.cache:
            write_manifest(manifest, target, parts)
            store.trim()


def _refuse_target(project: Project) -> None:
    """Refuse a site folder whose replacement would lose something that is not a site."""
    target, content = project.site_dir, project.settings.content
    if content.is_relative_to(target) or target.is_relative_to(content):
        raise KbgenError(
            f"the site folder {target} and the content folder {content} overlap; "
            "choose another with --site-dir"
        )
    if target.exists() and not target.is_dir():
        raise KbgenError(f"the site folder {target} is a file; choose another with --site-dir")
    held = (
        [p.name for p in target.iterdir() if not p.name.startswith(".")] if target.exists() else []
    )
    if held and "index.html" not in held:
        raise KbgenError(
            f"{target} holds other things than a site ({', '.join(sorted(held)[:3])}); "
            "delete it yourself, or choose another folder with --site-dir"
        )


def _staging(target: Path) -> Path:
    """Make a folder beside the target, on the same file system, so that a rename suffices.

    What a killed build left behind is removed: its name holds the process that is gone.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for stale in target.parent.glob(f".{target.name}-kbgen-*"):
        if not _is_running(stale.name.rsplit("-", 1)[1]):
            shutil.rmtree(stale, ignore_errors=True)
    folder = target.with_name(f".{target.name}-kbgen-new-{os.getpid()}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        pass
    return True


def _replace(staging: Path, target: Path) -> None:
    """Put the new site in the place of the old one; hidden files (.git) stay, as in MkDocs.

    At every moment one of the two stands there whole.
    """
    if not target.exists():
        staging.rename(target)
        return
    for hidden in target.glob(".*"):
        if not (staging / hidden.name).exists():
            hidden.rename(staging / hidden.name)
    exchange(staging, target)
    shutil.rmtree(staging, ignore_errors=True)


def serve_site(config_file: Path, address: str | None) -> None:
    """Serve the site and rebuild it on every change."""
    serve(config_file, address)


def _is_about_facts(finding: Finding, ledger: str) -> bool:
    return finding.span.path == ledger or finding.code in ("KB202", "KB203", "KB206")


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
    return prove(pages, tell(site))


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
        try:
            options = BuildOptions(Path(temporary) / "site")
            built, _ = build_site(config, options, report, lambda *_: None)
        except ContentError as problem:
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
        "answers.schema.json": answers_schema(),
    }


def hosting_text(config_file: Path, server: str) -> str:
    """Return what a server (one of SERVERS) has to be told to serve the site."""
    project = load(config_file)
    return SERVERS[server](host_of(project.config, project.settings))


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
