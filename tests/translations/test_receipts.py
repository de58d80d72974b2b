"""Receipts in the record: how they are read and written, and when they are void."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kbgen.model.translation import LanguageRecord, Receipt, ReceiptPair
from kbgen.translations.receipts import PageDigests, followed, without_void
from kbgen.translations.record import parse_record, write_record
from tests.doubt_site import (
    ADDRESS,
    DOUBT,
    EN,
    EVERYBODY,
    ONLY,
    RECORD,
    UR,
    edit,
    record,
)
from tests.sites import Project, write_site

PATH = "content/ur/made-from.txt"
A, B, C, D = "9f3ac1d0", "8800aabb", "04bb12e7", "1200ffee"
STAMP = f"faq/refunds#time reviewed omar 2026-11-20 h={A}.0000:{B}"
SAME = f"faq/refunds#time same sana 2026-11-30 {A}:{B} s={C}:{D}"
LATER = f"faq/refunds#time same omar 2026-12-01 {C}:{D}"


def parsed(text: str) -> LanguageRecord:
    found, findings = parse_record(text, PATH)
    assert findings == []
    return found


def test_a_receipt_says_who_compared_what_and_when() -> None:
    found = parsed(f"{STAMP}\n\n{SAME}\n\n{LATER}\n")
    pairs = (ReceiptPair(A, B), ReceiptPair(C, D, "s"))
    assert found.receipts[0] == Receipt("faq/refunds", "time", "sana", "2026-11-30", pairs)
    assert found.by_pair["faq/refunds"][C, D].who == "omar", "the last who compared"
    assert [one.section for one in found.sections] == ["time"]


def test_a_section_is_followed_by_its_receipts_in_the_order_of_their_days() -> None:
    lead = f"faq/refunds human sana 2026-11-02 title={A}.0000:{B}"
    text = write_record(parsed(f"{LATER}\n{SAME}\n{STAMP}\n{lead}\n"))
    assert text.split("\n\n")[1:] == [lead, STAMP, SAME, f"{LATER}\n"]
    assert write_record(parsed(text)) == text


def test_receipts_of_one_person_and_day_are_one() -> None:
    other = SAME.replace(f" s={C}:{D}", "").replace(A, "aaaaaaaa")
    [one] = parsed(f"{SAME}\n{other}\n{SAME}\n").receipts
    assert set(one.pairs) == {
        ReceiptPair(A, B),
        ReceiptPair("aaaaaaaa", B),
        ReceiptPair(C, D, "s"),
    }


# The line, what stands at the column, words of the message, words of the hint.
@pytest.mark.parametrize(
    ("line", "at", "message", "hint"),
    [
        (SAME.replace(" same", " smae"), "smae", "no state 'smae'", "did you mean 'same'?"),
        (SAME.replace("11-30", "13-30"), "2026-13", "is no day", "same sana 2026-11-02"),
        (SAME.replace(B, "8800aab"), A, "'9f3ac1d0:8800aab' is no pair", f"{A}:{B}"),
        (SAME.replace(A, f"{A}.0000"), A, "is no pair of digests", "kbgen check --review"),
        (SAME.replace("s=", "h="), "h=", "'h' names no digests", f"write {A}:{B}"),
        ("faq/refunds same sana", "faq", "a line consists of", "kbgen check --review faq/refunds"),
        (
            f'{SAME} because="x" by=sana on=2026-11-30',
            "because",
            "no reason",
            "delete what follows",
        ),
    ],
)
def test_a_mistake_in_a_receipt_is_told_where_it_stands(
    line: str, at: str, message: str, hint: str
) -> None:
    found, [finding] = parse_record(f"{STAMP}\n\n{line}\n", PATH)
    assert (finding.code, finding.span.line) == ("KB119", 3)
    assert line[finding.span.column - 1 :].startswith(at)
    assert message in finding.message
    assert hint in f"{finding.hint} {finding.message}"
    assert len(found.sections) == 1


def test_a_conflict_about_receipts_alone_is_no_choice_between_stamps() -> None:
    text = f"{STAMP}\n\n<<<<<<< HEAD\n{SAME}\n=======\n{LATER}\n>>>>>>> ur\n"
    found, [finding] = parse_record(text, PATH)
    assert len(found.receipts) == 2
    assert "keep the sections of both sides" in finding.hint


@pytest.mark.parametrize(
    ("pair", "is_kept"),
    [
        (ReceiptPair("a", "b"), True),
        (ReceiptPair("x", "b"), False),
        (ReceiptPair("a", "y"), False),
        (ReceiptPair("b", "a"), False),
    ],
)
def test_a_pair_is_void_when_either_of_its_texts_is_gone(pair: ReceiptPair, is_kept: bool) -> None:
    receipts = [Receipt(page, "s", "sana", "2026-11-30", (pair,)) for page in ("one", "other")]
    kept = without_void(receipts, {"one": PageDigests({"a": "s"}, {"b": "s"})})
    assert [one.page for one in kept] == (["one", "other"] if is_kept else ["other"])


def test_a_receipt_follows_its_page() -> None:
    receipt = Receipt("old", "s", "sana", "2026-11-30", (ReceiptPair("a", "b"),))
    today = {"new": PageDigests({"a": "s"}, {"b": "s"})}
    assert followed(receipt, {"new"}, today).page == "new"
    assert followed(receipt, {"new", "old"}, today).page == "old"
    assert followed(receipt, {"new"}, {"new": PageDigests()}).page == "old"


@pytest.fixture
def confirmed(tmp_path: Path) -> Project:
    project = write_site(tmp_path / "project", DOUBT)
    done = project.run("check", "--settle", ADDRESS, "--lang", "ur", "--by", "Sana Khan")
    assert done.exit_code == 0, done.output
    return project


def doubts(project: Project) -> list[str]:
    return [one["code"] for one in project.check(sameness=True) if one["verdict"] == "doubt"]


def test_a_record_of_receipts_alone_records_no_translation(confirmed: Project) -> None:
    [line] = record(confirmed)
    assert line.startswith("faq/returns#who same Sana-Khan 20")
    assert [one for one in confirmed.check(sameness=True) if one["code"] >= "KB48"] == []
    status = confirmed.run("translate", "status")
    assert "no translation is recorded yet" in status.stderr


def test_every_command_that_writes_the_record_keeps_receipts(confirmed: Project) -> None:
    [receipt] = record(confirmed)
    assert confirmed.run("translate", "stamp", "--by", "omar").exit_code == 0
    assert receipt in record(confirmed)
    edit(confirmed, EN, "bring the box", "bring the boxx")
    done = confirmed.run("translate", "accept", f"{ADDRESS[:-1]}2", "--because", "spelling")
    assert done.exit_code == 0, done.output
    assert receipt in record(confirmed)
    edit(confirmed, EN, "bring the boxx", "bring the whole box")
    assert confirmed.run("translate", "out", "ur", "--only", "stale").exit_code == 0
    file = confirmed.root / "ur.po"
    text = file.read_text("utf-8").replace("ڈبہ ساتھ", "پورا ڈبہ ساتھ").replace("#, fuzzy, ", "#, ")
    file.write_text(text, "utf-8")
    done = confirmed.run("translate", "in", "ur.po")
    assert done.exit_code == 0, done.output
    assert "پورا ڈبہ" in (confirmed.root / UR).read_text("utf-8")
    assert receipt in record(confirmed)
    assert doubts(confirmed) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [(EN, ONLY, f"{ONLY} Really."), (UR, EVERYBODY, f"{EVERYBODY} واقعی۔")],
    ids=["source", "translation"],
)
def test_a_changed_text_is_in_doubt_again_and_a_stamp_drops_its_receipt(
    confirmed: Project, path: str, old: str, new: str
) -> None:
    assert doubts(confirmed) == []
    edit(confirmed, path, old, new)
    assert doubts(confirmed) == ["KB412"]
    assert len(record(confirmed)) == 1, "a check changes nothing"
    assert confirmed.run("translate", "stamp", "faq/returns").exit_code == 0
    assert not any(" same " in line for line in record(confirmed))


def test_a_text_that_comes_back_is_confirmed_again(confirmed: Project) -> None:
    edit(confirmed, EN, ONLY, "Only members may return things.")
    assert doubts(confirmed) == ["KB412"]
    edit(confirmed, EN, "Only members may return things.", ONLY)
    assert doubts(confirmed) == []


def test_spaces_and_line_breaks_do_not_open_a_doubt(confirmed: Project) -> None:
    edit(confirmed, EN, ONLY, ONLY.replace(" may", "\nmay"))
    assert doubts(confirmed) == []


def test_git_merges_receipts_of_two_people(confirmed: Project) -> None:
    def git(*args: str) -> None:
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.com")
        done = subprocess.run(
            ["git", *identity, *args],
            cwd=confirmed.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    text = (confirmed.root / RECORD).read_text("utf-8")
    lead = f"faq/returns same omar 2026-11-30 {A}:{B}"
    time = f"faq/returns#yes same omar 2026-11-30 {A}:{B}"
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "x")
    for name, line in (("one", lead), ("two", time)):
        git("checkout", "-q", "-b", name, "main")
        merged = write_record(
            LanguageRecord(
                receipts=(*parsed(text).receipts, *parsed(line).receipts),
            )
        )
        (confirmed.root / RECORD).write_text(merged, "utf-8")
        git("commit", "-qam", name)
    git("merge", "-q", "one", "-m", "both")
    assert {lead, time} <= set(record(confirmed))
    assert parse_record((confirmed.root / RECORD).read_text("utf-8"), PATH)[1] == []
