"""The tables of languages for the browser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from kbgen.languages.language import (
    Language,
    known_languages,
    language,
    scripts,
    shared_search,
)
from kbgen.model.locale import ENGLISH, LATIN

USUAL_SCRIPT = LATIN
"""The script of a language without tables."""


_UNITS = ("minute", "hour", "day", "week", "month", "year")
_MOST_NUMBER = 100
"""The greatest number that people write as a word in a search."""


def script_of_language(lang: str) -> str:
    return language(lang).about.script or USUAL_SCRIPT


def shared_tables(langs: Iterable[str]) -> dict[str, Any]:
    """Return the tables that are independent of an index's language: letters, but no vocabulary.

    `langs` are the languages of the site. Each has its script; each script has its letters and its
    most likely language.
    """
    known = {code: [script.block, script.usual] for code, script in scripts().items()}
    of_languages = {lang: script_of_language(lang) for lang in langs}
    shared: dict[str, Any] = msgspec.to_builtins(shared_search())
    keyboards = {lang: list(_keyboards(lang)) for lang in of_languages}
    return {**shared, "scripts": known, "langs": of_languages, "keyboards": keyboards}


def _keyboards(lang: str) -> Iterator[str]:
    """Yield the keyboards of a language: each key of the US keyboard with what it writes."""
    for keyboard in language(lang).keyboards.values():
        if not keyboard.is_font:
            yield " ".join(f"{key}{letters}" for key, letters in keyboard.letters.items())


def shared_tables_bytes(langs: Iterable[str]) -> bytes:
    return json.dumps(shared_tables(langs), ensure_ascii=False, separators=(",", ":")).encode()


def language_tables(lang: str) -> dict[str, Any]:
    """Return the tables in a language's index: its own ones, and the English ones.

    The English tables are for words in Latin letters, which every site has.
    """
    return {code: _tables(code) for code in (lang, ENGLISH) if language(code).search}


def _tables(lang: str) -> dict[str, Any]:
    own = language(lang)
    found: dict[str, Any] = msgspec.to_builtins(own.search)
    found |= {"chatter": _listed(own.thesaurus.chatter)}
    found |= {"unrelated": _listed(own.thesaurus.unrelated)}
    return {**found, **_numbers(own)}


def _listed(groups: Mapping[str, str]) -> str:
    return " ".join(" ".join(groups.values()).replace(",", " ").split())


def _numbers(own: Language) -> dict[str, Any]:
    """Return the words of numbers, and those of units that are converted into one another."""
    if own.numbers is None:
        return {}
    counted = {str(i): word for i, word in enumerate(own.numbers.counted.split())}
    other = {value: _single(words) for value, words in own.numbers.words.items()}
    values = {
        value: " ".join(filter(None, (counted.get(value), other.get(value))))
        for value in (*counted, *other)
        if value.isdigit() and 1 < int(value) <= _MOST_NUMBER
    }
    units, duals = own.units.words, own.units.duals
    return {
        "numbers": {value: words for value, words in values.items() if words},
        "units": {unit: _single(units[unit]) for unit in _UNITS if unit in units},
        "duals": {unit: _single(duals[unit]) for unit in _UNITS if unit in duals},
    }


def _single(words: str) -> str:
    """Return the forms of one word, of a list with bars."""
    return " ".join(word for word in words.split("|") if " " not in word)


def tables() -> dict[str, Any]:
    """Return the tables of all languages."""
    langs = known_languages()
    own = {lang: table for one in langs for lang, table in language_tables(one).items()}
    return {**shared_tables(langs), "languages": own}
