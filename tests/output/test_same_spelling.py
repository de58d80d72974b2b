"""Spellings that Unicode or a language's keyboards make of one word are one word to the search.

The words are those of the languages' thesauri; what is made of them is by Unicode's data.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import islice
from typing import Literal

import pytest

from kbgen.languages.language import language
from kbgen.output.search.text import words_of

Spell = Callable[[str], str]
EACH = 8
"""Words that a rule is tried with."""
NASALS = (("ङ", "कखगघ"), ("ञ", "चछजझ"), ("ण", "टठडढ"), ("न", "तथदध"), ("म", "पफबभ"))


def instead(old: str, new: str) -> Spell:
    return lambda word: word.replace(old, new)


def within(mark: str) -> Spell:
    return lambda word: word[:2] + mark + word[2:] if len(word) > 4 else word


def final(old: str, new: str) -> Spell:
    return lambda word: word.removesuffix(old) + new if word.endswith(old) else word


def initial(old: str, new: str) -> Spell:
    return lambda word: new + word.removeprefix(old) if word.startswith(old) else word


def in_form(form: str) -> Spell:
    """Spell with compatibility characters: presentation forms, full width."""

    def of(char: str) -> str:
        name = unicodedata.name(char)
        try:
            return unicodedata.lookup(f"{form} {name}" if "WIDTH" in form else f"{name} {form}")
        except KeyError:
            return char

    return lambda word: "".join(map(of, word))


def normalized(form: Literal["NFC", "NFD"]) -> Spell:
    return lambda word: unicodedata.normalize(form, word)


def anusvara(word: str) -> str:
    """Write a nasal before a consonant of its class as anusvara (Hindi's usual spelling)."""
    for nasal, consonants in NASALS:
        for one in consonants:
            word = word.replace(f"{nasal}्{one}", f"ं{one}")
    return word


def without_nukta(word: str) -> str:
    return unicodedata.normalize("NFD", word).replace("\u093c", "")


def with_nukta(word: str) -> str:
    """Write a letter and its nukta as one: no normalization form does."""
    for code in range(0x958, 0x960):
        word = word.replace(unicodedata.normalize("NFD", chr(code)), chr(code))
    return word


def in_mathematics(word: str) -> str:
    return "".join(
        chr(0x1D41A + ord(char) - ord("a")) if "a" <= char <= "z" else char for char in word
    )


ARABIC_SCRIPT: dict[str, Spell] = {
    "isolated forms": in_form("ISOLATED FORM"),
    "initial forms": in_form("INITIAL FORM"),
    "final forms": in_form("FINAL FORM"),
    "tatweel": within("\u0640\u0640"),
    "a vowel's mark": within("\u064e"),
    "a doubled letter's mark": within("\u0651"),
    "joined no more": within("\u200c"),
    "a mark of direction": lambda word: f"\u200f{word}",
    "letters and marks apart": normalized("NFD"),
    "alef with madda": instead("آ", "ا"),
    "alef wasla": initial("ا", "ٱ"),
}
RULES: dict[str, dict[str, Spell]] = {
    "ar": ARABIC_SCRIPT
    | {
        "hamza above": instead("أ", "ا"),
        "hamza below": instead("إ", "ا"),
        "ya of a Persian keyboard": instead("ي", "ی"),
        "kaf of a Persian keyboard": instead("ك", "ک"),
        "ha of an Urdu keyboard": instead("ه", "ہ"),
        "alef maqsura for ya": final("ي", "ى"),
        "ya for alef maqsura": final("ى", "ي"),
        "ha for ta marbuta": final("ة", "ه"),
        "tanween": final("ا", "ا\u064b"),
        "hamza dropped": final("اء", "ا"),
    },
    "ur": ARABIC_SCRIPT
    | {
        "ya of an Arabic keyboard": instead("ی", "ي"),
        "kaf of an Arabic keyboard": instead("ک", "ك"),
        "ha of an Arabic keyboard": instead("ہ", "ه"),
        "alef maqsura for ya": final("ی", "ى"),
        "do-chashmi he at the beginning": initial("ہ", "ھ"),
        "hamza on waw, in two": instead("ؤ", "و\u0654"),
        "hamza on ya, in two": instead("ئ", "ی\u0654"),
    },
    "hi": {
        "nukta in its letter": with_nukta,
        "no nukta": without_nukta,
        "anusvara for candrabindu": instead("ँ", "ं"),
        "anusvara for a nasal": anusvara,
        "joined no more": instead("्", "्\u200c"),
        "joined": instead("्", "्\u200d"),
        "aa in two": initial("आ", "अा"),
        "o in two": initial("ओ", "अो"),
        "candra o in two": instead("ॉ", "ाॅ"),
        "ii for yii at the end": final("यी", "ई"),
        "e for ye at the end": final("ये", "ए"),
        "a danda": lambda word: f"{word}।",
        "a mark of direction": lambda word: f"\u200e{word}",
    },
    "en": {
        "capitals": str.upper,
        "full width": in_form("FULLWIDTH"),
        "a soft hyphen": within("\u00ad"),
        "no width": within("\u200b"),
        "an accent": instead("e", "é"),
        "a ligature": instead("fi", "\ufb01"),
        "small letters of mathematics": in_mathematics,
        "a mark of direction": lambda word: f"\u200e{word}",
    },
}


def words_in(lang: str) -> list[str]:
    table = language(lang).thesaurus
    rows = [*table.same.values(), *table.near.values(), *table.about.values()]
    words = " ".join(rows).replace(",", " ").replace(">", " ").split()
    return [word for word in dict.fromkeys(words) if len(words_of(word)) == 1]


@pytest.mark.parametrize(
    ("lang", "rule"), [(lang, rule) for lang, rules in RULES.items() for rule in rules]
)
def test_another_spelling_is_the_same_word(lang: str, rule: str) -> None:
    spell = RULES[lang][rule]
    pairs = ((word, spell(word)) for word in words_in(lang))
    tried = list(islice((pair for pair in pairs if pair[0] != pair[1]), EACH))
    assert tried, "no word of the thesaurus is spelt otherwise by this rule"
    other = {pair: words_of(pair[1]) for pair in tried if words_of(pair[0]) != words_of(pair[1])}
    assert other == {}


def test_enough_spellings_are_tried() -> None:
    tried = 0
    for lang, rules in RULES.items():
        for spell in rules.values():
            tried += min(EACH, sum(spell(word) != word for word in words_in(lang)))
    assert tried >= 300
