"""No address that a site has had is lost, and a former address leads to one page."""

from __future__ import annotations

import pytest

from tests.conftest import MakeSite
from tests.sites import Project

PAGES = """\
-- content/en/faq/a.md --
---
title: A
WAS
---
## One {#one}

Text.
-- content/en/faq/b.md --
---
title: B
---
## Two {#two}

Text.
"""


def found(project: Project, *codes: str) -> list[str]:
    return [
        f"{one['path']}:{one['line']} {one['message']} → {one['hint']}"
        for one in project.check()
        if one["code"] in codes
    ]


def test_a_project_without_a_list_is_not_held_to_it(site: MakeSite) -> None:
    assert found(site(PAGES.replace("WAS\n", "")), "KB311", "KB312", "KB313") == []


@pytest.mark.parametrize(
    ("listed", "was", "expected"),
    [
        ("faq/a\nfaq/a#one\nfaq/index\nsearch\n", "", []),
        ("faq/old\nfaq/old#one\n", "was: faq/old", []),
        ("faq/old#x\n", "was: [faq/old, faq/old#x: one]", []),
        ("faq/b#moved\n", "was: [faq/b#moved: one]", []),
        ("faq/b#one\n", "was: [faq/b#one]", []),
        ("faq/b#top\n", "was: [{faq/b#top: }]", []),
        ("faq/old -> faq/a#one\nfaq/old#x\n", "", []),
        ("faq/old gone\nfaq/old#x\n", "", []),
        ("faq/a#x gone\n", "", []),
        ("faq/old -> https://example.com/\nfaq/old#x\n", "", []),
        ("faq/older\n", "was: [faq/old, faq/older]", []),
        (
            "faq/old\nfaq/old#x\n",
            "",
            [
                "addresses.txt:1 'faq/old' was published, and is not there any more → name it in "
                "was: of the page in its place; if there is none, write after it: gone"
            ],
        ),
        (
            "faq/old\nfaq/old#one\nfaq/b\nfaq/b#two\nfaq/index\n",
            "",
            [
                "addresses.txt:1 'faq/old' was published, and is not there any more → if it is "
                "content/en/faq/a.md now, run `kbgen move faq/old faq/a`; if nothing is in its "
                "place, write after it: gone"
            ],
        ),
        (
            "faq/a#former\n",
            "",
            [
                "addresses.txt:1 'faq/a#former' was published, and content/en/faq/a.md has no "
                "section '#former' → if its heading has another id now, write was: "
                "[faq/a#former: one] on that page; else give the heading its id back: {#former}, "
                "or write after this line: gone"
            ],
        ),
        (
            "branches/riyadh\n",
            "",
            [
                "addresses.txt:1 'branches/riyadh' was published, and is not there any more → if "
                "the branch has closed, write after it: -> branches/index, or gone"
            ],
        ),
    ],
)
def test_every_listed_address_leads_somewhere(
    site: MakeSite, listed: str, was: str, expected: list[str]
) -> None:
    pages = PAGES.replace("WAS\n", f"{was}\n" if was else "")
    project = site(f"{pages}-- addresses.txt --\n{listed}")
    assert found(project, "KB311", "KB312", "KB313") == expected


def test_the_hint_mends_it(site: MakeSite) -> None:
    pages = PAGES.replace("WAS\n", "")
    project = site(f"{pages}-- addresses.txt --\nfaq/a\nfaq/a#former\nfaq/b\nfaq/b#two\nfaq/old\n")
    page = project.root / "content/en/faq/a.md"
    page.write_text(page.read_text().replace("title: A", "title: A\nwas: [faq/a#former: one]"))
    listed = project.root / "addresses.txt"
    listed.write_text(listed.read_text().replace("faq/old", "faq/old gone"))
    assert project.check() == []


@pytest.mark.parametrize(
    ("was", "listed", "expected"),
    [
        ("faq/b", "", "'faq/b' is the address of a page of today (content/en/faq/b.md)"),
        ("[faq/b#two]", "", "'faq/b#two' is the address of a section of today"),
        ("[faq/old#x]", "", "this page has no section '#x', which was 'faq/old#x'"),
        ("[faq/old#x: two]", "", "this page has no section '#two', which was 'faq/old#x'"),
        ("faq/old", "faq/old -> faq/b\n", "'faq/old' is a former address of 'faq/a' already"),
        ("[]", "x -> y\ny -> x\n", "former addresses lead to one another: x → y → x"),
        ("[]", "x -> faq/nix\n", "'x' leads to 'faq/nix', which is not there"),
        ("[]", "/faq/b/ -> faq/a\n", "'/faq/b/' is the address of a page or file of this site"),
        ("[]", "/ur/faq/b -> faq/a\n", "'/ur/faq/b' is the address of a page or file of this site"),
        ("[]", "/x#y -> faq/a\n", "where does the page of '/x#y' itself lead?"),
    ],
)
def test_a_former_address_leads_to_one_page(
    site: MakeSite, was: str, listed: str, expected: str
) -> None:
    pages = PAGES.replace("WAS", f"was: {was}")
    project = site(f"{pages}-- addresses.txt --\n{listed}")
    messages = [one["message"] for one in project.check()]
    assert len(messages) == 1
    assert messages[0].startswith(expected)


