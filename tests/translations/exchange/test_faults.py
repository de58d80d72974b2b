"""What translators do to texts by hand, and what they are told."""

from __future__ import annotations

import pytest

from kbgen.translations.exchange.faults import find_doubt, find_faults
from kbgen.translations.exchange.rows import Row

CALL = "**Call:** {{ helpline }}. We answer within {{ call.answer }}."
LINK = "[Make a complaint](a-complaint.md#steps) or [call](tel.md)"
CODE = "Use `MENU` or <kbd>Alt</kbd> to find <a href='x.md'>one</a>."
ROW = "A \\| B branch | {{ fee | number }} AED"
FACTS = (("{{ helpline }}", "+971 4 555"), ("{{ call.answer }}", "30 سیکنڈ"))
RIGHT = [
    (CALL, "**کال:** {{ helpline }}۔ ہم {{ call.answer }} میں جواب دیتے ہیں۔"),
    (CALL, "\u200f__کال:__ {{helpline}}۔\nہم {{ call.answer }} میں \u2067جواب\u2069 دیتے ہیں۔"),
    (CALL, "ہم {{ call.answer }} میں جواب دیں گے، **کال کریں:** {{ helpline }}۔"),
    (LINK, "[شکایت درج کرائیں](a-complaint.md#steps) یا [کال کریں](tel.md)"),
    (CODE, "`MENU` یا <kbd>Alt</kbd> سے <a href='x.md' title='یہ'>اسے</a> ڈھونڈیں۔"),
    (ROW, "برانچ الف \\| ب | {{ fee | number }} درہم"),
    ("Write {% raw %} or {{ not a fact }} in it.", "اس میں {% raw %} یا {{ not a fact }} لکھیں۔"),
    ("Wait", "انتظار کریں"),
]
WRONG = [
    # source, translation, reason, what the translator reads
    (CALL, "**کال:** {{ ہیلپ لائن }}۔ ہم {{ call.answer }} میں", "facts", "{{ ہیلپ لائن }} was changed; write {{ helpline }}, as in the source"),
    (CALL, "**کال:** {{ helpline }}۔ ہم 30 سیکنڈ میں", "facts", "{{ call.answer }} is missing; write it in place of its value"),
    (CALL, "**کال:** {{ helpline }}۔ ہم ۳۰ سیکنڈ میں", "facts", "{{ call.answer }} is missing; write it in place of its value"),
    (CALL, "**کال:** {{ helpline }}۔ ہم ٣٠ ثانیوں میں", "facts", "{{ call.answer }} is missing; write it in place of its value"),
    (CALL, "**کال:** {{ helpline }}۔ ہم فوراً", "facts", "{{ call.answer }} is missing; copy it from the source"),
    (CALL, "**کال:** ｛｛ helpline ｝｝۔ ہم {{ call.answer }} میں", "facts", "{{ helpline }} has other braces"),
    (CALL, "**کال:** {\u200f{ helpline }}۔ ہم {{ call.answer }} میں", "facts", "an invisible character in it"),
    (CALL, "**کال:** {{ \u200fhelpline }}۔ ہم {{ call.answer }} میں", "facts", "an invisible character in it"),
    (CALL, "**کال:** {{\u00a0helpline }}۔ ہم {{ call.answer }} میں", "facts", "other spaces"),
    (CALL, "**کال:** { helpline }۔ ہم {{ call.answer }} میں", "facts", "{{ helpline }} needs two braces on each side"),
    (CALL, "**کال:** {{ helpline }} → +971 4 555۔ ہم {{ call.answer }} میں", "facts", "what stands after →"),
    (CALL, "**کال: {{ helpline }}۔ ہم {{ call.answer }} میں", "markers", "a ** stands alone"),
    (CALL, "کال: {{ helpline }}۔ ہم {{ call.answer }} میں", "markers", "words between ** and **"),
    (CALL, "*کال:* {{ helpline }}۔ ہم {{ call.answer }} میں", "markers", "words between ** and **"),
    (CALL, "** کال: ** {{ helpline }}۔ ہم {{ call.answer }} میں", "markers", "without a space between"),
    (CALL, "یہ **کال: **{{ helpline }}۔ ہم {{ call.answer }} میں", "markers", "take the space out"),
    (CALL, "**کال:** {{ helpline }}۔ ہم\u200b {{ call.answer }} میں", "letters", "(U+200B) was pasted into it at 'ہم'"),
    (CALL, "**کال:** {{ helpline }}۔ \u202eہم {{ call.answer }} میں", "letters", "(U+202E) was pasted into it at 'ہم'"),
    (CALL, "• **کال:** {{ helpline }}۔ ہم {{ call.answer }} میں", "structure", "take • out"),
    ("Wait here now", "## یہاں انتظار کریں", "structure", "does not begin with ##"),
    ("Wait here now", "- یہاں انتظار کریں", "structure", "does not begin with -"),
    ("Wait here now", "یہاں انتظار کریں <!-- نوٹ", "markers", "a comment begins with <!--"),
    ("Wait here now", "यहाँ अभी रुकिए जी", "language", "in the script of Urdu"),
    ("Wait", "۲۔ انتظار کریں", "structure", "take ۲۔ out"),
    ("Contact us", "**ہم سے** رابطہ", "markers", "has no words between ** and ** here"),
    (LINK, "[شکایت] (a-complaint.md#steps) یا [کال](tel.md)", "links", "nothing between ] and ("),
    (LINK, "[شکایت]\u200f(a-complaint.md#steps) یا [کال](tel.md)", "links", "nothing between ] and ("),
    (LINK, "[شکایت](شکایت.md) یا [کال](tel.md)", "links", "the link to a-complaint.md#steps is missing"),
    (LINK, "[](a-complaint.md#steps) یا [کال](tel.md)", "links", "a link has no words"),
    (CODE, "`مینو` یا <kbd>Alt</kbd> سے <a href='x.md'>اسے</a> ڈھونڈیں۔", "markers", "`MENU` is missing"),
    (CODE, "`MENU` یا <kbd onclick='x()'>Alt</kbd> سے <a href='x.md'>اسے</a>", "markers", "<kbd> is missing"),
    (CODE, "`MENU` یا <kbd>Alt</kbd> سے <a href='y.md'>اسے</a> ڈھونڈیں۔", "markers", "href='x.md'> is missing"),
    (ROW, "برانچ الف | ب | {{ fee | number }} درہم", "structure", "the row has 2 cells, with | between them; here are 3"),
    (ROW, "{{ fee | number }} درہم | برانچ الف \\| ب", "facts", "belongs in the cell"),
]  # fmt: skip


