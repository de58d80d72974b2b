"""A translator reads a text whose source changed, and says in the file that it is still right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polib
import pytest
from lxml import etree

from tests.sites import Project, write_site
from tests.translations.exchange.sites import FACTS, PAGE, contents, edit, record_all, record_file

ADDRESS = "faq/returns#else:1"
FILES = {"po": "ur.po", "xliff": "ur.xlf", "xliff2": "ur.xlf", "xlsx": "ur.xlsx"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = write_site(tmp_path, FACTS + PAGE)
    record_all(made)
    return made


def in_po(file: Path, address: str) -> None:
    entries = polib.pofile(str(file))
    one = next(one for one in entries if one.msgctxt == address)
    one.flags.remove("fuzzy")
    entries.save()


def in_xliff(state: str, approved: str = "") -> Callable[[Path, str], None]:
    def confirm(file: Path, address: str) -> None:
        root = etree.parse(str(file)).getroot()
        unit = next(one for one in root.iter() if address in (one.get("id"), one.get("name")))
        if approved:
            unit.set("approved", approved)
        marked = next(one for one in unit.iter() if one.get("state"))
        marked.set("state", state)
        file.write_bytes(etree.tostring(root, encoding="UTF-8"))

    return confirm


def in_xlsx(mark: object) -> Callable[[Path, str], None]:
    def confirm(file: Path, address: str) -> None:
        book = openpyxl.load_workbook(file)
        sheet: Any = book.active
        row = next(one for one in sheet.iter_rows() if one[0].value == address)
        assert not row[5].protection.locked
        row[5].value = mark
        book.save(file)

    return confirm


WAYS: list[tuple[str, Callable[[Path, str], None]]] = [
    ("po", in_po),
    *(("xliff", in_xliff(state)) for state in ("translated", "final", "signed-off")),
    ("xliff", in_xliff("needs-review-translation", approved="yes")),
    *(("xliff2", in_xliff(state)) for state in ("translated", "reviewed", "final")),
    *(("xlsx", in_xlsx(mark)) for mark in ("x", " X ", "✓", "yes", True, 1)),
]


def send(project: Project, format_: str) -> Path:
    result = project.run("translate", "out", "ur", "--to", format_, "--only", "stale")
    assert result.exit_code == 0, result.output
    return project.root / FILES[format_]


def take(project: Project, file: Path) -> str:
    return project.run("translate", "in", file.name, "--by", "omar").output


@pytest.mark.parametrize(("format_", "confirm"), WAYS)
def test_what_is_still_right_is_recorded(
    project: Project, format_: str, confirm: Callable[[Path, str], None]
) -> None:
    edit(project, "en/faq/returns.md", "Call us.", "Just call us.")
    assert "1 stale" in project.run("translate", "status", "ur").output
    file = send(project, format_)
    before = contents(project)
    assert "confirmed" not in take(project, file)
    assert contents(project) == before
    confirm(file, ADDRESS)
    assert "1 confirmed" in take(project, file)
    after = contents(project)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"ur/made-from.txt"}
    assert "faq/returns#else human omar" in record_file(project).read_text("utf-8")
    assert "stale" not in project.run("translate", "status", "ur").output


@pytest.mark.parametrize(("format_", "confirm"), [*{one[0]: one for one in WAYS}.values()])
def test_what_lacks_a_fact_of_the_new_source_is_not_right(
    project: Project, format_: str, confirm: Callable[[Path, str], None]
) -> None:
    edit(project, "en/faq/returns.md", "Call us.", "Call us within {{ refund.time }}.")
    file = send(project, format_)
    before = contents(project)
    confirm(file, ADDRESS)
    output = take(project, file)
    assert (
        f"{ADDRESS}: it is not right for the new source: {{{{ refund.time }}}} is missing" in output
    )
    assert contents(project) == before


def test_emphasis_that_it_never_had_is_not_asked_for(project: Project) -> None:
    edit(project, "ur/faq/returns.md", "*رسید*", "رسید")
    record_all(project)
    edit(project, "en/faq/returns.md", "Keep the *receipt*", "Please keep the *receipt*")
    file = send(project, "xlsx")
    in_xlsx("x")(file, "faq/returns#when:9")
    assert "1 confirmed" in take(project, file)


def test_a_translation_without_a_number_of_its_source_is_not_right(project: Project) -> None:
    edit(project, "en/faq/returns.md", "Call us.", "Call us within 10 days.")
    file = send(project, "xlsx")
    before = contents(project)
    in_xlsx("x")(file, ADDRESS)
    assert "'10 days' of the source is missing" in take(project, file)
    assert contents(project) == before


MEANWHILE = [
    ("en/faq/returns.md", "Just call us.", "Never call us.", "the source has changed meanwhile"),
    ("ur/faq/returns.md", "ہمیں کال کریں۔", "کال کریں۔", "the translation on the site has changed"),
]


@pytest.mark.parametrize(("path", "old", "new", "says"), MEANWHILE)
def test_what_is_right_for_another_text_is_told(
    project: Project, path: str, old: str, new: str, says: str
) -> None:
    edit(project, "en/faq/returns.md", "Call us.", "Just call us.")
    file = send(project, "xlsx")
    edit(project, path, old, new)
    before = contents(project)
    in_xlsx("x")(file, ADDRESS)
    output = take(project, file)
    assert f"{ADDRESS}: {says}" in output
    assert contents(project) == before


def test_a_mark_that_says_nothing_clear_is_refused(project: Project) -> None:
    edit(project, "en/faq/returns.md", "Call us.", "Just call us.")
    file = send(project, "xlsx")
    before = contents(project)
    in_xlsx("نہیں")(file, ADDRESS)
    assert f"{ADDRESS}: write x below 'still right'" in take(project, file)
    assert contents(project) == before


def test_only_stale_translations_can_be_marked(project: Project) -> None:
    edit(project, "en/faq/returns.md", "Call us.", "Just call us.\n\nOr write.")
    project.run("translate", "out", "ur", "--to", "xlsx")
    sheet: Any = openpyxl.load_workbook(project.root / "ur.xlsx").active
    (validation,) = sheet.data_validations.dataValidation
    opened = [row[0].value for row in sheet.iter_rows() if not row[5].protection.locked]
    offered = [sheet[f"A{one.min_row}"].value for one in validation.sqref.ranges]
    assert opened == offered == [ADDRESS]
    assert validation.formula1 == '"x"'
