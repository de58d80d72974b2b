"""What a translation states otherwise than its source, in pairs of sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.languages.language import shared_opposites
from kbgen.meaning.compare import BlockText, Opposed, differences

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "comparisons.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
OF_WORDS = {"limits", "relation", "polarity", "duty", "scope", "states"}


def compared(source: str, translation: str, lang: str) -> set[tuple[str, str]]:
    found = differences(BlockText(source, "en"), BlockText(translation, lang))
    return {(one.group, one.verdict) for one in found if one.group in OF_WORDS}


@pytest.mark.parametrize(("lang", "expected", "source", "translation"), PAIRS)
def test_pairs(lang: str, expected: str, source: str, translation: str) -> None:
    groups = {group for group, _ in compared(source, translation, lang)}
    if expected == "same":
        assert not groups
    else:
        assert expected in groups


@pytest.mark.parametrize(
    "row", [row for row in shared_opposites().equal if row[2:]], ids=lambda row: " = ".join(row[:2])
)
def test_examples_of_equal_words_say_the_same(row: tuple[str, ...]) -> None:
    pairs = (example.split(": ", 1) for example in row[2:])
    source, translation = (BlockText(text, lang) for lang, text in pairs)
    assert not [one for one in differences(source, translation) if one.group in OF_WORDS]


DELIVERY = {"en": ("delivery",), "ur": ("ڈیلیوری",), "hi": ("डिलीवरी",)}
COLLECTION = {"en": ("collection",), "ur": ("وصولی",), "hi": ("संग्रह",)}


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Delivery is on Monday.", "وصولی پیر کو ہوتی ہے۔", {("states", "contradiction")}),
        ("Delivery is on Monday.", "ڈیلیوری پیر کو ہوتی ہے۔", set()),
        ("Delivery or collection?", "وصولی یا ڈیلیوری؟", set()),
    ],
)
def test_terms_of_a_site_that_are_opposites(
    source: str, translation: str, expected: set[tuple[str, str]]
) -> None:
    pair = Opposed(DELIVERY, COLLECTION)
    found = differences(BlockText(source, "en"), BlockText(translation, "ur"), opposites=[pair])
    assert {(one.group, one.verdict) for one in found} == expected


def test_words_are_quoted_from_the_texts_themselves() -> None:
    source = BlockText("You can’t return it without a receipt, within 5 days.", "en")
    translation = BlockText("آپ اسے 5 دن کے اندر رسید کے ساتھ واپس نہیں کر سکتے۔", "ur")
    (found,) = differences(source, translation)
    assert found.source and found.translation
    assert found.source.text == "without"
    assert source.text[found.source.start : found.source.end] == "without"
    assert found.translation.text in translation.text
    assert translation.text[found.translation.start : found.translation.end] == "کے ساتھ"


@pytest.mark.parametrize(
    ("others", "is_found"),
    [
        ([("hi", "केवल ख़रीदार रद्द कर सकता है।"), ("ar", "يمكن للمشتري فقط الإلغاء.")], True),
        ([("hi", "ख़रीदार रद्द कर सकता है।"), ("ar", "يمكن للمشتري الإلغاء.")], False),
    ],
)
def test_what_no_translation_says_is_not_missed(
    others: list[tuple[str, str]], is_found: bool
) -> None:
    blocks = [BlockText(text, lang) for lang, text in others]
    source = BlockText("Only the buyer can cancel it.", "en")
    translation = BlockText("خریدار اسے منسوخ کر سکتا ہے۔", "ur")
    found = {(one.group, one.verdict) for one in differences(source, translation, blocks)}
    assert found == ({("scope", "doubt")} if is_found else set())


def test_a_language_without_words_is_not_compared() -> None:
    source = BlockText("You must not pay before it arrives, unless we ask.", "en")
    assert not differences(source, BlockText("Biz istemedikçe ödeme yapmayın.", "tr"))
