"""What MkDocs reads by itself is held to the bounds of a project: its files, and its templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from kbgen.model.site import Settings, Site
from kbgen.system.files import is_ordinary, locate


def is_refused(file: File, site: Site, config: MkDocsConfig) -> bool:
    """Tell whether a file that MkDocs has found in the project is not to be published."""
    if file.src_dir not in (config.docs_dir, config.theme.custom_dir) or not file.abs_src_path:
        return False
    here = PurePosixPath(file.src_uri)
    if file.src_dir == config.docs_dir and any(
        str(one) in site.refused for one in (here, *here.parents)
    ):
        return True
    return not is_ordinary(Path(file.abs_src_path), site.settings.bounds)


class _Loader(FileSystemLoader):
    """Loads templates; those of the project's own theme must lie in the project."""

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
    """Return a loader of templates. It raises RefusedError for one that lies elsewhere."""
    return _Loader(config, settings)
