"""Warns of HTML in Markdown that the build removes."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.model.finding import Finding, warning
from kbgen.model.site import Site


def check_html(site: Site) -> Iterator[Finding]:
    """KB112 a script, event handler, frame, form or unsafe address."""
    for article in site.articles.values():
        for what, span in article.unsafe:
            yield warning("KB112", span, f"{what} is removed from the page", "delete it")
