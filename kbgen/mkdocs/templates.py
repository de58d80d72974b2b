"""Copied files of themes and plugins, and static templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
import material
import mkdocs
import mkdocs_static_i18n
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url, is_error_template

from kbgen.build.plan import copied_files
from kbgen.mkdocs.language import MkDocsLanguage
from kbgen.model.site import Site
from kbgen.resources import folder
from kbgen.system.files import read_file

log = get_plugin_logger("kbgen")
_THEMES = {
    Path(material.__file__).parent / "templates",
    Path(mkdocs.__file__).parent / "templates",
    Path(mkdocs_static_i18n.__file__).parent / "custom_i18n_sitemap",
}
"""Folders of themes whose files are not published, since kbgen's pages do not use them."""


def theme_files(config: MkDocsConfig, site: Site) -> Iterator[File]:
    """Yield the copied files of a project's own theme and of plugins' themes."""
    for place in config.theme.dirs:
        if Path(place) in {*_THEMES, folder("theme")}:
            continue
        for file in copied_files(Path(place), (*site.settings.bounds, Path(place))):
            yield File(file.name, place, config.site_dir, config.use_directory_urls)


def content_of(file: File, site: Site) -> bytes:
    """Return the content of a file, which must lie in the project if it is the project's."""
    if file.abs_src_path and Path(file.abs_src_path).is_relative_to(site.settings.root):
        return read_file(Path(file.abs_src_path), site.settings.bounds)
    return file.content_bytes


def build_templates(language: MkDocsLanguage, write: Callable[[str, bytes], None]) -> None:
    """Write the static templates: those of the theme, and `extra_templates`."""
    config, site = language.mkdocs, language.site
    for name in sorted(config.theme.static_templates):
        try:
            template = language.env.get_template(name)
        except jinja2.TemplateNotFound:
            log.warning(f"Template skipped: '{name}' not found in theme directories.")
            continue
        _write(language, name, template, name, write)
    for name in config.extra_templates:
        file = language.files.get_file_from_path(name)
        if file is None:
            log.warning(f"Template skipped: '{name}' not found in docs_dir.")
            continue
        try:
            template = jinja2.Template(content_of(file, site).decode("utf-8-sig"))
        except (jinja2.TemplateSyntaxError, UnicodeDecodeError) as problem:
            log.warning(f"Error reading template '{name}': {problem}")
            continue
        _write(language, name, template, file.dest_uri, write)


def _write(
    language: MkDocsLanguage,
    name: str,
    template: jinja2.Template,
    path: str,
    write: Callable[[str, bytes], None],
) -> None:
    config, plugins = language.mkdocs, language.mkdocs.plugins
    template = plugins.on_pre_template(template, template_name=name, config=config)
    base = urlsplit(config.site_url or "/").path
    base_url = base if is_error_template(name) else get_relative_url(".", name)
    context = get_context(language.nav, language.files, config, base_url=base_url)
    context = plugins.on_template_context(context, template_name=name, config=config)
    text = template.render(context)
    text = plugins.on_post_template(text, template_name=name, config=config)
    if text.strip():
        write(path, text.encode())
