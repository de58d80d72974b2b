"""What the types of facts share to write numbers, units and dates in a locale.

Patterns and names are CLDR's, through Babel; what Babel leaves out is done here: the spacing
between a currency code and its number (CLDR currencySpacing), unit patterns inherited plural
category by plural category (Babel's format_unit takes them all or none), native digits, and
isolates instead of loose direction marks.
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
    """Return Babel's locale; ValueError or UnknownLocaleError if there is none."""
    return babel.Locale.parse(tag.replace("-", "_"))


def clean(text: str) -> str:
    """Return what Babel formatted with usual spaces, and without loose direction marks."""
    return _SPACES.sub(NBSP, strip_marks(text))


def in_digits(text: str, locale: Locale) -> str:
    """Return a text with the digits of the locale."""
    zero = ord(numbering_systems()[locale.numbering].zero)
    return text if zero == 48 else text.translate({48 + i: zero + i for i in range(10)})


def numbering_of(locale: Locale) -> str:
    """Return the numbering system whose separators Babel knows for this locale."""
    try:
        numbers.format_decimal(1, locale=cldr(locale.tag), numbering_system=locale.numbering)
    except UnsupportedNumberingSystemError:
        return LATIN
    return locale.numbering


def format_decimal(value: Decimal, locale: Locale, decimals: int | None = None) -> str:
    """Return a number with the locale's grouping and digits, and with so many decimals."""
    text = numbers.format_decimal(
        abs(value) if decimals is None else round(abs(value), decimals),
        format=with_decimals(cldr(locale.tag).decimal_formats[None].pattern, decimals),
        locale=cldr(locale.tag),
        numbering_system=numbering_of(locale),
        decimal_quantization=False,
    )
    return _signed(in_digits(clean(text), locale), value < 0, locale)


def _signed(text: str, negative: bool, locale: Locale) -> str:
    """Put the minus before the number and keep it there (CLDR's LRM, as an isolate)."""
    if not negative:
        return text
    return isolate(f"-{text}") if locale.direction == "rtl" else f"-{text}"


def with_decimals(pattern: str, decimals: int | None) -> str:
    """Return a CLDR number pattern with so many decimals; None leaves it as it is."""
    if decimals is None:
        return pattern
    return re.sub(
        r"0(\.[0#]+)?", "0" + ("." + "0" * decimals if decimals else ""), pattern, count=1
    )


def space_codes(text: str) -> str:
    """Put a space between a number and the letters of a currency code beside it."""
    text = _CODE_BEFORE_NUMBER.sub(rf"\1{NBSP}", text)
    return _NUMBER_BEFORE_CODE.sub(rf"\1{NBSP}", text)


def plural_category(n: Decimal, locale: Locale) -> str:
    """Return CLDR's plural category: zero, one, two, few, many or other."""
    return str(cldr(locale.tag).plural_form(n))


def format_unit(n: Decimal, unit: str, locale: Locale) -> str:
    """Return a number with a unit by CLDR's id of it: duration-day, length-kilometer …"""
    pattern = unit_pattern(unit, plural_category(n, locale), locale)
    return pattern.replace("{0}", format_decimal(n, locale))


def unit_pattern(unit: str, category: str, locale: Locale) -> str:
    """Return CLDR's long pattern of a unit for a plural category.

    A form that the long table lacks is inherited from the short one, then from "other"
    (CLDR lateral inheritance), one plural category at a time.
    """
    # Babel has no public accessor to single unit patterns.
    table = cldr(locale.tag)._data["unit_patterns"].get(unit, {})
    for form in (category, "other"):
        for length in ("long", "short"):
            if form in table.get(length, {}):
                return str(table[length][form])
    raise ValueError(f"CLDR has no {unit} for {locale.tag}")
