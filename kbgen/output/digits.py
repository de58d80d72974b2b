"""The digits of numbered lists and steps: those in which a language writes its numbers."""

from __future__ import annotations

from collections.abc import Mapping

COUNTER_STYLES = {
    "arab": "arabic-indic",
    "arabext": "persian",
    "beng": "bengali",
    "deva": "devanagari",
    "gujr": "gujarati",
    "guru": "gurmukhi",
    "mlym": "malayalam",
    "taml": "tamil",
    "telu": "telugu",
}
"""CLDR numbering system → CSS counter style (CSS Counter Styles 3, 6.1)."""


def digits_css(numbering: Mapping[str, str]) -> str:
    """Return the property `--kb-digits` by language; "" where all have European digits.

    `numbering` is the numbering system of each language. What is in another language than its
    page, as one that is not translated yet, has that language's digits.

    >>> digits_css({"en": "latn", "ar": "arab"})
    ':lang(en){--kb-digits:decimal}:lang(ar){--kb-digits:arabic-indic}\\n'
    >>> digits_css({"en": "latn"})
    ''
    """
    if not any(system in COUNTER_STYLES for system in numbering.values()):
        return ""
    rules = (
        f":lang({lang}){{--kb-digits:{COUNTER_STYLES.get(system, 'decimal')}}}"
        for lang, system in numbering.items()
    )
    return "".join(rules) + "\n"
