"""The input and output of the rules of debris."""

from __future__ import annotations

from dataclasses import dataclass, field

from kbgen.importing.blocks import Decision
from kbgen.importing.clean.toc import TableOfContents


@dataclass(frozen=True)
class Hit:
    """A block to remove, or a part of its text."""

    index: int
    start: int = 0
    end: int | None = None


@dataclass
class Context:
    """Data of the document; rules add questions for a person."""

    contents: TableOfContents = field(default_factory=TableOfContents)
    decisions: list[Decision] = field(default_factory=list)
    not_headings: set[int] = field(default_factory=set)

    def doubt(self, line: int, message: str) -> None:
        decision = Decision(line, message)
        if decision not in self.decisions:
            self.decisions.append(decision)
