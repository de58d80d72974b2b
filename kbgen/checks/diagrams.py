"""Diagrams are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.model.article import Article
from kbgen.model.finding import Finding, warning
from kbgen.model.hosting import MERMAID

_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*(?:mermaid\b|\{[^}\n]*\.mermaid\b)", re.M)


def check_diagrams(page: Article, draws: bool, source: Article | None) -> Iterator[Finding]:
    """KB486 a diagram that is shown as its text, since the site has no copy of Mermaid."""
    if draws or source is not None:
        return
    if match := _FENCE.search(page.body):
        what = "this diagram is shown as its text"
        hint = f"put mermaid.min.js of npm's mermaid into the content folder, as {MERMAID}"
        yield warning("KB486", page.place(*match.span()), what, hint)
