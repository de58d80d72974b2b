"""Spreadsheets: how they look to a translator, and what other programs make of them."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from tests.sites import Project, write_site
from tests.translations.exchange.damage import packed, parts_of, shared
from tests.translations.exchange.sites import FACTS, PAGE, commit, contents, record_all

COLUMNS = [
    "id",
    "source",
    "what changed",
    "says today",
    "translation",
    "still right",
    "suggestion",
    "base",
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = write_site(tmp_path, FACTS + PAGE)
    record_all(made)
    return made


def sheet_of(project: Project, lang: str = "ur", **options: Any) -> Any:
    result = project.run("translate", "out", lang, "--to", "xlsx")
    assert result.exit_code == 0, result.output
    return openpyxl.load_workbook(project.root / f"{lang}.xlsx", **options).active


def row_of(sheet: Any, address: str) -> int:
    return next(n for n in range(1, sheet.max_row + 1) if sheet.cell(n, 1).value == address)


def back(project: Project, sheet: Any) -> str:
    sheet.parent.save(project.root / "ur.xlsx")
    return project.run("translate", "in", "ur.xlsx").output


def test_a_row_has_the_source_and_what_it_says_today_beside_the_translation(
    project: Project,
) -> None:
    sheet = sheet_of(project)
    assert [cell.value for cell in sheet[1]] == COLUMNS
    assert sheet.column_dimensions["H"].hidden
    assert [cell.value for cell in sheet[row_of(sheet, "faq/returns:1")]][:6] == [
        "faq/returns:1",
        "Bring it back within {{ refund.time }}.",
        None,
        "{{ refund.time }} → 7 دن",
        "اسے {{ refund.time }} کے اندر واپس لائیں۔",
        None,
    ]


@pytest.mark.parametrize("written", ["faq/returns: 1", "FAQ/RETURNS:1", None])
def test_an_address_that_was_changed_is_told(project: Project, written: str | None) -> None:
    sheet = sheet_of(project)
    row = row_of(sheet, "faq/returns:1")
    sheet.cell(row, 1).value = written
    sheet.cell(row, 5).value = "اسے {{ refund.time }} میں واپس لائیں۔"
    before = contents(project)
    output = back(project, sheet)
    assert "write 'faq/returns:1' there, as in the file that was sent" in output
    assert contents(project) == before


def test_rows_may_be_sorted_and_deleted(project: Project) -> None:
    sheet = sheet_of(project)
    rows = [[cell.value for cell in one] for one in sheet.iter_rows(min_row=2)]
    rows = sorted(rows, key=lambda one: str(one[4]))[5:]
    taken = next(one for one in rows if one[0] == "faq/returns#else:1")
    taken[4] = "ہمیں فون کریں۔"
    sheet.delete_rows(2, sheet.max_row)
    for one in rows:
        sheet.append(one)
    before = contents(project)
    output = back(project, sheet)
    assert "1 taken" in output and "refused" not in output
    wanted = before["ur/faq/returns.md"].decode().replace("ہمیں کال کریں۔", "ہمیں فون کریں۔")
    assert contents(project)["ur/faq/returns.md"].decode() == wanted


def test_the_sheet_is_of_its_language(project: Project) -> None:
    assert sheet_of(project, "ur").sheet_view.rightToLeft
    assert sheet_of(project, "hi").sheet_view.rightToLeft is not True


def test_only_translations_can_be_written_over(project: Project) -> None:
    sheet = sheet_of(project)
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[2]] == [
        True,
        True,
        True,
        True,
        False,
        True,
        True,
        True,
    ]
    assert {cell.number_format for cell in sheet[2]} == {"@"}
    assert all(cell.alignment.wrap_text for cell in sheet[2])
    assert sheet.freeze_panes == "B2"


def test_what_changed_is_in_bold(project: Project) -> None:
    commit(project)
    page = project.root / "content/en/faq/returns.md"
    page.write_text(page.read_text("utf-8").replace("Call us.", "Call them."), "utf-8")
    sheet = sheet_of(project, rich_text=True)
    cell = sheet.cell(row_of(sheet, "faq/returns#else:1"), 3).value
    assert isinstance(cell, CellRichText)
    shown = [(str(one), bool(one.font.b)) for one in cell if isinstance(one, TextBlock)]
    assert shown == [("us", False), ("them", True)]


def test_unchanged_it_changes_nothing(project: Project) -> None:
    before = contents(project)
    assert "23 unchanged" in back(project, sheet_of(project))
    assert contents(project) == before


def test_a_text_that_looks_like_a_formula_stays_a_text(project: Project) -> None:
    page = project.root / "content/ur/faq/returns.md"
    page.write_text(page.read_text("utf-8").replace("ہمیں کال کریں۔", "=ہمیں کال کریں۔"), "utf-8")
    record_all(project)
    before = contents(project)
    assert "23 unchanged" in back(project, sheet_of(project))
    assert contents(project) == before


VALUES: list[tuple[object, str]] = [
    (datetime(2026, 11, 2), "the spreadsheet made a date of it"),
    (7, "the spreadsheet made a number of it"),
    (0.5, "the spreadsheet made a number of it"),
    (True, "the spreadsheet made a number of it"),
    ("=A1", "the spreadsheet made a formula of this text"),
    (None, "the translation is empty; the one on the site is kept"),
]


@pytest.mark.parametrize(("value", "says"), VALUES)
def test_what_is_no_text_is_refused_and_the_rest_taken(
    project: Project, value: object, says: str
) -> None:
    sheet = sheet_of(project)
    sheet.cell(row_of(sheet, "faq/returns#when:3"), 5).value = value
    sheet.cell(row_of(sheet, "faq/returns#else:1"), 5).value = "ہمیں فون کریں۔"
    output = back(project, sheet)
    assert f"row {row_of(sheet, 'faq/returns#when:3')}: faq/returns#when:3: {says}" in output
    page = contents(project)["ur/faq/returns.md"].decode()
    assert "- دوسرا\n" in page and "ہمیں فون کریں۔" in page


def test_a_column_that_was_sorted_by_itself_is_refused(project: Project) -> None:
    sheet = sheet_of(project)
    before = contents(project)
    texts = sorted(cell.value or "" for cell in sheet["E"][1:])
    for cell, text in zip(sheet["E"][1:], texts, strict=True):
        cell.value = text or None
    output = back(project, sheet)
    assert "taken" not in output
    assert output.count("the column was sorted or moved without the others") > 5
    assert contents(project) == before


def test_two_texts_may_be_translated_alike(project: Project) -> None:
    sheet = sheet_of(project)
    for address in ("faq/returns#when:4", "faq/returns#else:1"):
        sheet.cell(row_of(sheet, address), 5).value = "انتظار کریں"
    assert "2 taken" in back(project, sheet)


NAMES = [
    # what a program left of the properties, the title of the sheet, and what is read
    (("kbgen:ur", None, "en-US"), "Sheet1", "Urdu (ur)"),
    ((None, "kbgen:ur", "en-US"), "Sheet1", "Urdu (ur)"),
    ((None, None, "en-US"), "ur", "Urdu (ur)"),
    ((None, None, "ur"), "Sheet1", "Urdu (ur)"),
    ((None, None, None), "Sheet1", "the file names 'Sheet1' as its language"),
]


@pytest.mark.parametrize(("properties", "title", "says"), NAMES)
def test_the_language_is_found_in_what_programs_leave(
    project: Project, properties: tuple[str | None, ...], title: str, says: str
) -> None:
    sheet = sheet_of(project)
    of = sheet.parent.properties
    of.keywords, of.description, of.language = properties
    sheet.title = title
    assert says in back(project, sheet)


def test_merged_cells_are_refused(project: Project) -> None:
    sheet = sheet_of(project)
    first = row_of(sheet, "faq/returns#when:3")
    sheet.merge_cells(f"E{first}:E{first + 1}")
    output = back(project, sheet)
    assert output.count("this cell was merged with others") == 2


def test_columns_may_be_moved_and_rows_sorted(project: Project) -> None:
    sheet = sheet_of(project)
    sheet.cell(row_of(sheet, "faq/returns#else:1"), 5).value = "ہمیں فون کریں۔"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    book = openpyxl.Workbook()
    other: Any = book.active
    other.title = "ur"
    other.append(["Please check"])
    for row in [rows[0], *reversed(rows[1:])]:
        other.append([None, *reversed(row)])
    assert "1 taken, 22 unchanged" in back(project, other)


def test_strings_in_a_part_of_their_own_are_read(project: Project) -> None:

    before = contents(project)
    sheet_of(project)
    parts = parts_of((project.root / "ur.xlsx").read_bytes())
    shared(parts)
    (project.root / "ur.xlsx").write_bytes(packed(parts))
    assert "23 unchanged" in project.run("translate", "in", "ur.xlsx").output
    assert contents(project) == before


def test_without_the_extra_it_is_said_what_to_install(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("kbgen.translations.exchange.xlsx", raising=False)
    monkeypatch.setitem(sys.modules, "kbgen.translations.exchange.xlsx", None)
    result = project.run("translate", "out", "ur", "--to", "xlsx")
    assert result.exit_code == 2
    assert "pip install 'kbgen[exchange]'" in result.output
    (project.root / "ur.xlsx").write_bytes(b"PK\x03\x04")
    result = project.run("translate", "in", "ur.xlsx")
    assert result.exit_code == 1
    assert "pip install 'kbgen[exchange]'" in result.output


def test_a_file_that_is_no_spreadsheet(project: Project) -> None:
    for data, says in (
        (b"PK\x03\x04 nothing", "this spreadsheet cannot be read"),
        (b"\xd0\xcf\x11\xe0", "old Excel file; save it as .xlsx"),
        (b"id;translation\n", "CSV); save the spreadsheet as .xlsx"),
        (b"name;value\n", "this is no file of translations"),
    ):
        (project.root / "ur.xlsx").write_bytes(data)
        result = project.run("translate", "in", "ur.xlsx")
        assert result.exit_code == 1
        assert says in result.output
