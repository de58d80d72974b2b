"""`kbgen move`: pages and sections change places in all languages, and no link or address is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.system.writing import write_whole
from tests.conftest import MakeSite
from tests.moves.run import rename_all
from tests.sites import CONFIG, Project

OPTIONS = """\
  - kbgen:
      home: # what people come for
        - faq/visit
        - {page: "faq/visit#hours", icon: clock}
nav:
  - index.md
  - Visit: faq/visit.md # all about it
"""
SITE = f"""\
-- mkdocs.yml --
{CONFIG.replace("  - kbgen", OPTIONS.rstrip())}
-- content/facts.yml --
# quantities
shop: {{url: "https://help.example.com/ur/faq/visit/#hours"}}
-- content/en/index.md --
---
title: Home
---
[Visit](faq/visit.md), [hours](<faq/visit.md#hours> "When"), [a reference][1] and `faq/visit.md`.

<a href="faq/visit.md?x=1#hours">html</a> <https://help.example.com/faq/visit/#hours>
[absolute](/faq/visit/#hours) [folder](faq/visit/)

[1]: faq/visit.md#way
-- content/ur/index.md --
---
title: گھر
---
[آئیں](faq/visit.md) [وقت](faq/visit.md#hours)
-- content/en/faq/map.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- content/en/faq/visit.md --
---
title: Visit us
popular: [hours]
---
![Map](map.svg) [Home](../index.md) [Hours](#hours) [Fees](../policies/fees.md#vat)

## When? {{#hours}}

From nine. [The way](#way)

### On Fridays

Closed.

## Where? {{#way}}

Here.
-- content/ur/faq/visit.md --
---
title: آئیں
---
[گھر](../index.md)

## کب؟

نو بجے۔

### جمعہ

بند۔

## کہاں؟

یہاں۔
-- content/en/policies/fees.md --
---
title: Fees
effective: 2026-01-01
version: "1"
---
See [visits](../faq/visit.md#hours).

## VAT {{#vat}}

None.
-- content/ur/policies/fees.md --
---
title: فیس
---
[آئیں](../faq/visit.md#hours)

## ٹیکس

کوئی نہیں۔
"""


@pytest.fixture
def project(site: MakeSite) -> Project:
    return site(SITE)


def move(project: Project, *given: str) -> str:
    result = project.run("move", *given)
    assert result.exit_code == 0, result.output
    return result.output


def read(project: Project, path: str) -> str:
    return (project.root / path).read_text("utf-8")


def errors(project: Project) -> list[str]:
    return [one["message"] for one in project.check() if one["severity"] == "error"]


def test_a_page_is_moved_in_every_language(project: Project) -> None:
    output = move(project, "faq/visit", "faq/shops/come")
    assert "content/ur/faq/visit.md → content/ur/faq/shops/come.md" in output
    assert "2 files moved, 6 changed." in output
    assert not (project.root / "content/en/faq/visit.md").exists()
    english = read(project, "content/en/faq/shops/come.md")
    assert "popular: [hours]\nwas: [faq/visit]\n---\n" in english
    assert (
        "![Map](../map.svg) [Home](../../index.md) [Hours](#hours) [Fees](../../policies/fees.md#vat)"
        in english
    )
    assert "was" not in read(project, "content/ur/faq/shops/come.md")
    assert read(project, "content/en/index.md").partition("---\n")[2].partition("---\n")[2] == (
        '[Visit](faq/shops/come.md), [hours](<faq/shops/come.md#hours> "When"), [a reference][1] and '
        "`faq/visit.md`.\n\n"
        '<a href="faq/shops/come.md?x=1#hours">html</a> '
        "<https://help.example.com/faq/shops/come/#hours>\n"
        "[absolute](/faq/shops/come/#hours) [folder](faq/shops/come/)\n\n"
        "[1]: faq/shops/come.md#way\n"
    )
    settings = read(project, "mkdocs.yml")
    assert "home: # what people come for\n        - faq/shops/come\n" in settings
    assert '{page: "faq/shops/come#hours", icon: clock}' in settings
    assert "- Visit: faq/shops/come.md # all about it" in settings
    assert "# quantities\nshop:" in read(project, "content/facts.yml")
    assert "https://help.example.com/ur/faq/shops/come/#hours" in read(project, "content/facts.yml")
    assert errors(project) == []


def test_the_dry_run_says_the_same_and_writes_nothing(project: Project) -> None:
    before = {path: path.read_bytes() for path in project.root.rglob("*.*") if path.is_file()}
    shown = move(project, "faq/visit", "faq/come", "--dry-run")
    assert {path: path.read_bytes() for path in before} == before
    assert not (project.root / "content/en/faq/come.md").exists()
    assert move(project, "faq/visit", "faq/come") == shown.replace(" (nothing was written)", "")


def test_a_section_gets_another_id(project: Project) -> None:
    move(project, "faq/visit#hours", "faq/visit#opening")
    english = read(project, "content/en/faq/visit.md")
    assert "## When? {#opening}" in english
    assert "[Hours](#opening)" in english
    assert "popular: [opening]\nwas: [faq/visit#hours: opening]\n" in english
    assert "## کب؟\n" in read(project, "content/ur/faq/visit.md")  # it has the id of its source
    assert "../faq/visit.md#opening" in read(project, "content/ur/policies/fees.md")
    assert 'page: "faq/visit#opening"' in read(project, "mkdocs.yml")
    assert errors(project) == []


def test_a_section_goes_to_another_page_with_what_is_below_it(project: Project) -> None:
    move(project, "faq/visit#hours", "policies/fees")
    fees = read(project, "content/en/policies/fees.md")
    assert "was: [faq/visit#hours, faq/visit#on-fridays]\n---\nSee [visits](#hours).\n" in fees
    assert fees.endswith(
        "None.\n\n## When? {#hours}\n\nFrom nine. [The way](../faq/visit.md#way)\n\n"
        "### On Fridays {#on-fridays}\n\nClosed.\n"
    )
    visit = read(project, "content/en/faq/visit.md")
    assert "popular" not in visit
    assert "[Hours](../policies/fees.md#hours)" in visit
    assert visit.endswith("(../policies/fees.md#vat)\n\n## Where? {#way}\n\nHere.\n")
    urdu = read(project, "content/ur/policies/fees.md")
    assert urdu.endswith("## کب؟ {#hours}\n\nنو بجے۔\n\n### جمعہ {#on-fridays}\n\nبند۔\n")
    assert errors(project) == []


def test_a_folder_is_moved_and_its_list_leads_on(site: MakeSite) -> None:
    project = site(
        "-- content/en/terms/a.md --\n# A\n[B](b.md)\n-- content/en/terms/b.md --\n# B\n"
        "-- content/en/index.md --\n# Home\n[A](terms/a.md)\n-- addresses.txt --\n"
    )
    project.run("addresses", "update")
    move(project, "terms", "legal/notes")
    assert read(project, "content/en/legal/notes/a.md") == (
        "---\nwas: [terms/a]\n---\n# A\n[B](b.md)\n"
    )
    assert "\nterms/index -> legal/" in read(project, "addresses.txt")
    assert not (project.root / "content/en/terms").exists()
    assert errors(project) == []


def test_what_moves_back_is_no_former_address(project: Project) -> None:
    move(project, "faq/visit", "faq/come")
    move(project, "faq/come#hours", "faq/come#opening")
    move(project, "faq/come", "faq/visit")
    english = read(project, "content/en/faq/visit.md")
    assert "was: [faq/come#hours: opening, faq/come, faq/visit#hours: opening]" in english
    move(project, "faq/visit#opening", "faq/visit#hours")
    assert errors(project) == []
    english = read(project, "content/en/faq/visit.md")
    assert "faq/visit#hours:" not in english
    assert "faq/come" in english


def test_what_was_moved_by_hand_is_completed(project: Project) -> None:
    project.run("addresses", "update")
    for lang in ("en", "ur"):
        file = project.root / f"content/{lang}/faq/visit.md"
        file.rename(file.with_name("come.md"))
    assert any("was published" in one for one in errors(project))
    hint = next(one["hint"] for one in project.check() if one["code"] == "KB311")
    assert "kbgen move faq/visit faq/come" in hint
    move(project, "faq/visit", "faq/come")
    assert "was: [faq/visit]" in read(project, "content/en/faq/come.md")
    assert "[آئیں](faq/come.md)" in read(project, "content/ur/index.md")
    assert errors(project) == []


def test_the_record_of_translations_follows(project: Project) -> None:
    project.run("translate", "stamp", "--accept-as-is")
    before = project.run("translate", "status").stdout
    move(project, "faq/visit", "faq/come")
    move(project, "faq/come#way", "policies/fees#way")
    assert project.run("translate", "status").stdout == before
    record = read(project, "content/ur/made-from.txt")
    assert "\nfaq/come#hours " in record
    assert "\npolicies/fees#way " in record
    assert "faq/visit" not in record


REFUSED = [
    ("faq/nix", "faq/b", "there is no page 'faq/nix'"),
    ("faq/vist", "faq/b", "did you mean 'faq/visit'?"),
    ("faq/visit", "faq/Ab", "'faq/Ab' cannot be an address; use small Latin letters"),
    ("faq/visit", "policies/fees", "there is a page 'policies/fees' already"),
    ("faq/visit", "faq/visit", "'faq/visit' is there already"),
    ("faq/visit", "policies/visit", "have no field 'popular'"),
    ("search", "faq/find", "'search' is made by kbgen, not written"),
    ("faq/visit#nix", "faq/visit#b", "'faq/visit' has no section '#nix'; its sections are hours"),
    ("faq/visit#way", "faq/visit#hours", "'faq/visit' has a section '#hours' already"),
    ("faq/visit#way", "faq/visit", "name the new id of the section"),
    ("faq/visit", "policies/fees#x", "'faq/visit' is a page, and 'policies/fees#x' a section"),
    ("faq/visit#way", "faq/nix#way", "there is no page 'faq/nix'"),
]


@pytest.mark.parametrize(("old", "new", "why"), REFUSED)
def test_what_cannot_be_moved_is_refused(project: Project, old: str, new: str, why: str) -> None:
    result = project.run("move", old, new)
    assert result.exit_code in (1, 2)
    assert why in result.output
    assert "Traceback" not in result.output
    assert (project.root / "content/en/faq/visit.md").exists()


def test_a_section_cannot_leave_its_definitions_or_its_translation(site: MakeSite) -> None:
    project = site(
        "-- content/en/a.md --\n# A\n\n## X {#x}\n\n[text][1]\n\n## Y {#y}\n\nT[^n]\n\n## Z {#z}\n\n"
        "[1]: b.md\n[^n]: note\n-- content/ur/a.md --\n# ا\n\n## ز {#z}\n\n"
        "-- content/en/b.md --\n# B\n"
    )
    assert "the section uses [1]" in project.run("move", "a#x", "b").output
    assert "the section uses [^n]" in project.run("move", "a#y", "b").output
    assert "'b' is not translated into 'ur', and 'a#z' is" in project.run("move", "a#z", "b").output


def test_an_address_that_leads_to_another_page_is_not_taken(project: Project) -> None:
    move(project, "faq/visit", "faq/come")
    result = project.run("move", "policies/fees", "faq/visit")
    assert "'faq/visit' is a former address of 'faq/come'" in result.output


@pytest.mark.parametrize(
    "given", ["content/ur/faq/visit.md", "/faq/visit/", "faq/visit.md", "faq/visit"]
)
def test_a_page_may_be_named_by_its_file_or_address(project: Project, given: str) -> None:
    assert "2 files moved" in move(project, given, "faq/come.md")


def test_line_ends_marks_and_comments_stay(site: MakeSite) -> None:
    project = site("-- content/en/a.md --\n# A\n-- content/en/b.md --\n# B\n")
    page = project.root / "content/en/b.md"
    page.write_bytes(b"\xef\xbb\xbf---\r\ntitle: B # mine\r\n---\r\n[A](a.md) <!-- x -->\r\n")
    move(project, "a", "c/d")
    assert page.read_bytes() == (
        b"\xef\xbb\xbf---\r\ntitle: B # mine\r\n---\r\n[A](c/d.md) <!-- x -->\r\n"
    )


def test_all_files_are_written_or_none(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in project.root.rglob("*.*") if path.is_file()}
    write, count = write_whole, [0]

    def fails_once(file: Path, data: bytes) -> None:
        count[0] += 1
        if count[0] == 3:
            raise OSError(28, "No space left on device", str(file))
        write(file, data)

    monkeypatch.setattr("kbgen.moving.files.write_whole", fails_once)
    result = project.run("move", "faq/visit", "faq/come")
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    after = {path: path.read_bytes() for path in project.root.rglob("*.*") if path.is_file()}
    assert {path: data for path, data in after.items() if ".cache" not in str(path)} == before


def test_every_page_and_section_may_be_renamed(project: Project) -> None:
    outcome = rename_all(project.root / "mkdocs.yml", seed=1)
    assert outcome.wrong == []
    assert outcome.moves >= 5
    again = rename_all(project.root / "mkdocs.yml", seed=2)
    assert again.wrong == []
    project.build()
