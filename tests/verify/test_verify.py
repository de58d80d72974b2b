"""`kbgen verify` holds built HTML to the ledger; each tampering is found in its cell."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kbgen.verify.numbers import numbers
from kbgen.verify.pages import read_page
from tests.conftest import MakeSite
from tests.sites import Project, write_site

SITE = """\
-- content/facts.yml --
return.window: {duration: 14 days}
helpline: {phone: "+971 4 555 0142"}
fee:
  money: 25 AED
  label: {en: Fee, ur: فیس}
  varies: [region, branch]
  regions: {SA: {money: 30 SAR, reason: {en: Riyals., ur: ریال۔}}}
-- content/branches/dubai.yml --
name: {en: Dubai, ur: دبئی}
region: AE
phone: "+971 4 555 0150"
-- content/branches/riyadh.yml --
name: {en: Riyadh, ur: ریاض}
region: SA
-- content/en/faq/a.md --
---
title: A
---
Call {{ helpline }}.

## Returns {#returns}
Within {{ return.window }}, in {{ return.window | number }} days, box 1,500.

## Fees {#fees}
It costs {{ fee }}.
-- content/ur/faq/a.md --
---
title: ا
---
کال {{ helpline }}۔

## واپسی {#returns}
{{ return.window }} میں، {{ return.window | number }} دن، ڈبہ ۱۵۰۰۔

## فیس {#fees}
فیس {{ fee }} ہے۔
-- content/en/faq/b.md --
---
title: B
---
## Untranslated {#one}
Within {{ return.window }}.
"""
CONFIG = """\
-- mkdocs.yml --
site_name: Test
site_url: https://help.example.com/
docs_dir: content
theme: {name: material, font: false}
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ur, name: اردو}
  - kbgen
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = write_site(tmp_path_factory.mktemp("verify") / "project", CONFIG + SITE)
    project.build()
    return project


@pytest.fixture
def tampered(built: Project) -> Iterator[Path]:
    """A copy of the built site, to be spoilt."""
    copy = built.root / "copy"
    shutil.copytree(built.root / "site", copy)
    yield copy
    shutil.rmtree(copy)


def verify(project: Project, folder: str = "copy") -> tuple[int, dict[str, Any]]:
    result = project.run("verify", folder, "--format", "json")
    assert "Internal" not in result.output, result.output
    return result.exit_code, json.loads(result.stdout)


def cells(found: dict[str, Any], but: str = "same") -> set[str]:
    """Return the differences, as "answer language-or-branch: state"."""
    return {
        f"{answer['answer']} {where}: {state}"
        for answer in found["answers"]
        for where, state in {**answer["languages"], **answer["branches"]}.items()
        if state != but
    }


CLEAN = {"faq/a#fees riyadh: declared difference"}
UNTRANSLATED = {"index ur: missing", "faq/b ur: missing", "faq/b#one ur: missing"}
A, UR_A, RIYADH = "faq/a/index.html", "ur/faq/a/index.html", "ur/branches/riyadh/index.html"
FEE = "faq/a#fees riyadh: contradiction"
MISSED = "faq/a#fees riyadh: missing"
RIYADH_CELLS = {f"branches/riyadh#differences {where}: contradiction" for where in ("ur", "riyadh")}

