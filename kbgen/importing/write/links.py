"""Removes links to Markdown files that the project does not have; their text is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kbgen.importing.blocks import Decision, DocumentBlock, TextRun


def without_dead_links(
    blocks: Sequence[DocumentBlock], page: Path
) -> tuple[list[DocumentBlock], list[Decision]]:
    """Remove links that lead to no file, relative to `page`, and report each."""
    decisions: list[Decision] = []

    def alive(runs: tuple[TextRun, ...], line: int) -> tuple[TextRun, ...]:
        out = []
        for run in runs:
            if _is_dead(run.href, page):
                what = f"“{run.href}” leads to no page here; link “{run.text.strip()}” by hand"
                decisions.append(Decision(line, what))
                run = replace(run, href="")
            out.append(run)
        return tuple(out)

    made = [
        replace(
            block,
            runs=alive(block.runs, block.line),
            rows=tuple(tuple(alive(cell, block.line) for cell in row) for row in block.rows),
        )
        for block in blocks
    ]
    return made, decisions


def _is_dead(href: str, page: Path) -> bool:
    target = href.partition("#")[0]
    if not target.endswith(".md") or ":" in target:
        return False
    try:
        return not (page.parent / target).resolve().is_file()
    except (OSError, ValueError):
        return True
