"""`kbgen translate status`, `stamp` and `accept`, and what builds and checks tell of the record."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sites import CONFIG, Project, reported, write_files

MakeSite = Callable[[str], Project]
CONFIG_2 = re.sub(r" +- \{locale: (ar|hi),.*\n", "", CONFIG)
SOURCE = """\
-- content/en/faq/refunds.md --
---
title: Refunds
description: How you get your money back.
---
We are glad to help.

## How long does it take? {#time}

Your money comes back in a few days.

You may come to any branch.

## How do I begin? {#begin}

1. Open the app.
2. Choose your order.
"""
URDU = """\
-- content/ur/faq/refunds.md --
---
title: رقم کی واپسی
description: رقم واپس لینے کا طریقہ۔
---
ہم خوشی سے مدد کرتے ہیں۔

## کتنا وقت لگتا ہے؟ {#time}

آپ کی رقم چند دنوں میں واپس آ جاتی ہے۔

آپ کسی بھی برانچ میں آ سکتے ہیں۔

## آغاز کیسے کروں؟ {#begin}

1. ایپ کھولیں۔
2. اپنا آرڈر منتخب کریں۔
-- content/ur/index.md --
---
title: ہوم
---
خوش آمدید۔
"""
SITE = f"-- mkdocs.yml --\n{CONFIG_2}{SOURCE}{URDU}"
RECORD = "content/ur/made-from.txt"
TIME = "faq/refunds#time"


def git(root: Path, *args: str) -> None:
    names = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    subprocess.run(["git", "-C", str(root), *names, *args], check=True, capture_output=True)


@pytest.fixture
def stamped(site: MakeSite) -> Project:
    """A site that is stamped and committed."""
    project = site(SITE)
    done = project.run("translate", "stamp", "--by", "Sana K")
    assert done.exit_code == 0, done.output
    git(project.root, "init", "-q")
    (project.root / ".gitignore").write_text("/site/\n/.cache/\n")
    git(project.root, "add", "-A")
    git(project.root, "commit", "-q", "-m", "as it stands")
    return project


def edit(project: Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (path, old)
    file.write_text(text.replace(old, new), "utf-8")


EN, UR = "content/en/faq/refunds.md", "content/ur/faq/refunds.md"


def status(project: Project, *args: str) -> list[dict[str, Any]]:
    done = project.run("translate", "status", "--format", "json", *args)
    assert done.exit_code == 0, done.output
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def flagged(project: Project) -> list[tuple[str, str, str]]:
    """Return (address, state, consequence) of what is not current."""
    return [
        (f"{one['page']}#{one['section']}:{one['block']}", one["state"], one["consequence"])
        for one in status(project)
        if one["state"] not in ("current", "moved")
    ]


def record(project: Project) -> str:
    return (project.root / RECORD).read_text("utf-8")


def test_a_stamped_site_is_current_in_every_block(stamped: Project) -> None:
    rows = status(stamped)
    assert {one["state"] for one in rows} == {"current"}
    assert {one["lang"] for one in rows} == {"ur"}
    refunds = [one for one in rows if one["page"] == "faq/refunds"]
    assert [(one["section"], one["block"]) for one in refunds] == [
        ("", "title"), ("", "description"), ("", "1"),
        ("time", "h"), ("time", "1"), ("time", "2"),
        ("begin", "h"), ("begin", "1"), ("begin", "2"),
    ]  # fmt: skip
    assert refunds[4] == {
        "lang": "ur",
        "page": "faq/refunds",
        "section": "time",
        "block": "1",
        "state": "current",
        "consequence": None,
        "source": "Your money comes back in a few days.",
        "previous": None,
        "words": 0,
    }
    assert record(stamped).count("\nfaq/refunds") == 3
    assert "human Sana-K 20" in record(stamped)


# Edit → what status says of it: address, state, consequence, the former text, the words to translate.
FEW = "Your money comes back in a few days."
CHANGES = [
    (FEW, "Your money comes back in 14 days.", "time:1", "stale", "critical", FEW, 7),
    (FEW, "Your money comes back in a couple of days.", "time:1", "stale", "worded", FEW, 9),
    (FEW, "Your money comes bakc in a few days.", "time:1", "stale", "minor", FEW, 8),
    (FEW, "Your money does not come back in a few days.", "time:1", "stale", "critical", FEW, 10),
    ("1. Open the app.", "1. Open the app.\n1. Sign in.", "begin:2", "missing", "critical", None, 2),
    ("We are glad", "We are happy.\n\nWe are glad", ":1", "missing", "worded", None, 3),
    ("title: Refunds", "title: Money back", ":title", "stale", "worded", "Refunds", 2),
    ("## How do I begin?", "## How do I start?", "begin:h", "stale", "worded", "How do I begin?", 4),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "address", "state", "consequence", "previous", "words"), CHANGES
)
def test_what_an_edit_of_the_source_flags(
    stamped: Project, old: str, new: str, address: str, state: str, consequence: str,
    previous: str | None, words: int,
) -> None:  # fmt: skip
    edit(stamped, EN, old, new)
    assert flagged(stamped) == [(f"faq/refunds#{address}", state, consequence)]
    [row] = [one for one in status(stamped) if one["state"] == state]
    assert (row["previous"], row["words"]) == (previous, words)
    assert row["source"] in new or new in row["source"] or row["source"] in ("Money back",)


def test_without_a_history_what_the_source_states_tells_what_is_critical(stamped: Project) -> None:
    subprocess.run(["rm", "-rf", stamped.root / ".git"], check=True)
    edit(stamped, EN, FEW, "Your money comes back in 14 days.")
    edit(stamped, EN, "You may come", "You may walk")
    assert flagged(stamped) == [
        (f"{TIME}:1", "stale", "critical"),
        (f"{TIME}:2", "stale", "worded"),
    ]
    assert {one["previous"] for one in status(stamped)} == {None}


def test_an_edit_of_the_translation_is_told_apart(stamped: Project) -> None:
    edit(stamped, UR, "چند دنوں", "پانچ دنوں")
    edit(stamped, UR, "2. اپنا آرڈر منتخب کریں۔\n", "")
    assert flagged(stamped) == [
        (f"{TIME}:1", "edited", "critical"),
        ("faq/refunds#begin:2", "missing", "critical"),
    ]


# What an edit of a translation alone means.
OWN_EDITS = [
    ("چند دنوں", "پانچ دنوں", "critical"),
    ("چند دنوں", "کچھ دنوں", "worded"),
    ("آ سکتے ہیں", "نہیں آ سکتے", "critical"),
    ("رقم چند", "رمق چند", "minor"),
]


@pytest.mark.parametrize(("old", "new", "consequence"), OWN_EDITS)
def test_what_an_edit_of_the_translation_means(
    stamped: Project, old: str, new: str, consequence: str
) -> None:
    edit(stamped, UR, old, new)
    [(_, state, found)] = flagged(stamped)
    assert (state, found) == ("edited", consequence)
    shown = stamped.run("translate", "status", "--format", "html").stdout
    assert re.search(r'<div lang="ur" dir="rtl">[^\n]*<(?:del|ins)>', shown)
    # Of an amount that the source does not have, the record need not speak, too.
    [finding] = [one for one in stamped.check(sameness=True) if one["code"] in ("KB402", "KB483")]
    assert finding["code"] == ("KB402" if new.startswith("پانچ") else "KB483")
    subprocess.run(["rm", "-rf", stamped.root / ".git"], check=True)
    assert flagged(stamped)[0][2] is None, "nothing tells what it was"


def test_what_was_moved_is_current(stamped: Project) -> None:
    text = (stamped.root / EN).read_text("utf-8")
    head, time, begin = re.split(r"(?m)^(?=## )", text)
    (stamped.root / EN).write_text(f"{head}{begin}\n{time}", "utf-8")
    assert flagged(stamped) == []


# What is kept from one run to the next changes nothing.

FEES_EN = """\
---
title: Fees
---
Some things cost money.

