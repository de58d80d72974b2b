"""Diagrams are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.model.article import Article
from kbgen.model.finding import Finding, warning
from kbgen.model.hosting import MERMAID
from kbgen.model.message import msg

_FENCE = re.compile(r"^[ \t>]*(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)$", re.M)
_MERMAID = re.compile(r"mermaid\b|\{[^}]*\.mermaid\b")


def check_diagrams(page: Article, draws: bool, source: Article | None) -> Iterator[Finding]:
    """KB486 a diagram that is shown as its text, since the site has no copy of Mermaid."""
    if draws or source is not None:
        return
    for start, end, info in _blocks(page.body):
        if _MERMAID.match(info):
            hint = msg(
                "put mermaid.min.js of npm's mermaid into the content folder, as %(path)s",
                path=MERMAID,
            )
            place = page.place(start, end)
            yield warning("KB486", place, msg("this diagram is shown as its text"), hint)
            return


def _blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the line that begins each block of code, by its offsets, and what it is of."""
    within = ""
    for fence in _FENCE.finditer(text):
        marks, info = fence["marks"], fence["info"].strip()
        if not within:
            within = marks
            yield *fence.span(), info
        elif marks.startswith(within) and not info:
            within = ""
