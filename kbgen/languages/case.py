"""Small letters, as a language writes them."""

from __future__ import annotations

from functools import cache

from kbgen.languages.language import language


def small(text: str, lang: str) -> str:
    """Return a text in small letters, each where the capital was: offsets stay places.

    >>> small("İade: 14 Gün", "tr"), small("ID", "en")
    ('iade: 14 gün', 'id')
    """
    for capital, letter in _table(lang).items():
        if capital in text:
            text = text.replace(capital, letter)
    return text.lower()


@cache
def _table(lang: str) -> dict[str, str]:
    # The one capital whose small letter Unicode writes as two characters.
    return {"İ": "i", **language(lang).about.lowercase}
