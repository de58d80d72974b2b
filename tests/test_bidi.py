"""Isolates: what a line of the other direction would turn around, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.markup import parse, serialize
from kbgen.resolve.bidi import FSI, PDI, isolate_html, isolate_runs, to_html

IN_RTL = [
    "+966 50 123 4567",
    "*123#",
    "#31#",
    "-5",
    "10-15",
    "10–15",
    "2025-03-07",
    "AB-12-34",
    "NH-KT20",
    "C++",
    "WhatsApp",
    "Google Pay",
    "care@nahr.example",
    "25%",
    "R&D",
]


@pytest.mark.parametrize("run", IN_RTL)
def test_a_run_in_a_right_to_left_line_is_isolated_whole(run: str) -> None:
    assert isolate_runs(f"اتصل {run} الآن", "rtl") == f"اتصل {FSI}{run}{PDI} الآن"


@pytest.mark.parametrize(
    "text", ["14 دن میں", "1,234.5 درہم", "صفحہ 3۔", "2026", "3:30", "سارا دن 24/7 کھلا"]
)
def test_plain_numbers_need_no_isolate(text: str) -> None:
    assert isolate_runs(text, "rtl") == text


def test_arabic_words_in_an_english_line_are_isolated_together() -> None:
    assert isolate_runs("Ask for نهر مدد 24 now", "ltr") == f"Ask for {FSI}نهر مدد{PDI} 24 now"


def test_html_is_isolated_outside_code_and_existing_isolates() -> None:
    html = (
        '<p>رقم WhatsApp &amp; <code>AB-1</code> <bdi dir="ltr">X</bdi> <a href="a-b">Y-1</a></p>'
    )
    assert serialize(isolate_html(parse(html), "rtl")) == (
        '<p>رقم <bdi dir="ltr">WhatsApp</bdi> &amp; <code dir="ltr">AB-1</code> <bdi dir="ltr">X</bdi> '
        '<a href="a-b"><bdi dir="ltr" class="kb-unit">Y-1</bdi></a></p>'
    )


def test_isolates_become_elements_with_their_direction() -> None:
    assert to_html(f"<a> {FSI}+971{PDI}") == '&lt;a&gt; <bdi dir="ltr">+971</bdi>'
    assert to_html(f"{FSI}نهر{PDI}") == '<bdi dir="rtl">نهر</bdi>'


texts = st.text(alphabet="ابتپچ اور abcXYZ 0123456789+-*#%/.,:@&<>'\"\n", max_size=60)


@given(texts, st.sampled_from(["ltr", "rtl"]))
def test_isolating_adds_nothing_but_balanced_isolates(text: str, direction: str) -> None:
    out = isolate_runs(text, direction)  # type: ignore[arg-type] # sampled
    assert re.sub(f"[{FSI}{PDI}]", "", out) == text
    assert out.count(FSI) == out.count(PDI)
