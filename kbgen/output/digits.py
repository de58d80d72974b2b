"""The digits of numbered lists and steps by language."""

from __future__ import annotations

from collections.abc import Mapping

from kbgen.languages.language import numbering_systems

EUROPEAN = "decimal"


def digits_css(numbering: Mapping[str, str]) -> str:
    """Return CSS with the property `--kb-digits` by language; "" if all have European digits.

    `numbering` is the numbering system of each language. Text in another language than its page,
    such as an untranslated page, has the digits of its own language.

    >>> digits_css({"en": "latn", "ar": "arab"})
    ':lang(en){--kb-digits:decimal}:lang(ar){--kb-digits:arabic-indic}\\n'
    >>> digits_css({"en": "latn"})
    ''
    """
    styles = {lang: _counter_style(system) for lang, system in numbering.items()}
    if {*styles.values()} <= {EUROPEAN}:
        return ""
    rules = (f":lang({lang}){{--kb-digits:{style}}}" for lang, style in styles.items())
    return "".join(rules) + "\n"


def _counter_style(system: str) -> str:
    digits = numbering_systems().get(system)
    return digits.counter if digits else EUROPEAN
