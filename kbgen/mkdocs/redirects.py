"""The redirects of mkdocs-redirects, which kbgen makes as it makes its own."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.article import page_url
from kbgen.model.finding import Span
from kbgen.source.configuration import Configuration


def redirects_of(
    config: MkDocsConfig, configuration: Configuration
) -> tuple[tuple[str, str, Span], ...]:
    """Return each former path, the page or address to which it leads, and its place.

    The plugin names files below docs_dir, so the language of a target is that of its folder; kbgen
    has the same id for a page in all languages, and leads to that of the former path.
    """
    plugin = config.plugins.get("redirects")
    if plugin is None:
        return ()
    langs = tuple(lang.locale for lang in config.plugins["i18n"].config.languages)
    span = next(
        (found for path, found in configuration.document.keys.items() if "redirect_maps" in path),
        Span(configuration.path),
    )
    found = []
    for old, new in plugin.config["redirect_maps"].items():
        target = str(new)
        if not target.lower().startswith(("http://", "https://")):
            file, _, anchor = target.partition("#")
            page = _page(file.partition("/")[2] if file.partition("/")[0] in langs else file)
            target = f"{page}#{anchor}" if anchor else page
        found.append((f"/{page_url(_page(str(old)), config.use_directory_urls)}", target, span))
    return tuple(found)


def _page(file: str) -> str:
    """Return the id of a page by its file.

    >>> _page("help/README.md"), _page("help/old.md")
    ('help/index', 'help/old')
    """
    page = file.removesuffix(".md").removesuffix(".markdown")
    folder, _, name = page.rpartition("/")
    return f"{folder}/index".lstrip("/") if name == "README" else page
