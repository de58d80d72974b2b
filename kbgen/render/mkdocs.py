"""Drives MkDocs: load a configuration, render a site, serve it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from kbgen.errors import ContentError, KbgenError
from kbgen.model.site import Settings, Site
from kbgen.render.config import settings_from


@dataclass(frozen=True)
class Project:
    """A loaded mkdocs.yml."""

    config: MkDocsConfig
    settings: Settings
    site_dir: Path


def load(config_file: Path, site_dir: Path | None = None) -> Project:
    """Load mkdocs.yml; KbgenError says what is wrong with it."""
    if not config_file.is_file():
        raise KbgenError(
            f"there is no {config_file}. Run this in the folder of mkdocs.yml, name it with -f, "
            "or start a project with: kbgen new my-help"
        )
    with _quiet(), _explained(config_file):
        config = load_config(str(config_file))
        if "kbgen" not in config.plugins:
            raise KbgenError(f"{config_file} does not use kbgen; add '- kbgen' under plugins:")
        settings = settings_from(config)
    return Project(config, settings, (site_dir or Path(config.site_dir)).absolute())


def render(
    project: Project,
    site: Site,
    folder: Path,
    strict: bool,
    progress: Callable[[str, int, int], None],
) -> None:
    """Render the site into a folder, exactly as `mkdocs build` does."""
    config = project.config
    config.site_dir = str(folder)
    config.strict = strict
    plugin = config.plugins["kbgen"]
    plugin.opened = site
    plugin.progress = progress
    with _relayed(), _explained(Path(config.config_file_path or "mkdocs.yml")):
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        except Abort as problem:
            raise ContentError(str(problem.message)) from problem
        finally:
            config.plugins.on_shutdown()


def serve(config_file: Path, address: str | None) -> None:
    """Serve the site and build it anew on every change, until interrupted."""
    load(config_file)
    with _explained(config_file):
        try:
            mkdocs_serve.serve(str(config_file), dev_addr=address)
        except Abort as problem:
            raise ContentError(str(problem.message)) from problem


@contextmanager
def _explained(config_file: Path) -> Iterator[None]:
    try:
        yield
    except MkDocsException as problem:
        message = getattr(problem, "message", "") or str(problem)
        raise KbgenError(f"{config_file}: {message}") from problem


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep MkDocs' own log lines about the configuration for the exception."""
    logger = logging.getLogger("mkdocs")
    problems: list[str] = []
    handler = _Collect(problems, logging.WARNING)
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield
    except MkDocsException as problem:
        raise KbgenError("\n".join([*problems, str(getattr(problem, "message", problem))])) from None
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


@contextmanager
def _relayed() -> Iterator[None]:
    """Pass on what MkDocs and its plugins warn of."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Collect(logging.Handler):
    def __init__(self, into: list[str], level: int) -> None:
        super().__init__(level)
        self.into = into

    def emit(self, record: logging.LogRecord) -> None:
        self.into.append(record.getMessage())
