"""What is known of plugins whose source was read.

Each sees one page at a time, so its pages are made in several processes. If it is known what they
depend on, they are remembered, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from kbgen.mkdocs import plugin_inputs
from kbgen.model.site import Settings

OWN = frozenset({"i18n", "kbgen"})
_DELETE = "delete it in mkdocs.yml"
REPLACED: Mapping[str, str] = {
    "search": f"kbgen has its own search; {_DELETE}",
    "material/search": f"kbgen has its own search; {_DELETE}",
    "redirects": "",  # whose options are read
    "section-index": f"kbgen's sections lead to their first page anyway; {_DELETE}",
    "material/blog": "its posts are pages with dates, without archives and categories",
    "material/info": f"it makes reports for Material's authors, by the network; {_DELETE}",
}
"""Plugins that take no part in a build, with what to say of it, by the names of MkDocs."""
BLOG_FIELDS = frozenset({"categories", "links", "pin", "readtime"})
"""The fields of a post that kbgen does not show."""


@dataclass(frozen=True)
class PagePlugin:
    """A plugin whose source was read: it sees one page at a time."""

    distribution: str
    below: tuple[int, ...]
    """The first version that nobody has read."""
    why: str
    reads: str = ""
    """What its pages depend on that no key knows; "" if they can be remembered."""
    files: Callable[[Any, Settings], list[Path] | None] = plugin_inputs.nothing
    """Returns the files that pages depend on, given the plugin; None if they depend on `reads`."""
    alone: Callable[[Any], bool] = lambda _: True
    """Tells whether it sees one page at a time with its options; what they name may see more."""


def variables_of(config: MkDocsConfig) -> frozenset[str] | None:
    """Return the names that other plugins fill in between `{{ }}`; None if there is none such."""
    macros = config.plugins.get("macros")
    options: Any = macros.config if macros else {}
    shares = bool(macros) and (options["j2_variable_start_string"] or "{{") == "{{"
    if not shares and not any(name in config.plugins for name in _BRACES):
        return None
    return frozenset(map(str, config.extra))


_BRACES = ("table-reader", "markdownextradata", "git-revision-date-localized")
"""Plugins that fill in something between `{{ }}`."""


def _runs_no_program(macros: Any) -> bool:
    """Tell whether mkdocs-macros has no program of the project, which might keep anything."""
    own = macros.config
    name = own["module_name"]
    root = Path(macros.conf["config_file_path"]).parent if hasattr(macros, "_conf") else Path()
    is_there = (root / f"{name}.py").exists() or (root / name).is_dir()
    return not (own["modules"] or is_there)


KNOWN: Mapping[str, PagePlugin] = {
    "awesome-nav": PagePlugin(
        "mkdocs-awesome-nav",
        (4,),
        "has no event for pages; arranges the navigation, of which every page's key tells",
    ),
    "awesome-pages": PagePlugin(
        "mkdocs-awesome-pages-plugin",
        (3,),
        "has no event for pages; arranges the navigation, of which every page's key tells",
    ),
    "git-revision-date-localized": PagePlugin(
        "mkdocs-git-revision-date-localized-plugin",
        (2,),
        "looks up the dates of a page by its file; keeps nothing but what git has said",
        "git's history",
        plugin_inputs.history,
    ),
    "glightbox": PagePlugin(
        "mkdocs-glightbox",
        (0, 6),
        "changes the HTML of a page by its front matter and the settings; copies its own files",
    ),
    "include-markdown": PagePlugin(
        "mkdocs-include-markdown-plugin",
        (8,),
        "puts files into the Markdown of the page that names them",
        "what pages include from elsewhere",
        plugin_inputs.included,
    ),
    "literate-nav": PagePlugin(
        "mkdocs-literate-nav",
        (0, 7),
        "has no event for pages; arranges the navigation, of which every page's key tells",
    ),
    "macros": PagePlugin(
        "mkdocs-macros-plugin",
        (2,),
        "fills in a page by the settings and its front matter, if there is no program",
        "files, the time and all pages, as the macros of a page like",
        lambda *_: None,
        _runs_no_program,
    ),
    "minify": PagePlugin(
        "mkdocs-minify-plugin",
        (0, 9),
        "shortens the HTML of a page by itself; renames scripts and styles before the first page",
    ),
    "open-in-new-tab": PagePlugin(
        "mkdocs-open-in-new-tab",
        (2,),
        "has no event for pages; adds a script to the settings and copies it",
    ),
    "material/offline": PagePlugin(
        "mkdocs-material",
        (10,),
        "has no event for pages; changes the settings",
    ),
    "table-reader": PagePlugin(
        "mkdocs-table-reader-plugin",
        (5,),
        "puts tables into the Markdown of the page that names them",
        "tables from elsewhere",
        plugin_inputs.tables,
    ),
    "material/typeset": PagePlugin(
        "mkdocs-material",
        (10,),
        "gives a page's title and contents the markup of its headings",
    ),
}
"""By the names that MkDocs gives them. Not among them, for what they do with all pages: meta and
meta-manager (titles that the navigation shows), tags, rss, git-authors, social, blog, privacy."""
