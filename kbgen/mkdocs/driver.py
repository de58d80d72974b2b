"""Drives MkDocs: load a configuration, render a site, serve it."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from kbgen.build.manifest import PreviousBuild
from kbgen.build.plan import BuildRun, Parts
from kbgen.build.staging import Staging
from kbgen.build.store import ArtifactStore
from kbgen.errors import ContentError, FindingsError, KbgenError
from kbgen.mkdocs.config import misfits, settings_from
from kbgen.mkdocs.faults import with_place
from kbgen.mkdocs.foreign import without_templates
from kbgen.mkdocs.loading import CheckedFile, load_config, logging_to
from kbgen.mkdocs.mistyped import mistyped
from kbgen.mkdocs.plugin import KbgenPlugin
from kbgen.model.finding import ERROR, Finding, sort_findings
from kbgen.model.site import Settings, Site
from kbgen.options import Shard
from kbgen.source.configuration import Configuration, read_configuration
from kbgen.source.options import read_options
from kbgen.source.yaml import YamlDocument
from kbgen.system.limit import WorkerDiedError


@dataclass(frozen=True)
class Project:
    """A loaded mkdocs.yml; `findings` is what MkDocs warns of in it."""

    config: MkDocsConfig
    settings: Settings
    site_dir: Path
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Work:
    """Where a site is made, from what, and by how many processes."""

    staging: Staging
    store: ArtifactStore
    previous: PreviousBuild
    jobs: int
    remembers: bool = True


def load(
    config_file: Path,
    site_dir: Path | None = None,
    as_of: date | None = None,
    own_templates: bool = True,
) -> Project:
    """Load mkdocs.yml. It is looked at before MkDocs builds what it names.

    Raises FindingsError with every mistake in it, KbgenError if it is none of kbgen's.
    """
    if not config_file.is_file():
        raise KbgenError(
            f"there is no {config_file}. Run this in the folder of mkdocs.yml, name it with -f, "
            "or start a project with: kbgen new my-help"
        )
    configuration = read_configuration(config_file)
    root = config_file.parent.resolve()
    given = configuration.options or YamlDocument({})
    options, problems = read_options(given, root, configuration.folders)
    _refuse(configuration, [*configuration.doubts, *problems] if configuration.findings else [])
    if configuration.options is None:
        raise KbgenError(f"{config_file} does not use kbgen; add '- kbgen' under plugins:")
    instead = {} if own_templates else without_templates(configuration)
    config, warnings = load_config(config_file, configuration, instead)
    found = [*configuration.doubts, *problems, *warnings]
    if config is not None:
        found += [*mistyped(config, configuration), *misfits(config, configuration)]
    _refuse(configuration, found)
    assert config is not None and options is not None
    settings = settings_from(config, options, configuration, as_of)
    return Project(config, settings, (site_dir or Path(config.site_dir)).resolve(), tuple(warnings))


def _refuse(configuration: Configuration, found: Sequence[Finding]) -> None:
    """Raise FindingsError if there is an error; what is refused is told once, not read as well."""
    refused = {finding.span for finding in configuration.findings}
    found = [*configuration.findings, *(f for f in found if f.span not in refused)]
    if any(finding.severity == ERROR for finding in found):
        raise FindingsError(sort_findings(found))


def render(
    project: Project,
    site: Site,
    folder: Path,
    strict: bool,
    progress: Callable[[str, int, int], None],
) -> None:
    """Render the site into a folder as `mkdocs build` does, with every plugin and hook."""
    gc.enable()
    with _rendering(project, site, folder, strict) as (config, plugin):
        plugin.progress = progress
        mkdocs_build.build(config)


def produce(
    project: Project,
    site: Site,
    work: Work,
    strict: bool,
    progress: Callable[[str, int, int], None],
) -> tuple[Parts, int]:
    """Make the site from what is remembered, in several processes; the same bytes.

    Return its parts, and how many times MkDocs has warned.
    Only for a project of which `obstacles` tells none.
    """
    folder = work.staging.folder
    with _rendering(project, site, folder, strict) as (config, plugin):
        context = plugin.context(site, config, work.store, work.staging, work.remembers)
        run = BuildRun(context, work.previous, work.jobs, progress)
        try:
            parts = run.make()
        except WorkerDiedError as problem:
            raise KbgenError(
                "a process of the build ended before its work, as if killed or out of memory; "
                "build with fewer: --jobs 1"
            ) from problem
        if strict and run.warnings:
            raise Abort(f"Aborted with {run.warnings} warnings in strict mode!")
        return parts, run.warnings


def site_digest(project: Project, site: Site) -> str:
    """Return the digest of all pages of a site, by what they are made of."""
    nowhere = Path(project.site_dir)
    with _rendering(project, site, nowhere, strict=False) as (config, plugin):
        context = plugin.context(site, config, ArtifactStore(nowhere), Staging(nowhere))
        run = BuildRun(context, PreviousBuild(nowhere), 1, lambda *_: None)
        run.plan()
        return run.digest


def make_shard(
    project: Project,
    site: Site,
    shard: Shard,
    work: Work,
    progress: Callable[[str, int, int], None],
) -> tuple[int, str]:
    """Make the pages of a shard and keep them; return their number, and the site's digest."""
    with _rendering(project, site, work.staging.folder, strict=False) as (config, plugin):
        context = plugin.context(site, config, work.store, work.staging)
        run = BuildRun(context, work.previous, work.jobs, progress)
        run.plan()
        return run.remember(shard), run.digest


