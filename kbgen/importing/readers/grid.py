"""Converts HTML tables to rows of equal width, and recognizes tables for layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from kbgen.importing.blocks import Row, TextRun, words

Cell = tuple[tuple[TextRun, ...], int, int]
"""(content, rowspan, colspan) of a cell."""

_LARGEST_SPAN = 50
_NESTED = ("table", "h1", "h2", "h3", "ul", "ol", "form")
_LONGEST_CELL = 120  # words


def cells_of(table: Any) -> list[list[Any]]:
    """Return the cells of each row, without cells of nested tables."""
    rows = [row for row in table.iter("tr") if _owner(row) is table]
    return [[c for c in row if isinstance(c.tag, str) and c.tag in ("td", "th")] for row in rows]


def _owner(row: Any) -> Any:
    return next((a for a in row.iterancestors() if a.tag == "table"), None)


def is_layout(cells: Sequence[Sequence[Any]]) -> bool:
    """Tell whether a table is only for layout: one column, or whole parts of a page in a cell.

    A list in a cell is no sign of that if there are three or more rows with several cells.
    """
    if max((len(row) for row in cells), default=0) < 2:
        return True
    is_data = sum(len(row) >= 2 for row in cells) >= 3
    nested = [tag for tag in _NESTED if not (is_data and tag in ("ul", "ol"))]
    return any(
        next(cell.iterdescendants(*nested), None) is not None
        or len(words(" ".join(cell.itertext()))) > _LONGEST_CELL
        for row in cells
        for cell in row
    )


def spread(rows: Sequence[Sequence[Cell]]) -> tuple[Row, ...]:
    """Put cells with spans into a grid; the further places that they cover are empty.

    >>> a, b, c = ((TextRun(letter),) for letter in "abc")
    >>> [len(row) for row in spread([[(a, 2, 1), (b, 1, 1)], [(c, 1, 1)]])]
    [2, 2]
    """
    out: list[Row] = []
    covered: Counter[int] = Counter()  # column → rows that a cell from above still covers
    for row in rows:
        made: list[tuple[TextRun, ...]] = []
        below: Counter[int] = Counter()
        for runs, height, width in row:
            made += _covered(covered, len(made))
            for column in range(min(width, _LARGEST_SPAN)):
                below[len(made)] = min(height, _LARGEST_SPAN) - 1
                made.append(() if column else runs)
        made += _covered(covered, len(made))
        covered = Counter({c: max(covered[c] - 1, below[c]) for c in {*covered, *below}})
        out.append(tuple(made))
    return tuple(out)


def _covered(covered: Counter[int], at: int) -> list[tuple[TextRun, ...]]:
    end = at
    while covered[end] > 0:
        end += 1
    return [()] * (end - at)
