"""Spreadsheets that LibreOffice opened, changed and saved."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock

from tests.sites import Project, write_site
from tests.translations.exchange.damage import packed, parts_of
from tests.translations.exchange.sites import FACTS, PAGE, commit, contents, record_all

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
STALE = "faq/returns#else:1"


def named(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str, str], bytes]:
    """Return what opens a file and saves it in another format: (bytes, its format, the other)."""
    profile = tmp_path_factory.mktemp("profile")

    def run(data: bytes, before: str, after: str) -> bytes:
        folder = tmp_path_factory.mktemp("office")
        (folder / f"ur.{before}").write_bytes(data)
        command = [
            *(f"{OFFICE}", "--headless", f"-env:UserInstallation={profile.as_uri()}"),
            *("--convert-to", after, "--outdir", "saved", f"ur.{before}"),
        ]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        return (folder / "saved" / f"ur.{after}").read_bytes()

    return run


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = write_site(tmp_path_factory.mktemp("site"), FACTS + PAGE)
    record_all(made)
    commit(made)
    page = made.root / "content/en/faq/returns.md"
    page.write_text(page.read_text("utf-8").replace("Call us.", "Just call us."), "utf-8")
    return made


@pytest.fixture(scope="module")
def sent(project: Project) -> bytes:
    result = project.run("translate", "out", "ur", "--to", "xlsx")
    assert result.exit_code == 0, result.output
    return (project.root / "ur.xlsx").read_bytes()


@pytest.fixture(scope="module")
def as_ods(sent: bytes, convert: Callable[[bytes, str, str], bytes]) -> bytes:
    return convert(sent, "xlsx", "ods")


@pytest.fixture(scope="module")
def saved(
    sent: bytes, as_ods: bytes, convert: Callable[[bytes, str, str], bytes]
) -> tuple[bytes, bytes]:
    """Return the spreadsheet as it is saved at once, and by way of OpenDocument."""
    return convert(sent, "xlsx", "xlsx"), convert(as_ods, "ods", "xlsx")


def received(project: Project, data: bytes, *args: str) -> str:
    (project.root / "back.xlsx").write_bytes(data)
    return project.run("translate", "in", "back.xlsx", *args).output


def test_what_it_saves_unchanged_is_unchanged(project: Project, saved: tuple[bytes, bytes]) -> None:
    before = contents(project)
    for data in saved:
        assert "back.xlsx: Urdu (ur): 23 unchanged\n" in received(project, data)
    assert contents(project) == before


def test_the_look_of_the_sheet_survives(saved: tuple[bytes, bytes]) -> None:
    for data in saved:
        book = openpyxl.load_workbook(BytesIO(data), rich_text=True)
        assert book.properties.description == "kbgen:ur"
        sheet: Any = book.active
        assert sheet.sheet_view.rightToLeft
        assert sheet.protection.sheet
        assert sheet.column_dimensions["H"].hidden
        row = next(one for one in sheet.iter_rows() if one[0].value == STALE)
        assert [cell.protection.locked for cell in row[:6]] == [
            True,
            True,
            True,
            True,
            False,
            False,
        ]
        assert row[4].alignment.readingOrder == 2
        assert isinstance(row[2].value, CellRichText)
        bold = [str(one) for one in row[2].value if isinstance(one, TextBlock) and one.font.b]
        assert [one.strip() for one in bold] == ["Just call"]
        (offered,) = sheet.data_validations.dataValidation
        assert f"{offered.sqref}" == row[5].coordinate


def cell_of(row: etree._Element, column: int) -> etree._Element:
    """Return a cell of a row; cells that stand for several are taken apart."""
    for cell in [*row]:
        count = int(cell.attrib.pop(named("table:number-columns-repeated"), "1"))
        for _ in range(min(count, 20) - 1):
            cell.addnext(etree.fromstring(etree.tostring(cell)))
    return row[column]


def changed(as_ods: bytes, changes: dict[str, Callable[[etree._Element], None]]) -> bytes:
    """Change rows of a spreadsheet by their addresses."""
    parts = parts_of(as_ods)
    root = etree.fromstring(parts["content.xml"])
    for row in root.iter(named("table:table-row")):
        address = "".join(row[0].itertext())
        if address in changes:
            changes[address](row)
    parts["content.xml"] = etree.tostring(root)
    return packed(parts)


def text(*lines: str, column: int = 4) -> Callable[[etree._Element], None]:
    return value("string", {}, *lines, column=column)


def value(
    type_: str, about: dict[str, str], *lines: str, column: int = 4
) -> Callable[[etree._Element], None]:
    """Type something into a cell, of which LibreOffice makes a value of a type."""

    def change(row: etree._Element) -> None:
        cell = cell_of(row, column)
        style = cell.get(named("table:style-name"))
        cell.clear()
        cell.set(named("table:style-name"), style)
        cell.set(named("office:value-type"), type_)
        for name, given in about.items():
            cell.set(named(name), given)
        for line in lines:
            etree.SubElement(cell, named("text:p")).text = line

    return change


def emptied(row: etree._Element) -> None:
    cell = cell_of(row, 4)
    cell.clear()


def merged(row: etree._Element) -> None:
    cell_of(row, 4).set(named("table:number-columns-spanned"), "2")
    cell_of(row, 4).set(named("table:number-rows-spanned"), "1")
    row[5].tag = named("table:covered-table-cell")


def deleted(row: etree._Element) -> None:
    row.getparent().remove(row)


PAID = "ہم {{ refund.time }} میں رقم دیتے ہیں۔ دیکھیں [**فیس**](fees.md)۔"
CHANGES: dict[str, tuple[Callable[[etree._Element], None], str]] = {
    # address: what somebody did to its row, and what is said of it, "taken" if it is written
    "faq/returns:1": (text("اسے {{ refund.time }} میں", "واپس لائیں۔"), "taken"),
    "faq/returns#when:1": (text(PAID), "taken"),
    "faq/returns#when:2": (value("date", {"office:date-value": "2026-11-02"}, "02.11.26"), "made a number of it"),
    "faq/returns#when:3": (value("float", {"office:value": "7"}, "7"), "made a number of it"),
    "faq/returns#when:4": (value("boolean", {"office:boolean-value": "true"}, "TRUE"), "made a"),
    "faq/returns#when:5": (value("time", {"office:time-value": "PT07H30M00S"}, "07:30"), "made a number of it"),
    "faq/returns#when:7": (value("float", {"table:formula": "of:=1+1", "office:value": "2"}, "2"), "made a formula"),
    "faq/returns#when:8": (merged, "was merged"),
    "faq/returns#when:9": (emptied, "the translation is empty"),
    "faq/returns:title": (deleted, ""),
    "faq/returns#when:h": (value("percentage", {"office:value": "0.5"}, "50 %"), "made a number of it"),
    STALE: (text("x", column=5), "confirmed"),
}  # fmt: skip


def test_each_row_is_taken_or_refused(
    project: Project, as_ods: bytes, convert: Callable[[bytes, str, str], bytes]
) -> None:
    data = changed(as_ods, {address: change for address, (change, _) in CHANGES.items()})
    before = contents(project)
    output = received(project, convert(data, "ods", "xlsx"), "--by", "omar")
    assert "2 taken, 1 confirmed, 11 unchanged, 8 refused" in output
    for address, (_, says) in CHANGES.items():
        line = next((one for one in output.splitlines() if f" {address}: " in one), "")
        assert (says in line) if says not in ("", "taken", "confirmed") else not line, output
    after = contents(project)
    wanted = before["ur/faq/returns.md"].decode()
    wanted = wanted.replace("{{ refund.time }} کے اندر واپس", "{{ refund.time }} میں\nواپس")
    wanted = wanted.replace(
        "ہم {{ refund.time }} میں ادا کرتے ہیں", "ہم {{ refund.time }} میں رقم دیتے ہیں"
    )
    assert after["ur/faq/returns.md"].decode() == wanted
    changed_files = {name for name in after if after[name] != before[name]}
    assert changed_files == {"ur/faq/returns.md", "ur/made-from.txt"}


def test_other_formats_of_it_are_refused_with_what_to_do(
    project: Project, sent: bytes, as_ods: bytes, convert: Callable[[bytes, str, str], bytes]
) -> None:
    for data, says in (
        (as_ods, "this is an OpenDocument spreadsheet; save it as .xlsx"),
        (convert(sent, "xlsx", "csv"), "save the spreadsheet as .xlsx"),
        (convert(sent, "xlsx", "xls"), "this is an old Excel file; save it as .xlsx"),
    ):
        assert says in received(project, data)
    assert not zipfile.is_zipfile(project.root / "back.xlsx")
