"""`kbgen translate check`: a translator has the file, and no site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import polib
import pytest
from lxml import etree

from tests.sites import Project, write_site
from tests.translations.exchange.sites import FACTS, PAGE, record_all

LINK = "ہم {{ refund.time }} میں ادا کرتے ہیں۔ دیکھیں [**فیس**](fees.md)۔"
TWO = "Between {{ refund.time }} and {{ delivery.fee }}."
NEW = {
    # address: a text as a translator writes it, and what the check says of it
    "faq/returns:1": ("اسے {{ refund.time }} (7 دن) میں لائیں۔", "says 7 دن already"),
    "faq/returns#when:1": (LINK.replace("(fees.md)", "(x.md)"), "the link to fees.md is missing"),
    "faq/returns#when:9": ("اپنی رسید رکھیں۔", "words between * and *"),
    "faq/returns#else:2": ("{{ delivery.fee }} اور {{ refund.time }} میں۔", "look at it again"),
    "faq/returns#else:1": ("ہمیں فون کریں۔", ""),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = write_site(tmp_path / "site", FACTS + PAGE)
    record_all(made)
    page = made.root / "content/en/faq/returns.md"
    text = page.read_text("utf-8").replace("Call us.\n", f"Call us.\n\n{TWO}\n\nOr write.\n")
    page.write_text(text, "utf-8")
    return made


def in_po(file: Path, texts: dict[str, str]) -> None:
    entries = polib.pofile(str(file))
    for one in entries:
        one.msgstr = texts.get(one.msgctxt, one.msgstr)
    entries.save()


def in_xlsx(file: Path, texts: dict[str, str]) -> None:
    book = openpyxl.load_workbook(file)
    sheet: Any = book.active
    for row in sheet.iter_rows(min_row=2):
        row[4].value = texts.get(row[0].value, row[4].value)
    book.save(file)


def in_xliff(file: Path, texts: dict[str, str]) -> None:
    root = etree.parse(str(file)).getroot()
    for unit in root.iter("{*}trans-unit", "{*}unit"):
        if text := texts.get(unit.get("name") or unit.get("id")):
            holder = next(unit.iter("{*}segment"), unit)
            for target in [*holder.iter("{*}target")]:
                target.getparent().remove(target)
            source = next(holder.iter("{*}source"))
            source.addnext(etree.Element(source.tag.replace("source", "target")))
            source.getnext().text = text
    file.write_bytes(etree.tostring(root, encoding="UTF-8"))


FILES = {
    "po": ("ur.po", in_po),
    "xliff": ("ur.xlf", in_xliff),
    "xliff2": ("ur.xlf", in_xliff),
    "xlsx": ("ur.xlsx", in_xlsx),
}


def sent(project: Project, format_: str, texts: dict[str, str]) -> tuple[Project, str]:
    """Return a folder that has a changed file, and nothing of the site; and the file's name."""
    name, change = FILES[format_]
    assert project.run("translate", "out", "ur", "--to", format_).exit_code == 0
    change(project.root / name, texts)
    alone = project.root.parent / "alone"
    alone.mkdir()
    (project.root / name).rename(alone / name)
    return Project(alone), name


@pytest.mark.parametrize("format_", FILES)
def test_what_is_wrong_is_told_without_the_site(project: Project, format_: str) -> None:
    alone, name = sent(project, format_, {address: text for address, (text, _) in NEW.items()})
    result = alone.run("translate", "check", name)
    assert result.exit_code == 1
    first, *rest = result.output.splitlines()
    assert first.startswith(f"{name}: Urdu (ur): 2 right, ")
    assert first.endswith("3 refused")
    for address, (_, says) in NEW.items():
        line_of_it = next((line for line in rest if f" {address}: " in line), "")
        assert says in line_of_it and bool(line_of_it) == bool(says), result.output
    assert len(rest) == 6
    assert rest[-2] == "3 of those as sent are not translated yet"
    assert "Only the file was checked." in rest[-1] and "kbgen translate in" in rest[-1]


@pytest.mark.parametrize("format_", FILES)
def test_the_site_says_the_same(project: Project, format_: str) -> None:
    alone, name = sent(project, format_, {address: text for address, (text, _) in NEW.items()})
    found = json.loads(alone.run("translate", "check", name, "--format", "json").output)
    (alone.root / name).rename(project.root / name)
    other = json.loads(project.run("translate", "in", name, "--format", "json").output)
    (report,) = other["files"]
    kept = ("address", "verdict", "reason", "message", "doubt")
    for ours, theirs in zip(found["rows"], report["rows"], strict=True):
        assert {key: ours[key] for key in kept} == {key: theirs[key] for key in kept}


@pytest.mark.parametrize("format_", FILES)
def test_what_was_not_touched_is_right(project: Project, format_: str) -> None:
    alone, name = sent(project, format_, {})
    result = alone.run("translate", "check", name)
    assert result.exit_code == 0
    assert " as sent" in result.output and "refused" not in result.output


def test_emphasis_that_the_site_does_not_have_is_nothing_new(project: Project) -> None:
    page = project.root / "content/ur/faq/returns.md"
    page.write_text(page.read_text("utf-8").replace("*رسید*", "رسید"), "utf-8")
    record_all(project)
    alone, name = sent(project, "po", {})
    result = alone.run("translate", "check", name)
    assert result.exit_code == 0, result.output
