"""Tables of HTML: as Markdown where that can say them, else as HTML without styles."""

from __future__ import annotations

from typing import Any, Protocol


class CellWriter(Protocol):
    """Writes what is in a cell."""

    def lines(self, element: Any) -> list[str]:
        """Return it as lines of Markdown."""

    def raw(self, element: Any) -> str:
        """Return it as HTML in one line."""


_TOO_MUCH = ("ul", "ol", "table", "pre", "blockquote", "h1", "h2", "h3", "h4", "details", "hr")


def table_lines(element: Any, converter: CellWriter) -> list[str]:
    """Return a table as lines."""
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    cells = [row for row in cells if row]
    if not cells:
        return converter.lines(element) if len(element) else []
    if not _is_simple(cells):
        return [_html(cells, converter)]
    lines = [_row([_cell(cell, converter) for cell in row]) for row in cells]
    return [lines[0], _row(["---"] * len(cells[0])), *lines[1:]]


def _is_simple(cells: list[list[Any]]) -> bool:
    width = len(cells[0])
    for number, row in enumerate(cells):
        for at, cell in enumerate(row):
            spans = {cell.get("colspan"), cell.get("rowspan")} - {None, "1"}
            is_head = cell.tag == "th" and number > 0
            is_numbered = "numberingColumn" in (cell.get("class") or "")
            if spans or len(row) != width or (is_head and not (at == 0 and is_numbered)):
                return False
            if any(one.tag in _TOO_MUCH for one in cell.iterdescendants()):
                return False
    return _has_head(cells[0])


def _has_head(row: list[Any]) -> bool:
    """Tell whether the first row names the columns: header cells, or all of it in bold."""
    return all(cell.tag == "th" or _is_bold(cell) for cell in row)


def _is_bold(cell: Any) -> bool:
    words = "".join("".join(cell.itertext()).split())
    bold = "".join("".join(one.itertext()) for one in cell.iter("strong", "b"))
    return bool(words) and "".join(bold.split()) == words


def _cell(cell: Any, converter: CellWriter) -> str:
    lines = [line.strip() for line in converter.lines(cell)]
    words = "<br>".join(line for line in lines if line).replace("|", "\\|")
    return words.replace("**", "") if cell.tag == "th" or _is_bold(cell) else words


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _html(cells: list[list[Any]], converter: CellWriter) -> str:
    rows = []
    for row in cells:
        shown = ""
        for cell in row:
            spans = "".join(
                f' {name}="{cell.get(name)}"'
                for name in ("colspan", "rowspan")
                if cell.get(name) not in (None, "1")
            )
            shown += f"<{cell.tag}{spans}>{converter.raw(cell).strip()}</{cell.tag}>"
        rows.append(f"<tr>{shown}</tr>")
    return f"<table>{''.join(rows)}</table>"