def row(source: str) -> Row:
    return Row("faq/x:1", source, "", "missing", facts=FACTS)


@pytest.mark.parametrize(("source", "text"), RIGHT)
def test_a_right_translation_is_right(source: str, text: str) -> None:
    assert [*find_faults(text, row(source), "ur")] == []


@pytest.mark.parametrize(("source", "text", "reason", "says"), WRONG)
def test_the_first_that_is_said_is_what_is_to_be_done(
    source: str, text: str, reason: str, says: str
) -> None:
    found, message = next(find_faults(text, row(source), "ur"))
    assert (found, says in message) == (reason, True), message


def test_emphasis_that_the_translation_never_had_is_not_asked_for() -> None:
    source, before = "See *this* page.", "یہ صفحہ دیکھیں۔"
    current = Row("faq/x:1", source, before, "current")
    assert [*find_faults("یہ صفحہ دیکھ لیں۔", current, "ur")] == []


FEES = "Delivery costs {{ fee }}, and {{ late }} on Sundays. Allow 2 days."
FEES_TODAY = (("{{ fee }}", "25 درہم"), ("{{ late }}", "1,050 درہم"))
SENT = "ڈیلیوری {{ fee }} کی ہے، اتوار کو {{ late }} کی۔ 2 دن رکھیں۔"
BESIDE = [
    # a new translation of FEES, and the value that is written beside the fact
    ("ڈیلیوری {{ fee }} (25 درہم) کی ہے، اتوار کو {{ late }} کی۔", "25 درہم"),
    ("ڈیلیوری {{ fee }} یعنی ۲۵ درہم کی ہے، اتوار کو {{ late }} کی۔", "25 درہم"),
    ("ڈیلیوری AED 25 یعنی {{ fee }} کی ہے، اتوار کو {{ late }} کی۔", "25"),
    ("ڈیلیوری {{ fee }} کی ہے، اتوار کو 1,050 {{ late }} کی۔", "1,050"),
    ("ڈیلیوری {{ fee }} کی ہے، اتوار کو {{ late }} کی۔ 2 دن رکھیں۔", ""),
    ("ڈیلیوری {{ fee }} کی ہے، اتوار کو {{ late }} کی۔ 250 درہم", ""),
    ("ڈیلیوری {{ fee }} کی ہے، [اتوار](25.md) کو {{ late }} کی۔", ""),
]


