"""Limits the templates that MkDocs reads to the folders of the project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.site import Settings
from kbgen.system.files import locate


class _Loader(FileSystemLoader):
    """Loads templates; templates of the project's own theme must lie in the project."""

    def __init__(self, config: MkDocsConfig, settings: Settings) -> None:
        super().__init__(config.theme.dirs)
        self._own, self._bounds = config.theme.custom_dir, settings.bounds

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        try:
            source, file, is_current = super().get_source(environment, template)
        except UnicodeDecodeError as problem:
            raise TemplateSyntaxError("this is not UTF-8", 1, template) from problem
        if self._own and Path(file).is_relative_to(self._own):
            locate(Path(file), self._bounds)
        return source, file, is_current


def bounded_loader(config: MkDocsConfig, settings: Settings) -> FileSystemLoader:
    """Return a loader of templates; it raises RefusedError for one outside of the project."""
    return _Loader(config, settings)
