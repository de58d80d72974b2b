"""Where plugins in wide use come from, for those that are named but not installed."""

from __future__ import annotations

from collections.abc import Mapping

from kbgen.model.finding import did_you_mean
from kbgen.model.message import Message, msg, verbatim

DISTRIBUTIONS: Mapping[str, str] = {
    "autorefs": "mkdocs-autorefs",
    "awesome-nav": "mkdocs-awesome-nav",
    "awesome-pages": "mkdocs-awesome-pages-plugin",
    "blogging": "mkdocs-blogging-plugin",
    "callouts": "mkdocs-callouts",
    "charts": "mkdocs-charts-plugin",
    "drawio": "mkdocs-drawio",
    "ezlinks": "mkdocs-ezlinks-plugin",
    "exclude": "mkdocs-exclude",
    "exclude-search": "mkdocs-exclude-search",
    "gen-files": "mkdocs-gen-files",
    "git-authors": "mkdocs-git-authors-plugin",
    "git-committers": "mkdocs-git-committers-plugin-2",
    "git-revision-date": "mkdocs-git-revision-date-plugin",
    "git-revision-date-localized": "mkdocs-git-revision-date-localized-plugin",
    "glightbox": "mkdocs-glightbox",
    "htmlproofer": "mkdocs-htmlproofer-plugin",
    "i18n": "mkdocs-static-i18n",
    "img2fig": "mkdocs-img2fig-plugin",
    "include-markdown": "mkdocs-include-markdown-plugin",
    "include_dir_to_nav": "mkdocs-include-dir-to-nav",
    "jupyter": "mkdocs-jupyter",
    "kroki": "mkdocs-kroki-plugin",
    "literate-nav": "mkdocs-literate-nav",
    "macros": "mkdocs-macros-plugin",
    "markdown-exec": "markdown-exec",
    "markdownextradata": "mkdocs-markdownextradata-plugin",
    "mermaid2": "mkdocs-mermaid2-plugin",
    "mike": "mike",
    "minify": "mkdocs-minify-plugin",
    "mkdocs-simple-hooks": "mkdocs-simple-hooks",
    "mkdocstrings": "mkdocstrings",
    "monorepo": "mkdocs-monorepo-plugin",
    "multirepo": "mkdocs-multirepo-plugin",
    "open-in-new-tab": "mkdocs-open-in-new-tab",
    "pdf-export": "mkdocs-pdf-export-plugin",
    "print-site": "mkdocs-print-site-plugin",
    "redirects": "mkdocs-redirects",
    "roamlinks": "mkdocs-roamlinks-plugin",
    "rss": "mkdocs-rss-plugin",
    "section-index": "mkdocs-section-index",
    "swagger-ui-tag": "mkdocs-swagger-ui-tag",
    "table-reader": "mkdocs-table-reader-plugin",
    "tooltips": "mkdocs-tooltips",
    "with-pdf": "mkdocs-with-pdf",
}
"""The name of a plugin in mkdocs.yml → what `pip install` calls it."""


def install_hint(name: str) -> Message:
    """Return how to get a plugin that is not installed.

    >>> str(install_hint("awesome-nav"))
    'pip install mkdocs-awesome-nav'
    """
    if distribution := DISTRIBUTIONS.get(name):
        return verbatim(f"pip install {distribution}")
    if meant := did_you_mean(name, DISTRIBUTIONS):
        return msg("%(meant)s Otherwise install it, or take it out of mkdocs.yml", meant=meant)
    return msg(
        "install the package that has it, often mkdocs-%(name)s, or take it out of plugins:",
        name=name,
    )
