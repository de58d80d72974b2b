"""Finds which lines of a translation give way to lines of its source, and where lines are added."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, groupby, zip_longest

from kbgen.markdown.block_syntax import cells, has_block_tags
from kbgen.markdown.body_parts import BodyParts
from kbgen.markdown.line_edits import LineEdit
from kbgen.markdown.scan import mask
from kbgen.markdown.structure import BodyPart
from kbgen.markdown.with_blocks import UnfitTextError
from kbgen.model.translation import Block
from kbgen.resolve.outdated import OutdatedPage

_ALONE = re.compile(r"[ \t>|]*(?:(?:[*+-]|\d+\.|:)[ \t]+)?(?:\[[ xX]\][ \t]+)?")
"""What may stand before a block that has its line for itself."""
_FOOTNOTE = re.compile(r"\[\^[^\]\n]*\](?!:)")
_STEP = re.compile(r"^\d+\.")


@dataclass(frozen=True)
class Table:
    """A table that is replaced as a whole, and the numbers of its rows on both sides."""

    edit: LineEdit
    own: frozenset[int]
    source: frozenset[int]


@dataclass(frozen=True)
class Addition:
    """Lines of the source at their place in the translation, and what to do if they do not fit."""

    edit: LineEdit
    at_end: LineEdit
    """The same at the end of the section."""
    block: Block


@dataclass(frozen=True)
class _Lacking:
    """Neighbouring parts of the source that the translation lacks; `index` is that of the first."""

    parent: BodyPart
    index: int
    parts: tuple[BodyPart, ...]

    @property
    def numbers(self) -> list[int]:
        return [number for part in self.parts for number in part.all_blocks()]


def without_footnotes(text: str, body: str) -> str:
    """Leave out the references to footnotes that a body does not have."""
    if "[^" not in text:
        return text
    return _FOOTNOTE.sub(lambda note: note[0] if f"{note[0]}:" in body else "", text)


class StaleLines:
    """Finds the changes of lines in a page. What cannot be changed raises UnfitTextError."""

    def __init__(self, own: BodyParts, source: BodyParts, page: OutdatedPage) -> None:
        self._own, self._source, self._page = own, source, page
        self._there = {
            source.numbers[block.start]: own.numbers[there[-1].start]
            for block, there in page.counterparts.items()
            if there and block.kind != "field"
        }

    @cached_property
    def tables(self) -> Sequence[Table]:
        """Return the tables that have another number of columns than their source today."""
        found: list[Table] = []
        for row, source_row, width in self._rows():
            number = self._own.numbers[row.start]
            if _width(row) != width and not any(number in table.own for table in found):
                found.append(self._table(row, source_row))
        return found

    def _rows(self) -> Iterator[tuple[Block, Block, int]]:
        """Yield a row, one of the source that stands in its table now, and the width of that."""
        for one in self._page.texts:
            if one.translations[0].kind == "row":
                yield one.translations[0], one.sources[0], sum(map(_width, one.sources))
        for lacking in self._lacking:
            row = self._source.blocks[lacking.numbers[0]]
            anchor = self._anchor(lacking) if row.kind == "row" else None
            if anchor and self._is_partial(lacking):
                yield self._own.blocks[anchor[0].blocks[0]], row, _width(row)

    def _table(self, row: Block, source_row: Block) -> Table:
        own = self._own.table(self._own.numbers[row.start])
        number = self._source.numbers.get(source_row.start)
        source: Sequence[BodyPart] = ()
        if number is not None and self._source.blocks[number].text == source_row.text:
            source = self._source.table(number)  # it does not stand on another page now
        if not own or not source:
            raise UnfitTextError(row, "it is no row of a table")
        lines = _shifted(self._source.lines_of(source), source[0].prefix, own[0].prefix)
        rows, source_rows = ([n for part in parts for n in part.blocks] for parts in (own, source))
        edit = self._edit(own[0].start, own[-1].end, lines, source_rows)
        return Table(edit, frozenset(rows), frozenset(source_rows))

    def removals(self) -> Iterator[LineEdit]:
        """Yield the removal of what the source no longer has."""
        page, own = self._page, self._own
        surplus = {block for one in page.texts for block in one.translations[1:]}
        gone = _numbers(own, surplus.union(page.obsolete))
        wanted = _numbers(own, surplus.union(_common(page.obsolete, page.critical)))
        for section in own.root.parts if wanted else ():
            for edit in self._removals(section, gone, wanted):
                tables = (table.edit for table in self.tables)
                if not any(table.start <= edit.start < table.end for table in tables):
                    yield edit

    def _removals(self, part: BodyPart, gone: set[int], wanted: set[int]) -> Iterator[LineEdit]:
        """Yield the removal of a part if all in it is gone, else of blocks and parts in it."""
        numbers = set(part.all_blocks())
        if not numbers & wanted:
            return
        if numbers <= gone and not _has_tags(self._own.lines_of([part])):
            yield LineEdit(part.start, part.end)
            return
        yield from (self._removal(number) for number in part.blocks if number in wanted)
        for one in part.parts:
            yield from self._removals(one, gone, wanted)

    def _removal(self, number: int) -> LineEdit:
        body, block = self._own.body, self._own.blocks[number]
        before = body[body.rfind("\n", 0, block.start) + 1 : block.start]
        after = body[block.end :].partition("\n")[0]
        if not _ALONE.fullmatch(before) or after.strip(" \t|"):
            raise UnfitTextError(block, "something else stands in its line")
        return LineEdit(body.count("\n", 0, block.start), body.count("\n", 0, block.end) + 1)

    def additions(self) -> Iterator[Addition]:
        """Yield what the translation lacks."""
        rows = {number for table in self.tables for number in table.source}
        for lacking in self._lacking:
            if not rows.intersection(lacking.numbers):
                at_end, block = self._at_end(lacking), self._source.blocks[lacking.numbers[0]]
                yield Addition(self._at_place(lacking) or at_end, at_end, block)

    @cached_property
    def _lacking(self) -> Sequence[_Lacking]:
        missing = _numbers(self._source, self._page.missing)
        critical = _numbers(self._source, _common(self._page.missing, self._page.critical))
        return list(self._find_lacking(self._source.root, missing, critical)) if critical else []

    def _find_lacking(
        self, parent: BodyPart, missing: set[int], critical: set[int]
    ) -> Iterator[_Lacking]:
        """Yield the runs of parts that are missing as a whole, and promise something."""
        is_missing: list[bool] = []
        for part in parent.parts:
            numbers = set(part.all_blocks())
            is_whole = numbers <= missing if numbers else self._is_new_code(part, is_missing)
            is_missing.append(is_whole)
        for is_run, group in groupby(enumerate(parent.parts), lambda one: is_missing[one[0]]):
            run = list(group)
            if not is_run:
                for index, part in run:
                    is_heading = parent is self._source.root
                    if critical.intersection(part.blocks) and not is_heading:
                        yield _Lacking(parent, index, (replace(part, parts=[]),))
                    yield from self._find_lacking(part, missing, critical)
            elif critical.intersection(n for _, part in run for n in part.all_blocks()):
                yield _Lacking(parent, run[0][0], tuple(part for _, part in run))

    def _is_new_code(self, part: BodyPart, before: Sequence[bool]) -> bool:
        """Tell whether a part is code that belongs to a missing text before it."""
        code = "\n".join(self._source.lines_of([part]))
        return part.is_code and before[-1:] == [True] and code not in self._own.body

    def _is_partial(self, lacking: _Lacking) -> bool:
        """Tell whether the translation lacks a part of a list or a table."""
        around = self._source.siblings(lacking.parent, lacking.index)
        return len(around) > len(lacking.parts)

    def _anchor(self, lacking: _Lacking) -> tuple[BodyPart, bool] | None:
        """Return the nearest part beside which the lacking ones belong, and whether it is before.

        An item belongs beside an item, a row beside a row.
        """
        parts, first = lacking.parent.parts, lacking.index
        after = first + len(lacking.parts)
        is_partial = self._is_partial(lacking)
        near = self._source.siblings(lacking.parent, first) if is_partial else range(len(parts))
        family = self._source.family(lacking.parts[0])
        before, behind = range(first - 1, near.start - 1, -1), range(after, near.stop)
        for number in chain.from_iterable(zip_longest(before, behind)):
            if number is None:
                continue
            there = self._counterpart(parts[number], lacking.parent is self._source.root)
            if there and not (is_partial and self._own.family(there) != family):
                return there, number < first
        return None

    def _counterpart(self, part: BodyPart, is_section: bool) -> BodyPart | None:
        """Return the part of the translation that corresponds to one of the source."""
        for depth, number in _by_depth(part):
            around = self._own.holders[self._there[number]] if number in self._there else ()
            if around and is_section:
                return around[-2]
            if len(around) > 2:
                return around[min(depth, len(around) - 3)]
        return None

    def _at_place(self, lacking: _Lacking) -> LineEdit | None:
        """Return the addition beside its neighbours, else first in what it is a part of."""
        if anchor := self._anchor(lacking):
            there, is_before = anchor
            return self._added(lacking, there.end if is_before else there.start, there.prefix)
        parent, root = lacking.parent, self._source.root
        if parent is root or self._is_partial(lacking):
            return None
        is_section = any(parent is section for section in root.parts)
        whole = self._counterpart(parent, is_section)
        if whole is None:
            return None
        inner = lacking.parts[0].prefix.removeprefix(parent.prefix)
        return self._added(lacking, whole.head_end, whole.prefix + inner)

    def _at_end(self, lacking: _Lacking) -> LineEdit:
        """Return the addition at the end of the section: a row with its table's head."""
        own, source = self._own, self._source
        section = own.root.parts[-1]
        if lacking.parent is not source.root:
            whole = source.holders[lacking.numbers[0]][-2]
            section = self._counterpart(whole, True) or section
        parts = list(lacking.parts)
        lines = self._lines(parts, "")
        numbers = lacking.numbers
        if self._is_partial(lacking):
            if source.family(parts[0]) == "table":
                first = source.siblings(lacking.parent, lacking.index)[0]
                head = lacking.parent.parts[first]
                lines, numbers = [*self._lines([head], ""), *lines], [*head.blocks, *numbers]
            starts = {part.start - parts[0].start for part in parts}
            lines = [_STEP.sub("-", one, 1) if n in starts else one for n, one in enumerate(lines)]
        end = section.end
        return self._edit(end, end, ["", *lines, ""], numbers)

    def _added(self, lacking: _Lacking, line: int, prefix: str) -> LineEdit:
        """Return an addition before a line, with blank lines around it as in the source."""
        for table in self.tables:
            line = table.edit.end if table.edit.start < line < table.edit.end else line
        own, source = self._own.lines, self._source.lines
        lines = self._lines(lacking.parts, prefix)
        start, end = lacking.parts[0].start, lacking.parts[-1].end
        blank = prefix.rstrip() if ">" in prefix else ""
        if _is_text(own[line - 1 : line]) and not _is_text(source[max(start - 1, 0) : start]):
            lines = [blank, *lines]
        if _is_text(own[line : line + 1]) and not _is_text(source[end : end + 1]):
            lines = [*lines, blank]
        return self._edit(line, line, lines, lacking.numbers)

    def _lines(self, parts: Sequence[BodyPart], prefix: str) -> list[str]:
        """Return the lines of parts of the source; their texts alone, if they hold HTML."""
        lines = self._source.lines_of(parts)
        if _has_tags(lines):
            texts = [self._source.blocks[n].text for part in parts for n in part.all_blocks()]
            return _shifted("\n\n".join(texts).split("\n"), "", prefix)
        return _shifted(lines, parts[0].prefix, prefix)

    def _edit(self, start: int, end: int, lines: Sequence[str], numbers: Sequence[int]) -> LineEdit:
        written = "\n".join(lines)
        there = f"{self._own.body}\n{written}" if "[^" in written else ""
        texts = [self._source.blocks[number].text for number in numbers]
        return LineEdit(
            start,
            end,
            tuple(without_footnotes(written, there).split("\n")),
            tuple(without_footnotes(text, there).rstrip() for text in texts),
        )


