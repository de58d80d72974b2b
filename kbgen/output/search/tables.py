"""The tables of languages for the browser."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from kbgen.languages.language import known_languages, language, scripts, shared_search
from kbgen.model.locale import ENGLISH, LATIN

USUAL_SCRIPT = LATIN
"""The script of a language without tables."""


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
    return {**shared, "scripts": known, "langs": of_languages}


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
    return {**found, "chatter": ", ".join(own.thesaurus.chatter.values())}


def tables() -> dict[str, Any]:
    """Return the tables of all languages."""
    langs = known_languages()
    own = {lang: table for one in langs for lang, table in language_tables(one).items()}
    return {**shared_tables(langs), "languages": own}
