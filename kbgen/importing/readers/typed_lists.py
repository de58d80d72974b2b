"""Recognizes lists that were typed as paragraphs starting with a bullet or a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kbgen.importing.blocks import DocumentBlock, Role, piece
from kbgen.importing.clean.numbering import value
from kbgen.importing.readers.plain import BULLETS, ListMark, item_mark


def with_typed_items(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """Convert paragraphs that start with a bullet or a number to list items.

    One bullet is enough. Dashes need two consecutive paragraphs, and numbers must count from 1:
    "2024. A good year" and "— Ahmed" are text.
    """
    marks = [_mark(block) for block in blocks]
    kinds = Counter(_kind(mark) for mark in marks if mark)
    has_first = any(mark and mark.ordered and value(mark.text) == 1 for mark in marks)
    out: list[DocumentBlock] = []
    for index, (block, mark) in enumerate(zip(blocks, marks, strict=True)):
        if mark is None:
            out.append(block)
            continue
        near = [marks[i] for i in (index - 1, index + 1) if 0 <= i < len(marks)]
        is_item = {
            "bullet": True,
            "dash": any(other and _kind(other) == "dash" for other in near),
            "number": has_first and kinds["number"] > 1,
        }[_kind(mark)]
        out.append(_item(block, mark) if is_item else block)
    return out


def _mark(block: DocumentBlock) -> ListMark | None:
    if block.role not in (Role.LINE, Role.PARAGRAPH) or (block.runs and block.runs[0].code):
        return None
    mark = item_mark(block.text)
    return mark if mark and (not mark.ordered or value(mark.text) is not None) else None


def _kind(mark: ListMark) -> str:
    if mark.ordered:
        return "number"
    return "bullet" if mark.text in BULLETS else "dash"


def _item(block: DocumentBlock, mark: ListMark) -> DocumentBlock:
    words = piece(block, mark.end, len(block.text))
    return replace(words, role=Role.ITEM, level=0, ordered=mark.ordered, marker=mark.text)
