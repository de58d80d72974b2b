"""money: 25 AED."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

from babel.numbers import format_currency, get_currency_precision, list_currencies

from kbgen.facts.amount import (
    WITH_WORD,
    Amount,
    amount_data,
    amount_meaning,
    check_amount,
    format_range,
    match_text,
    read_amount,
)
from kbgen.facts.fact_type import FactType, suggestion
from kbgen.facts.wording import (
    NBSP,
    cldr,
    clean,
    format_decimal,
    in_digits,
    numbering_of,
    plural_category,
    space_codes,
    with_decimals,
)
from kbgen.languages.bidi import direction_of, isolate
from kbgen.languages.language import shared_units
from kbgen.model.finding import HintedError, did_you_mean
from kbgen.model.locale import Locale
from kbgen.model.meaning import Meaning
from kbgen.model.message import msg, msgn
from kbgen.model.quantity import Quantity

_WRONG = msg("'%(written)s' is not an amount; write the number, then the currency: %(example)s")


@dataclass(frozen=True)
class Money(Quantity):
    type: ClassVar[str] = "money"
    amount: Amount
    currency: str  # ISO 4217

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def parse_money(value: object) -> Money:
    match = match_text(WITH_WORD, value, "25 AED", _WRONG)
    code = match["word"].strip()
    if code not in list_currencies():
        near = did_you_mean(code.upper(), list_currencies())
        what = msg("there is no currency '%(written)s'", written=code)
        raise HintedError(what, near or msg("use its ISO code: 25 AED"))
    amount = read_amount(match)
    digits = get_currency_precision(code)
    if any(-int(n.as_tuple().exponent) > digits for n in (amount.low, amount.high)):
        raise HintedError(
            msgn(
                "%(currency)s has %(count)d decimal place; '%(written)s' has more",
                "%(currency)s has %(count)d decimal places; '%(written)s' has more",
                digits,
                currency=code,
                written=match.string,
            )
        )
    return Money(amount, code)


def _format(value: Money, locale: Locale) -> str:
    names = locale.currencies.get(value.currency)
    if names:
        return format_range(
            value.amount, locale, lambda n, last: _named(n, value.currency, names, locale, last)
        )
    return format_range(value.amount, locale, lambda n, _: _by_pattern(n, value.currency, locale))


def _format_number(value: Money, locale: Locale) -> str:
    code = value.currency
    return format_range(
        value.amount, locale, lambda n, _: format_decimal(n, locale, _decimals(n, code))
    )


@lru_cache(maxsize=16)
def currency_names(tag: str) -> Mapping[str, str]:
    """Return currency → its name in a locale (CLDR)."""
    return dict(cldr(tag).currencies)


def _decimals(n: Decimal, currency: str) -> int:
    """Return the number of decimals: none for a whole amount, else as many as the currency has."""
    return 0 if n == n.to_integral_value() else get_currency_precision(currency)


def _named(
    n: Decimal, currency: str, names: Mapping[str, str], locale: Locale, is_last: bool
) -> str:
    shown = format_decimal(n, locale, _decimals(n, currency))
    if not is_last:
        return shown
    name = names.get(plural_category(n, locale), names["other"])
    return f"{shown}{NBSP}{name}"


def _by_pattern(n: Decimal, currency: str, locale: Locale) -> str:
    pattern = cldr(locale.tag).currency_formats["standard"].pattern.split(";")[0]
    text = format_currency(
        abs(n),
        currency,
        format=with_decimals(pattern, _decimals(n, currency)),
        locale=cldr(locale.tag),
        currency_digits=False,
        decimal_quantization=False,
        numbering_system=numbering_of(locale),
    )
    text = in_digits(space_codes(clean(text)), locale)
    text = f"-{text}" if n < 0 else text
    latin_in_rtl = locale.direction == "rtl" and (n < 0 or direction_of(text) == "ltr")
    return isolate(text) if latin_in_rtl else text


def _to_data(value: Money, _: str) -> Mapping[str, Any]:
    return {"value": amount_data(value.amount), "currency": value.currency}


def _meanings(value: Money) -> Iterator[Meaning]:
    families = shared_units().families.items()
    for unit in (value.currency, *(name for name, codes in families if value.currency in codes)):
        yield from amount_meaning(Money.type, value.amount, unit)


def _is_unit(unit: str) -> bool:
    codes = shared_units().families.get(unit, unit).split()
    return any(code in list_currencies() for code in codes)


def _entry(meaning: Meaning) -> str:
    codes = shared_units().families.get(meaning.unit, meaning.unit).split()
    # A person has to name the currency.
    code = codes[0] if len(codes) == 1 else f"{' or '.join(codes[:3])}?"
    return f"{meaning.value} {code}"


MONEY = FactType(
    Money,
    example="25 AED",
    read=parse_money,
    format=_format,
    format_number=_format_number,
    to_data=_to_data,
    unit=lambda value: value.currency,
    is_unit=_is_unit,
    meanings=_meanings,
    suggest=suggestion(Money.type, _entry),
    validate=lambda value: check_amount(value.amount),
)