## What is free? {#free}

You may come to any branch.

We are glad to help.

## What costs money? {#money}

A new card costs money.

A second key does, too.
"""
FEES_UR = """\
---
title: فیس
---
کچھ چیزوں کی قیمت ہے۔

## کیا مفت ہے؟ {#free}

آپ کسی بھی برانچ میں آ سکتے ہیں۔

ہم خوشی سے مدد کرتے ہیں۔

## کس چیز کی قیمت ہے؟ {#money}

نئے کارڈ اور دوسری چابی کی قیمت ہے۔
"""
OTHER_EN, OTHER_UR = "content/en/faq/fees.md", "content/ur/faq/fees.md"
_SECTION = re.compile(r"(?ms)^## [^\n]*\{#time\}.*?(?=^## )")


def _move(project: Project, path: str, to: str) -> None:
    """Move the section "time" from one page to the end of another."""
    file = project.root / path
    text = file.read_text("utf-8")
    section = _SECTION.search(text)
    assert section
    file.write_text(text.replace(section[0], ""), "utf-8")
    other = project.root / to
    other.write_text(f"{other.read_text('utf-8')}\n{section[0]}", "utf-8")


def _move_both(project: Project) -> None:
    _move(project, EN, OTHER_EN)
    _move(project, UR, OTHER_UR)


LATER: dict[str, Callable[[Project], object]] = {
    "nothing": lambda _: None,
    "the source": lambda project: edit(project, EN, FEW, "Your money comes back in 14 days."),
    "the translation": lambda project: edit(project, UR, "چند دنوں", "پانچ دنوں"),
    "a text that stands on both pages": lambda project: edit(project, EN, "any branch", "a branch"),
    "the same on the other page": lambda project: edit(project, OTHER_EN, "We are", "We were"),
    "a section of the source moves": lambda project: _move(project, EN, OTHER_EN),
    "a section of the translation moves": lambda project: _move(project, UR, OTHER_UR),
    "a section moves in both": _move_both,
    "a page of the source goes": lambda project: (project.root / OTHER_EN).unlink(),
    "a translation goes": lambda project: (project.root / OTHER_UR).unlink(),
    "the record of a page goes": lambda project: (project.root / RECORD).write_text(
        re.sub("(?m)^faq/fees.*\n", "", record(project)), "utf-8"
    ),
    "a section was translated by a machine": lambda project: (project.root / RECORD).write_text(
        record(project).replace("faq/fees#free human", "faq/fees#free machine"), "utf-8"
    ),
    "a part of a section's record goes": lambda project: (project.root / RECORD).write_text(
        re.sub(r"(?m)^(faq/fees#free .*) \S+$", r"\1", record(project)), "utf-8"
    ),
}


@pytest.mark.parametrize("change", LATER.values(), ids=LATER)
def test_a_status_that_was_kept_is_the_same_as_a_new_one(
    stamped: Project, change: Callable[[Project], object]
) -> None:
    (stamped.root / OTHER_EN).write_text(FEES_EN, "utf-8")
    (stamped.root / OTHER_UR).write_text(FEES_UR, "utf-8")
    assert stamped.run("translate", "stamp").exit_code == 0
    git(stamped.root, "add", "-A")
    git(stamped.root, "commit", "-q", "-m", "two pages")
    stamped.run("translate", "status")
    change(stamped)
    _expect_same(stamped, "new")
    edit(stamped, EN, "Open the app.", "Open our app.")
    _expect_same(stamped, "newer")


def _expect_same(project: Project, cache: str) -> None:
    for form in ("text", "json", "github", "html"):
        args = ("translate", "status", "--format", form)
        kept, new = project.run(*args), project.run(*args, "--cache-dir", f"{cache}-{form}")
        assert kept.exit_code == new.exit_code == 0
        assert kept.stdout == new.stdout


TEXT_STATUS = """\
ur: 9 current, 2 stale (1 critical, 1 minor), 1 missing; 16 words to translate
  faq/refunds  2 stale (1 critical, 1 minor), 1 missing; 16 words to translate
  Oldest critical: faq/refunds#time:1 changed: … comes back in [-a few-]{+14+} days.
