"""The order of the alphabet in each language, for lists that people read."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kbgen.languages.case import small
from kbgen.languages.language import language
from kbgen.model.locale import LATIN

_SKIPPED = re.compile(r"[\W_]+")
_FIRST = 0x540
"""Below the Arabic letters: one that is not the language's own comes after those that are."""


def alphabetical(text: str, lang: str) -> tuple[str, str]:
    """Return a key that sorts titles as a reader of the language looks them up.

    Marks, case and punctuation do not count; text that begins in Latin letters or digits comes
    after the language's own script.

    >>> sorted(["ٹکٹ", "بل", "پتہ"], key=lambda word: alphabetical(word, "ur"))
    ['بل', 'پتہ', 'ٹکٹ']
    """
    order, about = _order(lang), language(lang).about
    # Where letters have an order of their own, marks tell them apart: آ is not ا.
    plain = small(text, lang) if order else text.casefold()
    plain = unicodedata.normalize("NFC" if order else "NFKD", plain)
    if about.articles:
        plain = re.sub(rf"^(?:{about.articles})\s+", "", plain)
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    words = _SKIPPED.sub(" ", kept).strip()
    is_foreign = about.script not in (LATIN, "") and words[:1].isascii()
    return ("\U0010ffff" if is_foreign else "") + "".join(order.get(c, c) for c in words), text


@cache
def _order(lang: str) -> dict[str, str]:
    """Return letter → what it is sorted by; nothing where that is the letter itself."""
    about = language(lang).about
    places = {letter: chr(_FIRST + i) for i, letter in enumerate(about.alphabet)}
    return places | {letter: places[base] for letter, base in about.bearers.items()}
