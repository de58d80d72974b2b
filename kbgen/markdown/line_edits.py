"""Replaces whole lines of a body, and tells which of its blocks are where afterwards."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask
from kbgen.model.translation import Block


@dataclass(frozen=True)
class LineEdit:
    """Other lines in place of some; lines are counted from 0, and `end` is the one after them.

    `texts` are those of the blocks in the new lines.
    """

    start: int
    end: int
    lines: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class EditedBody:
    """A body with other lines; each of its blocks is that of a number in the old one, or new."""

    body: str
    blocks: tuple[Block, ...]
    origins: tuple[int | None, ...]


def with_lines(body: str, blocks: Sequence[Block], edits: Iterable[LineEdit]) -> EditedBody | None:
    """Return a body in which lines were replaced; None if it would be read in another way.

    `blocks` are those of the body. What stands in the other lines has to be read as before, and
    what is new as the texts of the edits. Edits must not overlap.
    """
    lines = body.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    first = [block.start for block in blocks]
    out: list[str] = []
    wanted: list[tuple[str, int | None]] = []
    after = 0
    for edit in [*sorted(edits, key=_place), LineEdit(len(lines), len(lines))]:
        kept = range(*(bisect_left(first, starts[line]) for line in (after, edit.start)))
        wanted += [(blocks[number].text, number) for number in kept]
        wanted += [(text, None) for text in edit.texts]
        out += [*lines[after : edit.start], *edit.lines]
        after = edit.end
    written = "\n".join(out)
    found = find_blocks(written, mask(written))
    if [block.text for block in found] != [text for text, _ in wanted]:
        return None
    origins = tuple(origin for _, origin in wanted)
    pairs = zip(found, origins, strict=True)
    if any(origin is not None and blocks[origin].kind != block.kind for block, origin in pairs):
        return None
    return EditedBody(written, found, origins)


def _place(edit: LineEdit) -> tuple[int, int]:
    return edit.start, edit.end