"""


def test_status_as_text_names_pages_words_and_the_oldest_critical(stamped: Project) -> None:
    edit(stamped, EN, FEW, "Your money comes back in 14 days.")
    edit(stamped, EN, "You may come", "You amy come")
    edit(stamped, EN, "We are glad to help.", "We are glad to help.\n\nWrite to us.")
    assert stamped.run("translate", "status").stdout == TEXT_STATUS
    git(stamped.root, "commit", "-qam", "14 days")
    assert re.search(r"changed on \d{4}-\d\d-\d\d: ", stamped.run("translate", "status").stdout)


def test_status_for_github_is_a_table(stamped: Project) -> None:
    edit(stamped, EN, FEW, "Your money comes back in 14 days.")
    lines = stamped.run("translate", "status", "--format", "github").stdout.splitlines()
    assert lines[0].startswith("### ")
    head, rule, row = lines[2:5]
    assert head.count("|") == rule.count("|") == row.count("|")
    cells = dict(zip(head.split(" | "), row.split(" | "), strict=True))
    assert (cells["stale"], cells["critical"], cells["missing"]) == ("1", "1", "0")
    assert "`faq/refunds#time:1`" in lines[-1]


def test_status_as_a_page_shows_each_text_in_its_direction(stamped: Project) -> None:
    edit(stamped, EN, FEW, "Your money comes back in <b>14</b> days.")
    html = stamped.run("translate", "status", "--format", "html").stdout
    assert html.startswith("<!doctype html>")
    assert "<ins>" in html
    assert "<b>14" not in html
    assert re.search(r'<div lang="en" dir="ltr">Your money', html)
    assert '<div lang="ur" dir="rtl">آپ کی رقم چند دنوں میں' in html
    assert not re.search(r'(src|href)="(?!#)', html), "it needs nothing else"


def test_a_machine_and_a_reviewer_are_told_apart(stamped: Project) -> None:
    done = stamped.run("translate", "stamp", "faq/refunds", "--origin", "machine", "--by", "mt")
    assert done.exit_code == 0, done.output
    assert "faq/refunds machine mt" in record(stamped)
    assert "made by a machine" in stamped.run("translate", "status").stdout
    stamped.run("translate", "stamp", "faq/refunds", "--by", "sana")
    assert "faq/refunds machine mt" in record(stamped), "nothing new: whose work it is stays"
    stamped.run("translate", "stamp", "--origin", "reviewed", "--by", "omar")
    assert "faq/refunds reviewed omar" in record(stamped)
    assert "made by a machine" not in stamped.run("translate", "status").stdout


def test_accepting_makes_a_change_current_and_keeps_the_reason(stamped: Project) -> None:
    edit(stamped, EN, FEW, "Your money comes bakc in a few days.")
    edit(stamped, EN, "title: Refunds", "title: Money back")
    done = stamped.run("translate", "accept", TIME, "--because", "spelling", "--by", "omar")
    assert (done.exit_code, done.stdout) == (0, f"Accepted {TIME}:1 (ur)\n")
    assert flagged(stamped) == [("faq/refunds#:title", "stale", "worded")]
    assert re.search(r'^faq/refunds#time .* because="spelling" by=omar on=', record(stamped), re.M)
    done = stamped.run("translate", "accept", "faq/refunds", "--because", "the same")
    assert done.exit_code == 0, done.output
    assert flagged(stamped) == []


def test_corrections_of_spelling_are_accepted_together(stamped: Project) -> None:
    edit(stamped, EN, FEW, "Your money comes bakc in a few days.")
    edit(stamped, EN, "You may come", "You may walk")
    done = stamped.run("translate", "accept", "--minor", "--because", "spelling")
    assert (done.exit_code, done.stdout) == (0, f"Accepted {TIME}:1 (ur)\n")
    assert flagged(stamped) == [(f"{TIME}:2", "stale", "worded")]


def test_text_without_a_translation_is_accepted_if_asked_for(stamped: Project) -> None:
    edit(stamped, EN, "We are glad to help.", "We are glad to help.\n\nWrite to us.")
    edit(stamped, EN, "\n\nYou may come to any branch.", "")
    done = stamped.run("translate", "accept", "faq/refunds", "--because", "x")
    assert done.exit_code == 2
    assert "--unpaired" in done.stderr
    done = stamped.run("translate", "accept", "faq/refunds", "--because", "x", "--unpaired")
    assert done.exit_code == 0, done.output
    assert flagged(stamped) == []


MISTAKES = [
    (("accept", "faq/refund", "--because", "x"), "there is no page 'faq/refund'; did you mean 'faq/refunds'?"),
    (("accept", EN, "--because", "x"), "did you mean 'faq/refunds'?"),
    (("accept", "faq/refunds#tim", "--because", "x"), "no section 'tim'; did you mean 'time'?"),
    (("accept", "faq/refunds", "--because", "x", "--lang", "urd"), "did you mean 'ur'?"),
    (("accept", "faq/refunds", "--because", "x"), "there is nothing to accept in 'faq/refunds'"),
    (("accept", "faq/refunds", "--because", " "), "--because needs a reason"),
    (("accept", "--because", "x"), "name a page"),
    (("stamp", "faq/refnds"), "there is no page 'faq/refnds'; did you mean 'faq/refunds'?"),
    (("status", "urd"), "'urd' is no language of the site; did you mean 'ur'?"),
    (("status", "en"), "'en' is its own language; it is translated into ur"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "message"), MISTAKES)
def test_mistakes_are_told_with_what_to_write(
    stamped: Project, args: tuple[str, ...], message: str
) -> None:
    done = stamped.run("translate", *args)
    assert done.exit_code == 2
    assert message in done.stderr
    assert not done.stdout


def test_without_a_record_status_says_how_to_begin(site: MakeSite) -> None:
    project = site(SITE)
    done = project.run("translate", "status")
    assert done.exit_code == 2
    assert "kbgen translate stamp" in done.stderr
    assert not [one for one in project.check(sameness=True) if one["code"] > "KB480"]


def test_pages_with_errors_are_refused_by_name(site: MakeSite) -> None:
    broken = SITE.replace("2. اپنا آرڈر منتخب کریں۔\n", "")
    project = site(
        f"{broken}-- content/en/faq/pin.md --\nHello.\n-- content/ur/faq/pin.md --\nسلام۔\n"
    )
    done = project.run("translate", "stamp")
    assert done.exit_code == 1
    assert "Refused faq/refunds (ur)" in done.stderr
    assert [code for _, _, code, _ in reported(done.stderr)] == ["KB423"]
    assert "faq/refunds" not in record(project)
    assert "\nfaq/pin " in record(project)
    assert "Recorded 2 pages in ur." in done.stdout
    assert project.run("translate", "stamp", "--accept-as-is").exit_code == 0
    assert "\nfaq/refunds " in record(project)


def test_a_promise_that_the_translation_does_not_make_is_not_stamped_away(stamped: Project) -> None:
    edit(stamped, EN, FEW, "Your money comes back if you ask.")
    before = record(stamped)
    done = stamped.run("translate", "stamp")
    assert done.exit_code == 1
    assert "KB481" in done.stderr
    assert record(stamped) == before
    edit(stamped, UR, "آپ کی رقم چند دنوں میں", "مانگنے پر آپ کی رقم")
    done = stamped.run("translate", "stamp", "--by", "omar")
    assert done.exit_code == 0, done.output
    assert flagged(stamped) == []
    assert re.search("^faq/refunds#time human omar", record(stamped), re.M)


def test_a_record_with_mistakes_is_not_written_over(stamped: Project) -> None:
    file = stamped.root / RECORD
    file.write_text(record(stamped).replace(" human ", " humna ", 1), "utf-8")
    before = record(stamped)
    for args in (("stamp",), ("accept", "faq/refunds", "--because", "x")):
        done = stamped.run("translate", *args)
        assert done.exit_code == 1
        assert "KB119" in done.stderr
        assert "put the record right first" in done.stderr
    assert record(stamped) == before
    done = stamped.run("translate", "status")
    assert (done.exit_code, "KB119" in done.stderr) == (1, True)


def test_a_record_whose_mistakes_are_off_is_not_written_over_either(stamped: Project) -> None:
    file = stamped.root / RECORD
    file.write_text(record(stamped).replace(" human ", " humna ", 1), "utf-8")
    before = record(stamped)
    edit(stamped, "mkdocs.yml", "  - kbgen\n", "  - kbgen: {checks: {KB119: off}}\n")
    for args in (("stamp",), ("accept", "faq/refunds", "--because", "x"), ("out", "ur")):
        done = stamped.run("translate", *args)
        assert done.exit_code == 1
        assert "KB119" in done.stderr
    assert record(stamped) == before


# Data.

LEDGER = """\
refund.fee:
  money: 5 AED
  label: {en: Refund fee, ur: واپسی کی فیس}
