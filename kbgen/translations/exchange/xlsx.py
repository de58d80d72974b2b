"""Writes and reads spreadsheets (Office Open XML), as Excel and LibreOffice have them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kbgen.errors import KbgenError
from kbgen.meaning.word_changes import word_changes
from kbgen.model.locale import Locale
from kbgen.translations.exchange.contents import (
    LARGEST,
    FileContents,
    FileError,
    FileRow,
    Problem,
    read_says_today,
    says_today,
    with_line_feeds,
)
from kbgen.translations.exchange.rows import Row

ID, SOURCE, CHANGED, TODAY, TRANSLATION, STILL_RIGHT, SUGGESTION, BASE = _COLUMNS = (
    "id",
    "source",
    "what changed",
    "says today",
    "translation",
    "still right",
    "suggestion",
    "base",
)
_WIDTHS = (24, 48, 48, 28, 48, 10, 36, 10)
_MARKS = ("x", "×", "✓", "✔", "☑", "yes", "true", "1")
"""What people write into a cell to say yes; the first is offered."""
_LONGEST = 32_767
"""The most characters of a cell."""
_TEXT = "@"
"""The number format of text, so that nothing is made of what is typed."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEADER_ROWS = 20
"""The header is looked for in so many rows, since some may have been put above it."""
_MOST_ROWS = 200_000
_OPEN_DOCUMENT = "content.xml"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_BROKEN = "this spreadsheet cannot be read; open it, save it as .xlsx and send that"
_TAG = re.compile(r"[a-z]{2,3}(?:[-_]\w+)*")
_LANGUAGE = re.compile(r"kbgen:(?P<lang>[\w-]+)")


def write_xlsx(rows: Sequence[Row], locale: Locale) -> bytes:
    """Return a workbook with one sheet, a row each; only the translations can be written over.

    Raises KbgenError for a text that no cell can hold.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = locale.lang
    sheet.sheet_view.rightToLeft = locale.direction == "rtl"
    book.properties.keywords = book.properties.description = f"kbgen:{locale.lang}"
    book.properties.creator = "kbgen"
    book.properties.language = locale.lang
    sheet.append(list(_COLUMNS))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(_WIDTHS, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions[letter].hidden = True
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(_values(row), 1):
            _write(sheet.cell(number, column), value, _COLUMNS[column - 1], locale, row)
    _offer_marks(sheet, rows)
    sheet.freeze_panes = "B2"
    sheet.protection.sheet = True
    for name in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, name, False)  # what is protected is what may not be done
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{len(rows) + 1}"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _offer_marks(sheet: Any, rows: Sequence[Row]) -> None:
    """Let the translator tick translations that are in question and are right as they are."""
    offer = DataValidation(
        "list", formula1=f'"{_MARKS[0]}"', allow_blank=True, showErrorMessage=True
    )
    offer.errorTitle, offer.error = STILL_RIGHT, f"Write {_MARKS[0]}, or leave it empty."
    for number, row in enumerate(rows, 2):
        if row.is_in_question:
            offer.add(sheet.cell(number, _COLUMNS.index(STILL_RIGHT) + 1))
    if offer.sqref:
        sheet.add_data_validation(offer)


def _values(row: Row) -> Iterator[str | CellRichText]:
    yield row.address
    yield row.source
    yield _changes(row)
    yield "\n".join(says_today(*one) for one in row.facts)
    yield row.translation
    yield ""
    suggestion = row.suggestion
    yield f"{suggestion.per_cent} %: {suggestion.pair.translation}" if suggestion else ""
    yield row.base


def _changes(row: Row) -> str | CellRichText:
    """Return the previous source, with what differs in the new one in bold and in its place."""
    if row.previous is None:
        state = row.state if row.state in ("stale", "missing") else ""
        return "\n".join(filter(None, (state, row.question)))
    fonts = {"removed": InlineFont(strike=True), "added": InlineFont(b=True)}
    pieces = [
        TextBlock(fonts[kind], _clean(text)) if kind in fonts else _clean(text)
        for kind, text in word_changes(row.previous, row.source)
    ]
    return CellRichText(*pieces, *([f"\n{row.question}"] if row.question else []))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub(" ", text)


def _write(cell: Any, value: str | CellRichText, column: str, locale: Locale, row: Row) -> None:
    if len(str(value)) > _LONGEST:
        what = f"'{row.address}' is longer than a cell can be"
        raise KbgenError(f"{what} ({_LONGEST} characters); use another format: --to po")
    cell.value = _clean(value) if isinstance(value, str) and value else value or None
    if isinstance(value, str) and value:
        cell.data_type = "s"  # not a formula, even if it begins with =
        cell.quotePrefix = value[0] in "=+-@"
    cell.number_format = _TEXT
    is_translated = column in (TRANSLATION, SUGGESTION)
    order = 2 if is_translated and locale.direction == "rtl" else 1 if is_translated else 0
    cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)
    is_open = column == TRANSLATION or (column == STILL_RIGHT and row.is_in_question)
    cell.protection = Protection(locked=not is_open)


def read_xlsx(data: bytes) -> FileContents:
    """Read the sheets of a workbook that have a header. Raises FileError."""
    _refuse_unsafe(data)
    try:
        book = load_workbook(BytesIO(data), data_only=False, keep_links=False)
    except Exception as problem:  # openpyxl lets through whatever goes wrong in damaged XML
        raise FileError(_BROKEN) from problem
    rows: list[FileRow] = []
    langs: list[str] = []
    for sheet in book.worksheets:
        header = _header(sheet)
        if header:
            several = len(book.worksheets) > 1
            rows += _rows(sheet, *header, f"{sheet.title}, " if several else "")
            langs.append(sheet.title)
    if not langs:
        what = f"no sheet has a row with the names '{ID}' and '{TRANSLATION}'"
        raise FileError(f"{what}; put the names of the columns back")
    return FileContents(_lang(book.properties, langs), tuple(rows))


def _lang(properties: Any, titles: Sequence[str]) -> str:
    """Return the language of a workbook.

    Programs keep some of the properties that were written, and set the language to their own.
    """
    kept = f"{properties.keywords or ''} {properties.description or ''}"
    if named := _LANGUAGE.search(kept):
        return named["lang"]
    tags = (title for title in titles if _TAG.fullmatch(title))
    return next(tags, properties.language or titles[0])


def _refuse_unsafe(data: bytes) -> None:
    """Refuse an archive that is no workbook, is too large unpacked, or declares entities."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if _OPEN_DOCUMENT in archive.namelist():
                raise FileError("this is an OpenDocument spreadsheet; save it as .xlsx")
            if "xl/workbook.xml" not in archive.namelist():
                raise FileError("this is no .xlsx file; save the spreadsheet as .xlsx")
            if sum(info.file_size for info in infos) > LARGEST or len(infos) > 1000:
                raise FileError("the spreadsheet is too large unpacked; send it in parts")
            left = LARGEST
            for info in infos:
                if info.filename.endswith((".xml", ".rels")):
                    with archive.open(info) as part:
                        text = part.read(left + 1)
                    left -= len(text)
                    if left < 0:
                        raise FileError("the spreadsheet is too large unpacked; send it in parts")
                    if _DOCTYPE.search(text.replace(b"\0", b"")):
                        raise FileError(
                            "the spreadsheet declares entities, as no program writes them"
                        )
    except FileError:
        raise
    except Exception as problem:  # zipfile lets through what its decompressors raise
        raise FileError(_BROKEN) from problem


