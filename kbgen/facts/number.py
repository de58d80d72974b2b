"""number: 12."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from kbgen.facts.amount import (
    AMOUNT,
    Amount,
    amount_data,
    as_text,
    check_amount,
    format_range,
    read_amount,
)
from kbgen.facts.fact_type import FactType
from kbgen.facts.wording import format_decimal
from kbgen.model.locale import Locale
from kbgen.model.quantity import Quantity

_WRITTEN = re.compile(AMOUNT + r"$", re.A)


@dataclass(frozen=True)
class Number(Quantity):
    """A number without unit; numbers in prose are not compared with it: they may count anything."""

    type: ClassVar[str] = "number"
    amount: Amount

    def __str__(self) -> str:
        return f"{self.amount}"


def parse_number(value: object) -> Number:
    text = as_text(value, "12")
    match = _WRITTEN.match(text)
    if not match:
        hint = "write it without separators and with Latin digits: 12500.5"
        raise ValueError(f"'{text}' is not a number; {hint}")
    return Number(read_amount(match))


def _format(value: Number, locale: Locale) -> str:
    return format_range(value.amount, locale, lambda n, _: format_decimal(n, locale))


def _to_data(value: Number, _: str) -> Mapping[str, Any]:
    return {"value": amount_data(value.amount)}


NUMBER = FactType(
    Number,
    example="12",
    read=parse_number,
    format=_format,
    format_number=_format,
    to_data=_to_data,
    validate=lambda value: check_amount(value.amount),
)