"""


def test_data_that_was_never_recorded_is_told_and_adopted(stamped: Project) -> None:
    (stamped.root / "content/facts.yml").write_text(LEDGER, "utf-8")
    found = [one for one in new_findings(stamped) if one["code"] == "KB484"]
    assert [(one["path"], one["message"]) for one in found] == [
        ("content/facts.yml", "the translations of 'facts.yml' are not recorded yet (ur)")
    ]
    assert "Not recorded: facts.yml" in stamped.run("translate", "status").stdout
    assert "`kbgen translate stamp facts.yml`" in found[0]["hint"]
    assert stamped.run("translate", "stamp", "facts.yml").exit_code == 0
    assert new_findings(stamped) == []
    assert "facts.yml#refund.fee" in record(stamped)


def test_a_text_that_data_have_no_more_in_a_language_is_reported_once(stamped: Project) -> None:
    file = stamped.root / "content/facts.yml"
    file.write_text(LEDGER, "utf-8")
    assert stamped.run("translate", "stamp").exit_code == 0
    edit(stamped, "content/facts.yml", ", ur: واپسی کی فیس", "")
    [found] = (one for one in stamped.check(sameness=True) if one["code"] != "KB404")
    assert (found["code"], f"{found['path']}:{found['line']}") == ("KB209", "content/facts.yml:1")
    assert "'refund.fee' has no words in: ur" in found["message"]


@pytest.mark.parametrize("how", [("stamp",), ("accept", "facts.yml#other.fee", "--because", "x")])
def test_a_text_that_is_new_in_all_languages_is_told_until_it_is_recorded(
    stamped: Project, how: tuple[str, ...]
) -> None:
    file = stamped.root / "content/facts.yml"
    file.write_text(LEDGER, "utf-8")
    assert stamped.run("translate", "stamp").exit_code == 0
    more = LEDGER.replace("refund.fee", "other.fee").replace("Refund fee", "Other fee")
    file.write_text(LEDGER + more.replace("واپسی کی", "دوسری"), "utf-8")
    [found] = new_findings(stamped)
    place = f"{found['path']}:{found['line']}"
    assert (found["code"], place) == ("KB484", "content/facts.yml:4")
    assert found["message"].startswith("the translations of 'facts.yml#other.fee' are not recorded")
    assert "`kbgen translate accept facts.yml#other.fee --because new`" in found["hint"]
    assert [one[:2] for one in flagged(stamped)] == [("facts.yml#other.fee:label", "edited")]
    assert stamped.run("translate", *how).exit_code == 0
    assert new_findings(stamped) == []
    assert flagged(stamped) == []


CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Search"
msgstr "{words}"
"""


