"""Isolates: what a line of the other direction would turn around, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from html import escape, unescape

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from kbgen.languages.bidi import FSI, LRO, PDF, PDI, isolate_html, isolate_runs, to_html
from kbgen.languages.runs import find_runs
from kbgen.languages.unbroken import find_units
from kbgen.model.locale import has_rtl
from kbgen.model.markup import parse, serialize

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


@pytest.mark.parametrize("number", ["0300 123 4567", "800 1234", "٠٣٠٠ ١٢٣ ٤٥٦٧"])
def test_a_spaced_number_alone_in_a_line_or_a_cell_keeps_its_order(number: str) -> None:
    def shown(isolated: str) -> str:
        return re.sub("[\u2066-\u2069\u202a-\u202e]", "", get_display(isolated, base_dir="R"))

    assert shown(isolate_runs(number, "rtl")) == number
    cell = serialize(isolate_html(parse(f"<td>{number}</td>"), "rtl"))
    assert re.search(rf'<bd[io] dir="ltr"[^>]*>{number}</bd[io]>', cell)


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


ACROSS_ELEMENTS = {
    "AED <strong>1,250</strong>": '<bdi dir="ltr" class="kb-unit">AED <strong>1,250</strong></bdi>',
    "<strong>AED</strong> 1,250": '<bdi dir="ltr" class="kb-unit"><strong>AED</strong> 1,250</bdi>',
    '<a href="tel:1">0300 123</a> 4567': '<bdi dir="ltr" class="kb-unit"><a href="tel:1">0300 123</a> 4567</bdi>',
    "<em>0300 123 4567</em>": '<em><bdi dir="ltr" class="kb-unit">0300 123 4567</bdi></em>',
    # An element cannot begin within another and end outside of it; two characters can.
    "<b>رقم 0300</b> 123 4567": f"<b>رقم {FSI}0300</b> 123 4567{PDI}",
    '<span data-fact="n">64</span> GB': '<bdi dir="ltr" class="kb-unit"><span data-fact="n">64</span> GB</bdi>',
    '<span data-fact="n">3 دن</span>': '<span data-fact="n">3 دن</span>',
    '<span dir="ltr">AED 5</span> ا': '<span dir="ltr"><span class="kb-unit">AED 5</span></span> ا',
    "٠٤ ٥٥٥ ٠١٤٢": '<bdo dir="ltr" class="kb-unit">٠٤ ٥٥٥ ٠١٤٢</bdo>',
    "10–15 دن": '<span class="kb-unit"><bdi dir="ltr">10–15</bdi> دن</span>',
}  # fmt: skip


@pytest.mark.parametrize("html", ACROSS_ELEMENTS)
def test_a_run_is_whole_in_one_isolate_whatever_elements_it_crosses(html: str) -> None:
    isolated = serialize(isolate_html(parse(f"<p>ہے {html} ہے</p>"), "rtl"))
    assert isolated == f"<p>ہے {ACROSS_ELEMENTS[html]} ہے</p>"


@pytest.mark.parametrize("name", ["code", "kbd", "samp", "pre", "var"])
def test_code_in_right_to_left_text_says_its_direction(name: str) -> None:
    written = f"<p>ا <{name}>*123#</{name}></p>"
    assert f'<{name} dir="ltr">*123#' in serialize(isolate_html(parse(written), "rtl"))
    english = f"<p>a <{name}>*123#</{name}></p>"
    assert serialize(isolate_html(parse(english), "ltr")) == english
    letters = f"<p><{name}>ابدأ</{name}></p>"
    assert serialize(isolate_html(parse(letters), "rtl")) == letters


UNITS = {
    "Within 24 hours, by 7 March": ["24 hours", "7 March"],
    "NH-KT20 and USB-C, not pick-up or e-mail": ["NH-KT20", "USB-C"],
    "AED 1,250 or ₹ 500": ["AED 1,250", "₹ 500"],
    "call (04) 555-0142 or 800 6247 now": ["(04) 555-0142", "800 6247"],
    "3 منٹ میں، 10–15 دن": ["3 منٹ", "10–15 دن"],
    "14 दिन के भीतर, 2 बजे": ["14 दिन", "2 बजे"],
    "1 जनवरी 2026 से 24 महीने।": ["1 जनवरी", "24 महीने"],
    "7 कामकाजी दिन, 12 अक्टूबर": ["7 कामकाजी", "12 अक्टूबर"],
    "3 hôtels, 5 e\u0301te\u0301s": ["3 hôtels", "5 e\u0301te\u0301s"],
    "12 মাস ও 3 ദിവസം": ["12 মাস", "3 ദിവസം"],
    "5 دَقِيقَةً": ["5 دَقِيقَةً"],
    "card 4111 1111 1111 1111 1111 1111 22 may break": [],
    "in 2025 we opened": [],
    "one word": [],
}


@pytest.mark.parametrize("text", UNITS)
def test_a_short_unit_stays_on_one_line(text: str) -> None:
    runs = [(run.start, run.end) for run in find_runs(text)] if has_rtl(text) else []
    assert [text[start:end] for start, end in find_units(text, runs)] == UNITS[text]


SENTENCES = {
    "PIN 4 دن میں": ["PIN"],
    "iPhone 15 متوفر": ["iPhone 15"],
    "WhatsApp. 5 دقائق تكفي": ["WhatsApp"],
    "الأرقام 1, 2, 3 و4": [],
    "كوفيد-19 و COVID-19": ["COVID-19"],
    "رقم (5) ثم (10-15) يوما": ["10-15"],
    "رسوم (AED 50) 5 مرات": ["AED 50"],
    "حمّل Nahr App!": ["Nahr App"],
    "See you soon.": ["See you soon."],
    "https://ar.wikipedia.org/wiki/نهر ثم": ["https://ar.wikipedia.org/wiki/نهر"],
    "- 5 أيام": [],
    "Nahr (نهر) أو نهر (Nahr)": ["Nahr", "Nahr"],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_what_belongs_to_the_sentence_stays_outside(text: str) -> None:
    assert [text[run.start : run.end] for run in find_runs(text)] == SENTENCES[text]


units = st.text(alphabet="abcXYZ 0123456789+-*#%/.,:@&()°×–$", min_size=1, max_size=24)
words = st.sampled_from(["حد", "اتصل", "رقم ہے", "دیکھیں۔ اور", "سعر،", "(نهر)"])


def shown(text: str) -> str:
    """Return what a right-to-left line shows, by an implementation of UAX #9 that is not ours."""
    return re.sub(CONTROLS, "", get_display(text, base_dir="R"))