TAMPERINGS = {
    "digit of a fact": (
        (UR_A, ">14 دن<", ">15 دن<"),
        {"faq/a#returns ur: contradiction"},
        "return.window shows “15 دن”, the ledger says “14 دن”",
    ),
    "bare number of a fact": (
        (A, ">14</span>", ">41</span>"),
        {"faq/a#returns en: contradiction"},
        "return.window shows “41”",
    ),
    "fact in the words of another language": (
        (UR_A, ">14 دن<", ">14 days<"),
        {"faq/a#returns ur: contradiction"},
        "shows “14 days”",
    ),
    "fact in an untranslated page": (
        ("ur/faq/b/index.html", "14 days</span>", "13 days</span>"),
        {"faq/b#one ur: contradiction"},
        "the ledger says “14 days”",
    ),
    "fact's id unknown": (
        (UR_A, 'data-fact="return.window">14 دن', 'data-fact="return.windw">14 دن'),
        {"faq/a#returns ur: contradiction"},
        "did you mean 'return.window'?",
    ),
    "fact's id another": (
        (UR_A, 'data-fact="return.window">14 دن', 'data-fact="helpline">14 دن'),
        {"faq/a#returns ur: contradiction"},
        "helpline shows “14 دن”",
    ),
    "fact removed": (
        (UR_A, '<span data-fact="return.window">14 دن</span>', ""),
        {"faq/a#returns ur: contradiction"},
        "return.window stands here once, in en 2 times",
    ),
    "fact written out": (
        (UR_A, '<span data-fact="return.window">14 دن</span>', "14 دن"),
        {"faq/a#returns ur: contradiction"},
        "says 14",
    ),
    "link of a phone": (
        (UR_A, "tel:+97145550142", "tel:+97145550143"),
        {"faq/a ur: contradiction"},
        "helpline links to tel:+97145550143",
    ),
    "number in prose": (
        (UR_A, "۱۵۰۰", "۱۵۰۱"),
        {"faq/a#returns ur: contradiction"},
        "other numbers: says 1501; en says 1500",
    ),
    "section dropped": (
        (UR_A, re.compile('<h2 id="returns".*?(?=<h2)', re.S), ""),
        {"faq/a#returns ur: missing"},
        "the section #returns is in en, not here",
    ),
    "section only in a translation": (
        (UR_A, '<h2 id="fees"', '<h2 id="new">نیا</h2><h2 id="fees"'),
        {"faq/a#new en: missing", "faq/a#new ur: contradiction"},
        "says “نیا”, which a build would not write",
    ),
    "value at a branch": (
        (RIYADH, "\xa030<", "\xa035<"),
        RIYADH_CELLS | {FEE},
        "fee shows “SAR 35” here, the ledger says “SAR 30”",
    ),
    "usual value on a branch's page": (
        (RIYADH, "\xa025<", "\xa026<"),
        RIYADH_CELLS | {FEE},
        "as usual, the ledger says “AED 25",
    ),
    "branch's list emptied": (
        (RIYADH, re.compile('<tr role="row"><th role="rowheader".*?</tr>', re.S), ""),
        {
            "branches/riyadh#differences ur: missing",
            "branches/riyadh#differences riyadh: missing",
            MISSED,
        },
        "the page does not list it",
    ),
    "undeclared difference": (
        (
            "branches/dubai/index.html",
            "</h2>\n",
            "</h2><table><tr><th>Fee</th><td>20 AED</td><td>25 AED</td></tr></table>",
        ),
        {f"branches/dubai#differences {where}: contradiction" for where in ("en", "dubai")},
        "lists “Fee: 20 AED”, which the ledger does not declare",
    ),
    "phone on a branch's card": (
        ("branches/dubai/index.html", ">+971 4 555 0150<", ">+971 4 555 0151<"),
        {f"branches/dubai {where}: contradiction" for where in ("en", "dubai")},
        "the card of Dubai does not say “+971 4 555 0150”",
    ),
    "value in the table of differences": (
        (UR_A, "\xa030<", "\xa031<"),
        {"faq/a ur: contradiction", "faq/a riyadh: contradiction", FEE},
        "fee for سعودی عرب shows “SAR 31",
    ),
    "table of differences dropped": (
        (A, re.compile('<details class="kb-varies".*?</details>', re.S), ""),
        {f"faq/a {where}: contradiction" for where in ("en", "riyadh")} | {FEE},
        "the table of differences does not say so",
    ),
    "file cut in the middle": (
        (UR_A, re.compile('<h2 id="fees".*', re.S), ""),
        {f"faq/a{section} ur: missing" for section in ("", "#returns", "#fees")},
        "the file ends before </html>",
    ),
    "article cut": (
        (UR_A, "</article>", ""),
        {f"faq/a{section} ur: missing" for section in ("", "#returns", "#fees")},
        "its <article> is not closed",
    ),
    "element not closed": (
        (UR_A, "</article>", "<div></article>"),
        {f"faq/a{section} ur: missing" for section in ("", "#returns", "#fees")},
        "<div> is not closed",
    ),
    "file emptied": (
        (UR_A, re.compile(".*", re.S), ""),
        {f"faq/a{section} ur: missing" for section in ("", "#returns", "#fees")},
        "the file ends before </html>",
    ),
}


