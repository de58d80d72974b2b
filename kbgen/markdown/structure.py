"""Reads the lines of a page's body as a tree: its sections, and what stands in and below what.

A part is what a person would call a paragraph, a list item, a row, a heading or a block of code,
with all that is indented below it. Parts that stand beside one another have the same indentation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kbgen.markdown import block_syntax as syntax
from kbgen.markdown.scan import find_lines, mask_lines
from kbgen.model.translation import Block

_PREFIX = re.compile(r"[ \t>]*")
_MARKER = re.compile(r"(?:[*+-]|\d+\.)[ \t]")


@dataclass
class BodyPart:
    """A part of a body; its lines are counted from 0, and an end is the line after the last."""

    start: int
    head_end: int
    """Where what is indented below begins; of a section, what stands under its heading."""
    prefix: str = ""
    """The indentation and the quote marks of its first line."""
    is_code: bool = False
    blocks: list[int] = field(default_factory=list)
    """The numbers of the blocks in it, without those of its parts."""
    parts: list[BodyPart] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Return where all of it ends, without the blank lines that follow."""
        return self.parts[-1].end if self.parts else self.head_end

    def all_blocks(self) -> Iterator[int]:
        """Yield the numbers of the blocks in it and in its parts, in reading order."""
        yield from self.blocks
        for part in self.parts:
            yield from part.all_blocks()

    def walk(self) -> Iterator[BodyPart]:
        """Yield it and all of its parts, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def find_structure(body: str, blocks: Sequence[Block]) -> BodyPart:
    """Return the tree of a body; `blocks` are its own, in order (`find_blocks`).

    The parts of the root are the sections. The first has no heading, and is empty in many pages.
    """
    lines, shown = body.split("\n"), mask_lines(body).split("\n")
    starts = find_lines(body)
    begun: dict[int, list[int]] = {}
    for number, block in enumerate(blocks):
        begun.setdefault(bisect_right(starts, block.start) - 1, []).append(number)
    root = BodyPart(0, 0, parts=[BodyPart(0, 0)])
    opened: list[BodyPart] = []
    after_blank, open_until = True, 0
    for number, line in enumerate(lines):
        if not line.strip(" \t>\r"):
            after_blank = True
            continue
        here = begun.get(number, [])
        is_code = not shown[number].strip(" \t>\r")
        last = opened[-1] if opened else root.parts[-1]
        if here and blocks[here[0]].kind == "heading":
            root.parts.append(BodyPart(number, number + 1, blocks=here))
            opened = []
        elif not here and (
            starts[number] < open_until or _continues(last, line, is_code, after_blank)
        ):
            last.head_end = number + 1
        else:
            part = BodyPart(number, number + 1, _prefix(line), is_code, here)
            while opened and not _is_below(part.prefix, opened[-1].prefix):
                opened.pop()
            (opened[-1] if opened else root.parts[-1]).parts.append(part)
            opened.append(part)
        after_blank = False
        open_until = blocks[here[-1]].end if here else open_until
    return root


def _continues(last: BodyPart, line: str, is_code: bool, is_apart: bool) -> bool:
    """Tell whether a line belongs to the part before it."""
    if is_code or last.is_code or is_apart or last.head_end == 0:
        return is_code and last.is_code
    text = line[len(_prefix(line)) :]
    return not (_MARKER.match(text) or syntax.ADMONITION.fullmatch(text.rstrip()))


def _prefix(line: str) -> str:
    match = _PREFIX.match(line)
    return match[0] if match else ""


def _is_below(prefix: str, other: str) -> bool:
    """Tell whether a line with one prefix is indented below a line with the other."""
    depth, depth_of_other = prefix.count(">"), other.count(">")
    if depth > depth_of_other:
        prefix = prefix.partition(">")[0] if not depth_of_other else prefix
    return depth >= depth_of_other and len(prefix.expandtabs(4)) > len(other.expandtabs(4))
