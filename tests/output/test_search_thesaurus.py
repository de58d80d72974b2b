"""What customers say leads to what answers say: the glossary and the thesaurus of each language."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kbgen.languages.language import known_languages, language
from kbgen.model.fact import Term
from kbgen.model.finding import Span
from kbgen.output.search.thesaurus import (
    KIND,
    TERM,
    Form,
    Sense,
    form_of,
    packed,
    senses,
    used_senses,
    words_in,
)

LAST = [chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"\\']
LANGS = ("en", "ur", "ar", "hi", "bn")


def term(**words: tuple[str, ...]) -> Term:
    """Return a term of words by language; those of `not_en` are rejected, of `also_en` asked."""
    own = {lang: forms for lang, forms in words.items() if "_" not in lang}
    parts: dict[str, dict[str, tuple[str, ...]]] = {"not": {}, "also": {}}
    for name, forms in words.items():
        kind, _, lang = name.partition("_")
        if lang:
            parts[kind][lang] = forms
    return Term("t", Span("g.yml"), own, parts["not"], also=parts["also"])


def of_term(one: Term, lang: str, *known: str) -> list[Sense]:
    found = used_senses(senses([one], lang, LANGS), {word: [1] for word in known}, lang)
    return [sense for sense in found if sense.level == TERM]


@pytest.mark.parametrize(
    ("lang", "known", "asked"),
    [
        ("en", "branch", "kiosk"),
        ("en", "branch", "outlet"),
        ("ur", "برانچ", "شاخ"),
        ("ur", "برانچ", "branch"),  # English words travel
        ("ur", "برانچوں", "شاخ"),  # another form of the word
    ],
)
def test_a_term_is_found_by_its_other_words(lang: str, known: str, asked: str) -> None:
    one = term(
        en=("branch",), ur=("برانچ",), not_en=("kiosk",), not_ur=("شاخ",), also_en=("outlet",)
    )
    (sense,) = of_term(one, lang, known)
    assert (asked,) in sense.asked
    assert sense.answers == ((known,),)


def test_what_customers_call_a_term_is_no_word_of_answers() -> None:
    one = term(en=("branch",), also_en=("outlet",))
    assert of_term(one, "en", "outlet") == []


def test_a_term_of_two_words_needs_both() -> None:
    one = term(en=("opening times",), not_en=("timetable",))
    (sense,) = of_term(one, "en", "opening", "times")
    assert sense.answers == (("opening", "times"),)
    assert of_term(one, "en", "opening") == []


def test_what_is_special_finds_what_is_general_and_not_the_other_way_round() -> None:
    known = {"sofa": [1], "furniture": [1]}
    found = [one for one in used_senses(senses([], "en", LANGS), known, "en") if one.level == KIND]
    to_furniture = [one for one in found if ("furniture",) in one.answers]
    assert any(("sofa",) in one.asked for one in to_furniture)
    assert not any(("furniture",) in one.asked for one in found)


@pytest.mark.parametrize(
    ("phrase", "form"),
    [
        ("money back", ("money", "back")),
        ("the receipt", ("receipt",)),
        ("it is not working", ("not", "working")),  # what is denied is no less a word of it
        ("not", ()),
        ("of the", ()),
    ],
)
def test_a_form_is_what_of_a_phrase_counts(phrase: str, form: Form) -> None:
    assert form_of(phrase, "en") == form


def test_one_word_beside_stop_words_does_not_stand_for_the_phrase() -> None:
    one = term(en=("supervisor",), also_en=("in charge",))
    (sense,) = of_term(one, "en", "supervisor", "charge")
    assert ("charge",) not in sense.asked
    assert ("charge", "in") in sense.asked


def test_english_words_are_asked_where_the_site_has_no_english() -> None:
    known = {"واپسی": [1]}
    alone = used_senses(senses([], "ur", ["ur"]), known, "ur")
    beside = used_senses(senses([], "ur", LANGS), known, "ur")
    assert len(alone) >= len(beside)
    assert not any(word.isascii() and word.isalpha() for word in words_in(beside) if len(word) > 4)


def read_numbers(text: str) -> list[int]:
    found, value = [], 0
    for char in text:
        digit = LAST.index(char)
        if digit < 60:
            found.append(value * 60 + digit)
            value = 0
        else:
            value = value * 30 + digit - 60
    return found


def test_senses_are_written_as_numbers() -> None:
    sense = Sense(2, (("a",), ("b", "c")), (("b", "c"), ("d",)))
    places: Mapping[str, int] = {"a": 0, "b": 1, "c": 2, "d": 3}
    # level 2; of two forms asked the first is one of answers, too: b c, then a; one answer more: d
    assert read_numbers(packed([sense], list(places))) == [2, 1, 2, 1, 2, 5, 1, 7]


@pytest.mark.parametrize("lang", known_languages())
def test_every_row_of_the_thesaurus_says_something(lang: str) -> None:
    table = language(lang).thesaurus
    for name, row in {**table.same, **table.near}.items():
        forms = [form.strip() for form in row.split(",")]
        assert len(forms) == len(set(forms)) > 1, name
        assert all(forms), name
    for name, row in {**table.about, **table.kind}.items():
        asked, _, answers = row.partition(" > ")
        assert asked.strip(), name
        assert answers.strip(), name


@pytest.mark.parametrize("lang", known_languages())
def test_no_sense_has_two_rows(lang: str) -> None:
    table = language(lang).thesaurus
    names = [*table.same, *table.near, *table.about, *table.kind]
    assert len(names) == len(set(names))