@pytest.mark.parametrize(("change", "expected", "message"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_a_tampering_is_found_in_its_cell(
    change: tuple[str, str | re.Pattern[str], str],
    expected: set[str],
    message: str,
    built: Project,
    tampered: Path,
) -> None:
    file, old, new = change
    html = (tampered / file).read_text("utf-8")
    pattern = old if isinstance(old, re.Pattern) else re.compile(re.escape(old))
    # Not in the <head>, whose copy is for robots.
    head, body, rest = html.partition("<article")
    changed = head + body + pattern.sub(new, rest, count=1)
    assert changed != html
    (tampered / file).write_text(changed, "utf-8")
    code, found = verify(built)
    assert code == 1
    clean = set() if FEE in expected or MISSED in expected else CLEAN
    assert cells(found) - UNTRANSLATED == expected | clean
    shown = [f"{problem['file']}: {problem['message']}" for problem in found["problems"]]
    assert any(message in line for line in shown), shown


def test_a_page_that_is_gone_is_missing(built: Project, tampered: Path) -> None:
    (tampered / UR_A).unlink()
    code, found = verify(built)
    assert code == 1
    assert {"faq/a ur: missing", "faq/a#fees ur: missing"} < cells(found)
    assert found["problems"][0]["message"] == "there is no page faq/a/ in this language"


def test_bytes_that_are_no_text_are_a_finding(built: Project, tampered: Path) -> None:
    (tampered / UR_A).write_bytes(b"\xff\xfe<html>")
    code, found = verify(built)
    assert code == 1
    assert "not UTF-8" in found["problems"][0]["message"]


def test_a_clean_site_is_proven(built: Project) -> None:
    code, found = verify(built, "site")
    assert (code, found["problems"], cells(found)) == (0, [], CLEAN | UNTRANSLATED)
    text = built.run("verify", "site").output
    assert "Proven the same, where it is translated: " in text


def test_an_author_s_own_html_file_is_no_page(built: Project, tampered: Path) -> None:
    (tampered / "form.html").write_text("<html><body>5</body></html>", "utf-8")
    (tampered / "proof.html").write_text("site-verification: 12", "utf-8")
    assert verify(built)[0] == 0


@pytest.mark.usefixtures("tampered")
def test_the_ledger_of_another_day_contradicts(built: Project) -> None:
    ledger = built.root / "content" / "facts.yml"
    before = ledger.read_text("utf-8")
    ledger.write_text(before.replace("14 days", "10 days"), "utf-8")
    try:
        code, found = verify(built)
    finally:
        ledger.write_text(before, "utf-8")
    assert code == 1
    assert {"faq/a#returns en: contradiction", "faq/a#returns ur: contradiction"} < cells(found)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (None, "there is no folder"),
        ({}, "is no site that kbgen built"),
        ({"index.html": '<html lang="en"><article>1</article></html>'}, "is no site that kbgen"),
        ({"index.html": "<html dir='ltr' lang='en'>cut"}, "is no site that kbgen built"),
    ],
)
def test_a_folder_that_kbgen_did_not_build(
    files: dict[str, str] | None, message: str, built: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    if files is not None:
        folder.mkdir()
        for name, html in files.items():
            (folder / name).write_text(html, "utf-8")
    result = built.run("verify", str(folder))
    assert result.exit_code == 2
    assert message in result.output


def test_a_broken_ledger_is_reported_first(site: MakeSite, built: Project) -> None:
    project = site("-- content/facts.yml --\na: {duration: soon}\n")
    result = project.run("verify", str(built.root / "site"))
    assert result.exit_code == 1
    assert "content/facts.yml:1" in result.output


def test_flat_addresses_are_the_same_answers(site: MakeSite) -> None:
    config = CONFIG.replace("docs_dir", "use_directory_urls: false\ndocs_dir")
    project = site(config + SITE)
    project.build()
    code, found = verify(project, "site")
    assert (code, cells(found)) == (0, CLEAN | UNTRANSLATED)


def test_a_site_in_another_default_language_is_proven(site: MakeSite) -> None:
    config = CONFIG.replace(", default: true", "").replace("اردو}", "اردو, default: true}")
    project = site(config + SITE)
    project.build()
    code, found = verify(project, "site")
    assert (code, found["problems"]) == (0, [])


def test_text_shows_the_matrix_and_counts(built: Project) -> None:
    result = built.run("verify", "site")
    assert result.exit_code == 0
    assert re.search(r"^faq/a#fees +same +same$", result.output, re.M)
    assert re.search(r"^faq/a#fees +same +declared$", result.output, re.M)
    assert result.output.rstrip().endswith("3 missing, 0 contradiction.")


def test_nahr_says_the_same_everywhere(nahr: Project) -> None:
    code, found = verify(nahr, "site")
    assert (code, found["problems"]) == (0, [])
    assert found["counts"]["declared difference"] > 50


def test_the_new_project_says_the_same_everywhere(started: Project) -> None:
    code, found = verify(started, "site")
    assert (code, found["problems"]) == (0, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,00,000 and 100,000", ["100000", "100000"]),
        ("١٬٠٠٠ ۲٫۵ १२", ["1000", "2.5", "12"]),
        ("10:30, 5%", ["10:30", "5"]),
        ("6:00 PM, شام ۶:۰۰ بجے, शाम 6 बजे", ["6", "6", "6"]),
        ("1:00:30", ["1:00:30"]),
        ("2.500", ["2.500"]),
        ("1, 2", ["1", "2"]),
        ("NH-KT20", ["20"]),
    ],
)
def test_numbers_are_read_in_any_script(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


def test_code_and_quiet_lines_hold_no_numbers() -> None:
    html = (
        '<html dir="ltr" lang="en"><article data-kb-part="article">'
        '<p>1 <code>2</code></p><p data-kb-part="beside">3</p><td>4<td>5<p>6<b>7</b></article></html>'
    )
    page = read_page(html.encode(), "en", "a/", "a/index.html")
    assert page and page.sections[0].numbers == ("1", "4", "5", "67")
