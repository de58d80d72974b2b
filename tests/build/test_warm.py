"""Warm says what cold says: what was found before never stands for what is to be found now."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import MakeSite
from tests.sites import CONFIG, Project, reported, write_files

pytestmark = pytest.mark.generator
DAY, LATER = "2026-11-20", "2027-06-01"
TWO = CONFIG.replace(
    "        - {locale: ar, name: العربية}\n        - {locale: hi, name: हिन्दी}\n", ""
)


def proving(more: str = "") -> str:
    return TWO.replace("- kbgen\n", f"- kbgen: {{prove: true{more}}}\n")


SITE = f"""\
-- mkdocs.yml --
{proving()}
-- content/ur/index.md --
---
title: گھر
---
خوش آمدید۔
"""
POLICY = """\
-- content/en/policies/returns.md --
---
title: Returns
effective: 2026-01-01
review_by: 2027-01-01
---
Bring it back.
-- content/ur/policies/returns.md --
---
title: واپسی
---
واپس لائیں۔
"""
LEDGER = "-- content/facts.yml --\nwindow: {duration: 14 days}\nfee: {money: 25 AED}\n"
USES = """\
-- content/en/faq/pay.md --
---
title: Pay
---
{{ window }} {{ fee }}
-- content/ur/faq/pay.md --
---
title: ادائیگی
---
{{ window }} {{ fee }}
"""
WORDS = """\
-- content/en/faq/{name}.md --
---
title: Said
---
{en}
-- content/ur/faq/{name}.md --
---
title: بات
---
{ur}
"""
BRANCH = """\
-- content/branches/deira.yml --
name: {en: Deira, ur: دیرہ}
region: AE
"""


def wording(en: str, ur: str, name: str = "said") -> str:
    return WORDS.format(name=name, en=en, ur=ur)


def options(more: str) -> str:
    return f"-- mkdocs.yml --\n{proving(f', {more}' if more else '')}"


def without(path: str) -> Callable[[Path], None]:
    return lambda root: (root / path).unlink()


def renamed(path: str, to: str) -> Callable[[Path], None]:
    def step(root: Path) -> None:
        for lang in ("en", "ur"):
            (root / f"content/{lang}/{path}").rename(root / f"content/{lang}/{to}")

    return step


@dataclass(frozen=True)
class Case:
    """A site before and after an edit, and the findings of each; the day may be another."""

    before: str
    edit: str | Callable[[Path], None]
    found: tuple[str, ...]
    then: tuple[str, ...]
    day: str = DAY


VARYING = LEDGER.replace("25 AED}", "25 AED, varies: branch}")
DIFFERENT = "differs: {fee: {money: 30 AED, reason: {en: Far., ur: دور۔}}}\n"
CASES = {
    "a review is due": Case(
        POLICY + LEDGER + USES, "", (), ("en/policies/returns.md:4:12 KB453",), LATER
    ),
    "a ledger is there": Case(
        POLICY.replace("effective: 2026-01-01\n", ""),
        LEDGER + USES,
        (),
        ("en/policies/returns.md:2:1 KB452",),
    ),
    "a ledger is there that is empty": Case(
        POLICY.replace("effective: 2026-01-01\n", ""),
        "-- content/facts.yml --\n# None yet.\n",
        (),
        ("en/policies/returns.md:2:1 KB452",),
    ),
    "a ledger is gone": Case(
        POLICY.replace("effective: 2026-01-01\n", "") + LEDGER,
        without("content/facts.yml"),
        ("en/policies/returns.md:2:1 KB452", "facts.yml:1:1 KB404", "facts.yml:2:1 KB404"),
        (),
    ),
    "a fact's value": Case(
        LEDGER + USES + wording("{{ window }}, not 15 days.", "{{ window }}، 15 دن نہیں۔"),
        LEDGER.replace("14 days", "15 days"),
        (),
        ("en/faq/said.md:4:19 KB401", "ur/faq/said.md:4:15 KB401"),
    ),
    "a branch's value": Case(
        VARYING + BRANCH + USES + wording("{{ fee }}, not 30 AED.", "{{ fee }}، 30 درہم نہیں۔"),
        BRANCH + DIFFERENT,
        (),
        ("en/faq/said.md:4:16 KB401", "ur/faq/said.md:4:12 KB401"),
    ),
    "a branch's value that is over": Case(
        VARYING
        + BRANCH
        + DIFFERENT.replace("money: 30 AED,", "money: 30 AED, ends: 2026-12-31,")
        + USES
        + wording("{{ fee }}, not 30 AED.", "{{ fee }}، 30 درہم نہیں۔"),
        "",
        ("en/faq/said.md:4:16 KB401", "ur/faq/said.md:4:12 KB401"),
        ("branches/deira.yml:3:11 KB211",),
        LATER,
    ),
    "lines of the ledger": Case(
        LEDGER,
        LEDGER.replace("--\n", "--\n# All of them.\n"),
        ("facts.yml:1:1 KB404", "facts.yml:2:1 KB404"),
        ("facts.yml:2:1 KB404", "facts.yml:3:1 KB404"),
    ),
    "a word of the glossary": Case(
        wording("Your client is here.", "گاہک آئے۔"),
        "-- content/glossary.yml --\ncustomer: {en: customer, ur: گاہک, avoid: {en: client}}\n",
        (),
        ("en/faq/said.md:4:6 KB442",),
    ),
    "digits of a language": Case(
        wording("Floor 3.", "منزل 3۔"),
        options("locales: {ur: {numbering: arabext}}"),
        (),
        ("ur/faq/said.md:4:6 KB435",),
    ),
    "a contact": Case(
        f"{options('contact: [line, care]')}-- content/facts.yml --\n"
        "line: {phone: '+971 4 555 0142'}\ncare: {email: care@example.com}\n",
        options("contact: [care]"),
        (),
        ("facts.yml:1:1 KB404",),
    ),
    "a branch named by a notice": Case(
        BRANCH
        + wording("New.", "نیا۔").replace("faq/", "notices/").replace(
            "title: Said\n", "title: Said\nstarts: 2026-11-01\nbranches: [deira]\n"
        ),
        without("content/branches/deira.yml"),
        (),
        ("en/notices/said.md:4:11 KB303",),
    ),
    "a picture": Case(
        wording("Here.", "یہاں۔").replace("title: Said\n", "title: Said\nimage: ../shop.png\n")
        + "-- content/en/shop.png --\npicture\n",
        without("content/en/shop.png"),
        (),
        ("en/faq/said.md:3:8 KB306",),
    ),
    "a picture that is there now": Case(
        wording("Here.", "یہاں۔").replace("title: Said\n", "title: Said\nimage: ../shop.png\n"),
        "-- content/en/shop.png --\npicture\n",
        ("en/faq/said.md:3:8 KB306",),
        (),
    ),
    "another page's name": Case(
        wording("See [it](other.md).", "[یہ](other.md) دیکھیں۔") + wording("It.", "یہ۔", "other"),
        renamed("faq/other.md", "faq/moved.md"),
        (),
        ("en/faq/said.md:4:10 KB301", "ur/faq/said.md:4:6 KB301"),
    ),
    "another page's section": Case(
        wording("See [it](other.md#how).", "[یہ](other.md#how) دیکھیں۔")
        + wording("## How? {#how}\n\nSo.", "## کیسے؟ {#how}\n\nیوں۔", "other"),
        wording("## How? {#so}\n\nSo.", "## کیسے؟ {#so}\n\nیوں۔", "other"),
        (),
        ("en/faq/said.md:4:10 KB302", "ur/faq/said.md:4:6 KB302"),
    ),
    "a page of the reader's own language": Case(
        wording("See [it](other.md).", "[یہ](../../en/faq/other.md) دیکھیں۔")
        + "-- content/en/faq/other.md --\n---\ntitle: Other\n---\nOther.\n",
        "-- content/ur/faq/other.md --\n---\ntitle: اور\n---\nاور۔\n",
        ("en/faq/other.md:2:1 KB421",),
        ("ur/faq/said.md:4:6 KB428",),
    ),
    "the source's language": Case(
        wording("Take 3.", "3 لیں۔"),
        wording("Take 4.", "3 لیں۔").replace("title: بات\n", "title: بات\nsource: ur\n"),
        (),
        ("en/faq/said.md:4:6 KB402",),
    ),
    "lines by a front matter of no fields": Case(
        "-- content/en/faq/said.md --\nFloor ٣.\n-- content/ur/faq/said.md --\nمنزل 3۔\n",
        "-- content/en/faq/said.md --\n---\n---\nFloor ٣.\n",
        ("en/faq/said.md:1:7 KB435",),
        ("en/faq/said.md:3:7 KB435",),
    ),
    "prove": Case(
        wording("Take 3.", "4 لیں۔"),
        options("").replace("prove: true", "prove: false"),
        ("ur/faq/said.md:4:1 KB402",),
        (),
    ),
    "a severity": Case(
        wording("Take 3.", "4 لیں۔"),
        options('checks: {KB402: {faq: "off"}}'),
        ("ur/faq/said.md:4:1 KB402",),
        (),
    ),
    "a comment that excuses": Case(
        wording("Take 3.", "4 لیں۔"),
        wording("Take 3.", "<!-- kbgen: ignore KB402 because so -->\n4 لیں۔"),
        ("ur/faq/said.md:4:1 KB402",),
        (),
    ),
    "a comment without a reason": Case(
        wording("Take 3.", "<!-- kbgen: ignore KB402 because so -->\n4 لیں۔"),
        wording("Take 3.", "<!-- kbgen: ignore KB402 -->\n4 لیں۔"),
        (),
        ("ur/faq/said.md:5:1 KB003", "ur/faq/said.md:5:1 KB402"),
    ),
    "a field of one's own": Case(
        f"{options('meta_fields: [colour]')}" + wording("Here.", "یہاں۔").replace("title: Said", "title: Said\ncolour: red"),
        options("meta_fields: []"),
        (),
        ("en/faq/said.md:3:1 KB114",),
    ),
    "a page that is not left out": Case(
        f"{options('').replace('docs_dir: content', 'docs_dir: content' + chr(10) + 'exclude_docs: faq/')}"
        + wording("Take 3.", "4 لیں۔"),
        options(""),
        (),
        ("ur/faq/said.md:4:1 KB402",),
    ),
    "a file that was too large": Case(
        wording("x" * (1024 * 1024 + 1), "یہاں۔"),
        wording("Here.", "یہاں۔"),
        ("en/faq/said.md:1:1 KB101", "ur/faq/said.md:2:1 KB421"),
        (),
    ),
}  # fmt: skip


def strict(project: Project, *args: str) -> tuple[int, list[str]]:
    """Build; return the exit code and what is found, as path below content:line:column code."""
    result = project.run("build", "--strict", "--jobs", "1", *args)
    assert result.exit_code in (0, 1), result.output
    found = [
        f"{place.removeprefix('content/')} {code}" for place, _, code, _ in reported(result.stderr)
    ]
    return result.exit_code, found


@pytest.mark.parametrize("name", CASES)
def test_warm_says_what_cold_says(name: str, site: MakeSite) -> None:
    case = CASES[name]
    project = site(SITE + case.before)
    first = strict(project, "--as-of", DAY)
    assert first == (bool(case.found), list(case.found))
    if isinstance(case.edit, str):
        write_files(project.root, case.edit)
    else:
        case.edit(project.root)
    warm = strict(project, "--as-of", case.day)
    cold = strict(project, "--as-of", case.day, "--no-cache", "--site-dir", "cold")
    assert warm == cold
    stops = any(not found.endswith("KB453") for found in case.then)  # that comes with time
    assert warm == (stops, list(case.then))
    assert strict(project, "--as-of", case.day) == warm


def test_letters_of_other_fonts_are_looked_for_again(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = site(SITE + wording("The Ω shop.", "یہاں۔"))
    assert strict(project) == (0, [])
    shown = frozenset(map(chr, range(0x20, 0x3000))) - {"Ω"}
    monkeypatch.setattr("kbgen.source.tree.read_coverage", lambda _: {"en": shown})
    with (project.root / "mkdocs.yml").open("a") as config:
        config.write("# Not the same bytes as before.\n")
    assert strict(project) == (1, ["en/faq/said.md:4:5 KB471"])


INHERITING = ("INHERIT: base.yml\n", '"INHERIT": "base.yml"\n', "INHERIT: !ENV [BASE, base.yml]\n")


@pytest.mark.parametrize("line", INHERITING)
def test_what_a_configuration_inherits_is_looked_at(
    line: str, site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BASE", raising=False)
    project = site(
        f"-- base.yml --\n{proving()}-- mkdocs.yml --\n{line}" + wording("Take 3.", "3 لیں۔")
    )
    first = project.run("build", "--jobs", "1")
    assert [code for _, _, code, _ in reported(first.stderr)] == ["KB421"], first.output
    write_files(project.root, f"-- base.yml --\n{proving(', checks: {KB421: error}')}")
    text = project.run("build", "--jobs", "1").stderr
    assert [severity for _, severity, code, _ in reported(text) if code == "KB421"] == ["error"]


def test_a_file_that_can_be_read_again_is_read(site: MakeSite) -> None:
    project = site(SITE + wording("Here.", "یہاں۔"))
    page = project.root / "content/en/faq/said.md"
    target = project.root / "kept.md"
    page.rename(target)
    page.symlink_to("nowhere.md")
    missing = strict(project)
    assert missing[0] == 1 and "en/faq/said.md:1:1 KB101" in missing[1]
    assert missing == strict(project, "--no-cache", "--site-dir", "cold")
    page.unlink()
    os.link(target, page)
    assert strict(project) == (0, [])
