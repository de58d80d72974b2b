"""Functions that write numbers, units and dates in a locale, for the types of fact.

Patterns and names are CLDR's, through Babel. This module adds what Babel lacks: the space between
a currency code and its number (CLDR currencySpacing), inheritance of unit patterns for each plural
category (Babel's format_unit inherits all or none), native digits, and isolates instead of
direction marks.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import babel
from babel import numbers
from babel.numbers import UnsupportedNumberingSystemError

from kbgen.languages.bidi import isolate, strip_marks
from kbgen.languages.language import numbering_systems
from kbgen.model.locale import LATIN, Locale

NBSP = "\u00a0"
_CODE_BEFORE_NUMBER = re.compile(r"([^\W\d_])(?=\d)")
_NUMBER_BEFORE_CODE = re.compile(r"(\d)(?=[^\W\d_])")
_SPACES = re.compile("[\u202f\u2009]")


@lru_cache(maxsize=64)
def cldr(tag: str) -> babel.Locale:
    """Return Babel's locale; raise ValueError or UnknownLocaleError if there is none."""
    return babel.Locale.parse(tag.replace("-", "_"))


def clean(text: str) -> str:
    """Replace special spaces in Babel's output by plain ones and remove direction marks."""
    return _SPACES.sub(NBSP, strip_marks(text))


def in_digits(text: str, locale: Locale) -> str:
    """Return a text with the digits of the locale."""
    zero = ord(numbering_systems()[locale.numbering].zero)
    return text if zero == 48 else text.translate({48 + i: zero + i for i in range(10)})


def numbering_of(locale: Locale) -> str:
    """Return the locale's numbering system if Babel knows its separators, else "latn"."""
    try:
        numbers.format_decimal(1, locale=cldr(locale.tag), numbering_system=locale.numbering)
    except UnsupportedNumberingSystemError:
        return LATIN
    return locale.numbering


def format_decimal(value: Decimal, locale: Locale, decimals: int | None = None) -> str:
    """Return a number with the locale's grouping and digits and `decimals` decimals, if given."""
    text = numbers.format_decimal(
        abs(value) if decimals is None else round(abs(value), decimals),
        format=with_decimals(cldr(locale.tag).decimal_formats[None].pattern, decimals),
        locale=cldr(locale.tag),
        numbering_system=numbering_of(locale),
        decimal_quantization=False,
    )
    return _signed(in_digits(clean(text), locale), value < 0, locale)


def _signed(text: str, negative: bool, locale: Locale) -> str:
    """Put a minus before a negative number; an isolate keeps it there (CLDR uses an LRM)."""
    if not negative:
        return text
    return isolate(f"-{text}") if locale.direction == "rtl" else f"-{text}"


def with_decimals(pattern: str, decimals: int | None) -> str:
    """Return a CLDR number pattern with `decimals` decimals; None does not change it."""
    if decimals is None:
        return pattern
    return re.sub(
        r"0(\.[0#]+)?", "0" + ("." + "0" * decimals if decimals else ""), pattern, count=1
    )


def space_codes(text: str) -> str:
    """Put a space between a number and an adjacent currency code of letters."""
    text = _CODE_BEFORE_NUMBER.sub(rf"\1{NBSP}", text)
    return _NUMBER_BEFORE_CODE.sub(rf"\1{NBSP}", text)


def plural_category(n: Decimal, locale: Locale) -> str:
    """Return CLDR's plural category: zero, one, two, few, many or other."""
    return str(cldr(locale.tag).plural_form(n))


def format_unit(n: Decimal, unit: str, locale: Locale) -> str:
    """Return a number with a unit; `unit` is its id in CLDR: duration-day, length-kilometer …"""
    pattern = unit_pattern(unit, plural_category(n, locale), locale)
    return pattern.replace("{0}", format_decimal(n, locale))


def unit_pattern(unit: str, category: str, locale: Locale) -> str:
    """Return CLDR's long pattern of a unit for a plural category.

    A form that is missing in the long table is taken from the short one, then from "other" (CLDR
    lateral inheritance), separately for each plural category.
    """
    # Babel has no public function for single unit patterns.
    table = cldr(locale.tag)._data["unit_patterns"].get(unit, {})
    for form in (category, "other"):
        for length in ("long", "short"):
            if form in table.get(length, {}):
                return str(table[length][form])
    raise ValueError(f"CLDR has no {unit} for {locale.tag}")
