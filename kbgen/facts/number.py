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
    check_amount,
    format_amount,
    match_text,
    read_amount,
)
from kbgen.facts.fact_type import FactType
from kbgen.model.locale import Locale
from kbgen.model.message import msg
from kbgen.model.quantity import Quantity

_WRITTEN = re.compile(AMOUNT + r"$", re.A)
_WRONG = msg(
    "'%(written)s' is not a number; write it without separators and with Latin digits: 12500.5"
)


@dataclass(frozen=True)
class Number(Quantity):
    """A number without unit; numbers in prose are not compared with it: they may count anything."""

    type: ClassVar[str] = "number"
    amount: Amount

    def __str__(self) -> str:
        return f"{self.amount}"


def parse_number(value: object) -> Number:
    return Number(read_amount(match_text(_WRITTEN, value, "12", _WRONG)))


def _format(value: Number, locale: Locale) -> str:
    return format_amount(value.amount, locale)


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
