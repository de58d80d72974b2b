"""The alphabetical order of each language, for lists."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kbgen.languages.case import small
from kbgen.languages.language import language
from kbgen.model.locale import LATIN

_SKIPPED = re.compile(r"[\W_]+")
_FIRST = 0x540
"""A code point below the Arabic letters, so that foreign letters come after a language's own."""


def alphabetical(text: str, lang: str) -> tuple[str, str]:
    """Return a sort key of a title for the language's alphabetical order.

    Marks, case and punctuation are ignored; titles that begin with Latin letters or digits come
    after those in the language's own script.

    >>> sorted(["ٹکٹ", "بل", "پتہ"], key=lambda word: alphabetical(word, "ur"))
    ['بل', 'پتہ', 'ٹکٹ']
    """
    order, about = _order(lang), language(lang).about
    # In a language with its own order of letters, marks count: آ is not ا.
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
    """Return letter → its sort key; letters that are their own keys are left out."""
    about = language(lang).about
    places = {letter: chr(_FIRST + i) for i, letter in enumerate(about.alphabet)}
    return places | {letter: places[base] for letter, base in about.bearers.items()}
