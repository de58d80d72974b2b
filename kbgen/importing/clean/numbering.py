"""The numbers of list items: Markdown counts some of them, others are kept as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kbgen.importing.blocks import DocumentBlock, Role, TextRun


def value(marker: str) -> int | None:
    """Return the number in a marker, in the digits of any script.

    >>> value("(۳)"), value("b)")
    (3, None)
    """
    digits = re.sub(r"\D", "", marker)
    return int(digits) if digits else None


def numbered(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """Make lists that count from 1 numbered lists; keep other numbers and letters as text.

    Bullets between two consecutive steps belong to the first one. Files of Word do not contain the
    numbers of lists, so an item without a marker is counted.
    """
    out: list[DocumentBlock] = []
    last: dict[int, int] = {}
    for block in _with_bullets_inside(blocks):
        if block.role is Role.HEADING:
            last = {}
        if block.role is Role.ITEM:
            last = {level: n for level, n in last.items() if level <= block.level}
        if block.role is not Role.ITEM or not block.ordered or not block.marker:
            out.append(block)
            continue
        number = value(block.marker)
        if number is not None and number in (1, last.get(block.level, 0) + 1):
            last[block.level] = number
            out.append(block)
        else:
            runs = (TextRun(f"{block.marker} "), *block.runs)
            out.append(replace(block, ordered=False, runs=runs, marker=""))
    return out


def _with_bullets_inside(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    out = list(blocks)
    for index, block in enumerate(blocks):
        if not _counts(block):
            continue
        end = index + 1
        while end < len(blocks) and _is_bullet(blocks[end], block.level):
            end += 1
        following = blocks[end] if end < len(blocks) else None
        if following is None or not _counts(following) or following.level != block.level:
            continue
        is_nested = end == index + 1 or blocks[index + 1].level > block.level
        if is_nested or value(following.marker) != (value(block.marker) or 0) + 1:
            continue
        for inner in range(index + 1, end):
            out[inner] = replace(blocks[inner], level=blocks[inner].level + 1)
    return out


def _counts(block: DocumentBlock) -> bool:
    return block.role is Role.ITEM and block.ordered and value(block.marker) is not None


def _is_bullet(block: DocumentBlock, level: int) -> bool:
    return block.role is Role.ITEM and not block.ordered and block.level >= level