@pytest.mark.parametrize(
    ("was", "expected"),
    [
        ("[/faq/old/]", "was: '/faq/old/' is no page or section of this site"),
        ("[1]", "was: '1' is no page or section of this site"),
        ("{faq/old: one}", "was: 'faq/old' is a page; only a section can have become one"),
        ("[faq/old#x: [y]]", "was: '['y']' is no id of a section"),
        ("https://example.com/", "was: 'https://example.com/' is no page or section of this site"),
    ],
)
def test_what_no_former_address_can_be_is_told(site: MakeSite, was: str, expected: str) -> None:
    project = site(PAGES.replace("WAS", f"was: {was}"))
    (one,) = project.check()
    assert (one["code"], one["message"]) == ("KB104", expected)
    assert "was: [faq/branches]" in one["hint"]


BRANCH = """\
-- content/branches/deira.yml --
name: {en: Deira, ur: دیرہ, ar: ديرة, hi: देरा}
region: AE
timezone: Asia/Dubai
hours: Mo-Su 10:00-22:00
"""


@pytest.mark.parametrize(
    ("was", "what"),
    [("branches/deira", "a page"), ("branches/deira#hours", "a section"), ("search", "a page")],
)
def test_an_address_that_no_file_of_the_source_has(site: MakeSite, was: str, what: str) -> None:
    pages = PAGES.replace("WAS", f"was: [{was}]")
    assert found(site(f"{BRANCH}{pages}"), "KB311", "KB313") == [
        f"content/en/faq/a.md:3 '{was}' is the address of {what} of today → a former address is "
        "free: take it out here"
    ]


def test_a_section_of_a_page_by_its_other_name(site: MakeSite) -> None:
    pages = PAGES.replace("WAS\n", "")
    project = site(f"{pages}-- addresses.txt --\nfaq/a/index#one\nfaq/a/index#former\n")
    assert found(project, "KB311", "KB313") == [
        "addresses.txt:2 'faq/a/index#former' was published, and leads nowhere → write after it "
        "where it is now: -> faq/a/index#…, or gone"
    ]
    for where in ("-> faq/a/index#one", "gone"):
        text = f"faq/a\nfaq/a#one\nfaq/a/index#former {where}\nfaq/b\nfaq/b#two\n"
        (project.root / "addresses.txt").write_text(text, "utf-8")
        assert found(project, "KB311", "KB313") == []


def test_a_line_for_an_address_of_today(site: MakeSite) -> None:
    pages = PAGES.replace("WAS\n", "")
    project = site(f"{BRANCH}{pages}-- addresses.txt --\nbranches/deira -> faq/a\n")
    assert found(project, "KB311", "KB313") == [
        "addresses.txt:1 'branches/deira' is the address of a page of today → a former address is "
        "free: take it out of this line: what follows the address"
    ]


def test_drafts_and_translations(site: MakeSite) -> None:
    pages = PAGES.replace("WAS", "draft: true")
    project = site(
        f"{pages}-- content/ur/faq/b.md --\n---\ntitle: ب\nwas: faq/x\n---\nا\n"
        "-- addresses.txt --\nfaq/a\nfaq/a#one\n"
    )
    assert [one["code"] for one in project.check()] == ["KB105"]


def test_a_link_to_a_former_address_is_told_the_new_one(site: MakeSite) -> None:
    project = site(
        PAGES.replace("WAS", "was: [faq/old, faq/b#gone: one]")
        + "-- content/en/c.md --\n# C\n[x](faq/old.md) [y](faq/old.md#one) [z](faq/b.md#gone)\n"
        "[q](faq/nix.md)\n"
    )
    assert [(one["code"], one["hint"]) for one in project.check()] == [
        ("KB301", "it has moved: write faq/a.md"),
        ("KB301", "it has moved: write faq/a.md#one"),
        ("KB302", "it has moved: write faq/a.md#one"),
        (
            "KB301",
            "write the path of the page that you mean, such as faq/a.md, or take the link out",
        ),
    ]
