"""Drives MkDocs: load a configuration, make a site with it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from kbgen.build.context import BuildContext
from kbgen.build.manifest import PreviousBuild
from kbgen.build.plan import BuildRun, Parts
from kbgen.build.staging import Staging
from kbgen.build.store import ArtifactStore
from kbgen.build.theme import kept_assets
from kbgen.errors import ContentError, FindingsError, KbgenError
from kbgen.mkdocs.config import misfits, settings_from
from kbgen.mkdocs.foreign import without_templates
from kbgen.mkdocs.language import MkDocsLanguage
from kbgen.mkdocs.loading import load_config, logging_to
from kbgen.mkdocs.mistyped import mistyped
from kbgen.mkdocs.needs import Needs, has_templates, left_out, needs_of
from kbgen.mkdocs.others import Others
from kbgen.mkdocs.page_plugins import inputs_of
from kbgen.mkdocs.templates import build_templates
from kbgen.model.finding import ERROR, Finding, sort_findings
from kbgen.model.site import Settings, Site
from kbgen.options import Shard
from kbgen.output.theme_assets import theme_assets
from kbgen.resolve.drafts import drop_broken, drop_drafts
from kbgen.source.configuration import Configuration, read_configuration
from kbgen.source.options import read_options
from kbgen.source.yaml import YamlDocument
from kbgen.system.limit import WorkerDiedError
from kbgen.views.faults import with_place


@dataclass(frozen=True)
class Project:
    """A loaded mkdocs.yml; `findings` is what MkDocs warns of in it."""

    config: MkDocsConfig
    settings: Settings
    site_dir: Path
    findings: tuple[Finding, ...] = ()
    left_out: tuple[str, ...] = ()
    """Plugins that have no place beside kbgen."""


@dataclass(frozen=True)
class Work:
    """Where a site is made, from what, and by how many processes."""

    staging: Staging
    store: ArtifactStore
    previous: PreviousBuild
    jobs: int
    remembers: bool = True
    needs: Needs = field(default_factory=Needs)
    salt: str = ""
    """Part of every key, where nothing of another build may be taken over."""


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
    target = (site_dir or Path(config.site_dir)).resolve()
    return Project(config, settings, target, tuple(warnings), tuple(left_out(config)))


def _refuse(configuration: Configuration, found: Sequence[Finding]) -> None:
    """Raise FindingsError if there is an error; what is refused is told once, not read as well."""
    refused = {finding.span for finding in configuration.findings}
    found = [*configuration.findings, *(f for f in found if f.span not in refused)]
    if any(finding.severity == ERROR for finding in found):
        raise FindingsError(sort_findings(found))


def produce(
    project: Project,
    site: Site,
    work: Work,
    strict: bool,
    progress: Callable[[str, int, int], None],
    is_started: bool = False,
) -> tuple[Parts, int]:
    """Make the site from what is remembered, in several processes.

    Return its parts, and how many times MkDocs has warned. `is_started` tells that MkDocs itself
    has run the first events.
    """
    with _rendering(project, work.staging.folder, strict, is_started) as plugin:
        run = BuildRun(
            context_of(project, plugin, site, work, is_started), work.previous, work.jobs, progress
        )
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


def context_of(
    project: Project, plugin: Any, site: Site, work: Work, is_started: bool = False
) -> BuildContext:
    """Return what the parts of a site are made with."""
    site = drop_broken(site)
    if not plugin.is_serving:
        site = drop_drafts(site)
    config, needs = project.config, work.needs
    # Who serves a site may be at work on the theme itself.
    is_kept = work.remembers and not plugin.is_serving
    assets = kept_assets(site.settings, work.store) if is_kept else theme_assets(site.settings)
    others = None
    if needs.others:
        inputs = "" if needs.reasons else inputs_of(needs.others, config, site.settings.root)
        others = Others(config, is_started, bool(needs.in_order), inputs)
    return BuildContext(
        site,
        config,
        assets,
        lambda site, lang: MkDocsLanguage(site, lang, config, plugin.headings, needs),
        work.store,
        work.staging,
        work.remembers,
        work.salt,
        needs.reads_objects,
        others,
        build_templates if has_templates(config) and not needs.others else None,
    )


def site_digest(project: Project, site: Site) -> str:
    """Return the digest of all pages of a site, by what they are made of."""
    nowhere = Path(project.site_dir)
    needs = needs_of(project.config, site)
    store, previous = ArtifactStore(nowhere), PreviousBuild(nowhere)
    work = Work(Staging(nowhere), store, previous, 1, remembers=False, needs=needs)
    with _rendering(project, nowhere, strict=False) as plugin:
        run = BuildRun(context_of(project, plugin, site, work), work.previous, 1, lambda *_: None)
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
    work = replace(work, needs=needs_of(project.config, site))
    with _rendering(project, work.staging.folder, strict=False) as plugin:
        run = BuildRun(context_of(project, plugin, site, work), work.previous, work.jobs, progress)
        run.plan()
        return run.remember(shard), run.digest


@contextmanager
def _rendering(
    project: Project, folder: Path, strict: bool, is_started: bool = False
) -> Iterator[Any]:
    """Prepare MkDocs to build a site that has been read; yield its plugin.

    Its exceptions are turned into ours.
    """
    config, site_dir = project.config, project.config.site_dir
    config.site_dir = str(folder)
    config.strict = strict
    relay = logging.StreamHandler()
    relay.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    heard = nullcontext() if is_started else logging_to(relay)
    with _explained(Path(config.config_file_path or "mkdocs.yml")), heard:
        if not is_started:
            config.plugins.on_startup(command="build", dirty=False)
        try:
            yield config.plugins["kbgen"]
        except Abort as problem:
            raise ContentError(str(problem.message)) from problem
        except TemplateNotFound as problem:
            raise KbgenError(
                f"there is no template or icon '{problem.name}'; "
                "look for it under template: or icon: in your pages and in mkdocs.yml"
            ) from problem
        except Exception as problem:
            if not is_started:  # or else MkDocs does it
                config.plugins.on_build_error(error=problem)
            placed = with_place(problem)
            if not isinstance(placed, TemplateSyntaxError):
                raise
            file = Path(placed.filename or placed.name or "template")
            where = f"{project.settings.relative(file)}:{placed.lineno}"
            what = f"this template cannot be rendered: {placed.message}"
            raise KbgenError(f"{where}: {what}") from problem
        finally:
            close(config)
            config.site_dir = site_dir
            if not is_started:
                config.plugins.on_shutdown()


def close(config: MkDocsConfig) -> None:
    """Leave the plugins of a configuration as a build finds them."""
    plugins: Any = config.plugins
    plugins["kbgen"].language, plugins["i18n"].building = None, False


@contextmanager
def _explained(config_file: Path) -> Iterator[None]:
    """Turn MkDocs' exceptions into ours."""
    try:
        yield
    except MkDocsException as problem:
        raise KbgenError(
            f"{config_file}: {getattr(problem, 'message', '') or problem}"
        ) from problem
