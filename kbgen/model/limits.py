"""The limits of time for a page, and the finding about a page that exceeds them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from kbgen.model.finding import Finding, Span, error
from kbgen.model.findings import PAGE_REFUSED
from kbgen.model.message import msg


class Limits(BaseModel):
    """`page_seconds` is how long one page may take to be read, to be checked, to be rendered."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    page_seconds: float = Field(
        10,
        gt=0,
        le=3600,
        strict=True,
        description="Seconds that one page may take to be read, checked or rendered (KB113).",
        examples=[10],
    )


class Excess(StrEnum):
    """The limit that a page exceeded."""

    TIME = "time"
    DEPTH = "depth"
    MEMORY = "memory"
    CRASH = "crash"


_WORDS = {
    Excess.TIME: msg("this page takes longer than %(seconds)s s, so it was given up"),
    Excess.DEPTH: msg("this page nests too deeply, so it was given up"),
    Excess.MEMORY: msg("this page needs more memory than there is, so it was given up"),
    Excess.CRASH: msg("this page ended the process that worked on it, so it was given up"),
}
_HINTS = {
    Excess.TIME: msg(
        "make it shorter or simpler, or let every page take longer in mkdocs.yml: "
        "plugins: kbgen: limits: {page_seconds: 60}"
    ),
    Excess.DEPTH: msg("take lists, quotations and brackets out of one another"),
    Excess.MEMORY: msg("split it into several pages"),
    Excess.CRASH: msg("make it shorter or simpler"),
}


def refuse(
    path: str, excess: Excess, limits: Limits, text: str = "", first_line: int = 1
) -> Finding:
    """Return the finding about a page that exceeded a limit.

    It points to the longest line of `text`, which begins in line `first_line` of the file: text
    that takes long or nests deeply is mostly written in one line.
    """
    what = _WORDS[excess]
    if excess == Excess.TIME:
        what = what.filled(seconds=f"{limits.page_seconds:g}")
    lines = text.split("\n")
    longest = max(range(len(lines)), key=lambda number: len(lines[number]))
    return error(PAGE_REFUSED, Span(path, first_line + longest), what, _HINTS[excess])
