"""Refuses a file in which the words of a chatbot, or its fence, stand above the front matter."""

from __future__ import annotations

from collections.abc import Sequence

from kbgen.languages.answers import lines_around
from kbgen.model.finding import Finding, Span, error
from kbgen.model.message import joined, msg
from kbgen.source.fences import FENCE


def answer_above(lines: Sequence[str], path: str) -> Finding | None:
    """Return the finding (KB130), if front matter follows such lines; None for other files."""
    top = next((number for number, line in enumerate(lines) if FENCE.match(line)), 0)
    if not top or not any(line.strip() for line in lines[:top]):
        return None
    around = lines_around(lines)
    above = [number for number, line in enumerate(lines[:top]) if line.strip()]
    if not above or not set(above) <= set(around):
        return None
    what = msg(
        "a chatbot's own words stand around this page: “%(text)s”", text=lines[above[0]].strip()
    )
    hint = msg(
        "delete the lines %(lines)s, so that the file begins with ---",
        lines=joined([str(number + 1) for number in around]),
    )
    return error("KB130", Span(path, above[0] + 1, 1, len(lines[above[0]])), what, hint)
