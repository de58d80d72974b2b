"""`kbgen check --fix` shows what would change the meaning, and asks on a terminal alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import MakeSite
from tests.sites import Project
from tests.terminal import on_terminal

LEDGER = """\
-- content/facts.yml --
refund.time: {duration: 7 days}
refund.window: {duration: 14 days}
"""
GLOSSARY = """\
-- content/glossary.yml --
refund: {en: refund, ur: رقم کی واپسی, avoid: {en: [payback], ur: [ریفنڈ]}}
"""
QUESTION = r"write it\? .*: "


def pages(source: str, translation: str, more: str = "") -> str:
    return (
        f"{more}-- content/en/faq/money.md --\n---\ntitle: Money\n---\n{source}\n"
        f"-- content/ur/faq/money.md --\n---\ntitle: رقم\n---\n{translation}\n"
    )


def body(project: Project, lang: str = "ur") -> str:
    text = (project.root / f"content/{lang}/faq/money.md").read_text("utf-8")
    front, words = text.split("---\n", 2)[1:]
    return front if "description" in front else words.rstrip("\n")


def fix(project: Project, *answers: str) -> str:
    shown, code = on_terminal(project.root, ["check", "--fix"], answers, QUESTION)
    assert code in (0, 1), shown
    return shown


MENDS = {
    "KB401": (
        pages("Wait {{ refund.time }}.", "7 دن انتظار کریں۔", LEDGER),
        "{{ refund.time }} انتظار کریں۔",
    ),
    "KB401 another value": (
        pages("Wait {{ refund.time }}.", "9 دن انتظار کریں۔", LEDGER),
        "{{ refund.time }} انتظار کریں۔",
    ),
    "KB402": (pages("Wait 5 days.", "6 دن انتظار کریں۔"), "5 دن انتظار کریں۔"),
    "KB402 a time": (pages("Come at 9:00 am.", "صبح 8:00 بجے آئیں۔"), "صبح 9:00 بجے آئیں۔"),
    "KB402 in a table": (
        pages("| A | 5 days |\n|---|---|\n| B | 3 hours |", "| ا | 5 دن |\n|---|---|\n| ب | 4 گھنٹے |"),
        "| ا | 5 دن |\n|---|---|\n| ب | 3 گھنٹے |",
    ),
    "KB403": (
        pages("Wait {{ refund.time }}.", "{{ refund.window }} رکیں۔", LEDGER),
        "{{ refund.time }} رکیں۔",
    ),
    "KB403 with a filter": (
        pages("Wait {{ refund.time }}.", "{{ refund.window | number }} دن رکیں۔", LEDGER),
        "{{ refund.time | number }} دن رکیں۔",
    ),
    "KB403 in a description": (
        LEDGER
        + "-- content/en/faq/money.md --\n---\ntitle: Money\ndescription: In {{ refund.time }}\n---\nBye.\n"
        + "-- content/ur/faq/money.md --\n---\ntitle: رقم\ndescription: '{{ refund.window }} میں'\n---\nخدا حافظ۔\n",
        "title: رقم\ndescription: '{{ refund.time }} میں'\n",
    ),
    "KB427": (
        pages("See [home](../index.md).", "[صفحۂ اول](money.md) دیکھیں۔"),
        "[صفحۂ اول](../index.md) دیکھیں۔",
    ),
    "KB427 an anchor": (
        pages(
            "See [it](money.md#b).\n\n## A {#a}\n\nA.\n\n## B {#b}\n\nB.",
            "[یہ](money.md#a) دیکھیں۔\n\n## ا {#a}\n\nا۔\n\n## ب {#b}\n\nب۔",
        ),
        "[یہ](money.md#b) دیکھیں۔\n\n## ا {#a}\n\nا۔\n\n## ب {#b}\n\nب۔",
    ),
    "KB442": (
        pages("The refund is here.", "ریفنڈ آ گئی ہے۔", GLOSSARY),
        "رقم کی واپسی آ گئی ہے۔",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MENDS)
def test_a_mend_is_shown_and_written_if_a_person_agrees(name: str, site: MakeSite) -> None:
    text, mended = MENDS[name]
    project = site(text)
    before = body(project)
    shown = fix(project, "y")
    assert body(project) == mended
    code = name.partition(" ")[0]
    assert f": {code} " in shown and "1 mend written." in shown
    changed = [line for line in mended.split("\n") if line not in before.split("\n")]
    assert all(line in shown for line in changed)
    after = [f["code"] for f in project.check(sameness=True) if "/ur/" in f["path"]]
    assert code not in after


def test_nothing_is_written_that_a_person_declines(site: MakeSite) -> None:
    project = site(pages("Wait 5 days.", "6 دن انتظار کریں۔"))
    assert "0 mends written." in fix(project, "n")
    assert body(project) == "6 دن انتظار کریں۔"


def test_the_words_of_the_source_stand_above(site: MakeSite) -> None:
    shown = fix(site(pages("Hello.\n\nWait 5 days.", "سلام۔\n\n6 دن انتظار کریں۔")), "n")
    lines = [line.strip("\u2068\u2069+- ") for line in shown.splitlines()]
    at = lines.index("en: Wait 5 days.")
    assert lines[at + 1].endswith("6 دن انتظار کریں۔") and lines[at + 2].endswith(
        "5 دن انتظار کریں۔"
    )


def test_the_number_is_written_in_the_digits_of_the_language(site: MakeSite) -> None:
    project = site(pages("Pay 1,250 now.", "اب ۱٬۳۵۰ ادا کریں۔"))
    config = project.root / "mkdocs.yml"
    numbering = "  - kbgen: {locales: {ur: {tag: ur-PK, numbering: arabext}}}\n"
    config.write_text(config.read_text("utf-8").replace("  - kbgen\n", numbering), "utf-8")
    fix(project, "y")
    assert body(project) == "اب ۱٬۲۵۰ ادا کریں۔"


def test_several_mends_of_a_line_stay_in_their_places(site: MakeSite) -> None:
    source = "Wait {{ refund.time }}, then {{ refund.window }}, then 5 kg. [Home](../index.md)"
    wrong = "7 دن رکیں، پھر 14 دن، پھر 6 کلوگرام۔ [صفحۂ اول](money.md)"
    project = site(pages(source, wrong, LEDGER))
    shown = fix(project, "y", "y", "y", "y")
    right = (
        "{{ refund.time }} رکیں، پھر {{ refund.window }}، پھر 5 کلوگرام۔ [صفحۂ اول](../index.md)"
    )
    assert body(project) == right
    assert right in shown  # the last question shows the line as it will be
    # That another page is linked comes to light when the facts are right.
    assert "3 mends written." in shown and "1 mend written." in shown


def test_what_was_declined_is_not_asked_again(site: MakeSite) -> None:
    source = "Wait {{ refund.time }}, then {{ refund.window }}. [Home](../index.md)"
    wrong = "7 دن رکیں، پھر 14 دن۔ [صفحۂ اول](money.md)"
    fix(project := site(pages(source, wrong, LEDGER)), "y", "n")
    assert body(project) == wrong.replace("7 دن", "{{ refund.time }}")


def test_some_of_the_mends_of_a_line(site: MakeSite) -> None:
    source = "Wait {{ refund.time }}, then {{ refund.window }}."
    project = site(pages(source, "7 دن رکیں، پھر 14 دن۔", LEDGER))
    fix(project, "n", "y")
    assert body(project) == "7 دن رکیں، پھر {{ refund.window }}۔"


MANY = pages(
    "Wait {{ refund.time }}.\n\nTake 5 kg.\n\nWait {{ refund.time }}.",
    "7 دن رکیں۔\n\n6 کلوگرام لیں۔\n\n7 دن رکیں۔",
    LEDGER,
)


def test_all_of_a_kind(site: MakeSite) -> None:
    project = site(MANY)
    fix(project, "a", "n")
    assert body(project) == "{{ refund.time }} رکیں۔\n\n6 کلوگرام لیں۔\n\n{{ refund.time }} رکیں۔"


def test_who_quits_keeps_what_was_agreed_to(site: MakeSite) -> None:
    project = site(MANY)
    assert "1 mend written." in fix(project, "y", "q")
    assert body(project) == "{{ refund.time }} رکیں۔\n\n6 کلوگرام لیں۔\n\n7 دن رکیں۔"


def test_so_does_who_stops_with_ctrl_c(site: MakeSite) -> None:
    project = site(MANY)
    shown, code = on_terminal(project.root, ["check", "--fix"], ["y", "\x03"], QUESTION)
    assert "1 mend written." in shown and "Traceback" not in shown and code not in (0, 3)
    assert body(project) == "{{ refund.time }} رکیں۔\n\n6 کلوگرام لیں۔\n\n7 دن رکیں۔"


def test_another_answer_is_asked_for_again(site: MakeSite) -> None:
    project = site(pages("Wait 5 days.", "6 دن انتظار کریں۔"))
    shown = fix(project, "perhaps", "Y")
    assert "'perhaps' is not one of" in shown
    assert body(project) == "5 دن انتظار کریں۔"


def test_letters_are_repaired_first(site: MakeSite) -> None:
    project = site(pages("My book. Wait 5 days.", "ميري كتاب۔ 6 دن انتظار کریں۔"))
    fix(project, "y")
    assert body(project) == "میری کتاب۔ 5 دن انتظار کریں۔"


def test_without_a_terminal_no_meaning_is_changed(site: MakeSite) -> None:
    project = site(pages("My book. Wait 5 days.", "ميري كتاب۔ 6 دن انتظار کریں۔"))
    result = project.run("check", "--fix")
    assert "1 mend that changes what is said waits" in result.stderr
    assert body(project) == "میری کتاب۔ 6 دن انتظار کریں۔"


def test_a_dry_run_shows_mends_apart(site: MakeSite) -> None:
    project = site(pages("My book, wait 5 days.", "میری کتاب, 6 دن انتظار کریں۔"))
    before = body(project)
    result = project.run("check", "--fix", "--dry-run")
    assert "+میری کتاب، 6 دن انتظار کریں۔" in result.stdout
    assert "+میری کتاب, 5 دن انتظار کریں۔" in result.stderr
    assert "5 دن" not in result.stdout
    assert body(project) == before


def test_no_mend_no_question(site: MakeSite) -> None:
    project = site(pages("Wait 5 days.", "پانچ دن انتظار کریں۔"))
    assert "mend" not in fix(project)
    assert "mend" not in project.run("check", "--fix").output


NO_MENDS = {
    "a number in words": pages("Wait 5 days.", "چھ دن انتظار کریں۔"),
    "a quantity that is missing": pages("Wait 5 days.", "انتظار کریں۔"),
    "a quantity too many": pages("Wait.", "6 دن انتظار کریں۔"),
    "a fact that is missing": pages("Wait {{ refund.time }}.", "انتظار کریں۔", LEDGER),
    "a unit that differs": pages("Wait 5 days.", "5 گھنٹے انتظار کریں۔"),
    "a number and a unit that differ": pages("Wait 5 days.", "6 گھنٹے انتظار کریں۔"),
    "a time of another part of the day": pages("Come at 9:00 pm.", "صبح 8:00 بجے آئیں۔"),
    "an inflected word": pages("The refund is here.", "ریفنڈز آ گئے ہیں۔", GLOSSARY),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_MENDS)
def test_what_only_a_person_can_write_is_left_to_one(name: str, site: MakeSite) -> None:
    project = site(NO_MENDS[name])
    before = body(project)
    result = project.run("check", "--fix", "--dry-run")
    assert "Mends" not in result.stderr
    assert body(project) == before


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_ends_of_lines_marks_and_other_lines_stay(end: str, site: MakeSite) -> None:
    project = site("")
    folder = project.root / "content"
    (folder / "en/a.md").write_text("Wait 5 days.\n\nBye.\n", "utf-8")
    (folder / "ur").mkdir()
    file: Path = folder / "ur/a.md"
    text = f"\ufeff6 دن انتظار کریں۔{end}{end}خدا حافظ۔{end}"
    file.write_bytes(text.encode())
    fix(project, "y")
    assert file.read_bytes().decode() == text.replace("6 دن", "5 دن")
