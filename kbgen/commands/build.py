"""The recipe of a build: read and check, render aside, put in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from kbgen.build.manifest import PreviousBuild, read_manifest, write_manifest
from kbgen.build.project import open_project
from kbgen.build.staging import alone, keep, prepared
from kbgen.build.store import ArtifactStore
from kbgen.build.uptodate import (
    BuildInputs,
    Inspection,
    Standing,
    look_at,
    manifest_file,
    note_inputs,
    own_program,
)
from kbgen.errors import ContentError, KbgenError, PagesRefusedError
from kbgen.mkdocs.driver import Project, Work, load, produce, render
from kbgen.mkdocs.obstacles import obstacles
from kbgen.model.finding import ERROR, Finding
from kbgen.model.site import Site
from kbgen.options import BuildOptions
from kbgen.report.text import to_text
from kbgen.resources import folder
from kbgen.system.digest import digest
from kbgen.system.modes import make_readable
from kbgen.system.parse_cache import ParseCache


def check_project(config_file: Path, as_of: date | None = None) -> tuple[Site, list[Finding]]:
    """Read and check a project without building it, as of a day (default: today)."""
    return _open(load(config_file, as_of=as_of), is_complete=True)


def _open(
    project: Project, is_complete: bool | None = None, recall: ParseCache | None = None
) -> tuple[Site, list[Finding]]:
    site, findings = open_project(project.settings, is_complete, recall)
    return site, [*project.findings, *findings]


@dataclass(frozen=True)
class Opened:
    """A project that may be built; `inputs` is what it was read from."""

    project: Project
    site: Site
    findings: Sequence[Finding]
    roots: Sequence[Path]
    inputs: BuildInputs

    @property
    def pages(self) -> int:
        return len(self.site.locales) * len(self.site.page_ids)


def open_to_build(
    project: Project,
    config_file: Path,
    options: BuildOptions,
    report: Callable[[Sequence[Finding]], None],
    is_complete: bool | None = None,
    seen: Inspection | None = None,
) -> Opened:
    """Read and check a project that is to be built; `report` is given the findings once.

    Raises ContentError if there are errors, or warnings and `strict`.
    """
    roots = tuple(_roots(project))
    if seen and seen.roots == roots:
        inputs = seen.inputs
    else:
        inputs = look_at(config_file, options, roots) if options.cache else BuildInputs()
    recall = recall_of(project.settings.root, options.cache, inputs.files)
    site, findings = _open(project, is_complete, recall)
    recall.save()
    report(findings)
    if any(finding.severity == ERROR or options.strict for finding in findings):
        raise ContentError
    return Opened(project, site, findings, roots, inputs)


def once(
    report: Callable[[Sequence[Finding]], None],
) -> Callable[[Sequence[Finding]], None]:
    """Return what reports findings as `report` does, but the same ones no second time."""
    reported: list[list[Finding]] = []

    def report_new(findings: Sequence[Finding]) -> None:
        if list(findings) not in reported:
            reported.append(list(findings))
            report(findings)

    return report_new


def build_site(
    config_file: Path,
    options: BuildOptions,
    report: Callable[[Sequence[Finding]], None],
    progress: Callable[[str, int, int], None],
    note: Callable[[str], None] = lambda _: None,
    seen: Inspection | None = None,
) -> tuple[Path, int]:
    """Build a project; return its folder and number of pages.

    On any error the previous site stays as it was.

    `report` is given the findings once; `progress` (language, pages done, pages in all); `note`
    what else its owner may want to know; `seen` spares a second look at what `look` saw.
    Raises ContentError if there are errors, or warnings and `strict`.
    """
    project = load(config_file, options.site_dir, options.as_of, options.own_templates)
    _refuse_target(project)
    opened = open_to_build(project, config_file, options, report, seen=seen)
    site = opened.site
    found = list(obstacles(project.config, site))
    with alone(project.site_dir, lambda who: note(f"another build ({who}) is at work; waiting")):
        if found:
            note(f"built by MkDocs alone, which takes longer: {'; '.join(found)}")
            with prepared(project.site_dir, None) as staging:
                render(project, site, staging.folder, options.strict, progress)
                make_readable(staging.folder)
                staging.publish(project.site_dir)
        else:
            _produce(project, opened, config_file, options, report, progress, note)
    return project.site_dir, opened.pages


@contextmanager
def reported(report: Callable[[Sequence[Finding]], None]) -> Iterator[None]:
    """Report the pages that cannot be rendered before the build ends with ContentError."""
    try:
        yield
    except PagesRefusedError as problem:
        report(problem.findings)
        raise ContentError from problem


def recall_of(
    root: Path, cache: Path | None, looked: Mapping[str, str] | None = None
) -> ParseCache:
    """Return what is known of the pages of a project; `looked` are the digests of its files."""
    if cache is None:
        return ParseCache()
    file = cache / "sites" / f"{digest(str(root))}.pages"
    return ParseCache(file, own_program(), looked)


def _roots(project: Project) -> list[Path]:
    """Return the files and folders that a build reads, apart from the configuration."""
    settings, custom = project.settings, project.config.theme.custom_dir
    brand = settings.brand
    named = [*settings.catalogs, brand.logo, brand.icon, brand.image, settings.fonts]
    roots = [
        settings.content,
        *(path for path in named if path),
        *([Path(custom)] if custom else []),
    ]
    own = (folder("theme"), folder("locales"))
    return [root for root in roots if not any(root.is_relative_to(one) for one in own)]


def _produce(
    project: Project,
    opened: Opened,
    config_file: Path,
    options: BuildOptions,
    report: Callable[[Sequence[Finding]], None],
    progress: Callable[[str, int, int], None],
    note: Callable[[str], None],
) -> None:
    """Make the site in parts; what has not changed is taken from the site that stands."""
    target, cache = project.site_dir, options.cache
    manifest = manifest_file(cache, target) if cache else None
    previous = read_manifest(manifest, target) if manifest else PreviousBuild(target)
    spare = manifest.with_suffix(".spare") if manifest else None
    with ExitStack() as stack:
        temporary = Path(
            stack.enter_context(TemporaryDirectory(prefix="kbgen-", ignore_cleanup_errors=True))
        )
        store = ArtifactStore(cache, temporary) if cache else ArtifactStore(temporary)
        staging = stack.enter_context(prepared(target, spare))
        work = Work(staging, store, previous, options.jobs, remembers=cache is not None)
        with reported(report):
            parts, warnings = produce(project, opened.site, work, options.strict, progress)
        staging.publish(target)
        if not manifest:
            return
        try:
            if staging.folder == spare:
                keep(spare, manifest)
            write_manifest(manifest, target, parts)
            if not warnings:
                text = to_text(opened.findings) if opened.findings else ""
                standing = Standing(target, opened.pages, text)
                note_inputs(config_file, options, opened.inputs.digest, opened.roots, standing)
            store.trim()
        except OSError as problem:
            # The site stands; only the next build takes longer.
            why = problem.strerror or problem
            note(f"nothing could be remembered in {cache} ({why}); see --cache-dir")


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
    if target.is_mount():
        raise KbgenError(
            f"the site folder {target} is where a disk is mounted, so no other folder can be put "
            f"in its place; write into one below it: --site-dir {target / 'site'}"
        )
    held = (
        [p.name for p in target.iterdir() if not p.name.startswith(".")] if target.exists() else []
    )
    if held and "index.html" not in held:
        raise KbgenError(
            f"{target} holds other things than a site ({', '.join(sorted(held)[:3])}); "
            "delete it yourself, or choose another folder with --site-dir"
        )
