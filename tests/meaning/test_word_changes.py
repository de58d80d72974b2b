"""The words that changed between two texts, in any script."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.meaning.word_changes import changes_as_html, changes_as_text, word_changes


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("Pay in seven days.", "Pay in 10 working days.", "Pay in [-seven-]{+10 working+} days."),
        ("Pay in cash or card.", "Pay by bank card.", "Pay [-in cash or-]{+by bank+} card."),
        ("You can't pay.", "You can pay.", "You [-can't-]{+can+} pay."),
        ("Pay {{ fee }} now.", "Pay {{ fee | number }} now.",
         "Pay [-{{ fee }}-]{+{{ fee | number }}+} now."),
        ("آپ 14 دن میں واپس کر سکتے ہیں۔", "آپ 30 دن میں واپس نہیں کر سکتے۔",
         "آپ [-14-]{+30+} دن میں واپس {+نہیں +}کر سکتے[- ہیں-]۔"),
        ("हम पिन नहीं पूछते।", "हम पिन पूछते।", "हम पिन [-नहीं -]पूछते।"),
        ("七日以内に返品できます。", "十日以内に返品できます。", "[-七-]{+十+}日以内に返品できます。"),
        ("คืนได้ใน 7 วัน", "คืนไม่ได้ใน 7 วัน", "คืน{+ไม่+}ได้ใน 7 วัน"),
    ],
)  # fmt: skip
def test_what_changed_is_told_word_by_word(old: str, new: str, shown: str) -> None:
    assert changes_as_text(word_changes(old, new)) == shown


def test_html_is_escaped() -> None:
    shown = changes_as_html(word_changes("a <b> & c", "a <i> & c"))
    assert shown == "a &lt;<del>b</del><ins>i</ins>&gt; &amp; c"


WORDS = st.lists(
    st.sampled_from(["pay", " ", "\n", "دن", "दिन", "日", "ไม่", ".", "{{ a.b }}", "7"])
)
TEXTS = st.one_of(st.text(), WORDS.map("".join))


@given(TEXTS, TEXTS)
def test_no_letter_is_added_or_left_out(old: str, new: str) -> None:
    changes = word_changes(old, new)
    assert "".join(text for kind, text in changes if kind != "added") == old
    assert "".join(text for kind, text in changes if kind != "removed") == new
    assert all(text for _, text in changes)
    assert all(one.kind != other.kind for one, other in pairwise(changes))


def test_long_texts_take_no_long_time() -> None:
    old = " ".join(f"word{n}" for n in range(20_000))
    start = time.process_time()
    changes = word_changes(old, old.replace("word10000 ", "other "))
    assert time.process_time() - start < 2
    assert [one.text for one in changes if one.kind != "kept"] == ["word10000", "other"]