CONTROLS = "[\u2066-\u2069\u202c\u202d]"


@given(words, units, words)
def test_no_isolate_makes_a_unit_read_otherwise_than_it_is_written(
    before: str, unit: str, after: str
) -> None:
    text = f"{before} {unit} {after}"
    isolated = isolate_runs(text, "rtl")
    for inner in re.findall(f"{FSI}{LRO}?([^{FSI}{PDI}{LRO}{PDF}]*){PDF}?{PDI}", isolated):
        assert inner in shown(isolated)
        assert inner in unit


arabic_digits = st.text(alphabet="٠١٢٣ -–/.,:", min_size=1, max_size=16)


@given(arabic_digits)
def test_arabic_digits_read_as_they_are_written(number: str) -> None:
    text = isolate_runs(f"رقم {number} هنا", "rtl")
    for inner in re.findall(f"{FSI}{LRO}?([^{FSI}{PDI}{LRO}{PDF}]*){PDF}?{PDI}", text):
        assert inner in shown(text)


@given(texts, st.sampled_from(["ltr", "rtl"]))
def test_what_is_isolated_stays_as_it_is(text: str, direction: str) -> None:
    once = isolate_runs(text, direction)  # type: ignore[arg-type] # sampled
    assert isolate_runs(once, direction) == once  # type: ignore[arg-type]


@given(texts, st.sampled_from(["ltr", "rtl"]))
def test_html_keeps_its_words_and_its_elements_in_pairs(text: str, direction: str) -> None:
    html = f"<p>{escape(text)}<b>{escape(text)}</b> {escape(text)}</p>"
    isolated = serialize(isolate_html(parse(html), direction))  # type: ignore[arg-type]
    bare = re.sub(f"{CONTROLS}|</?(?:bdi|bdo|span)[^>]*>", "", isolated)
    assert unescape(bare) == unescape(html)
    opened: list[str] = []
    for node in parse(isolated):
        if not isinstance(node, str):
            if node.is_end:
                assert opened.pop() == node.name
            else:
                opened.append(node.name)
    assert opened == []


def test_every_letter_is_of_the_direction_that_unicode_gives_it() -> None:
    right = {"R", "AL"}
    for code in (*range(0x500, 0x900), *range(0xFB1D, 0xFE00), *range(0xFE70, 0xFEFD)):
        char = chr(code)
        if unicodedata.name(char, "") and char.isalpha():
            assert has_rtl(char) == (unicodedata.bidirectional(char) in right), hex(code)
