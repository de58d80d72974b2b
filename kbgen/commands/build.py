"""Builds a site: reads and checks it, renders it into a staging folder, replaces the old site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kbgen.build.site import make_site, open_site, refuse_target
from kbgen.build.uptodate import (
    BuildInputs,
    Inspection,
    PublishedSite,
    note_inputs,
    own_program,
    read_inputs,
)
from kbgen.errors import ContentError, PagesRefusedError
from kbgen.mkdocs.driver import Project, load
from kbgen.mkdocs.page_plugins import participants
from kbgen.model.addresses import ADDRESS_LIST
from kbgen.model.finding import Finding
from kbgen.model.findings import documented, label_of, stops_build
from kbgen.model.published import HISTORY
from kbgen.model.site import Site
from kbgen.options import BuildOptions
from kbgen.output.upcoming import begins_everywhere, to_bytes, upcoming
from kbgen.report.baseline import baseline_text
from kbgen.report.catalog import catalog_of
from kbgen.report.text import to_text
from kbgen.report.translations import to_line
from kbgen.report.upcoming import next_build
from kbgen.resources import folder
from kbgen.system.digest import digest
from kbgen.system.parse_cache import ParseCache
from kbgen.translations.states import states_of


def check_project(
    config_file: Path,
    as_of: date | None = None,
    cache: Path | None = None,
    has_baseline: bool = True,
) -> tuple[Site, list[Finding]]:
    """Read and check a project without building it, as of a day (default: today).

    With `cache`, the folder of builds' caches, only what changed is read and checked again. Without
    `has_baseline` the findings are all that there are, whatever the project has set aside.
    """
    project = load(config_file, as_of=as_of)
    parse_cache = parse_cache_of(project.settings.root, cache)
    found = open_site(project, True, parse_cache, has_baseline)
    parse_cache.save()
    return found


@dataclass(frozen=True)
class Opened:
    """A checked project without errors; `inputs` are the files from which it was read."""

    project: Project
    site: Site
    findings: Sequence[Finding]
    roots: Sequence[Path]
    libraries: frozenset[str]
    inputs: BuildInputs

    @property
    def pages(self) -> int:
        return sum(len(self.site.pages_in(lang)) for lang in self.site.locales)


def open_to_build(
    project: Project,
    config_file: Path,
    options: BuildOptions,
    report: Callable[[Sequence[Finding]], None],
    is_complete: bool | None = None,
    seen: Inspection | None = None,
) -> Opened:
    """Read and check a project for a build; `report` receives the findings once.

    Raises ContentError if there are errors, or warnings and `strict`.
    """
    settings = project.settings
    others = participants(project.config, settings)
    roots = (*_roots(project), *(root for one in others for root in one.roots))
    libraries = frozenset(name for one in others for name in one.libraries)
    if seen and (seen.roots, seen.libraries) == (roots, libraries):
        inputs = seen.inputs
    elif options.cache:
        inputs = read_inputs(config_file, options, roots, libraries)
    else:
        inputs = BuildInputs()
    parse_cache = parse_cache_of(settings.root, options.cache, inputs.files)
    site, findings = open_site(project, is_complete, parse_cache)
    parse_cache.save()
    report(findings)
    if any(stops_build(finding, options.strict) for finding in findings):
        raise ContentError
    return Opened(project, site, findings, roots, libraries, inputs)


def once(
    report: Callable[[Sequence[Finding]], None],
) -> Callable[[Sequence[Finding]], None]:
    """Wrap `report` so that each list of findings is reported only once."""
    reported: list[list[Finding]] = []

    def report_new(findings: Sequence[Finding]) -> None:
        if list(findings) not in reported:
            reported.append(list(findings))
            report(findings)

    return report_new


def next_change(
    config_file: Path,
    as_of: date | None,
    report: Callable[[Sequence[Finding]], None],
) -> tuple[str, str]:
    """Return when a project has to be built again, and why; both are "" if it is not known.

    The moment is the last midnight of that day in the time zones of its branches (ISO 8601, with
    the offset from UTC), or the day where no zone is known. Raises ContentError if there are
    errors.
    """
    project = load(config_file, as_of=as_of)
    site, findings = open_site(project, parse_cache=ParseCache())
    wrong = [finding for finding in findings if label_of(finding) == "error"]
    report(wrong)
    if wrong:
        raise ContentError
    changes = upcoming(site)
    if not changes:
        return "", ""
    return begins_everywhere(site, changes[0].day), next_build(to_bytes(changes))


def build_site(
    config_file: Path,
    options: BuildOptions,
    report: Callable[[Sequence[Finding]], None],
    progress: Callable[[str, int, int], None],
    note: Callable[[str], None] = lambda _: None,
    seen: Inspection | None = None,
) -> tuple[Path, int]:
    """Build a project; return its folder and number of pages.

    On any error the previous site is kept.

    `report` receives the findings once, `progress` (language, pages done, all pages), and `note`
    other messages for the owner. `seen` is the result of `inspect_site`, if it was called before.
    Raises ContentError if there are errors, or warnings and `strict`.
    """
    project = load(config_file, options.site_dir, options.as_of, options.own_templates)
    for name in project.left_out:
        note(f"the plugin {name}")
    if project.unused:
        names = ", ".join(project.unused)
        note(f"kbgen does not use: {names}; see {documented('others')}")
    refuse_target(project)
    opened = open_to_build(project, config_file, options, report, seen=seen)
    if opened.site.baseline:
        note(baseline_text(opened.site.baseline))
    if states := states_of(opened.site):
        note(f"translations: {to_line(states.values())}")

    def noted() -> None:
        found, catalog = opened.findings, catalog_of(options.lang)
        text = to_text(found, lists_doubts=False, catalog=catalog) if found else ""
        published = PublishedSite(project.site_dir, opened.pages, text)
        note_inputs(
            config_file, options, opened.inputs.digest, opened.roots, opened.libraries, published
        )

    with reported(report):
        make_site(project, opened.site, options, progress, note, noted)
    return project.site_dir, opened.pages


@contextmanager
def reported(report: Callable[[Sequence[Finding]], None]) -> Iterator[None]:
    """Report pages that cannot be rendered before ContentError ends the build."""
    try:
        yield
    except PagesRefusedError as problem:
        report(problem.findings)
        raise ContentError from problem


def parse_cache_of(
    root: Path, cache: Path | None, known_digests: Mapping[str, str] | None = None
) -> ParseCache:
    """Return the parse cache of a project; `known_digests` maps paths of files to digests."""
    if cache is None:
        return ParseCache()
    file = cache / "sites" / f"{digest(str(root))}.pages"
    return ParseCache(file, own_program(), known_digests)


def _roots(project: Project) -> list[Path]:
    """Return the files and folders that a build reads, apart from the configuration."""
    settings, brand = project.settings, project.settings.brand
    files = [brand.logo, brand.icon, brand.image, settings.fonts, project.own_theme]
    files.append(settings.baseline)
    list_, past = settings.root / ADDRESS_LIST, settings.root / HISTORY
    roots = [settings.content, list_, past, *settings.catalogs, *(path for path in files if path)]
    own = (folder("theme"), folder("locales"))
    return [root for root in roots if not any(root.is_relative_to(one) for one in own)]