@pytest.mark.parametrize(("text", "value"), BESIDE)
def test_a_value_beside_its_fact_is_taken_out(text: str, value: str) -> None:
    links = "" if "](" not in text else "[Sunday](25.md)"
    one = Row("faq/x:1", f"{FEES} {links}", "", "missing", facts=FEES_TODAY)
    found = [message for reason, message in find_faults(text, one, "ur") if reason == "facts"]
    assert [f"take {value} out" in message for message in found] == [True] * bool(value)


def test_a_value_of_one_digit_counts_only_behind_its_fact() -> None:
    one = Row("faq/x:1", "Within {{ days }}, in two cases.", facts=(("{{ days }}", "2 دن"),))
    assert [*find_faults("{{ days }} میں، 2 صورتوں میں۔", one, "ur")] == []
    for text in ("{{ days }} (2) میں، دو صورتوں میں۔", "{{ days }} میں، ۲ دن میں۔"):
        assert "take 2" in next(find_faults(text, one, "ur"))[1]


def test_what_the_translation_had_beside_a_fact_may_stay() -> None:
    before = "ڈیلیوری {{ fee }} (25 درہم) کی ہے، اتوار کو {{ late }} کی۔"
    one = Row("faq/x:1", FEES, before, facts=FEES_TODAY)
    assert [*find_faults(f"{before} شکریہ", one, "ur")] == []


def swapped(text: str) -> str:
    return text.replace("fee", "@").replace("late", "fee").replace("@", "late")


def test_facts_that_change_places_alone_are_put_back() -> None:
    one = Row("faq/x:1", FEES, SENT, facts=FEES_TODAY)
    ((reason, message),) = find_faults(swapped(SENT), one, "ur")
    assert reason == "facts"
    assert "{{ fee }} and {{ late }} have changed places" in message


def test_facts_that_were_exchanged_may_be_put_right() -> None:
    one = Row("faq/x:1", FEES, swapped(SENT), facts=FEES_TODAY)
    assert [*find_faults(SENT, one, "ur")] == []
    changed = Row("faq/x:1", swapped(FEES), SENT, "stale", facts=FEES_TODAY)
    assert [*find_faults(swapped(SENT), changed, "ur")] == []
    assert find_doubt(swapped(SENT), changed) == ""


def test_another_order_in_other_words_is_to_be_looked_at() -> None:
    text = "اتوار کو {{ late }}، ورنہ {{ fee }}۔ 2 دن رکھیں۔"
    new, known = Row("faq/x:1", FEES, ""), Row("faq/x:1", FEES, f"{text} شکریہ")
    assert [*find_faults(text, new, "ur")] == []
    assert "{{ late }} comes before {{ fee }}, and after it in the source" in find_doubt(text, new)
    assert find_doubt(text, known) == ""
    assert find_doubt(SENT, new) == ""


NESTED = [
    # source, translation, whether its marks cross one another
    ("See [the **fees**](x.md).", "دیکھیں **[فیس](x.md)**۔", False),
    ("See [the **fees**](x.md).", "دیکھیں [**فیس](x.md)**۔", True),
    ("See [the **fees**](x.md).", "**دیکھیں [فیس**](x.md)۔", True),
    ("***Very*** *much*", "***بہت*** *زیادہ*", False),
    ("**Very *much* so**", "**بہت *زیادہ* ہے**", False),
    ("**Very *much***", "**بہت *زیادہ***", False),
]


@pytest.mark.parametrize(("source", "text", "is_crossed"), NESTED)
def test_marks_do_not_cross(source: str, text: str, is_crossed: bool) -> None:
    found = [message for _, message in find_faults(text, row(source), "ur")]
    assert ["put both on the same side" in one for one in found] == [True] * is_crossed


ENCODINGS = [
    ("Fees", "Ù\x81Û\x8cØ³", "read in another encoding"),
    ("Fees", "Ù\x81ÛŒØ³", "read in another encoding"),
    ("Fees", "فیس", ""),
    ("Fees", "Café – “é”", ""),
    ("Fees", "ف?س", "question marks"),
    ("Here", "?ہاں", "question marks"),
    ("Wait", "انتظار کر?", "question marks"),
    ("Wait", "???", "question marks"),
    ("When?", "کب گ?؟", "question marks"),
    ("When?", "کب?", ""),
    ("कब?", "When?", ""),
    ("کب؟", "When?", ""),
]


def test_a_language_that_asks_with_this_mark_may_ask() -> None:
    assert [*find_faults("और कितने दिन?", row("What if it takes longer"), "hi")] == []


@pytest.mark.parametrize(("source", "text", "says"), ENCODINGS)
def test_letters_that_were_lost_are_noticed(source: str, text: str, says: str) -> None:
    found = [message for _, message in find_faults(text, row(source), "ur")]
    assert [says in message for message in found] == [True] * bool(says)
