"""Loads a configuration with MkDocs, and makes a site with it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from kbgen.build.generator import GeneratorSetup
from kbgen.errors import ContentError, FindingsError, KbgenError
from kbgen.mkdocs.config import misfits, settings_from
from kbgen.mkdocs.foreign import without_templates
from kbgen.mkdocs.generator import LOGGER
from kbgen.mkdocs.language import MkDocsLanguage
from kbgen.mkdocs.loading import Once, load_config, logging_to
from kbgen.mkdocs.mistyped import mistyped
from kbgen.mkdocs.needs import has_templates, left_out, needs_of
from kbgen.mkdocs.others import Others
from kbgen.mkdocs.page_plugins import inputs_of
from kbgen.mkdocs.taken_over import unused
from kbgen.mkdocs.templates import build_templates
from kbgen.model.finding import ERROR, Finding, error, sort_findings
from kbgen.model.message import msg
from kbgen.model.site import Settings, Site
from kbgen.source.configuration import Configuration, read_configuration
from kbgen.source.options import read_options
from kbgen.source.yaml import YamlDocument
from kbgen.views.faults import with_place


@dataclass(frozen=True)
class Project:
    """A loaded mkdocs.yml; `findings` are MkDocs' warnings about it."""

    config: MkDocsConfig
    settings: Settings
    site_dir: Path
    findings: tuple[Finding, ...] = ()
    left_out: tuple[str, ...] = ()
    """Plugins that are switched off, since kbgen replaces them."""
    unused: tuple[str, ...] = ()
    """The settings of mkdocs.yml that change nothing on kbgen's pages."""
    is_started: bool = False
    """Whether MkDocs itself has run the first events."""

    @property
    def own_theme(self) -> Path | None:
        """The folder of the project's own templates, as mkdocs.yml names it."""
        folder = self.config.theme.custom_dir
        return Path(folder) if folder else None

    @property
    def is_serving(self) -> bool:
        return bool(self._plugin.is_serving)

    @property
    def _plugin(self) -> Any:
        return self.config.plugins["kbgen"]

    def setup(self, site: Site) -> GeneratorSetup:
        """Return how MkDocs and other plugins take part in making a site."""
        config, headings, needs = self.config, self._plugin.headings, needs_of(self.config, site)
        others = None
        if needs.others:
            inputs = "" if needs.reasons else inputs_of(needs.others, config, site.settings.root)
            others = Others(config, self.is_started, bool(needs.in_order), inputs)
        return GeneratorSetup(
            lambda site, lang: MkDocsLanguage(site, lang, config, headings, needs),
            LOGGER,
            others,
            build_templates if has_templates(config) and not others else None,
            needs.reads_objects,
            needs.reasons,
            needs.undivided,
        )

    @contextmanager
    def rendering(self, folder: Path, strict: bool = False) -> Iterator[None]:
        """Have MkDocs build into a folder; turn its exceptions into ours."""
        config, site_dir, is_started = self.config, self.config.site_dir, self.is_started
        config.site_dir = str(folder)
        config.strict = strict
        relay = logging.StreamHandler()
        relay.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        relay.addFilter(Once())
        heard = nullcontext() if is_started else logging_to(relay)
        with _explained(Path(config.config_file_path or "mkdocs.yml")), heard:
            if not is_started:
                config.plugins.on_startup(command="build", dirty=False)
            try:
                yield
            except Abort as problem:
                raise ContentError(str(problem.message)) from problem
            except TemplateNotFound as problem:
                raise KbgenError(
                    f"there is no template or icon '{problem.name}'; "
                    "look for it under template: or icon: in your pages and in mkdocs.yml"
                ) from problem
            except Exception as problem:
                if not is_started:  # otherwise MkDocs does it
                    config.plugins.on_build_error(error=problem)
                placed = with_place(problem)
                if not isinstance(placed, TemplateSyntaxError):
                    raise
                file = Path(placed.filename or placed.name or "template")
                where = f"{self.settings.relative(file)}:{placed.lineno}"
                what = f"this template cannot be rendered: {placed.message}"
                raise KbgenError(f"{where}: {what}") from problem
            finally:
                close(config)
                config.site_dir = site_dir
                if not is_started:
                    config.plugins.on_shutdown()


def load(
    config_file: Path,
    site_dir: Path | None = None,
    as_of: date | None = None,
    own_templates: bool = True,
) -> Project:
    """Load mkdocs.yml, after a check of its tags, before MkDocs constructs objects from it.

    Raises FindingsError with every mistake in it, KbgenError if it does not use kbgen.
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
        if place := configuration.mistyped_plugin:
            what = msg("there is no plugin of this name, so that nothing is checked")
            raise FindingsError([error("KB001", place, what, msg("did you mean 'kbgen'?"))])
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
    others = unused(config, configuration.document.data, settings.brand)
    return Project(config, settings, target, tuple(warnings), tuple(left_out(config)), others)


def _refuse(configuration: Configuration, found: Sequence[Finding]) -> None:
    """Raise FindingsError if there is an error."""
    refused = {finding.span for finding in configuration.findings}
    found = [*configuration.findings, *(f for f in found if f.span not in refused)]
    if any(finding.severity == ERROR for finding in found):
        raise FindingsError(sort_findings(found))


def close(config: MkDocsConfig) -> None:
    """Reset the plugins of a configuration to their state before a build."""
    plugins: Any = config.plugins
    plugins["kbgen"].language, plugins["i18n"].building = None, False


@contextmanager
def _explained(config_file: Path) -> Iterator[None]:
    """Convert MkDocs' exceptions to kbgen's."""
    try:
        yield
    except MkDocsException as problem:
        raise KbgenError(
            f"{config_file}: {getattr(problem, 'message', '') or problem}"
        ) from problem
