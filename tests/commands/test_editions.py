"""`kbgen editions`: a later text begins as a copy, and becomes the page's own file when it holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.edition_site import SITE, TODAY
from tests.sites import Project, write_site

PAGE = "policies/returns"
LATER = f"{PAGE}.from-2099-03-01"
BEGUN = f"{PAGE}.from-2026-03-01"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = write_site(tmp_path / "project", TODAY)
    project.run("addresses", "update")
    project.run("translate", "stamp")
    return project


@pytest.fixture
def begun(tmp_path: Path) -> Project:
    """Return a project in which the later text holds already."""
    text = SITE.replace("from-2027-03-01", "from-2026-03-01").replace("2027-03-01", "2026-03-01")
    project = write_site(tmp_path / "begun", text)
    (project.root / "addresses.txt").write_text(f"{PAGE}\n{PAGE}#gifts\n", "utf-8")
    project.run("translate", "stamp")
    return project


def content(project: Project) -> dict[str, str]:
    folder = project.root / "content"
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*.*"))
    }


def test_a_later_text_begins_as_a_copy_in_every_language(project: Project) -> None:
    before = content(project)
    result = project.run("editions", "add", "content/ur/policies/returns.md", "2099-03-01")
    assert result.exit_code == 0, result.output
    after = content(project)
    for lang in ("en", "ur", "ar", "hi"):
        copy, page = after[f"{lang}/{LATER}.md"], before[f"{lang}/{PAGE}.md"]
        assert copy == page.replace("effective: 2026-01-01", "effective: 2099-03-01")
        assert after[f"{lang}/{PAGE}.md"] == page
    assert [f for f in project.check(sameness=True) if f["severity"] == "error"] == []
    status = project.run("translate", "status").stdout
    assert "stale" not in status and "not recorded" not in status, status
    assert project.run("editions", "list").stdout == (
        "policies/returns: from 2099-03-01 (en, ur, ar, hi)\n"
    )


def test_a_second_one_is_a_copy_of_the_first(project: Project) -> None:
    project.run("editions", "add", PAGE, "2099-03-01")
    later = project.root / f"content/en/{LATER}.md"
    later.write_text(later.read_text("utf-8").replace("is free", "costs much"), "utf-8")
    project.run("editions", "add", PAGE, "2099-06-01")
    project.run("editions", "add", PAGE, "2099-02-01")
    after = content(project)
    assert "costs much" in after[f"en/{PAGE}.from-2099-06-01.md"]
    assert "is free" in after[f"en/{PAGE}.from-2099-02-01.md"]


@pytest.mark.parametrize(
    ("page", "day", "says"),
    [
        ("policies/retuns", "2099-03-01", "did you mean 'policies/returns'?"),
        (PAGE, "2020-03-01", "2020-03-01 is not after today"),
        (LATER, "2099-04-01", "name its page, policies/returns"),
        (PAGE, "2099-03-01", "has a text from 2099-03-01 already"),
        (PAGE, "soon", "'soon' is no day; write year-month-day"),
    ],
)
def test_what_cannot_begin_is_refused(project: Project, page: str, day: str, says: str) -> None:
    project.run("editions", "add", PAGE, "2099-03-01")
    before = content(project)
    result = project.run("editions", "add", page, day)
    assert result.exit_code != 0
    assert says in result.output
    assert content(project) == before


def test_nothing_is_written_in_a_rehearsal(project: Project) -> None:
    before = content(project)
    result = project.run("editions", "add", PAGE, "2099-03-01", "--dry-run")
    assert f"wrote: content/en/{LATER}.md" in result.stdout
    assert content(project) == before


def test_a_text_that_holds_becomes_the_file_of_its_page(begun: Project) -> None:
    before = content(begun)
    begun.build()
    page = begun.root / "site/policies/returns/index.html"
    shown = page.read_text("utf-8")
    result = begun.run("editions", "settle")
    assert result.exit_code == 0, result.output
    after = content(begun)
    assert not [path for path in after if "from-" in path]
    assert "costs {{ fee }}" in after[f"en/{PAGE}.md"]
    assert after[f"ur/{PAGE}.md"] == before[f"ur/{BEGUN}.md"]
    assert begun.run("translate", "status").stdout.count("stale") == 0
    assert begun.check() == []
    begun.build()
    moved = begun.root / f"site/{BEGUN}/index.html"
    assert 'content="0; url=../returns/"' in moved.read_text("utf-8")
    assert visible(page.read_text("utf-8")) == visible(shown)


def visible(html: str) -> str:
    return re.sub(r"<[^>]*>|\s+", " ", html)


def test_only_texts_that_hold_are_settled(project: Project) -> None:
    project.run("editions", "add", PAGE, "2099-03-01")
    result = project.run("editions", "settle", PAGE)
    assert result.exit_code == 2
    assert "no text with a first day that has begun" in result.output


def test_later_texts_move_with_their_page(project: Project) -> None:
    project.run("editions", "add", PAGE, "2099-03-01")
    result = project.run("move", PAGE, "policies/goods")
    assert result.exit_code == 0, result.output
    after = content(project)
    assert [path for path in after if "returns" in path] == []
    assert "en/policies/goods.from-2099-03-01.md" in after
    assert "KB45" not in result.output, "its day is still that of its name"
    assert project.check() == []
    assert "stale" not in project.run("translate", "status").stdout


def test_a_page_whose_text_has_begun_is_settled_before_it_moves(begun: Project) -> None:
    before = content(begun)
    result = begun.run("move", PAGE, "policies/goods")
    assert result.exit_code == 2
    assert f"kbgen editions settle {PAGE}" in result.output
    assert content(begun) == before
    begun.run("editions", "settle", PAGE)
    assert begun.run("move", PAGE, "policies/goods").exit_code == 0
    assert begun.check() == []


def test_a_later_text_does_not_move_alone(project: Project) -> None:
    project.run("editions", "add", PAGE, "2099-03-01")
    result = project.run("move", LATER, "policies/goods")
    assert result.exit_code == 2
    assert "moves with it" in result.output


def test_translations_of_a_begun_text_are_known_by_its_file(begun: Project) -> None:
    """Of a text that holds, what is recorded under the name of its file counts."""
    record = begun.root / "content/ur/made-from.txt"
    assert f"{BEGUN}#fees" in record.read_text("utf-8")
    file = begun.root / f"content/en/{BEGUN}.md"
    file.write_text(file.read_text("utf-8").replace("A return costs", "Each costs"), "utf-8")
    assert f"{PAGE}  1 stale" in begun.run("translate", "status", "ur").stdout
    result = begun.run(
        "translate", "accept", f"{PAGE}#fees", "--lang", "ur", "--because", "wording"
    )
    assert result.exit_code == 0, result.output
    assert "stale" not in begun.run("translate", "status", "ur").stdout
    lines = record.read_text("utf-8").splitlines()
    accepted = [line for line in lines if "because=" in line]
    assert [line.split(" ")[0] for line in accepted] == [f"{BEGUN}#fees"]


def test_a_later_text_says_of_the_new_address_too_which_section_has_moved(tmp_path: Path) -> None:
    text = SITE.replace("2027-03-01", "2099-03-01").replace("#fees) ", "#gifts) ")
    project = write_site(tmp_path / "project", text)
    project.run("addresses", "update")
    assert project.check() == []
    assert project.run("move", PAGE, "policies/goods").exit_code == 0
    assert project.check() == []


def test_a_section_gets_its_new_id_in_later_texts_too(project: Project) -> None:
    project.run("editions", "add", PAGE, "2099-03-01")
    result = project.run("move", f"{PAGE}#fees", f"{PAGE}#costs")
    assert result.exit_code == 0, result.output
    after = content(project)
    for lang in ("en", "ur", "ar", "hi"):
        assert "{#costs}" in after[f"{lang}/{PAGE}.md"]
        assert "{#costs}" in after[f"{lang}/{LATER}.md"]
    assert project.check() == []


def test_a_section_does_not_leave_a_page_with_later_texts(project: Project) -> None:
    project.run("editions", "add", PAGE, "2099-03-01")
    result = project.run("move", f"{PAGE}#fees", "faq/all")
    assert result.exit_code == 2
    assert f"content/en/{LATER}.md" in result.output


def test_a_text_that_held_is_recorded_before_it_is_removed(begun: Project) -> None:
    """Two texts have begun: the first of them was never recorded."""
    for lang in ("en", "ur", "ar", "hi"):
        first = begun.root / f"content/{lang}/{BEGUN}.md"
        second = first.read_text("utf-8").replace("2026-03-01", "2026-06-01")
        first.with_name("returns.from-2026-06-01.md").write_text(
            second.replace('version: "2"', 'version: "3"'), "utf-8"
        )
    begun.run("history", "update")
    folders = {file.parent.name for file in begun.root.glob("history/policies/returns/*/en.md")}
    assert "2026-03-01" in folders and len(folders) == 2
    assert begun.run("editions", "settle").exit_code == 0
    shown = begun.run("as-of", "2026-04-15", PAGE).stdout
    assert "version 2, in force from 2026-03-01" in shown


def test_a_text_that_no_record_knows_is_not_removed(begun: Project) -> None:
    begun.run("history", "update")
    for lang in ("en", "ur", "ar", "hi"):
        first = begun.root / f"content/{lang}/{BEGUN}.md"
        for day, version in (("2026-06-01", "3"), ("2026-07-01", "4")):
            text = first.read_text("utf-8").replace("2026-03-01", day)
            text = text.replace('version: "2"', f'version: "{version}"')
            first.with_name(f"returns.from-{day}.md").write_text(text, "utf-8")
    result = begun.run("editions", "settle")
    assert result.exit_code == 2
    assert "from 2026-06-01 is not in history/; first run: kbgen history update" in result.output
    assert begun.run("history", "update").exit_code == 0
    assert begun.run("editions", "settle").exit_code == 0


def test_a_recorded_former_address_leads_to_the_page_of_today(project: Project) -> None:
    project.run("move", PAGE, "policies/goods")
    project.run("history", "update")
    page = project.root / "content/en/policies/goods.md"
    newer = page.read_text("utf-8").replace("2026-01-01", "2026-11-01")
    page.write_text(newer.replace('version: "1"', 'version: "2"'), "utf-8")
    project.build()
    assert (project.root / "site/as-of/2026-01-01/policies/goods/index.html").exists()
    moved = (project.root / "site/policies/returns/index.html").read_text("utf-8")
    assert 'content="0; url=../goods/"' in moved


def test_a_later_text_gets_another_day_in_every_language(project: Project) -> None:
    project.run("editions", "add", PAGE, "2099-03-01")
    before = content(project)
    result = project.run("editions", "reschedule", PAGE, "2099-03-01", "2099-04-01")
    assert result.exit_code == 0, result.output
    after = content(project)
    assert not [path for path in after if "2099-03-01" in path]
    for lang in ("en", "ur", "ar", "hi"):
        text = before[f"{lang}/{LATER}.md"].replace("2099-03-01", "2099-04-01")
        assert after[f"{lang}/{PAGE}.from-2099-04-01.md"] == text
    assert project.check() == []
    assert "not recorded" not in project.run("translate", "status").stdout
    assert "2099-03-01" not in after["ur/made-from.txt"]


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (("2099-05-01", "2099-06-01"), "'policies/returns' has no text from 2099-05-01"),
        (("2099-03-01", "2020-06-01"), "2020-06-01 is not after today"),
        (("2099-03-01", "2099-03-01"), "has a text from 2099-03-01 already"),
    ],
)
def test_what_cannot_get_another_day(project: Project, days: tuple[str, str], says: str) -> None:
    project.run("editions", "add", PAGE, "2099-03-01")
    before = content(project)
    result = project.run("editions", "reschedule", PAGE, *days)
    assert result.exit_code == 2
    assert says in result.output
    assert content(project) == before
