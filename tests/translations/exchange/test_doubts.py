"""Files for translators ask about doubts, and an answer is a receipt."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import MakeSite
from tests.doubt_site import ADDRESS, DOUBT, EN, EVERYBODY, MEMBERS_ALONE, ONLY, UR, edit, record
from tests.sites import Project

QUESTION = "Does this say the same as the source?"


def out(project: Project, format_: str, *args: str) -> Path:
    suffix = {"xliff": "xlf", "xliff2": "xlf"}.get(format_, format_)
    done = project.run("translate", "out", "ur", "--to", format_, *args, "--overwrite")
    assert done.exit_code == 0, done.output
    return project.root / f"ur.{suffix}"


def mark_in_po(data: bytes) -> bytes:
    return data.replace(b"#, fuzzy, ", b"#, ")


def mark_in_xliff(data: bytes) -> bytes:
    return data.replace(b'state="needs-review-translation"', b'state="translated"')


def mark_in_xliff2(data: bytes) -> bytes:
    return data.replace(b'state="initial"', b'state="reviewed"')


def mark_in_xlsx(data: bytes) -> bytes:
    book = load_workbook(BytesIO(data))
    sheet = book.active
    names = [cell.value for cell in sheet[1]]
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value == ADDRESS:
            sheet.cell(row, names.index("still right") + 1).value = "x"
    new = BytesIO()
    book.save(new)
    return new.getvalue()


MARKS: dict[str, Callable[[bytes], bytes]] = {
    "po": mark_in_po,
    "xliff": mark_in_xliff,
    "xliff2": mark_in_xliff2,
    "xlsx": mark_in_xlsx,
}


@pytest.mark.parametrize("format_", MARKS)
@pytest.mark.parametrize("args", [[], ["--doubts"]], ids=["all", "doubts"])
def test_a_translator_says_that_it_is_the_same(
    site: MakeSite, format_: str, args: list[str]
) -> None:
    project = site(DOUBT)
    file = out(project, format_, *args)
    unchanged = project.run("translate", "in", file.name)
    assert unchanged.exit_code == 0, unchanged.output
    assert record(project) == [], "who sends it back as it was has said nothing"
    file.write_bytes(MARKS[format_](file.read_bytes()))
    done = project.run("translate", "in", file.name, "--by", "Omar")
    assert done.exit_code == 0, done.output
    assert "1 confirmed" in done.output
    [line] = record(project)
    assert line.startswith("faq/returns#who same Omar 20")
    assert EVERYBODY in (project.root / UR).read_text("utf-8")
    assert project.check(sameness=True) == []


@pytest.mark.parametrize("format_", ["po", "xliff", "xliff2", "html"])
def test_the_question_stands_at_its_text(site: MakeSite, format_: str) -> None:
    text = out(site(DOUBT), format_).read_text("utf-8")
    assert text.count(QUESTION) == 1
    assert re.search(r"the English says (?:'|&#x27;)Only members may", text)


def test_a_spreadsheet_offers_the_mark_at_the_doubt_alone(site: MakeSite) -> None:
    sheet = load_workbook(out(site(DOUBT), "xlsx")).active
    names = [cell.value for cell in sheet[1]]
    rows = {
        sheet.cell(row, 1).value: [cell.value for cell in sheet[row]]
        for row in range(2, sheet.max_row + 1)
    }
    asked = {address for address, row in rows.items() if QUESTION in str(row)}
    assert asked == {ADDRESS}
    open_ = {
        sheet.cell(cell.row, 1).value
        for cell in sheet[chr(ord("A") + names.index("still right"))][1:]
        if not cell.protection.locked
    }
    assert open_ == {ADDRESS}


def test_doubts_alone_are_sent_if_wanted(site: MakeSite) -> None:
    project = site(DOUBT)
    text = out(project, "po", "--doubts").read_text("utf-8")
    assert re.findall(r'^msgctxt "(.*)"', text, re.M) == [ADDRESS]
    assert project.run("check", "--settle", ADDRESS).exit_code == 0
    nothing = project.run("translate", "out", "ur", "--doubts")
    assert nothing.exit_code == 2
    assert "no text in 'ur' is in doubt" in nothing.stderr
    both = project.run("translate", "out", "ur", "--doubts", "--only", "stale")
    assert "choose --only or --doubts" in both.stderr


def test_a_file_that_did_not_ask_settles_nothing(site: MakeSite) -> None:
    project = site(DOUBT.replace(ONLY, "Members may return an item."))
    file = out(project, "po")
    text = file.read_text("utf-8")
    assert QUESTION not in text
    edit(project, EN, "Members may return an item.", ONLY)
    file.write_text(text.replace("Members may return an item.", ONLY), "utf-8")
    assert project.run("translate", "in", file.name).exit_code == 0
    assert record(project) == []


def test_a_translation_that_is_mended_needs_no_receipt(site: MakeSite) -> None:
    project = site(DOUBT)
    file = out(project, "po", "--doubts")
    text = mark_in_po(file.read_bytes()).decode()
    file.write_text(text.replace(EVERYBODY, MEMBERS_ALONE), "utf-8")
    assert project.run("translate", "in", file.name).exit_code == 0
    assert MEMBERS_ALONE in (project.root / UR).read_text("utf-8")
    assert record(project) == []
    assert project.check(sameness=True) == []


def test_an_updated_file_asks_once_and_not_again(site: MakeSite) -> None:
    project = site(DOUBT)
    file = out(project, "po")
    answered = mark_in_po(file.read_bytes())
    file.write_bytes(answered)
    assert out(project, "po").read_bytes() == answered, "an answer that was not sent back stays"
    assert project.run("check", "--settle", ADDRESS).exit_code == 0
    assert "fuzzy" not in out(project, "po").read_text("utf-8")
    file.unlink()
    assert "fuzzy" not in out(project, "po").read_text("utf-8")


def test_a_new_question_comes_into_an_updated_file(site: MakeSite) -> None:
    project = site(DOUBT.replace(EVERYBODY, MEMBERS_ALONE))
    file = out(project, "po")
    edit(project, UR, MEMBERS_ALONE, EVERYBODY)
    assert "#, fuzzy" in out(project, "po").read_text("utf-8")
    assert project.run("check", "--settle", ADDRESS).exit_code == 0
    assert "#, fuzzy" not in out(project, "po").read_text("utf-8")
    assert file.exists()
