"""The body of a page as its lines, its blocks, and the tree of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal

from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.structure import BodyPart, find_structure
from kbgen.model.article import Article
from kbgen.model.translation import Block, BlockKind

Family = Literal["", "list", "table"]
_FAMILIES: dict[BlockKind, Family] = {"row": "table", "item": "list", "step": "list"}


def family_of(block: Block) -> Family:
    """Tell whether a block is a row of a table or an item of a list."""
    return _FAMILIES.get(block.kind, "")


class BodyParts:
    """The parts of a page's body; blocks go by their numbers, lines are counted from 0."""

    def __init__(self, article: Article) -> None:
        self.body = article.body
        self.blocks = find_blocks(article.body, article.masked)
        self.numbers = {block.start: number for number, block in enumerate(self.blocks)}
        self._runs: dict[int, list[range]] = {}

    @cached_property
    def lines(self) -> list[str]:
        return self.body.split("\n")

    @cached_property
    def root(self) -> BodyPart:
        """Return the part whose parts are the sections."""
        return find_structure(self.body, self.blocks)

    @cached_property
    def holders(self) -> dict[int, tuple[BodyPart, ...]]:
        """Return number of a block → the part that it is in, those around that, last the root."""
        found: dict[int, tuple[BodyPart, ...]] = {}
        opened: list[tuple[BodyPart, ...]] = [(self.root,)]
        while opened:
            around = opened.pop()
            found.update(dict.fromkeys(around[0].blocks, around))
            opened += [(part, *around) for part in around[0].parts]
        return found

    def family(self, part: BodyPart) -> Family:
        """Tell whether a part is a row of a table or an item of a list."""
        return family_of(self.blocks[part.blocks[0]]) if part.blocks else ""

    def siblings(self, parent: BodyPart, index: int) -> range:
        """Return the indexes of the rows of the table, or the items of the list, around one."""
        if id(parent) not in self._runs:
            self._runs[id(parent)] = list(self._find_runs(parent.parts))
        return self._runs[id(parent)][index]

    def _find_runs(self, parts: Sequence[BodyPart]) -> Iterator[range]:
        """Yield for each part the indexes of those that belong to its table or list."""
        first = 0
        for index in range(1, len(parts) + 1):
            if index == len(parts) or not self._are_one(parts[index - 1], parts[index]):
                yield from [range(first, index)] * (index - first)
                first = index

    def _are_one(self, one: BodyPart, other: BodyPart) -> bool:
        family, other_family = self.family(one), self.family(other)
        if one.end == other.start and "table" in (family, other_family):
            # A row may have no text.
            return family == other_family or not (one.blocks and other.blocks)
        return family == other_family == "list"

    def table(self, number: int) -> list[BodyPart]:
        """Return the rows of the table that a block is in; none if it is in no table."""
        row, around = self.holders[number][:2]
        if self.family(row) != "table":
            return []
        index = next(n for n, part in enumerate(around.parts) if part is row)
        return [around.parts[n] for n in self.siblings(around, index)]

    def lines_of(self, parts: Sequence[BodyPart]) -> list[str]:
        """Return the lines of neighbouring parts."""
        return self.lines[parts[0].start : parts[-1].end]
