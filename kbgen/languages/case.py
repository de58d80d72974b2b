"""Small letters, as a language writes them."""

from __future__ import annotations

from functools import cache

from kbgen.languages.language import language


def small(text: str, lang: str) -> str:
    """Return a text in small letters, each where the capital was: offsets stay places.

    >>> small("İade: 14 Gün", "tr"), small("ID", "en")
    ('iade: 14 gün', 'id')
    """
    return text.translate(_table(lang)).lower()


@cache
def _table(lang: str) -> dict[int, str]:
    # The one capital whose small letter Unicode writes as two characters.
    return str.maketrans({"İ": "i", **language(lang).about.lowercase})