def test_what_options_and_strings_were_is_found_in_git(stamped: Project) -> None:
    edit(stamped, "mkdocs.yml", "name: English,", "name: English, site_name: Help at home,")
    edit(stamped, "mkdocs.yml", "name: اردو", "name: اردو, site_name: گھر بیٹھے مدد")
    for lang, words in (("en", "Look for"), ("ur", "تلاش کریں")):
        folder = stamped.root / f"locales/{lang}/LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "kbgen.po").write_text(CATALOG.format(words=words), "utf-8")
    assert stamped.run("translate", "stamp").exit_code == 0
    git(stamped.root, "add", "-A")
    git(stamped.root, "commit", "-q", "-m", "options and strings")
    edit(stamped, "mkdocs.yml", "Help at home", "Help at work")
    edit(stamped, "locales/en/LC_MESSAGES/kbgen.po", "Look for", "Find")
    rows = [one for one in status(stamped) if one["state"] != "current"]
    assert {(one["page"], one["state"], one["previous"]) for one in rows} == {
        ("mkdocs.yml", "stale", "Help at home"),
        ("kbgen.po", "stale", "Look for"),
    }
    git(stamped.root, "checkout", "-q", ".")
    edit(stamped, "mkdocs.yml", "گھر بیٹھے مدد", "دفتر بیٹھے مدد")
    edit(stamped, "locales/ur/LC_MESSAGES/kbgen.po", "تلاش کریں", "تلاش نہ کریں")
    assert {(of.partition("#")[0], *found) for of, *found in flagged(stamped)} == {
        ("mkdocs.yml", "edited", "worded"),
        ("kbgen.po", "edited", "critical"),
    }


