"""percent: 5."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from babel.numbers import format_percent

from kbgen.facts.amount import (
    AMOUNT,
    Amount,
    amount_data,
    amount_meaning,
    check_amount,
    format_amount,
    format_range,
    match_text,
    read_amount,
)
from kbgen.facts.fact_type import FactType, suggestion
from kbgen.facts.wording import cldr, clean, in_digits, numbering_of
from kbgen.languages.bidi import isolate
from kbgen.model.locale import Locale
from kbgen.model.meaning import Meaning
from kbgen.model.message import msg
from kbgen.model.quantity import Quantity

_WRITTEN = re.compile(AMOUNT + r"\s*%?$", re.A)
_WRONG = msg("'%(written)s' is not a percentage; write the number: %(example)s")


@dataclass(frozen=True)
class Percent(Quantity):
    type: ClassVar[str] = "percent"
    amount: Amount  # 5 means 5 %

    def __str__(self) -> str:
        return f"{self.amount}%"


def parse_percent(value: object) -> Percent:
    return Percent(read_amount(match_text(_WRITTEN, value, "5", _WRONG)))


def _format(value: Percent, locale: Locale) -> str:
    return format_range(value.amount, locale, lambda n, _: _one(n, locale))


def _one(n: Decimal, locale: Locale) -> str:
    text = format_percent(
        abs(n) / 100,
        locale=cldr(locale.tag),
        numbering_system=numbering_of(locale),
        decimal_quantization=False,
    )
    text = in_digits(clean(text), locale)
    text = f"-{text}" if n < 0 else text
    return isolate(text) if locale.direction == "rtl" else text


def _to_data(value: Percent, _: str) -> Mapping[str, Any]:
    return {"value": amount_data(value.amount)}


def _meanings(value: Percent) -> Iterator[Meaning]:
    return amount_meaning(Percent.type, value.amount, "%")


PERCENT = FactType(
    Percent,
    example="5",
    read=parse_percent,
    format=_format,
    format_number=lambda value, locale: format_amount(value.amount, locale),
    to_data=_to_data,
    is_unit="%".__eq__,
    meanings=_meanings,
    suggest=suggestion(Percent.type, lambda meaning: meaning.value),
    is_likely=lambda value: "%" in str(value),
    validate=lambda value: check_amount(value.amount),
)
