"""Tells names of fields that somebody has translated."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from unicodedata import normalize

from kbgen.languages.language import known_languages, language


def meant_field(name: str, known: Collection[str]) -> str:
    """Return the one of the known fields that a word of another language names; "" for none.

    >>> meant_field("عنوان", ["title"]), meant_field("title", ["title"])
    ('title', '')
    """
    if name.isascii():
        return ""
    names = _names().get(normalize("NFC", name).strip().lower(), ())
    return next((one for one in names if one in known), "")


@cache
def _names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in known_languages():
        for name, words in language(code).fields.items():
            for word in words.split("|"):
                found.setdefault(word.lower(), []).append(name)
    return found
