"""The table of tests/bidi, as plain text; tests/theme holds it on pages in a browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bidi import get_display

from kbgen.languages.bidi import isolate_runs
from kbgen.languages.runs import find_runs

TABLE: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "bidi" / "table.json").read_text("utf-8")
)
LANGS = ("ur", "ar")
CONTROLS = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2066-\u2069]")


def text_of(entry: dict[str, Any], lang: str) -> str:
    return re.sub("[⟦⟧]", "", entry[lang]["marked"])


def mirrored(text: str) -> str:
    return text.translate(str.maketrans(")>]}»≥”", "(<[{«≤“"))


@pytest.mark.parametrize("lang", LANGS)
def test_plain_text_reads_as_the_table_says(lang: str) -> None:
    """The same of titles, feeds and descriptions, by an implementation of UAX #9 not ours."""
    wrong = {}
    for entry in TABLE:
        text = isolate_runs(text_of(entry, lang), "rtl")
        # python-bidi writes brackets mirrored, and reads LRI for FSI alike.
        is_ = CONTROLS.sub("", get_display(text, base_dir="R"))
        if mirrored(is_) != mirrored(entry[lang]["visual"]):
            wrong[entry["id"]] = is_, entry[lang]["visual"]
    assert wrong == {}


@pytest.mark.parametrize(
    "marked",
    [
        "الفئة ⟦A⟧+والفئة ⟦B⟧",
        "لكل من عمره 18+سنة",
        'قال "⟦Hello there!⟧" ثم',
        "أرسل “⟦Stop now!⟧” إلينا",
        "قال '⟦Sold out...⟧' ثم",
        "اكتب ⟦Yes⟧! ثم",
        "استخدم بطاقة ⟦VISA⟧ – 5 أيام",
        "السعر ⟦50 AED (13.6 USD)⟧ شامل",
        "قیمت ⟦50 AED (13.6 USD)⟧ ہے",
        "رمز ⟦[F5]⟧ هنا",
        "⟦arr[0] = 5⟧ ثم",
        "اتصل ⟦(021) 3456789⟧ الآن",
        "(⟦AED 50⟧) لكل",
        "البريد <⟦care@nahr.example⟧> متاح",
    ],
)
def test_a_unit_has_its_own_signs_and_brackets_and_not_the_sentences(marked: str) -> None:
    text = re.sub("[⟦⟧]", "", marked)
    shown = text
    for run in sorted(find_runs(text), key=lambda run: -run.start):
        shown = f"{shown[: run.start]}⟦{shown[run.start : run.end]}⟧{shown[run.end :]}"
    assert shown == marked