def _header(sheet: Any) -> tuple[int, Mapping[str, int]] | None:
    """Return the number of the header's row, and name → column; None if there is no header."""
    last = min(sheet.max_row, _HEADER_ROWS)
    for cells in sheet.iter_rows(min_row=1, max_row=last):
        names = {
            str(cell.value).strip().casefold(): cell.column
            for cell in reversed(cells)
            if cell.value is not None
        }
        if ID in names and TRANSLATION in names:
            return cells[0].row, names
    return None


def _rows(sheet: Any, header: int, columns: Mapping[str, int], before: str) -> Iterable[FileRow]:
    merged = _merged(sheet, columns)
    for number in range(header + 1, min(sheet.max_row, _MOST_ROWS) + 1):
        values = {name: sheet.cell(number, column) for name, column in columns.items()}
        address = _plain(values[ID].value)
        translation, problem = _text(values[TRANSLATION])
        if not address and not translation.strip():
            continue
        if number in merged:
            problem = "merged"
        source = _plain(values[SOURCE].value) if SOURCE in values else None
        base = _plain(values[BASE].value) if BASE in values else ""
        where = f"{before}row {number}"
        mark = _plain(values[STILL_RIGHT].value).casefold() if STILL_RIGHT in values else ""
        if mark and mark not in _MARKS:
            problem = problem or "mark"
        yield FileRow(
            *(address, translation, where, source or None, True if mark else None, problem, base),
            facts=read_says_today(_plain(values[TODAY].value)) if TODAY in values else (),
            is_still_right=bool(mark),
        )


def _merged(sheet: Any, columns: Mapping[str, int]) -> set[int]:
    """Return the rows whose translation, id or source was merged with another cell."""
    found: set[int] = set()
    for area in sheet.merged_cells.ranges:
        for name in (ID, SOURCE, TRANSLATION):
            column = columns.get(name)
            if column is not None and area.min_col <= column <= area.max_col:
                found.update(range(area.min_row, area.max_row + 1))
    return found


def _plain(value: Any) -> str:
    return "" if value is None else with_line_feeds(str(value)).strip()


def _text(cell: Any) -> tuple[str, Problem | None]:
    """Return the text of a cell; a problem if a program made something else of it."""
    value = cell.value
    if value is None:
        return "", None
    text = with_line_feeds(str(value)).replace("_x000D_\n", "\n")
    if cell.data_type == "f":
        return text, "formula"
    if isinstance(value, datetime | date | time | timedelta):
        return text, "date"
    if isinstance(value, bool | int | float) or cell.data_type == "e":
        return text, "number"
    return text, None
