"""Amounts in prose are read as a native reader reads them."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.languages.language import known_languages, language, shared_units
from kbgen.languages.numbers import as_read, simple_number_words
from kbgen.meaning.amounts import ORDINAL
from kbgen.meaning.compare import BlockText, differences
from kbgen.meaning.equivalence import normal
from kbgen.meaning.extract import extract, mentions_in
from kbgen.meaning.mention import Mention
from kbgen.meaning.prose import UNKNOWN
from kbgen.meaning.units import families
from kbgen.model.meaning import Meaning
from tests.meaning.number_spelling import SPELLED

FOLDER = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    text = unicodedata.normalize("NFC", (FOLDER / name).read_text("utf-8"))
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def shown(mention: Mention) -> str:
    sign = "~" if mention.certainty == "likely" else ""
    kind = f" {ORDINAL}" if mention.meaning.kind == ORDINAL else ""
    return f"{sign}{mention.meaning}{kind}"


KINDS = ("number", "money", "duration", "percent", ORDINAL)


@pytest.mark.parametrize(("lang", "text", "stated"), rows("amounts.tsv"))
def test_amounts_are_read(lang: str, text: str, stated: str) -> None:
    found = [one for one in mentions_in(text, lang) if one.certainty != "possible"]
    read = [shown(one) for one in found if one.meaning.kind in KINDS]
    assert read == list(filter(None, stated.split("|")))


UNITS = {"en": "riyals", "ur": "ریال", "ar": "ريال", "hi": "रियाल", "bn": "রিয়াল"}


@pytest.mark.parametrize("lang", SPELLED)
@given(number=st.integers(2, 99_999_999) | st.integers(2, 9_999))
def test_every_number_in_words_is_read_back(lang: str, number: int) -> None:
    text = unicodedata.normalize("NFC", f"{SPELLED[lang](number)} {UNITS[lang]}")
    assert [str(one.meaning) for one in extract(text, lang)] == [f"{number} riyal"]


@pytest.mark.parametrize("lang", known_languages())
def test_no_two_numbers_are_read_alike(lang: str) -> None:
    values: dict[str, set[Fraction]] = {}
    for word, value in simple_number_words(lang).items():
        values.setdefault(as_read(word, lang), set()).add(value)
    assert {word for word, of in values.items() if len(of) > 1} == set()


@pytest.mark.parametrize(("source", "lang", "translation"), rows("same_amounts.tsv"))
def test_equivalent_amounts_say_the_same(source: str, lang: str, translation: str) -> None:
    found = differences(BlockText(source, "en"), BlockText(translation, lang))
    assert [one for one in found if one.group in ("amounts", "order")] == []


@pytest.mark.parametrize(("source", "lang", "translation"), rows("other_amounts.tsv"))
def test_other_amounts_are_noticed(source: str, lang: str, translation: str) -> None:
    found = differences(BlockText(source, "en"), BlockText(translation, lang))
    assert [one for one in found if one.group in ("amounts", "order")]


@pytest.mark.parametrize("unit", [one for one, entry in shared_units().units.items() if entry.of])
def test_a_unit_is_so_many_of_another(unit: str) -> None:
    entry = shared_units().units[unit]
    base = normal(Meaning("", "1", unit))
    assert base.unit == entry.of
    assert Fraction(base.value) == Fraction(entry.times)


@pytest.mark.parametrize("lang", known_languages())
def test_units_of_a_language_are_known(lang: str) -> None:
    own = language(lang).units
    known = {*shared_units().units, *families()}
    currencies = {unit for unit in own.words if len(unit) == 3 and unit.isupper()}
    assert {*own.words, *own.duals} - currencies <= known


def test_the_unit_of_a_number_that_is_not_known_is_compared() -> None:
    source = BlockText(f"within {UNKNOWN * 9} days", "en")
    assert not [
        one
        for one in differences(source, BlockText(f"{UNKNOWN * 9} دن کے اندر", "ur"))
        if one.group == "amounts"
    ]
    [found] = [
        one
        for one in differences(source, BlockText(f"{UNKNOWN * 9} ہفتوں کے اندر", "ur"))
        if one.group == "amounts"
    ]
    assert found.verdict == "contradiction"
