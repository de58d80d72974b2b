"""Makes one list item of the blocks that stand in an element of a list."""

from __future__ import annotations

from dataclasses import replace

from kbgen.importing.blocks import DocumentBlock, Role, TextRun
from kbgen.importing.understand.gathering import Gathering


def as_item(reading: Gathering, before: int, depth: int, marker: str) -> None:
    """Put the marker on the first block of an item; join a second paragraph to it."""
    made = reading.blocks[before:]
    roles = (Role.PARAGRAPH, Role.LINE, Role.QUOTE, Role.HEADING)
    texts = [b for b in made if b.role in roles and b.inside == reading.inside]
    if not texts or made[0] is not texts[0]:
        return
    made = [_within(block, reading.inside) for block in made]
    runs: tuple[TextRun, ...] = ()
    joined = [b for b in texts if b.role is not Role.HEADING or b is texts[0]]
    for block in joined:
        runs = (*runs, TextRun(" "), *block.runs) if runs else block.runs
    item = replace(texts[0], role=Role.ITEM, level=depth, runs=runs, gap=False)
    item = replace(item, ordered=bool(marker), marker=marker)
    reading.blocks[before:] = [item, *(b for b in made if b not in joined)]


def _within(block: DocumentBlock, inside: int) -> DocumentBlock:
    """Return a block of a list item; boxes, code and tables are deeper than the item."""
    is_deep = block.inside > inside or block.role in (Role.BOX, Role.CODE, Role.TABLE)
    return replace(block, inside=block.inside + 1) if is_deep else block
