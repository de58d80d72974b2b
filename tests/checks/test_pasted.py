"""What is pasted, typed with another keyboard or lost is told once; what is meant is not told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.checks.keyboards import written_with
from kbgen.languages.language import language
from tests.mistakes.base import BASE, PAGE, TRANSLATED, found_in
from tests.sites import Project, write_files

UR_PAGE, UR_ORDER = "content/ur/faq/cards.md", "content/ur/procedures/order.md"
UR_INTRO, STEPS = "کارڈ کے بارے میں مختصر جواب۔", "1. فارم کھولیں۔\n2. **"
IN_TRANSLATION = {
    "days": (UR_PAGE, "{{ card.time }}", "{{ card.time }} دن", "KB440", "“دن”"),
    "numbers": (UR_ORDER, STEPS, "۱۔ فارم کھولیں۔\n۲۔ **", "KB128", "1., 2."),
    "question marks": (UR_PAGE, UR_INTRO, "???? ?? ???? ??? ????? ????۔", "KB133", "saving"),
    "a chatbot": (UR_PAGE, UR_INTRO, f"ضرور! یہ رہا ترجمہ:\n\n{UR_INTRO}", "KB130", "chatbot"),
    "Arabic letters": (UR_PAGE, UR_INTRO, "كارڈ كے بارے ميں مختصر جواب۔", "KB433", "میں"),
    "shapes": (UR_PAGE, UR_INTRO, "ﮐﺎرڈ ﮐﮯ ﺑﺎرے میں مختصر جواب۔", "KB433", "PDF"),
}


@pytest.mark.parametrize("name", IN_TRANSLATION)
def test_a_slip_in_a_translation_is_told_alone(name: str, tmp_path: Path) -> None:
    path, old, new, code, word = IN_TRANSLATION[name]
    write_files(tmp_path, BASE + TRANSLATED)
    file = tmp_path / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    found = found_in(Project(tmp_path))
    assert [(one["code"], one["path"]) for one in found] == [(code, path)], found
    assert word in f"{found[0]['message']} {found[0]['hint']}"


MEANT = [
    "Sure that it is here: ask us.",
    "Here are the answers that you need:",
    "[Cards](cards.md) [a note] (really?) and [x] are right.",
    '<span lang="ar">بطاقة</span> is the Arabic word.',
    "Within {{ card.time }}, daily; {{ card.time | number }} days.",
    "From: Dubai\nTo: Sharjah",
    "Is it free??",
    "```\n[3/1/2026, 9:05:11] Sana: hello\n```",
]


@pytest.mark.parametrize("text", MEANT)
def test_what_is_meant_is_not_told(text: str, tmp_path: Path) -> None:
    write_files(tmp_path, BASE)
    page = tmp_path / PAGE
    page.write_text(page.read_text("utf-8") + f"\n{text}\n", "utf-8")
    codes = {one["code"] for one in found_in(Project(tmp_path))}
    assert codes.isdisjoint({"KB130", "KB131", "KB132", "KB133", "KB134", "KB439", "KB440"})


FONT = {
    "gekjs lkjs tokc vc blh osclkbV ij gSa": "हमारे सारे जवाब अब इसी वेबसाइट पर हैं",
    "dk;Z": "कार्य",
    "/keZ": "धर्म",
    "f'kdk;r": "शिकायत",
}


@pytest.mark.parametrize("written", FONT)
def test_a_text_for_a_font_is_read(written: str) -> None:
    assert written_with(written, language("hi").keyboards["Kruti Dev"]) == FONT[written]
