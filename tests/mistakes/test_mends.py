"""Every hint, when followed, mends the mistake: edits are written, other hints followed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.checks.fix import with_edits
from kbgen.commands.build import check_project
from kbgen.commands.check import mechanical_edits
from tests.mistakes.base import FACTS, PAGE, Mistake, found_in
from tests.mistakes.table import ALL, FORM, LINK
from tests.sites import Project

FIXED = [one for one in ALL if one.code in ("KB121", "KB122", "KB126", "KB127", "KB128")]
BY_HAND = {
    "a row without a cell",
    "a level left out",
    "a # in a title",
    "columns of another program",
}
"""What has a hint that a person has to follow."""


def replaced(root: Path, path: str, old: str, new: str) -> Project:
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return Project(root)


@pytest.mark.parametrize("mistake", ALL, ids=lambda one: one.name)
def test_an_edit_that_is_offered_mends_the_mistake(mistake: Mistake, tmp_path: Path) -> None:
    project = mistake.make(tmp_path)
    try:
        _, findings = check_project(tmp_path / "mkdocs.yml")
    except Exception:  # mkdocs.yml cannot be read: there is no edit
        return
    edits = [one.mend for one in findings if one.mend]
    if not edits:
        return
    file = tmp_path / edits[0].span.path
    file.write_text(with_edits(file.read_text("utf-8"), edits[:1]), "utf-8")
    assert mistake.code not in {one["code"] for one in found_in(project)}


@pytest.mark.parametrize("mistake", FIXED, ids=lambda one: one.name)
def test_fix_mends_what_needs_no_decision(mistake: Mistake, tmp_path: Path) -> None:
    project = mistake.make(tmp_path)
    result = project.run("check", "--fix")
    if mistake.name in BY_HAND:
        return
    assert "1 files repaired" in result.stderr
    assert [one for one in found_in(project) if one["code"] == mistake.code] == []


def test_fix_changes_nothing_twice(tmp_path: Path) -> None:
    (mistake,) = (one for one in FORM if one.name == "bullets of Word")
    project = mistake.make(tmp_path)
    project.run("check", "--fix")
    before = (tmp_path / PAGE).read_bytes()
    assert "0 files repaired" in project.run("check", "--fix").stderr
    assert (tmp_path / PAGE).read_bytes() == before
    site, findings = check_project(tmp_path / "mkdocs.yml")
    assert mechanical_edits(site, findings) == {}


FOLLOWED = [
    # the mistake, the file, what is written, and what its hint says to write instead
    ("a name with .html", PAGE, "../procedures/order.html", "../procedures/order.md"),
    ("a name without .md", PAGE, "../procedures/order)", "../procedures/order.md)"),
    ("an id with a space", FACTS, "card rim:", "card.rim:"),
    ("a capital letter", PAGE, "{{ Card.Fee }}", "{{ card.fee }}"),
    ("an iframe", PAGE, '<iframe src="https://m.example.com/"></iframe>', ""),
    ("a picture that is none", PAGE, "![Card](card.png)\n\n", ""),
    ("a field of another kind", PAGE, "effective: 2026-01-01\n", ""),
    ("an address nearly right", PAGE, "/procedures/oder/", "/procedures/order/"),
    ("a day as people write it", PAGE, "31/12/2026", "2026-12-31"),
    ("two schemes", PAGE, "https://https://example.com", "https://example.com"),
    ("a space before the address", PAGE, "] (", "]("),
    ("no colon", FACTS, "card.fee {", "card.fee: {"),
    ("a comma for the point", FACTS, "25,50 AED", "25.50 AED"),
    ("a table without a line", PAGE, "| Card | Colour |", "| Card | Colour |\n| --- | --- |"),
    ("a row without a cell", PAGE, "| Silver |", "| Silver | |"),
    ("a # in a title", PAGE, "title: Cards #help", 'title: "Cards #help"'),
    ("an open comment", PAGE, "ask Sana", "ask Sana -->"),
    ("a space within bold text", PAGE, "**Short answers **about", "**Short answers** about"),
    ("a semicolon in a host", PAGE, "example;com", "example.com"),
    ("formatting of Word without text", PAGE, "<p class=MsoNormal><o:p></o:p></p>", ""),
    ("a number in WhatsApp", PAGE, "[3/1/2026, 9:05:11] +971 50 555 0142: ", ""),
]
FOLLOWING_MAY_LEAVE = {"KB404", "KB403", "KB424", "KB425", "KB427", "KB429"}
"""What the text that was mended says is other than in the base: it is no slip any more."""


@pytest.mark.parametrize(("name", "path", "old", "new"), FOLLOWED, ids=lambda one: one[:30])
def test_a_hint_that_is_followed_mends_the_mistake(
    name: str, path: str, old: str, new: str, tmp_path: Path
) -> None:
    mistake = next(one for one in ALL if one.name == name and one.path == path)
    mistake.make(tmp_path)
    codes = {one["code"] for one in found_in(replaced(tmp_path, path, old, new))}
    assert codes <= FOLLOWING_MAY_LEAVE


def test_a_link_is_in_the_page() -> None:
    assert LINK.endswith("#steps")


def test_no_edit_takes_half_of_bold_text(tmp_path: Path) -> None:
    bold = Mistake("a number in bold", PAGE, "{{ card.fee }}", "**25** AED", "KB401")
    project = bold.make(tmp_path)
    assert [one["code"] for one in found_in(project)] == ["KB401"]
    _, findings = check_project(tmp_path / "mkdocs.yml")
    assert [one.mend for one in findings] == [None]
