"""Words are found however they are spelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.output.search.tables import language_tables, tables
from kbgen.output.search.text import is_stop_word, language_of, stems_of, usual_words, words_of
from tests.search_vectors import STEMS, WORDS

LETTERS = st.one_of(
    st.characters(min_codepoint=0x20, max_codepoint=0x24F),
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
    st.characters(min_codepoint=0x900, max_codepoint=0x97F),
    st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
    st.characters(),
)


@pytest.mark.parametrize(("text", "words", "why"), WORDS, ids=[row[2] for row in WORDS])
def test_words(text: str, words: str, why: str) -> None:
    assert words_of(text) == words.split(), why


@pytest.mark.parametrize(("word", "lang", "stems"), STEMS, ids=[row[0] for row in STEMS])
def test_stems(word: str, lang: str, stems: list[str]) -> None:
    assert set(stems) <= stems_of(word, lang)


@given(st.text(LETTERS))
def test_what_is_normalized_stays_as_it_is(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words


@given(st.text(LETTERS), st.sampled_from(["en", "ur", "ar", "hi", "bn", "fr"]))
def test_every_stem_is_a_part_of_its_word(text: str, lang: str) -> None:
    for word in words_of(text):
        assert word in stems_of(word, lang)
        assert all(stem and stem in word for stem in stems_of(word, lang))


@given(st.text(st.characters(categories=["Cs", "Cc", "Cf", "Zs", "Po"])))
def test_what_is_no_letter_is_no_word(text: str) -> None:
    assert words_of(text) == []


@pytest.mark.parametrize(
    ("word", "lang", "expected"),
    [
        ("کی", "ur", True),
        ("the", "ur", True),  # words in Latin letters are English everywhere
        ("من", "ar", True),
        ("من", "ur", False),
        ("واپسی", "ur", False),
        ("में", "en", True),
    ],
)
def test_stop_words_are_those_of_the_script(word: str, lang: str, expected: bool) -> None:
    assert is_stop_word(word, lang) is expected


def test_usual_words_leave_out_stop_words() -> None:
    assert usual_words("How do I return the kettle?", "en") == ["return", "kettle"]


@pytest.mark.parametrize(
    ("word", "lang", "expected"),
    [("refund", "ur", "en"), ("رقم", "hi", "ur"), ("رقم", "ar", "ar"), ("पैसे", "en", "hi"), ("টাকা", "en", "bn"), ("refund", "fr", "fr"), ("12", "ur", "")],
)  # fmt: skip
def test_a_word_is_of_the_language_of_its_script(word: str, lang: str, expected: str) -> None:
    assert language_of(word, lang) == expected


def test_a_language_brings_its_own_tables_and_english_ones() -> None:
    assert set(language_tables("ur")) == {"ur", "en"}
    assert set(language_tables("en")) == {"en"}
    assert set(language_tables("fr")) == {"en"}


@pytest.mark.parametrize("lang", tables()["languages"])
def test_the_loose_letters_are_pairs_of_normalized_ones(lang: str) -> None:
    for pair in tables()["languages"][lang]["loose"].split():
        assert 1 <= len(pair) <= 2
        assert words_of(pair[1:]) in ([pair[1:]], [])


@pytest.mark.parametrize("lang", ["ur", "ar", "hi", "bn"])
def test_romanization_is_of_normalized_letters(lang: str) -> None:
    for unit in tables()["languages"][lang]["latin"]["units"]:
        letters = unit.strip("^$")
        # A vowel sign alone is a mark, not a word; it still is what normalization leaves.
        assert "".join(words_of(letters)) == letters