# What check and build say.


def codes(project: Project) -> Counter[str]:
    return Counter(f"{one['code']} {one['severity']}" for one in project.check(sameness=True))


def new_findings(project: Project) -> list[dict[str, str]]:
    return [one for one in project.check(sameness=True) if one["code"] > "KB480"]


FINDINGS = [
    (EN, FEW, "Your money comes back if you ask.", "KB481", "error", f"{UR}:9",
     "(“… money comes back [-in a few days-]{+if you ask+}.”)"),
    (EN, FEW, "Your money comes back in a couple of days.", "KB482", "warning", f"{UR}:9", "reworded"),
    (EN, FEW, "Your money comes bakc in a few days.", "KB482", "warning", f"{UR}:9", "corrected"),
    (UR, "رقم چند", "رمق چند", "KB483", "warning", f"{UR}:9", f"({EN}:9) did not change"),
    (EN, "We are glad to help.", "We are glad to help.\n\nWrite to us.", "KB484", "warning", f"{UR}:7",
     f"({EN}:7) is not translated: “Write to us.”"),
    (EN, "\n\nYou may come to any branch.", "", "KB484", "warning", f"{UR}:11", "is gone"),
    (EN, "\n2. Choose your order.", "", "KB481", "error", f"{UR}:16", "is gone"),
    (UR, "ہم خوشی سے مدد کرتے ہیں۔", "ہم خوشی سے مدد کرتے ہیں۔\n\nآئیے!", "KB484", "warning",
     f"{UR}:7", "the source has no text for this"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "code", "severity", "place", "message"), FINDINGS)
def test_check_tells_what_is_behind(
    stamped: Project, path: str, old: str, new: str, code: str, severity: str, place: str,
    message: str,
) -> None:  # fmt: skip
    edit(stamped, path, old, new)
    [found] = new_findings(stamped)
    assert (found["code"], found["severity"]) == (code, severity)
    assert f"{found['path']}:{found['line']}" == place
    assert message in found["message"]
    command = re.search(r"kbgen translate (accept \S+ --lang ur|accept --minor)", found["hint"])
    if not command:  # a step must be in both, whoever accepts that it is not
        assert found["hint"] == "take it out"
        return
    extra = ["--unpaired"] if "--unpaired" in found["hint"] else []
    done = stamped.run("translate", *command[1].split(), "--because", "test", *extra)
    assert done.exit_code == 0, done.output
    assert new_findings(stamped) == [], "a hint that is followed mends it"


def test_a_change_that_was_committed_has_its_day(stamped: Project) -> None:
    edit(stamped, EN, FEW, "Your money comes back if you ask.")
    git(stamped.root, "commit", "-qam", "if you ask")
    [found] = new_findings(stamped)
    assert (found["code"], f"{found['path']}:{found['line']}") == ("KB481", f"{UR}:9")
    changed = (
        r"states something else since \d{4}-\d\d-\d\d \(“… money comes back \[-in a few days-\]"
    )
    assert re.search(changed, found["message"])


STEP = (EN, "2. Choose your order.", "2. Send us 3 pictures.\n3. Choose your order.")
LINK = (EN, FEW, "Your money [comes back](../index.md) in a few days.")
FOLLOWING = [
    ([STEP], "kbgen", ["KB481"]),
    ([LINK], "kbgen", ["KB481"]),
    ([(EN, "description: How you get", "description: In 3 days you get")], "kbgen", ["KB481"]),
    ([STEP], "kbgen: {checks: {KB481: off}}", ["KB402", "KB423"]),
    ([STEP, (UR, "1. ایپ کھولیں", "1. ابھی ایپ کھولیں")], "kbgen", ["KB402", "KB423", "KB483"]),
    ([LINK, (UR, "2. اپنا آرڈر منتخب کریں۔\n", "")], "kbgen", ["KB423", "KB481"]),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "options", "codes"), FOLLOWING)
