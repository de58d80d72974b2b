"""Collects paragraphs and removed text while a reader walks through a page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from kbgen.importing.blocks import Decision, DocumentBlock, Removed, Role, TextRun, plain, trim


@dataclass(frozen=True)
class Style:
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""
    depth: int = -1
    quote: bool = False


@dataclass
class Gathering:
    """The state of a reader that walks through a tree."""

    keep: Collection[str]
    blocks: list[DocumentBlock] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    dropped_links: list[str] = field(default_factory=list)
    runs: list[TextRun] = field(default_factory=list)
    line: int = 0
    inside: int = 0  # open boxes

    def flush(self, role: Role = Role.PARAGRAPH, **more: Any) -> None:
        """End the current paragraph; line breaks split it into lines."""
        runs, self.runs = self.runs, []
        parts = split_lines(runs)
        for part in parts:
            if plain(part).strip():
                as_line = role is Role.PARAGRAPH and len(parts) > 1
                block = DocumentBlock(
                    Role.LINE if as_line else role,
                    self.line,
                    trim(part),
                    gap=not as_line or part is parts[0],
                    inside=self.inside,
                )
                self.blocks.append(in_box(replace(block, **more)))


def in_box(block: DocumentBlock) -> DocumentBlock:
    """Return a block as one of its box, in which a heading is no section of the page."""
    if not block.inside or block.role is not Role.HEADING:
        return block
    bold = tuple(replace(run, bold=True) for run in block.runs)
    return replace(block, role=Role.PARAGRAPH, level=0, id="", runs=bold)


def split_lines(runs: list[TextRun]) -> list[tuple[TextRun, ...]]:
    """Return the lines of a paragraph; a line that begins with a small letter joins the last one.

    After a colon it is not joined: "Bring: / receipt / box".
    """
    lines: list[tuple[TextRun, ...]] = []
    for part in _split_lines(runs):
        text = plain(part).strip()
        before = plain(lines[-1]).strip() if lines else ""
        is_small = text[:1].isascii() and text[:1].islower()
        if before and not before.endswith(":") and is_small:
            lines[-1] = (*lines[-1], TextRun(" "), *part)
        else:
            lines.append(part)
    return lines


def _split_lines(runs: list[TextRun]) -> Iterator[tuple[TextRun, ...]]:
    part: list[TextRun] = []
    for run in runs:
        pieces = run.text.split("\n")
        for position, text in enumerate(pieces):
            if position:
                yield tuple(part)
                part = []
            part.append(replace(run, text=re.sub(r"[ \t\r\f\xa0]+", " ", text)))
    yield tuple(part)
