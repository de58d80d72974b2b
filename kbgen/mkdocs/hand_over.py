"""Makes `mkdocs build` and `mkdocs serve` build the site with kbgen.

After MkDocs has loaded a project and run its first event, kbgen builds the site. Then MkDocs gets
an empty configuration, which it builds in a temporary folder.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import PluginCollection, get_plugin_logger
from mkdocs.theme import Theme

from kbgen.build.site import make_site, open_site, refuse_target
from kbgen.errors import ContentError, FindingsError, KbgenError
from kbgen.mkdocs.config import read_settings
from kbgen.mkdocs.driver import Project
from kbgen.mkdocs.events import refuse_other_content
from kbgen.mkdocs.generator import LOGGER
from kbgen.mkdocs.loading import Once
from kbgen.mkdocs.taken_over import unused
from kbgen.model.finding import ERROR, Finding
from kbgen.model.findings import documented
from kbgen.options import BuildOptions
from kbgen.report.groups import grouped
from kbgen.source.configuration import read_configuration

log = get_plugin_logger("kbgen")


def hand_over(config: MkDocsConfig, content: Path, is_serving: bool) -> MkDocsConfig:
    """Build the site of a configuration that MkDocs has loaded; return an empty one.

    `content` is the folder that its docs_dir named before any plugin changed it.
    Raises mkdocs' Abort if that fails, after the reason has been logged.
    """
    try:
        _build(config, content, is_serving)
    except (ContentError, FindingsError) as problem:
        _report(getattr(problem, "findings", ()))
        raise Abort(str(problem) or "Nothing was written.") from problem
    except KbgenError as problem:
        raise Abort(str(problem)) from problem
    return _nothing(config)


def _build(config: MkDocsConfig, content: Path, is_serving: bool) -> None:
    settings = read_settings(config)
    refuse_other_content(config, content)
    project = Project(config, settings, Path(config.site_dir).resolve(), is_started=True)
    named = os.environ.get("KBGEN_CACHE_DIR")
    cache = Path(named) if named else settings.root / ".cache/kbgen"
    options = BuildOptions(strict=bool(config.strict), cache=cache)
    if unseen := unused(config, _written(config), settings.brand):
        log.info(f"kbgen does not use: {', '.join(unseen)}; see {documented('others')}")
    refuse_target(project)
    site, findings = open_site(project)
    _report(findings)
    errors = sum(finding.severity == ERROR for finding in findings)
    if errors or (options.strict and findings):
        wrong = f"{errors} error{'s' * (errors != 1)}" if errors else "warnings, in strict mode"
        raise ContentError(f"{wrong} in the content; nothing was written.")
    languages = LOGGER.getChild("plugins.mkdocs_static_i18n.plugin")
    languages.addFilter(_is_of_site)
    handlers, once = list(LOGGER.handlers), Once()
    for handler in handlers:
        handler.addFilter(once)
    try:
        make_site(
            project,
            site,
            options,
            note=log.info,
            keeps_manifest=not is_serving,
        )
    finally:
        languages.removeFilter(_is_of_site)
        for handler in handlers:
            handler.removeFilter(once)


def _written(config: MkDocsConfig) -> Any:
    """Return mkdocs.yml as it is written."""
    file = config.config_file_path
    return read_configuration(Path(file)).document.data if file else {}


def _report(findings: Sequence[Finding]) -> None:
    for group in grouped(findings):
        level = logging.ERROR if group.first.severity == ERROR else logging.WARNING
        log.log(level, str(replace(group.first, what=group.what, advice=group.advice)))


def _nothing(config: MkDocsConfig) -> MkDocsConfig:
    """Return a configuration without pages, plugins and files."""
    folder = TemporaryDirectory(prefix="kbgen-", ignore_cleanup_errors=True)
    place = Path(folder.name)
    for name in ("docs", "site"):
        (place / name).mkdir()
    empty = copy(config)
    empty.docs_dir, empty.site_dir = str(place / "docs"), str(place / "site")
    empty.nav, empty.extra_templates, empty.theme = None, [], Theme(custom_dir=str(place / "docs"))
    empty.plugins = PluginCollection()
    builder = LOGGER.getChild("commands.build")

    def end(**_: object) -> None:
        folder.cleanup()
        builder.removeFilter(_is_of_site)

    empty.plugins.events["post_build"].append(end)
    builder.addFilter(_is_of_site)
    return empty


def _is_of_site(record: logging.LogRecord) -> bool:
    """Tell whether a message of MkDocs is about the site, and not about the temporary folder."""
    return "directory" not in record.getMessage()