def test_what_only_follows_from_a_change_of_the_source_is_reported_once(
    stamped: Project, edits: list[tuple[str, str, str]], options: str, codes: list[str]
) -> None:
    edit(stamped, "mkdocs.yml", "  - kbgen\n", f"  - {options}\n")
    before = Counter(one["code"] for one in stamped.check(sameness=True))
    for path, old, new in edits:
        edit(stamped, path, old, new)
    after = Counter(one["code"] for one in stamped.check(sameness=True))
    assert sorted((after - before).elements()) == codes


def test_a_page_that_is_not_recorded_is_told_once(stamped: Project) -> None:
    write_files(
        stamped.root,
        "-- content/en/faq/pin.md --\nHello.\n\nYou.\n-- content/ur/faq/pin.md --\nسلام۔\n\nآپ۔\n",
    )
    [found] = new_findings(stamped)
    assert (found["code"], found["path"]) == ("KB484", "content/ur/faq/pin.md")
    assert found["hint"].endswith("`kbgen translate stamp faq/pin`")
    stamped.run("translate", "stamp", "faq/pin")
    assert new_findings(stamped) == []


def test_a_source_that_moved_keeps_its_translation_and_tells_where_to_move_it(
    stamped: Project,
) -> None:
    (stamped.root / EN).rename(stamped.root / "content/en/faq/money-back.md")
    assert flagged(stamped) == []
    [found] = new_findings(stamped)
    assert (found["code"], found["path"]) == ("KB484", UR)
    assert found["message"] == "the source of this page has moved to 'faq/money-back'"
    assert found["hint"] == "move this file to content/ur/faq/money-back.md"
    build = stamped.run("build")
    assert build.exit_code == 0 and "move this file to content/ur/faq/money-back.md" in build.stderr
    (stamped.root / UR).rename(stamped.root / "content/ur/faq/money-back.md")
    assert (new_findings(stamped), flagged(stamped)) == ([], [])


def test_a_translation_that_lost_its_source_need_not_have_what_sources_have(
    stamped: Project,
) -> None:
    fields = "title: Terms\neffective: 2026-01-01\nversion: '1'"
    write_files(
        stamped.root,
        f"-- content/en/policies/terms.md --\n---\n{fields}\n---\nOur terms.\n"
        "-- content/ur/policies/terms.md --\n---\ntitle: شرائط\n---\nہماری شرائط۔\n",
    )
    assert stamped.run("translate", "stamp").exit_code == 0
    (stamped.root / "content/en/policies/terms.md").rename(
        stamped.root / "content/en/policies/rules.md"
    )
    found = [one["code"] for one in stamped.check(sameness=True) if "terms" in one["path"]]
    assert found == ["KB484"]
    assert stamped.run("build").exit_code == 0


def test_translations_that_lost_their_source_are_shown_whole(site: MakeSite) -> None:
    texts = {
        "en": "Never pay at the door.",
        "ur": "دروازے پر کبھی ادا نہ کریں۔",
        "hi": "दरवाज़े पर कभी न दें।",
    }
    project = site(
        "".join(f"-- content/{lang}/faq/door.md --\n{text}\n" for lang, text in texts.items())
    )
    assert project.run("translate", "stamp", "--accept-as-is").exit_code == 0
    (project.root / "content/en/faq/door.md").unlink()
    project.build()
    for lang in ("ur", "hi"):
        assert texts[lang] in project.text(f"{lang}/faq/door")


def test_a_translation_whose_source_is_gone_is_told_once(stamped: Project) -> None:
    (stamped.root / EN).unlink()
    [found] = new_findings(stamped)
    assert (found["code"], found["path"]) == ("KB484", UR)
    assert found["message"] == "the source of this page is gone"
    command = re.search(r"kbgen (translate accept .* --because) … (--unpaired)", found["hint"])
    assert command
    done = stamped.run(*command[1].split(), "local", command[2])
    assert done.exit_code == 0, done.output
    assert new_findings(stamped) == []
    assert stamped.run("build").exit_code == 0


def test_a_page_that_is_not_translated_at_all_is_told_by_one_finding(stamped: Project) -> None:
    write_files(stamped.root, "-- content/en/faq/pin.md --\nHello.\n\nYou.\n")
    assert [one["code"] for one in stamped.check(sameness=True) if "pin" in one["path"]] == [
        "KB421"
    ]


BUILDS = [
    ("kbgen", 0, "warning"),
    ("kbgen: {translations: {critical: error}}", 1, "error"),
    ("kbgen: {prove: true}", 1, "error"),
    ("kbgen: {prove: true, translations: {critical: warning}}", 0, "warning"),
    ("kbgen: {checks: {KB481: off}}", 0, None),
]  # fmt: skip


