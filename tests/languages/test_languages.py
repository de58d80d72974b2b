"""The tables of languages, and a site in a language without tables."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec import ValidationError

from kbgen.languages.language import (
    Language,
    known_languages,
    language,
    numbering_systems,
    other_languages,
    read_table,
    scripts,
)
from kbgen.languages.numbers import number_words
from kbgen.languages.tables import DayWords, Prose
from kbgen.meaning.extract import extract
from tests.conftest import MakeSite
from tests.sites import CONFIG

PARTS = (
    "about",
    "prose",
    "days",
    "places",
    "logic",
    "importing",
    "romanization",
    "search",
    "thesaurus",
)
SWAHILI = CONFIG.replace("{locale: hi, name: हिन्दी}", "{locale: sw, name: Kiswahili}")


@pytest.mark.parametrize("lang", known_languages())
def test_every_table_of_a_language_has_its_shape(lang: str) -> None:
    for part in PARTS:
        getattr(language(lang), part)
    about = language(lang).about
    assert about.script in scripts()
    assert about.territory.startswith(lang)


def test_the_zeros_are_those_of_unicode() -> None:
    for code, digits in numbering_systems().items():
        assert [unicodedata.digit(chr(ord(digits.zero) + n)) for n in range(10)] == [*range(10)], (
            code
        )


@pytest.mark.parametrize("lang", known_languages())
def test_number_words_up_to_a_hundred_are_known(lang: str) -> None:
    known = set(number_words(lang).values())
    assert {n for n in range(1, 101) if Fraction(n) not in known} == set()


def test_a_table_of_another_shape_says_where(tmp_path: Path) -> None:
    file = tmp_path / "days.toml"
    file.write_text('[times]\nparts = { 0 = "am" }\njoint = "to"\n', "utf-8")
    with pytest.raises(ValidationError, match=r"joint.*\$\.times"):
        read_table(file, DayWords)


def test_nothing_is_known_of_a_language_without_a_folder() -> None:
    for code in ("tlh", "../ur", "ur/../ur"):
        assert not Language(code).is_known
        assert Language(code).prose == Prose()


def test_a_language_that_is_known_is_not_one_to_refuse() -> None:
    assert not {*other_languages()} & {*known_languages()}, "take it out of recognized.toml"


def test_words_of_search_are_written_as_an_index_has_them() -> None:
    arabic = language("ar").search
    assert arabic
    assert "علی" in arabic.stop.split(), "its folder has it in Arabic's own letters"
    assert not set("يىكهة") & set(arabic.stop + arabic.ask + arabic.stem.suf)


@pytest.fixture
def swahili(site: MakeSite) -> object:
    return site(
        f"-- mkdocs.yml --\n{SWAHILI}"
        "-- content/glossary.yml --\n"
        "refund: {en: refund, sw: [rejesho la fedha]}\n"
        "-- content/en/a.md --\n---\ntitle: Refunds\n---\n"
        "You get a refund within five days, by 6 pm, at 2 kg. Call +971 4 555 0142.\n"
        "-- content/sw/a.md --\n---\ntitle: Marejesho\n---\n"
        "Utapata marejesho ya fedha ndani ya siku tano, saa 12 jioni, kilo 2. "
        "Piga +971 4 555 0143.\n"
        "-- content/sw/index.md --\n---\ntitle: Nyumbani\n---\nKaribu.\n"
    )


def test_a_language_that_is_not_known_has_no_false_contradictions(swahili) -> None:  # type: ignore[no-untyped-def]
    findings = [f for f in swahili.check(sameness=True) if "/sw/" in f["path"]]
    assert [(f["code"], f["line"]) for f in findings] == [("KB402", 4)]
    assert "+971" in findings[0]["message"], "telephone numbers are alike in all languages"


def test_what_is_not_known_is_said_once_a_language(swahili) -> None:  # type: ignore[no-untyped-def]
    findings = [f for f in swahili.check(sameness=True) if f["code"] == "KB118"]
    assert [f["path"] for f in findings] == ["mkdocs.yml"]
    message = findings[0]["message"]
    assert message.startswith(
        "'sw': quantities in prose cannot be compared (no number words, no units"
    )
    assert "; sentences are not measured (no length); " in message
    assert message.endswith(
        "search knows no synonyms (no thesaurus); the interface is in English (no catalog)"
    )
    assert findings[0]["severity"] == "warning"


def test_a_language_that_is_not_known_is_built_and_searched(swahili) -> None:  # type: ignore[no-untyped-def]
    swahili.build()
    assert "Utapata marejesho" in swahili.text("sw/a")
    assert re.search(r'<html[^>]* lang="sw"', swahili.html("sw/a"))
    index = (swahili.root / "site/sw/search/index.json").read_text("utf-8")
    assert "marejesho" in index or "arejesho" in index


def test_a_capital_of_turkish_moves_nothing() -> None:
    text = "İade: İstanbul'da 5 DAYS."
    assert [text[one.start : one.end] for one in extract(text, "tr")] == ["İstanbul", "5"]
    found = extract(text, "en")
    assert [text[one.start : one.end] for one in found] == ["İstanbul", "5 DAYS"]


@pytest.mark.parametrize("lang", ["sw", "tr", "mr", "tlh"])
def test_numbers_are_found_in_a_language_that_is_not_known(lang: str) -> None:
    found = [str(f.meaning) for f in extract("12,5 % … 4 May 2027, x@y.example", lang)]
    assert "2027-05-04" in found
    assert "x@y.example" in found
