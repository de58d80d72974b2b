"""`kbgen history` and `kbgen as-of`: what is published is kept, and told to who asks."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import MakeSite
from tests.past_site import FACTS, PAGES, SITE
from tests.sites import Project, write_files

TODAY = date.today().isoformat()
DELIVERY = "history/policies/delivery"


@pytest.fixture
def project(site: MakeSite) -> Project:
    return site(f"{FACTS}{PAGES}")


def update(project: Project, *args: str, code: int = 0) -> str:
    result = project.run("history", "update", *args)
    assert result.exit_code == code, result.output
    return result.stdout


def replace(project: Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def codes(project: Project, code: str) -> list[str]:
    return [one["message"] for one in project.check(sameness=True) if one["code"] == code]


def states(project: Project) -> list[str]:
    return sorted(one.name for one in (project.root / DELIVERY).iterdir())


def test_what_is_published_is_recorded_once(project: Project) -> None:
    assert update(project, "--check", code=1) == "policies/delivery\n"
    assert not (project.root / "history").exists()
    assert update(project).startswith(f"{DELIVERY}/{TODAY}\n1 page recorded")
    folder = project.root / DELIVERY / TODAY
    assert {one.name for one in folder.iterdir()} == {"edition.yml", "en.md", "ur.md"}
    for lang in ("en", "ur"):
        source = project.root / f"content/{lang}/policies/delivery.md"
        assert (folder / f"{lang}.md").read_bytes() == source.read_bytes()
    assert update(project) == "history/ has all that is published.\n"
    assert update(project, "--check") == ""
    assert codes(project, "KB457") == codes(project, "KB459") == []


@pytest.mark.parametrize(
    ("path", "old", "new", "is_new"),
    [
        ("content/facts.yml", "30 AED", "31 AED", True),
        ("content/facts.yml", "20 SAR", "21 SAR", True),
        ("content/facts.yml", "days: {duration: 3 days}", "days: {duration: 4 days}", True),
        ("content/facts.yml", "  money: 30 AED", "  money: 30 AED\n  updated: 2026-01-01", False),
        (
            "content/facts.yml",
            "  money: 30 AED",
            "  money: 30 AED\n  then: {money: 40 AED, starts: 2099-01-01}",
            True,
        ),
        (
            "content/facts.yml",
            "  money: 30 AED",
            "  money: 20 AED\n  then: {money: 30 AED, starts: 2020-01-01}",
            False,
        ),
        ("content/facts.yml", "en: Delivery fee", "en: The fee", True),
        ("content/branches/dubai.yml", "region: AE", "region: AE\nphone: '+971 4 555 0142'", False),
        ("content/ur/policies/delivery.md", "نئی بات", "نئی باتیں", True),
        ("content/en/policies/delivery.md", "New text.", "New text.\n\nMore.", True),
        ("content/en/faq/pin.md", "Four.", "Five.", False),
    ],
)
def test_a_state_is_added_only_for_another_text_or_value(
    project: Project, path: str, old: str, new: str, is_new: bool
) -> None:
    update(project)
    replace(project, path, old, new)
    update(project)
    assert states(project) == [TODAY, *([f"{TODAY}-2"] if is_new else [])]


def test_line_ends_are_no_change(project: Project) -> None:
    update(project)
    file = project.root / "content/en/policies/delivery.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    update(project)
    assert states(project) == [TODAY]


def test_drafts_and_texts_to_come_are_not_recorded(site: MakeSite) -> None:
    later = PAGES.replace("2026-11-01", "2099-01-01").replace(
        "delivery.md", "later.from-2099-01-01.md"
    )
    draft = PAGES.replace("delivery.md", "drawn.md").replace("title:", "draft: true\ntitle:")
    project = site(f"{FACTS}{PAGES}{later}{draft}")
    update(project)
    recorded = {one.parent.parent.name for one in project.root.rglob("edition.yml")}
    assert recorded == {"delivery"}


def test_a_site_with_errors_records_nothing(project: Project) -> None:
    replace(project, "content/en/policies/delivery.md", "{{ days }}", "{{ dayz }}")
    result = project.run("history", "update")
    assert result.exit_code == 1 and "KB205" in result.stderr
    assert not (project.root / "history").exists()


def test_a_change_without_a_new_version_is_found_until_it_is_agreed_to(project: Project) -> None:
    update(project)
    replace(project, "content/en/policies/delivery.md", "New text.", "New, text.")
    today = f"this page changed since version 3.0 was published on {TODAY}"
    review = "this page changed after its review on 2026-10-20"
    assert sorted(codes(project, "KB457")) == [review, today]
    update(project)  # it is published all the same, and still not agreed to
    assert sorted(codes(project, "KB457")) == [review, today]
    result = project.run("history", "accept", "policies/delivery")
    assert result.exit_code == 0 and f"{DELIVERY}/{TODAY}-2" in result.stdout
    assert codes(project, "KB457") == codes(project, "KB459") == []
    assert states(project) == [TODAY, f"{TODAY}-2"]
    replace(project, "content/en/policies/delivery.md", "New, text.", "New text!")
    assert project.run("history", "accept", "policies/delivery").exit_code == 0
    assert states(project)[-1] == f"{TODAY}-3"
    assert codes(project, "KB457") == []


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        ([("New text.", "New   text.\n")], 0),
        ([("New text.", "Other."), ('"3.0"', '"3.1"')], 1),  # its review alone is older
        ([("New text.", "Other."), ("2026-10-20", "2026-10-21")], 1),  # its version alone is
        ([("New text.", "Other."), ('"3.0"', '"3.1"'), ("2026-10-20", "2026-10-21")], 0),
        ([("effective: 2026-11-01", "effective: 2026-11-02")], 1),
        ([("title: Delivery policy", "title: Our delivery policy")], 2),
        ([("title:", "owner: care\ntitle:")], 0),
    ],
)
def test_what_is_a_change(project: Project, edits: list[tuple[str, str]], found: int) -> None:
    update(project)
    for old, new in edits:
        replace(project, "content/en/policies/delivery.md", old, new)
    assert len(codes(project, "KB457")) == found


def test_a_policy_without_a_version_is_known_by_its_day(site: MakeSite) -> None:
    project = site(
        f"{FACTS}{PAGES}".replace('version: "3.0"\n', "").replace("reviewed: 2026-10-20\n", "")
    )
    update(project)
    replace(project, "content/en/policies/delivery.md", "New text.", "Other.")
    assert len(codes(project, "KB457")) == 1
    replace(project, "content/en/policies/delivery.md", "2026-11-01", "2026-11-20")
    assert codes(project, "KB457") == []


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("policies/deliver",), "did you mean 'policies/delivery'?"),
        (("faq/pin",), "'faq/pin' is no page whose history is kept"),
        (("policies/delivery",), "nothing is recorded of 'policies/delivery' yet"),
    ],
)
def test_what_cannot_be_accepted_is_explained(
    project: Project, args: tuple[str, ...], message: str
) -> None:
    result = project.run("history", "accept", *args)
    assert result.exit_code == 2 and message in result.stderr


STATE = f"{DELIVERY}/2026-03-01"


def edit(path: str, text: str | None) -> tuple[str, str | None]:
    return f"{STATE}/{path}", text


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        (*edit("edition.yml", None), "edition.yml:1:1"),
        (*edit("edition.yml", "starts: [\n"), "edition.yml:1:9"),
        (*edit("edition.yml", "- a\n"), "edition.yml:1:1"),
        (*edit("edition.yml", "version: '1'\n"), "edition.yml:1:1"),
        (*edit("edition.yml", "starts: soon\n"), "edition.yml:1:9"),
        (*edit("edition.yml", "starts: 2026-03-01\nfacts:\n  a: {money: 5}\n"), "edition.yml:3:14"),
        (*edit("edition.yml", "starts: 2026-03-01\nfact: {}\n"), "edition.yml:2:1"),
        (*edit("edition.yml", "starts: 2026-03-01\ndigest: abc\n"), "edition.yml:1:1"),
        (*edit("en.md", "<<<<<<< ours\nA\n=======\nB\n>>>>>>> theirs\n"), "en.md:1:1"),
        (*edit("en.md", "---\ntitle: [\n---\nA\n"), "en.md:"),
        (*edit("en.md", "a\x00b"), "en.md:1:2"),
    ],
)
def test_a_broken_record_is_found_at_its_place(
    site: MakeSite, path: str, text: str | None, place: str
) -> None:
    project = site(SITE)
    file = project.root / path
    if text is None:
        file.unlink()
    else:
        file.write_text(text, "utf-8")
    found = [one for one in project.check(sameness=True) if one["code"] == "KB459"]
    places = ["{path}:{line}:{column}".format(**one) for one in found]
    assert any(one.startswith(f"{STATE}/{place}") for one in places), places
    if "digest" not in (text or ""):
        result = project.run("history", "update")
        assert result.exit_code == 1 and "KB459" in result.stderr
        assert "Traceback" not in result.output
        assert not (project.root / DELIVERY / TODAY).exists()


def test_a_hand_edit_is_found_until_it_is_taken_back_or_agreed_to(project: Project) -> None:
    update(project)
    path = f"{DELIVERY}/{TODAY}"
    replace(project, f"{path}/en.md", "New text.", "Never written.")
    (found,) = [one for one in project.check(sameness=True) if one["code"] == "KB459"]
    assert found["severity"] == "warning"
    assert "files of this folder are not as they were published" in found["message"]
    file = project.root / path / "edition.yml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(one for one in lines if not one.startswith("digest:")), "utf-8")
    assert codes(project, "KB459") == []


def test_a_folder_of_links_out_of_the_project_is_not_written(project: Project) -> None:
    outside = project.root.parent / "outside"
    outside.mkdir()
    (project.root / "history").symlink_to(outside)
    result = project.run("history", "update")
    assert result.exit_code != 0 and "Traceback" not in result.output
    assert list(outside.iterdir()) == []


def test_publishing_records_what_it_published(project: Project) -> None:
    public = str(project.root.parent / "public")
    project.build()
    assert project.run("publish", public, "--dry-run").exit_code == 0
    assert not (project.root / "history").exists()
    result = project.run("publish", public)
    assert result.exit_code == 0, result.output
    assert f"Note: {DELIVERY}/{TODAY}" in result.stderr and "commit it" in result.stderr
    assert "history" not in project.run("publish", public).stderr.replace(str(project.root), "")
    replace(project, "content/en/policies/delivery.md", "New text.", "Newer text.")
    project.build()
    result = project.run("publish", public, "--no-verify")
    assert "kbgen history update" in result.stderr
    assert states(project) == [TODAY]


def as_of(project: Project, *args: str, code: int = 0) -> str:
    result = project.run("as-of", *args)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return (result.stdout if code == 0 else result.stderr).replace("\xa0", " ")


@pytest.fixture
def past(site: MakeSite) -> Project:
    return site(SITE)


def test_as_of_lists_what_was_in_force(past: Project) -> None:
    assert as_of(past, "2025-06-01") == (
        f"policies/delivery  version 1.0, in force from 2025-01-01  {DELIVERY}/2025-01-01\n"
    )
    assert f"version 2.0, in force from 2026-03-01  {STATE}" in as_of(past, "2026-10-31")
    newest = as_of(past, "2026-11-20")
    assert "version 3.0, in force from 2026-11-01  no record of that day" in newest


def test_as_of_says_what_a_page_said_with_the_values_of_the_day(past: Project) -> None:
    before, after = (as_of(past, day, "policies/delivery") for day in ("2026-08-31", "2026-09-01"))
    assert "# Delivery for AED 25" in before and "# Delivery for AED 27" in after
    assert "We deliver in 5 days." in before and "5 دن" in before
    assert "The fee is AED 25." in before and "Old text." in before
    places = before.partition("What differed")[2]
    assert "Harbour\n      en  AED 5" in places and "Saudi Arabia\n      en  SAR 15" in places
    section = as_of(past, "2026-08-31", "policies/delivery#fees")
    assert "The fee is AED 25." in section and "Old text." not in section
    assert "[ar], [hi]: readers saw the text in 'en'" in section


def test_as_of_says_what_a_fact_was(past: Project) -> None:
    text = as_of(past, "2026-08-31", "fee")
    assert f"{STATE}\n  fee\n    Everywhere\n      en  AED 25" in text
    assert "The ledger as it is today says otherwise of that day:" in text
    data = json.loads(as_of(past, "2026-08-31", "fee", "--json"))
    (record,) = data["records"]
    assert record["known_from"] == [{"record": STATE, "recorded": "2026-03-01", "is_exact": True}]
    assert (
        record["values"][0]["words"]["ur"].endswith("25")
        or "25" in record["values"][0]["words"]["ur"]
    )
    assert {one["place"] for one in record["values"]} == {"Everywhere", "Saudi Arabia", "Harbour"}
    assert data["ledger_today"][0]["words"]["en"].replace("\xa0", " ") == "AED 30"


def test_as_of_is_honest_about_what_is_not_recorded(past: Project) -> None:
    early = as_of(past, "2024-12-31", "fee")
    assert early.startswith("history/ begins on 2025-01-01: of 2024-12-31 there is no record.")
    assert "No record of that day; the ledger as it is today says of it:" in early
    shutil.move(past.root / STATE, past.root / DELIVERY / "2026-04-15")
    found = as_of(past, "2026-03-20", "policies/delivery")
    assert f"{DELIVERY}/2026-04-15: first recorded on 2026-04-15, after that day" in found
    data = json.loads(as_of(past, "2026-03-20", "policies/delivery", "--json"))
    assert (data["is_exact"], data["version"], data["starts"]) == (False, "2.0", "2026-03-01")


def test_as_of_knows_pages_that_moved_or_went(past: Project) -> None:
    assert past.run("move", "policies/delivery", "policies/shipping").exit_code == 0
    for name in ("policies/delivery", "policies/shipping"):
        assert "Old text." in as_of(past, "2026-05-01", name)
    for lang in ("en", "ur"):
        (past.root / f"content/{lang}/policies/shipping.md").unlink()
    assert "This page is gone today" in as_of(past, "2026-05-01", "policies/delivery")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("2026-02-31",), "is no day; write year-month-day"),
        (("soon",), "is no day; write year-month-day"),
        (("2999-01-01",), "2999-01-01 has not come yet; kbgen build --as-of 2999-01-01"),
        (("2026-05-01", "policies/delivry"), "did you mean 'policies/delivery'"),
        (("2026-05-01", "fees"), "did you mean 'fee'?"),
        (("2026-05-01", "policies/delivery#fee"), "did you mean 'fees'?"),
        (("2026-05-01", "policies/delivery#x"), "it had fees, old"),
        (("2024-05-01", "policies/delivery"), "was not in force on 2024-05-01"),
    ],
)
def test_as_of_explains_what_it_cannot_tell(
    past: Project, args: tuple[str, ...], message: str
) -> None:
    assert message in as_of(past, *args, code=2)


def test_as_of_refuses_a_broken_record(past: Project) -> None:
    (past.root / STATE / "edition.yml").unlink()
    assert "KB459" in as_of(past, "2026-05-01", code=1)


def test_a_page_without_history_is_told_from_the_content(project: Project) -> None:
    text = as_of(project, "2026-11-20", "policies/delivery")
    assert text.startswith("history/ has nothing yet: of 2026-11-20 there is no record.")
    assert "no record of that day; this is the content as it is today" in text


def test_the_example_has_a_history(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    for name in ("mkdocs.yml", "content"):
        (tmp_path / name).symlink_to(root / name)
    shutil.copytree(root / "history", tmp_path / "history")
    text = as_of(Project(tmp_path), "2025-12-24", "policies/delivery#fees")
    assert "AED 20" in text and "version 2.0" in text
    write_files(tmp_path, "")