@pytest.mark.parametrize(("options", "exit_code", "severity"), BUILDS)
def test_a_build_warns_of_what_is_critical_and_stops_where_the_site_says_so(
    stamped: Project, options: str, exit_code: int, severity: str | None
) -> None:
    edit(stamped, "mkdocs.yml", "  - kbgen\n", f"  - {options}\n")
    edit(stamped, EN, FEW, "Your money comes back if you ask.")
    edit(stamped, EN, "You may come", "You may walk")
    edit(stamped, UR, "ہم خوشی سے", "ہم بڑی خوشی سے")
    done = stamped.run("build")
    assert done.exit_code == exit_code, done.output
    found = [(one, code) for _, one, code, _ in reported(done.stderr) if code > "KB480"]
    assert found == ([(severity, "KB481")] if severity else [])
    if not exit_code:
        assert "translations: ur 8 current, 2 stale (1 critical, 1 worded), 1 edited" in done.stderr
        assert not list((stamped.root / "site").rglob("made-from*"))
        assert "made-from" not in (stamped.root / "site/sitemap.xml").read_text()


def test_a_build_is_not_stopped_by_a_mistake_in_the_record(stamped: Project) -> None:
    file = stamped.root / RECORD
    file.write_text(record(stamped).replace(" human ", " humna ", 1), "utf-8")
    assert codes(stamped)["KB119 error"] == 1
    done = stamped.run("build")
    assert done.exit_code == 0, done.output
    assert [one for _, one, code, _ in reported(done.stderr) if code == "KB119"] == ["warning"]


# What people do who are not careful.


def test_what_has_not_followed_its_source_is_not_recorded(stamped: Project) -> None:
    edit(stamped, EN, "We are glad to help.", "It is our pleasure to help.")
    before = record(stamped)
    done = stamped.run("translate", "stamp")
    assert done.exit_code == 1
    assert "Refused faq/refunds (ur)" in done.stderr
    assert "`kbgen translate accept faq/refunds:1 --lang ur --because …`" in done.stderr
    assert record(stamped) == before
    edit(stamped, UR, "ہم خوشی سے مدد کرتے ہیں۔", "آپ کی مدد ہماری خوشی ہے۔")
    assert stamped.run("translate", "stamp", "--lang", "ur").exit_code == 0
    assert flagged(stamped) == []
    edit(stamped, EN, "You may come", "You may walk")
    assert stamped.run("translate", "stamp", "--accept-as-is").exit_code == 0
    assert flagged(stamped) == []
    assert "'xx' is no language" in stamped.run("translate", "stamp", "--lang", "xx").stderr


def test_one_text_is_accepted_and_no_other(stamped: Project) -> None:
    edit(stamped, EN, "We are glad to help.", "It is our pleasure to help.")
    edit(stamped, EN, FEW, "Your money comes back if you ask.")
    [hint] = [one["hint"] for one in new_findings(stamped) if one["code"] == "KB482"]
    assert "accept faq/refunds:1 --lang ur" in hint
    done = stamped.run("translate", "accept", "faq/refunds:1", "--because", "same")
    assert done.stdout == "Accepted faq/refunds:1 (ur)\n"
    assert flagged(stamped) == [("faq/refunds#time:1", "stale", "critical")]
    done = stamped.run("translate", "accept", "faq/refunds", "--because", "same")
    assert done.stdout == "Accepted faq/refunds#time:1 (critical) (ur)\n"


def test_a_reason_that_was_copied_with_the_hint_is_none(stamped: Project) -> None:
    edit(stamped, EN, "We are glad to help.", "It is our pleasure to help.")
    done = stamped.run("translate", "accept", "faq/refunds:1", "--because", "…")
    assert (done.exit_code, "needs a reason" in done.stderr) == (2, True)


def test_more_than_spelling_is_not_accepted_as_spelling(stamped: Project) -> None:
    edit(stamped, EN, "We are glad to help.", "It is our pleasure to help.")
    done = stamped.run("translate", "accept", "faq/refunds", "--minor", "--because", "spelling")
    assert done.exit_code == 2
    assert "more than the spelling has changed there" in done.stderr


def test_a_language_without_a_record_is_told_where_others_have_one(site: MakeSite) -> None:
    project = site(SOURCE + URDU + "-- content/hi/faq/refunds.md --\nनमस्ते।\n")
    assert project.run("translate", "stamp", "--accept-as-is").exit_code == 0
    (project.root / RECORD).unlink()
    found = [one for one in new_findings(project) if "'ur'" in one["message"]]
    assert [(one["code"], one["hint"]) for one in found] == [
        ("KB484", "run `kbgen translate stamp`")
    ]


@pytest.mark.parametrize("format_", ["xliff", "xliff2", "xlsx"])
def test_what_a_translator_sent_is_not_written_over(stamped: Project, format_: str) -> None:
    out = ("translate", "out", "ur", "--to", format_, "--output", "ur.file")
    assert stamped.run(*out).exit_code == 0
    (stamped.root / "ur.file").write_text("work", "utf-8")
    done = stamped.run(*out)
    assert done.exit_code == 2
    assert "kbgen translate in ur.file" in done.stderr
    assert (stamped.root / "ur.file").read_text("utf-8") == "work"
    assert stamped.run(*out, "--overwrite").exit_code == 0
    assert (stamped.root / "ur.file").read_bytes() != b"work"
