"""What is typed in Hindi for something else: a bar for a danda, letters of a font for Unicode."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.checks.fix import with_edits
from kbgen.commands.build import check_project
from tests.conftest import MakeSite
from tests.sites import write_site

LEDGER = """\
-- content/facts.yml --
fee: {money: 25 AED}
"""


def pages(source: str, hindi: str, title: str = "कार्ड") -> str:
    return (
        f"-- content/en/a.md --\n---\ntitle: Cards\n---\n{source}\n"
        f"-- content/hi/a.md --\n---\ntitle: {title}\n---\n{hindi}\n"
    )


ONE, BOTH = "The card comes in ten days.", "The card comes in ten days. Keep it safe."
BARS = {
    "at the end": (ONE, "कार्ड दस दिन में मिलता है|", "4:26", "कार्ड दस दिन में मिलता है।"),
    "behind a space": (ONE, "कार्ड दस दिन में मिलता है |", "4:27", "कार्ड दस दिन में मिलता है।"),
    "in each sentence": (
        BOTH,
        "कार्ड दस दिन में मिलता है| इसे सँभालकर रखें|",
        "4:26",
        "कार्ड दस दिन में मिलता है। इसे सँभालकर रखें।",
    ),
    "in the second line": (
        "The card comes in ten days.\nKeep it safe.",
        "कार्ड दस दिन में मिलता है।\nइसे सँभालकर रखें|",
        "5:17",
        "कार्ड दस दिन में मिलता है।\nइसे सँभालकर रखें।",
    ),
    "behind bold text": ("Keep it **safe**.", "इसे **सँभालकर** रखें|", "4:21", "इसे **सँभालकर** रखें।"),
}
NO_BARS = {
    "a table": ("| Card | Colour |\n|---|---|\n| Silver | grey |", "| कार्ड | रंग |\n|---|---|\n| चाँदी | धूसर |"),
    "a table without outer bars": ("Card | Colour\n---|---\nSilver | grey", "कार्ड | रंग\n---|---\nचाँदी | धूसर"),
    "a choice": ("Choose one of yes | no.", "हाँ | नहीं में से एक चुनें।"),
    "dandas": (BOTH, "कार्ड दस दिन में मिलता है। इसे सँभालकर रखें।"),
}  # fmt: skip


@pytest.mark.parametrize("name", BARS)
def test_a_bar_for_a_danda(name: str, tmp_path: Path) -> None:
    source, hindi, place, right = BARS[name]
    project = write_site(tmp_path, pages(source, hindi))
    _, found = check_project(tmp_path / "mkdocs.yml")
    (one,) = (one for one in found if one.code != "KB421")
    assert (one.code, str(one.span)) == ("KB434", f"content/hi/a.md:{place}")
    assert "| is not the full stop of Hindi" in one.message and one.hint == "write ।"
    assert one.mend
    file = tmp_path / one.span.path
    file.write_text(with_edits(file.read_text("utf-8"), [one.mend]), "utf-8")
    assert file.read_text("utf-8").endswith(f"---\n{right}\n")
    assert {one["code"] for one in project.check(sameness=True)} <= {"KB421"}


@pytest.mark.parametrize("name", NO_BARS)
def test_other_bars_are_right(name: str, site: MakeSite) -> None:
    found = site(pages(*NO_BARS[name])).check(sameness=True)
    assert {one["code"] for one in found} <= {"KB421"}


ANSWER = "हमारे जवाब यहाँ हैं।"
IN_FONT = {"okilh uhfr": "वापसी नीति", "f'kdk;r vkSj lq>ko": "शिकायत और सुझाव", "dk;kZy; dk le;": "कार्यालय का समय"}  # fmt: skip
NO_FONT = ["WhatsApp", "Visa, Mastercard, RuPay", "Emirates ID", "Gold Card"]


@pytest.mark.parametrize("written", IN_FONT)
def test_a_title_for_a_font(written: str, site: MakeSite) -> None:
    found = site(LEDGER + pages("Our answers are here.", ANSWER, written)).check()
    (one,) = (one for one in found if one["code"] == "KB131")
    assert "{path}:{line}:{column}".format(**one) == "content/hi/a.md:2:8"
    assert "Kruti Dev, which is not Unicode" in one["message"]
    assert f"write “{IN_FONT[written]}”" in one["hint"]


@pytest.mark.parametrize("written", NO_FONT)
def test_a_name_in_latin_letters_is_for_no_font(written: str, site: MakeSite) -> None:
    found = site(pages("Our answers are here.", ANSWER, written)).check()
    assert "KB131" not in {one["code"] for one in found}


def test_a_title_typed_with_the_keyboard_of_english(site: MakeSite) -> None:
    found = site(pages("Ask a question.", "अपना सवाल पूछें।", "mben")).check()
    (one,) = (one for one in found if one["code"] == "KB131")
    assert one["message"] == "this was typed with the keyboard of English"
    assert "write “सवाल”" in one["hint"]


def test_a_title_typed_with_the_keyboard_of_hindi(site: MakeSite) -> None:
    files = pages("Call us by phone.", ANSWER).replace("title: Cards", "title: जपदला")
    (one,) = (one for one in site(files).check() if one["code"] == "KB131")
    assert one["path"] == "content/en/a.md"
    assert one["message"] == "this was typed with the keyboard of Hindi"
    assert "write “phone”" in one["hint"]
