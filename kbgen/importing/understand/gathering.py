"""What is gathered on the way through a page: paragraphs as they end, what is set aside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from kbgen.importing.blocks import Block, Decision, Removed, Role, TextRun, plain, trim


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
    """What is gathered on the way through the tree."""

    keep: Collection[str]
    blocks: list[Block] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    dropped_links: list[str] = field(default_factory=list)
    runs: list[TextRun] = field(default_factory=list)
    line: int = 0

    def flush(self, role: Role = Role.PARAGRAPH, **more: Any) -> None:
        """End the paragraph that is being gathered; line breaks in it make it lines."""
        runs, self.runs = self.runs, []
        parts = split_lines(runs)
        for part in parts:
            if plain(part).strip():
                as_line = role is Role.PARAGRAPH and len(parts) > 1
                block = Block(
                    Role.LINE if as_line else role,
                    self.line,
                    trim(part),
                    gap=not as_line or part is parts[0],
                )
                self.blocks.append(replace(block, **more))


def split_lines(runs: list[TextRun]) -> list[tuple[TextRun, ...]]:
    """Return the lines of a paragraph; one that goes on in small letters is joined to the last.

    After a colon it does not go on: "Bring: / receipt / box".
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
