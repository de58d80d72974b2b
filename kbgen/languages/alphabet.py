"""The order of the alphabet in each language, for lists that people read."""

from __future__ import annotations

import re
import unicodedata

# CLDR's root collation has Arabic letters in the order of the Arabic alphabet; Urdu's tailoring
# adds its own letters (CLDR common/collation/ur.xml). Other scripts are in code point order.
_URDU = "اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھۃءیے"
_BEARERS = {"أ": "ا", "ؤ": "و", "ئ": "ی", "ۂ": "ہ", "ۓ": "ے"}  # a hamza on them does not count
# Below the Arabic letters themselves: one that is not Urdu's comes after those that are.
_PLACES = {letter: chr(0x540 + i) for i, letter in enumerate(_URDU)}
_ORDERS = {"ur": _PLACES | {letter: _PLACES[base] for letter, base in _BEARERS.items()}}
_SKIPPED = re.compile(r"[\W_]+")
_ARTICLES = re.compile(r"^(?:the|an?)\s+", re.I)


def alphabetical(text: str, lang: str) -> tuple[str, str]:
    """Return a key that sorts titles as a reader of the language looks them up.

    Marks, case and punctuation do not count; text that begins in Latin letters or digits comes
    after the language's own script.

    >>> sorted(["ٹکٹ", "بل", "پتہ"], key=lambda word: alphabetical(word, "ur"))
    ['بل', 'پتہ', 'ٹکٹ']
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    if lang == "ur":
        # Of these letters the marks are what tells them apart: آ is not ا.
        plain = unicodedata.normalize("NFC", text)
    if lang == "en":
        plain = _ARTICLES.sub("", plain)
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    words = _SKIPPED.sub(" ", kept).strip()
    order = _ORDERS.get(lang, {})
    is_foreign = lang != "en" and words[:1].isascii()
    return ("\U0010ffff" if is_foreign else "") + "".join(order.get(c, c) for c in words), text
