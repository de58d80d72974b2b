"""Puts a block that is missing in a translation at the place that the source gives it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask
from kbgen.markdown.with_blocks import UnfitTextError, with_blocks
from kbgen.model.translation import Block

_DELIMITERS = re.compile(r"[\s>|:-]*-[\s>|:-]*")
_NOTE = re.compile(r"[\s>]*(?:!!!|\?\?\?\+?|===)[ \w]")
_NO_PLACE = "its place in the page cannot be told; it must be put in by hand"


@dataclass(frozen=True)
class TranslatedBody:
    """The body of a translation; `owners` are the indexes of the source's blocks, block by block.

    None is the owner of a block that belongs to none of them.
    """

    text: str
    owners: tuple[int | None, ...]


def insert_block(
    body: TranslatedBody, source: str, index: int, texts: Mapping[Block, str]
) -> TranslatedBody:
    """Return a body with texts for the source's block of this index and those that follow it.

    They stand after the block that precedes them in the source, or before that which follows them
    directly; with them come their own marks and the lines without text that are between them.
    Raises UnfitTextError if a text does not fit, or if others would be read otherwise.
    """
    written = _Lines(with_blocks(source, texts))
    block, final = next(iter(texts)), index + len(texts) - 1
    own = _Lines(body.text)
    present = {owner: at for at, owner in enumerate(body.owners) if owner is not None}
    before = next((n for n in range(index - 1, -1, -1) if n in present), None)
    after = final + 1 if final + 1 in present else None
    last = max((at for at, owner in enumerate(body.owners) if owner == before), default=-1)
    if before is None:
        last = -1
    first, end = written.lines_of(index)[0], written.lines_of(final)[1]
    if after is not None and _is_right_before(written, first, end, after):
        new_at = present[after]
        line, _ = own.lines_of(new_at)
        new, place = written.lines[first : end + 1], line
    else:
        new_at = last + 1
        start = written.lines_of(before)[1] + 1 if before is not None else 0
        if start > first:
            raise UnfitTextError(block, _NO_PLACE)
        absent = {
            line
            for n in range((before if before is not None else -1) + 1, index)
            for line in range(written.lines_of(n)[0], written.lines_of(n)[1] + 1)
        }
        absent |= {line for line in range(start, first) if _belongs_to(written.lines, line, absent)}
        kept = [line for line in range(start, first) if line not in absent]
        between = [
            line
            for before_it, line in zip([None, *kept], kept, strict=False)
            if before_it is None
            or before_it == line - 1
            or any(written.lines[one].strip() for one in (before_it, line))
        ]
        place, skipped = _after_shared(written, between, own, last)
        new = [written.lines[line] for line in (*between[skipped:], *range(first, end + 1))]
        new = _apart(new, own, place, written.lines[end + 1 : end + 2])
    lines = [*own.lines[:place], *new, *own.lines[place:]]
    new_owners = range(index, final + 1)
    owners = (*body.owners[:new_at], *new_owners, *body.owners[new_at:])
    inserted = TranslatedBody("\n".join(lines), owners)
    _refuse_other(body, inserted, new_at, written.blocks[index : final + 1], block)
    return inserted


class _Lines:
    """The lines of a body, and on which of them its blocks stand."""

    def __init__(self, text: str) -> None:
        self.text, self.lines = text, text.split("\n")
        self.blocks = find_blocks(text, mask(text))

    def lines_of(self, index: int) -> tuple[int, int]:
        """Return the numbers of the first and the last line of a block, from 0."""
        block = self.blocks[index]
        first = self.text.count("\n", 0, block.start)
        last = first + self.text.count("\n", block.start, block.end)
        is_underlined = block.kind == "heading" and "#" not in self.lines[first]
        return first, last + is_underlined


def _is_right_before(written: _Lines, first: int, end: int, after: int) -> bool:
    """Tell whether a block follows without an empty line, and none precedes in this way."""
    is_first = first == 0 or not written.lines[first - 1].strip()
    return is_first and written.lines_of(after)[0] == end + 1


def _belongs_to(lines: Sequence[str], line: int, absent: Collection[int]) -> bool:
    """Tell whether a line without text is a part of blocks that are absent.

    It is the line below the first row of a table, or the one that begins a note.
    """
    is_below = line - 1 in absent and _DELIMITERS.fullmatch(lines[line])
    return bool(is_below or (line + 1 in absent and _NOTE.match(lines[line])))


def _after_shared(
    written: _Lines, between: Sequence[int], own: _Lines, last: int
) -> tuple[int, int]:
    """Return at which line to insert, and how many of the lines between are there already.

    Lines without text, such as code, may stand after the preceding block in both.
    """
    start = own.lines_of(last)[1] + 1 if last >= 0 else 0
    end = own.lines_of(last + 1)[0] if last + 1 < len(own.blocks) else len(own.lines)
    there = [line for line in range(start, end) if own.lines[line].strip()]
    wanted = [line for line in between if written.lines[line].strip()]
    pairs = zip(wanted, there, strict=False)
    shared = list(
        takewhile(lambda pair: written.lines[pair[0]].strip() == own.lines[pair[1]].strip(), pairs)
    )
    if not shared:
        return start, 0
    return shared[-1][1] + 1, between.index(shared[-1][0]) + 1


def _apart(new: list[str], own: _Lines, place: int, following: Sequence[str]) -> list[str]:
    """Add an empty line behind new lines if the source has one there, and the page has none."""
    is_last = place >= len(own.lines)
    is_apart = is_last or not own.lines[place].strip()
    needs = not following or not following[0].strip()
    return new if is_apart or not needs else [*new, ""]


def _refuse_other(
    before: TranslatedBody, after: TranslatedBody, at: int, wanted: Sequence[Block], block: Block
) -> None:
    """Raise UnfitTextError unless all other blocks are as they were."""
    old = [(one.kind, one.text) for one in find_blocks(before.text, mask(before.text))]
    new = [(one.kind, one.text) for one in find_blocks(after.text, mask(after.text))]
    if new != [*old[:at], *((one.kind, one.text) for one in wanted), *old[at:]]:
        raise UnfitTextError(block, _NO_PLACE)
