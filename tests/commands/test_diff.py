"""`kbgen diff`: what a person who approves changes must read."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kbgen.output.diff import word_difference
from tests.conftest import MakeSite
from tests.output.test_answers import LEDGER, PAGES
from tests.sites import Project, write_site

TEXT = LEDGER + PAGES


@pytest.fixture
def old(site: MakeSite) -> Project:
    project = site(TEXT)
    project.build("--site-dir", "old")
    return project


def rebuilt(project: Project, text: str) -> Project:
    shutil.rmtree(project.root / "content")
    write_site(project.root, text)
    project.build("--site-dir", "new")
    return project


def changes(project: Project, *sides: str, exit_code: int = 1) -> dict[str, Any]:
    result = project.run("diff", *sides, "--format", "json")
    assert result.exit_code == exit_code, result.output
    return {lang.pop("language"): lang for lang in json.loads(result.stdout)["languages"]}


def test_one_fact_changes_its_answers_alone_in_each_language(old: Project) -> None:
    rebuilt(old, TEXT.replace("duration: 7 days", "duration: 10 days"))
    found = changes(old, "old", "new")
    assert sorted(found) == ["ar", "en", "hi", "ur"]
    for lang in found.values():
        assert (lang["added"], lang["removed"]) == ([], [])
        assert [answer["id"] for answer in lang["changed"]] == ["policies/refunds"]
    assert found["en"]["changed"][0] == {
        "id": "policies/refunds",
        "question": "Refunds",
        "facts": [{"fact": "refund.time", "place": "", "before": "7 days", "after": "10 days"}],
        "statements": [],
        "words": "… refund you within [-7-] {+10+} days.",
    }


def test_the_text_report_reads_line_by_line(old: Project) -> None:
    rebuilt(old, TEXT.replace("duration: 7 days", "duration: 10 days"))
    result = old.run("diff", "old", "new")
    assert result.exit_code == 1
    assert result.output.startswith(
        "en\n"
        "  ~ policies/refunds: Refunds\n"
        "      refund.time\n"
        "        before: 7 days\n"
        "        after:  10 days\n"
        "      words: … refund you within [-7-] {+10+} days.\n\n"
        "ar\n"
    )
    assert result.output.endswith("\n4 changed, 0 added, 0 removed in en, ar, hi, ur.\n")


WORDED = """\
-- content/en/faq/box.md --
---
title: Boxes
---
## How many may I send? {{#box}}
{en}
-- content/ur/faq/box.md --
---
title: ڈبے
---
## میں کتنے بھیج سکتا ہوں؟ {{#box}}
{ur}
"""
BEFORE = WORDED.format(
    en="You must not send it within 14 days.", ur="اسے 14 دن کے اندر ہرگز نہ بھیجیں۔"
)


@pytest.mark.parametrize(
    ("after", "lang", "group", "before_words", "after_words"),
    [
        (("must not send", "must send"), "en", "duty", "must not", "must"),
        (("within 14 days", "within 40 days"), "en", "amounts", "14 days", "40 days"),
        (("must not", "need not"), "en", "duty", "must", "need"),
        (("14 دن", "40 دن"), "ur", "amounts", "14 دن", "40 دن"),
        (("ہرگز نہ بھیجیں", "بھیجیں"), "ur", "polarity", "نہ", None),
    ],
)
def test_what_hand_written_words_state_otherwise_is_named(
    after: tuple[str, str],
    lang: str,
    group: str,
    before_words: str,
    after_words: str | None,
    site: MakeSite,
) -> None:
    project = site(BEFORE)
    project.build("--site-dir", "old")
    rebuilt(project, BEFORE.replace(*after))
    [changed] = changes(project, "old", "new")[lang]["changed"]
    stated = {one["group"]: (one["before"] or "", one["after"]) for one in changed["statements"]}
    assert before_words in stated[group][0]
    assert stated[group][1] is None if after_words is None else after_words in stated[group][1]


def test_the_same_site_is_no_change(old: Project) -> None:
    result = old.run("diff", "old", "old")
    assert (result.exit_code, result.output) == (0, "No answer changed.\n")
    assert changes(old, "old", "old", exit_code=0) == {}


def test_a_difference_of_a_region_or_branch_is_a_change(old: Project) -> None:
    text = TEXT.replace("20.5 SAR", "21 SAR").replace(
        "keep: {duration: 2 days", "keep: {duration: 1 day"
    )
    found = changes(rebuilt(old, text), "old", "new")["en"]["changed"]
    assert [answer["words"] for answer in found] == [None, None]
    assert [answer["facts"] for answer in found] == [
        [{"fact": "fee", "place": "region SA", "before": "SAR\u00a020.50", "after": "SAR\u00a021"}],
        [{"fact": "keep", "place": "branch riyadh", "before": "2 days", "after": "1 day"}],
    ]


def test_words_sections_and_pages_come_and_go(old: Project) -> None:
    text = TEXT.replace("{#keep}", "{#stay}").replace("Delivery costs", "A delivery costs")
    text += "-- content/en/faq/new.md --\n---\ntitle: New\n---\nNews.\n"
    found = changes(rebuilt(old, text), "old", "new")
    assert [a["id"] for a in found["en"]["added"]] == ["faq/new", "policies/refunds#stay"]
    assert [a["id"] for a in found["ur"]["removed"]] == ["policies/refunds#keep"]
    [changed] = found["en"]["changed"]
    assert changed["facts"] == []
    assert changed["words"] == "… does delivery cost? [-Delivery-] {+A delivery+} costs AED 25. …"
    assert found["ur"]["changed"] == []


def test_a_language_that_is_new(old: Project) -> None:
    shutil.copytree(old.root / "old", old.root / "new")
    shutil.rmtree(old.root / "old/hi")
    assert len(changes(old, "old", "new")["hi"]["added"]) == 4


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a b", "a b", None),
        ("a b", "a\nb", None),
        ("a", "", "[-a-]"),
        ("1 2 3 4 x 5 6 7 8", "1 2 3 4 5 6 7 8", "… 2 3 4 [-x-] 5 6 7 …"),
        ("۷ دن", "۱۰ دن", "[-۷-] {+۱۰+} دن"),
    ],
)
def test_words_are_compared_one_by_one(before: str, after: str, shown: str | None) -> None:
    assert word_difference(before, after) == shown


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("empty", "empty is no site that kbgen built: it has no api/answers.json"),
        ("file", "file is no site that kbgen built"),
        ("broken", "is not as kbgen writes it"),
        ("gone", "'gone' is no folder, and no git revision: "),
    ],
)
def test_what_is_no_site_is_a_usage_error(name: str, says: str, site: MakeSite) -> None:
    project = site('-- empty/a.txt --\n-- file --\n-- broken/api/answers.json --\n{"answers": 3\n')
    result = project.run("diff", name, name)
    assert result.exit_code == 2
    assert says in result.output and "Traceback" not in result.output


def git(root: Path, *args: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", "-C", str(root), *identity, *args], check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def versioned(site: MakeSite) -> Project:
    """A project in a folder of a repository, with three revisions: seven, ten and broken."""
    project = site("")
    root = project.root.parent
    git(root, "init", "--quiet")
    for tag, text in (
        ("seven", TEXT),
        ("ten", TEXT.replace("duration: 7 days", "duration: 10 days")),
        ("broken", TEXT.replace("{{ fee }}", "{{ fees }}")),
    ):
        write_site(project.root, text)
        git(root, "add", ".")
        git(root, "commit", "--quiet", "-m", tag)
        git(root, "tag", tag)
    return project


def test_two_revisions_are_built_and_compared_and_nothing_is_left(
    versioned: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    before = git(versioned.root, "status", "--porcelain")
    found = changes(versioned, "seven", "ten")
    assert [answer["id"] for answer in found["ur"]["changed"]] == ["policies/refunds"]
    assert list(temporary.iterdir()) == []
    assert len(git(versioned.root, "worktree", "list").splitlines()) == 1
    assert git(versioned.root, "status", "--porcelain") == before


def test_a_revision_is_compared_with_a_folder(versioned: Project) -> None:
    rebuilt(versioned, TEXT)
    assert changes(versioned, "seven", "new", exit_code=0) == {}


@pytest.mark.parametrize(
    ("revision", "says"),
    [
        ("twelve", "'twelve' is neither a folder nor a git revision of"),
        ("broken", "'broken' has errors, so there is no site to compare"),
        ("bare", "there was no mkdocs.yml at 'bare'"),
    ],
)
def test_a_revision_that_cannot_be_built_is_a_clear_error(
    revision: str, says: str, versioned: Project
) -> None:
    git(versioned.root, "rm", "-q", "--cached", "mkdocs.yml")
    git(versioned.root, "commit", "-q", "-m", "bare")
    git(versioned.root, "tag", "bare")
    result = versioned.run("diff", revision, "seven")
    assert result.exit_code == 2
    assert says in result.output and "Traceback" not in result.output
    assert len(git(versioned.root, "worktree", "list").splitlines()) == 1


def test_without_git_the_error_names_it(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    project = site("")
    monkeypatch.setenv("PATH", "")
    result = project.run("diff", "HEAD", "HEAD~1")
    assert result.exit_code == 2
    assert "git is not installed" in result.output
