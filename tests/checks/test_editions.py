"""Texts with a first day: what is wrong with their names, days, languages and addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import edition_site
from tests.sites import write_site

SITE = edition_site.SITE.replace("2027-03-01", "2099-03-01")
PAGE = "---\ntitle: Returns\neffective: {day}\n---\nYou may.\n"
URDU = "---\ntitle: واپسی\n---\nجی ہاں۔\n"


def findings(tmp_path: Path, files: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Return (code, file, message, hint) of the errors."""
    text = "".join(f"-- content/{path} --\n{body}" for path, body in files.items())
    project = write_site(tmp_path / "project", text)
    return [
        (one["code"], one["path"].removeprefix("content/"), one["message"], one["hint"])
        for one in project.check(sameness=True)
        if one["severity"] == "error"
    ]


def test_a_policy_that_holds_later_is_not_published_as_if_it_held(tmp_path: Path) -> None:
    page = PAGE.format(day="2099-03-01")
    ((code, path, message, hint),) = findings(tmp_path, {"en/policies/returns.md": page})
    assert (code, path) == ("KB455", "en/policies/returns.md")
    assert "2099-03-01" in message
    followed = {"en/policies/returns.from-2099-03-01.md": page}
    assert "returns.from-2099-03-01.md" in hint
    assert findings(tmp_path / "mended", followed) == []


@pytest.mark.parametrize(
    ("name", "front", "code", "says"),
    [
        ("a.from-2099-03-01", "effective: 2099-04-01", "KB455", "2099-04-01"),
        ("a.from-2020-03-01", "effective: 2020-04-01", "KB455", "2020-04-01"),
        ("a.from-2099-02-30", "effective: 2026-01-01", "KB458", "'2099-02-30' is no day"),
        ("a.from-march", "effective: 2026-01-01", "KB458", "'march' is no day"),
        ("a.from-", "effective: 2026-01-01", "KB458", "'' is no day"),
        (
            "a.from-2099-03-01",
            "effective: 2099-03-01\nannounced: 2099-03-02",
            "KB458",
            "after it begins",
        ),
        ("a", "effective: 2026-01-01\nannounced: 2026-03-02", "KB458", "belongs to a text"),
    ],
)
def test_days_that_cannot_be(tmp_path: Path, name: str, front: str, code: str, says: str) -> None:
    page = f"---\ntitle: A\n{front}\n---\nYou may.\n"
    files = {"en/policies/a.md": PAGE.format(day="2026-01-01"), f"en/policies/{name}.md": page}
    found = findings(tmp_path, files)
    assert [one[0] for one in found] == [code]
    assert says in found[0][2]


def test_the_last_day_of_a_year_and_a_leap_day_are_days(tmp_path: Path) -> None:
    files = {
        f"en/policies/a.from-{day}.md": PAGE.format(day=day) for day in ("2098-12-31", "2096-02-29")
    }
    assert findings(tmp_path, files) == []


def test_languages_change_on_one_day(tmp_path: Path) -> None:
    files = {
        "en/policies/returns.md": PAGE.format(day="2026-01-01"),
        "en/policies/returns.from-2099-03-01.md": PAGE.format(day="2099-03-01"),
        "ur/policies/returns.md": URDU,
    }
    ((code, path, message, hint),) = findings(tmp_path, files)
    assert (code, path) == ("KB456", "en/policies/returns.from-2099-03-01.md")
    assert "'ur' has none from that day" in message
    assert hint == "add content/ur/policies/returns.from-2099-03-01.md"
    mended = {**files, "ur/policies/returns.from-2099-03-01.md": URDU}
    assert findings(tmp_path / "mended", mended) == []


def test_another_day_in_one_language_is_named_in_both_files(tmp_path: Path) -> None:
    files = {
        "en/policies/returns.md": PAGE.format(day="2026-01-01"),
        "en/policies/returns.from-2099-03-01.md": PAGE.format(day="2099-03-01"),
        "ur/policies/returns.md": URDU,
        "ur/policies/returns.from-2099-03-02.md": URDU,
    }
    found = findings(tmp_path, files)
    assert [one[0] for one in found] == ["KB456", "KB456"]
    assert "but one from 2099-03-02" in found[0][2]


def test_a_page_that_one_language_never_had_may_change(tmp_path: Path) -> None:
    files = {
        "en/policies/returns.md": PAGE.format(day="2026-01-01"),
        "en/policies/returns.from-2099-03-01.md": PAGE.format(day="2099-03-01"),
    }
    assert findings(tmp_path, files) == []


def test_what_would_stop_a_later_build_is_found_today(tmp_path: Path) -> None:
    """The later text lacks the section #gifts, to which a link and an address lead."""
    listed = "-- addresses.txt --\nfaq/all\npolicies/returns\npolicies/returns#gifts\n"
    linked = SITE.replace("returns.md#fees) دیکھیں", "returns.md#gifts) دیکھیں")
    project = write_site(tmp_path / "project", linked.replace("was: [", "# [") + listed)
    found = {(one["code"], one["message"][:21]) for one in project.check()}
    assert found == {("KB302", "from 2099-03-01 on: '"), ("KB311", "from 2099-03-01 on: '")}


def test_a_former_id_in_the_later_text_settles_it(tmp_path: Path) -> None:
    listed = "-- addresses.txt --\nfaq/all\npolicies/returns\npolicies/returns#gifts\n"
    linked = SITE.replace("returns.md#fees) دیکھیں", "returns.md#gifts) دیکھیں")
    project = write_site(tmp_path / "project", linked + listed)
    assert project.check() == []
    project.build("--as-of", "2099-03-01", "--strict")


def test_a_later_text_has_a_version_of_its_own(tmp_path: Path) -> None:
    same = SITE.replace('version: "2"', 'version: "1"')
    project = write_site(tmp_path / "project", same)
    (found,) = (one for one in project.check(sameness=True) if one["code"] == "KB457")
    assert found["path"] == "content/en/policies/returns.from-2099-03-01.md"
    assert "version 1" in found["message"]
    other = write_site(tmp_path / "other", SITE)
    assert not [one for one in other.check(sameness=True) if one["code"] == "KB457"]


def test_a_text_is_not_told_before_the_one_that_it_follows(tmp_path: Path) -> None:
    later = "---\ntitle: A\neffective: {0}\n{1}---\nYou may.\n"
    files = {
        "en/policies/a.md": PAGE.format(day="2026-01-01"),
        "en/policies/a.from-2099-03-01.md": later.format("2099-03-01", "announced: 2099-01-15\n"),
        "en/policies/a.from-2099-06-01.md": later.format("2099-06-01", ""),
    }
    ((code, path, message, hint),) = findings(tmp_path, files)
    assert (code, path) == ("KB458", "en/policies/a.from-2099-06-01.md")
    assert "2099-01-15" in message and "announced: 2099-01-15" in hint
    mended = {**files, path: later.format("2099-06-01", "announced: 2099-01-15\n")}
    assert findings(tmp_path / "mended", mended) == []