@contextmanager
def _rendering(
    project: Project, site: Site, folder: Path, strict: bool
) -> Iterator[tuple[MkDocsConfig, KbgenPlugin]]:
    """Prepare MkDocs to build a site that has been read; turn its exceptions into ours."""
    config = project.config
    config.site_dir = str(folder)
    config.strict = strict
    plugin = config.plugins["kbgen"]
    assert isinstance(plugin, KbgenPlugin)
    plugin.opened = site
    relay = logging.StreamHandler()
    relay.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    with _explained(Path(config.config_file_path or "mkdocs.yml")), logging_to(relay):
        config.plugins.on_startup(command="build", dirty=False)
        try:
            yield config, plugin
        except Abort as problem:
            raise ContentError(str(problem.message)) from problem
        except TemplateNotFound as problem:
            raise KbgenError(
                f"there is no template or icon '{problem.name}'; "
                "look for it under template: or icon: in your pages and in mkdocs.yml"
            ) from problem
        except Exception as problem:
            placed = with_place(problem)
            if not isinstance(placed, TemplateSyntaxError):
                raise
            file = Path(placed.filename or placed.name or "template")
            where = f"{project.settings.relative(file)}:{placed.lineno}"
            what = f"this template cannot be rendered: {placed.message}"
            raise KbgenError(f"{where}: {what}") from problem
        finally:
            config.plugins.on_shutdown()


def serve(config_file: Path, address: str | None) -> None:
    """Serve the site and build it anew on every change, until interrupted."""
    from mkdocs.commands import serve as mkdocs_serve  # costly, and for this alone

    load(config_file)
    with _explained(config_file):
        try:
            # MkDocs loads it anew on every change, so it must be looked at every time.
            checked = CheckedFile(config_file, lambda: load(config_file))
            mkdocs_serve.serve(checked, dev_addr=address)  # type: ignore[arg-type] # load_config takes files
        except Abort as problem:
            raise ContentError(str(problem.message)) from problem


@contextmanager
def _explained(config_file: Path) -> Iterator[None]:
    """Turn MkDocs' exceptions into ours."""
    try:
        yield
    except MkDocsException as problem:
        raise KbgenError(
            f"{config_file}: {getattr(problem, 'message', '') or problem}"
        ) from problem
