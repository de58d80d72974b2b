"""What the words of a text state, in four languages, and the tables that say it."""

from __future__ import annotations

import pytest

from kbgen.languages.language import known_languages, language, shared_opposites
from kbgen.meaning.sequence import MARKERS
from kbgen.meaning.statements import keys_of, place_of, statements_in

SHARED = shared_opposites()
LINES = [
    line
    for table in (SHARED.opposites, SHARED.doubtful)
    for lines in table.values()
    for line in lines
]
ALONE = [SHARED.present, SHARED.short, SHARED.weak]
COMPARED = {key for line in LINES for key in line.replace("/", " ").split()}
COMPARED |= {key for table in ALONE for keys in table.values() for key in keys.split()}
LANGS = [lang for lang in known_languages() if language(lang).opposites.words]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "en",
            "You may not smoke, unless it’s outside.",
            ["you", "not", "may", "unless", "outside"],
        ),
        ("en", "Feel free to call us at last.", ["by-phone", "we"]),
        ("en", "Tell us in advance.", ["we", "advance"]),
        ("ur", "رسید کے بغیر نہیں", ["receipt", "without", "not"]),
        ("ur", "بلا جھجک پوچھیں", ["question"]),
        ("ar", "وبدون إيصال لا يمكن", ["without", "receipt", "not", "may"]),
        ("hi", "जब तक हम कॉल न करें", ["until", "we", "by-phone", "not"]),
    ],
)
def test_statements(lang: str, text: str, expected: list[str]) -> None:
    assert [one.key for one in statements_in(text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("en", "You can’t pay", "can’t"),
        ("ar", "يُمكنك الدفع نقدًا", "نقدًا"),
        ("hi", "केवल नक़द", "केवल"),
    ],
)
def test_the_place_of_words_counts_in_the_text_itself(lang: str, text: str, words: str) -> None:
    found = {text[slice(*place_of(one, text, lang))] for one in statements_in(text, lang)}
    assert words in found


def test_there_are_enough_opposites() -> None:
    states = SHARED.opposites["states"]
    keys = {key for line in states for key in line.replace("/", " ").split()}
    assert len(states) >= 60
    assert len(keys) >= 120


@pytest.mark.parametrize("lang", LANGS)
def test_each_language_has_words_for_what_is_compared(lang: str) -> None:
    of_some_languages = {"till", "in", "just", "earlier", "by", "you", "we"}
    assert COMPARED - keys_of(lang) - of_some_languages == set()


@pytest.mark.parametrize("lang", LANGS)
def test_words_state_what_is_compared_or_excused(lang: str) -> None:
    excused = {key for row in SHARED.equal for keys in row[:2] for key in keys.split()}
    known = COMPARED | excused | set(SHARED.denying.split()) | MARKERS | {"should", "most-of"}
    own = {key for keys in language(lang).opposites.words for key in keys.split()}
    assert own - known == set()