def _numbers(page: BodyParts, blocks: Iterable[Block]) -> set[int]:
    return {page.numbers[block.start] for block in blocks if block.kind != "field"}


def _common(blocks: Iterable[Block], others: Collection[Block]) -> list[Block]:
    return [block for block in blocks if block in others]


def _by_depth(part: BodyPart, depth: int = 0) -> Iterator[tuple[int, int]]:
    """Yield (depth, number) of each block in a part, its own first."""
    yield from ((depth, number) for number in part.blocks)
    for one in part.parts:
        yield from _by_depth(one, depth + 1)


def _width(row: Block) -> int:
    return len(cells(mask(row.text)))


def _has_tags(lines: Sequence[str]) -> bool:
    return has_block_tags(mask("\n".join(lines)))


def _is_text(lines: Sequence[str]) -> bool:
    return any(line.strip(" \t>") for line in lines)


def _shifted(lines: Sequence[str], before: str, after: str) -> list[str]:
    """Return lines with another indentation and other quote marks."""
    blank = after.rstrip() if ">" in after else ""
    return [after + _without(line, before) if _is_text([line]) else blank for line in lines]


def _without(line: str, prefix: str) -> str:
    own = len(line) - len(line.lstrip(" \t>"))
    return line[min(own, len(prefix)) :]
