"""What keeps a project from being built in parts: what only MkDocs' own build can do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes
from mkdocs.config.defaults import MkDocsConfig
from mkdocs_static_i18n.plugin import I18n

from kbgen.model.site import Site
from kbgen.system.files import files_below, read_place

_PLUGINS = frozenset({"i18n", "kbgen"})
_SEARCH = frozenset({"search", "material/search"})
_EXTENSIONS = ("markdown.extensions.", "pymdownx.")
_OTHER_FILES = frozenset({"pymdownx.snippets", "snippets", "pymdownx.b64"})
"""Extensions that read files which are no inputs of a page."""
_BUILTIN = frozenset(
    """
    abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em
    md_in_html meta nl2br sane_lists smarty tables toc wikilinks
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
_SEEN = frozenset({"content", "url"})
"""What the templates of kbgen read of MkDocs' page."""
_UNSEEN = frozenset({"nav", "pages", "mkdocs_version", "build_date_utc"})


def obstacles(config: MkDocsConfig, site: Site) -> Iterator[str]:
    """Yield why a project is built by MkDocs alone: in one process, with nothing remembered."""
    for name in config.plugins:
        if name in _SEARCH:
            yield f"the plugin '{name}' reads every page; take it out, kbgen has its own search"
        elif name not in _PLUGINS:
            yield f"the plugin '{name}' may change any page"
    for name in config.hooks or {}:
        yield f"the hook {Path(name).name} may change any page"
    for given in config.markdown_extensions:
        if isinstance(given, str) and not is_known_extension(given):
            yield f"the Markdown extension '{given}' may read what is not in a page"
    for option in ("nav", "not_in_nav", "draft_docs", "extra_templates"):
        if config[option]:
            yield f"mkdocs.yml has {option}:"
    i18n = config.plugins["i18n"]
    assert isinstance(i18n, I18n)
    if any(language.nav_translations for language in i18n.config.languages):
        yield "mkdocs.yml has nav_translations:"
    if getattr(config.validation.links.absolute_links, "name", "") == "RELATIVE_TO_DOCS":
        yield "mkdocs.yml has absolute_links: relative_to_docs"
    for article in site.articles.values():
        if article.meta.template:
            yield f"{article.path} has template:"
            break
    if site.settings.custom_dir:
        yield from _custom(site.settings.custom_dir, site.settings.bounds)


def is_known_plugin(name: str) -> bool:
    """Tell whether a plugin runs nothing of the project's."""
    return name in _PLUGINS | _SEARCH


def is_known_extension(extension: str) -> bool:
    """Tell whether a Markdown extension is one whose pages depend on their own text alone."""
    if extension in _OTHER_FILES:
        return False
    return extension in _BUILTIN or extension.startswith(_EXTENSIONS)


def _custom(folder: Path, bounds: Iterable[Path]) -> Iterator[str]:
    """Yield what the project's own templates read that only MkDocs' own build has."""
    for file in files_below(folder, bounds):
        if file.refusal or not file.name.endswith(".html"):
            continue
        try:
            tree = Environment().parse(read_place(file.path).decode("utf-8"))
        except (TemplateSyntaxError, UnicodeDecodeError):
            return  # It will be told where it is rendered.
        names = {node.name for node in tree.find_all(nodes.Name)}
        read = {node.attr for node in tree.find_all(nodes.Getattr) if _is_page(node.node)}
        other = {name for name in names if name in _UNSEEN or name.startswith("i18n_")}
        other |= {f"page.{attribute}" for attribute in read - _SEEN}
        if any(_is_page(node.node) for node in tree.find_all(nodes.Getitem)):
            other.add("page[…]")
        if other:
            yield f"{folder.name}/{file.name} reads {', '.join(sorted(other))}"


def _is_page(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "page"
