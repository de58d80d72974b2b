"""distance: 5 km. A type of fact that kbgen does not have: tests/facts/test_fact_type.py adds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from kbgen.facts.amount import (
    Amount,
    amount_data,
    amount_meaning,
    check_amount,
    format_amount,
    format_range,
    read_measure,
)
from kbgen.facts.fact_type import FactType, suggestion
from kbgen.facts.wording import format_decimal, format_unit
from kbgen.model.locale import Locale
from kbgen.model.meaning import Meaning
from kbgen.model.message import msg
from kbgen.model.quantity import Quantity

UNITS = {"km": "length-kilometer", "m": "length-meter"}
"""Unit → CLDR's id of it."""
_WORDS = {"km": "km", "kilometre": "km", "kilometer": "km", "m": "m", "metre": "m", "meter": "m"}
_WRONG = msg("'%(written)s' is not a distance; write a number and a unit: %(example)s")
_NEGATIVE = msg("a distance cannot be negative")


@dataclass(frozen=True)
class Distance(Quantity):
    type: ClassVar[str] = "distance"
    amount: Amount
    unit: str  # one of UNITS

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"


def parse_distance(value: object) -> Distance:
    return Distance(*read_measure(value, _WRONG, _NEGATIVE, "5 km", _WORDS))


def _format(value: Distance, locale: Locale) -> str:
    def one(n: Decimal, is_last: bool) -> str:
        return format_unit(n, UNITS[value.unit], locale) if is_last else format_decimal(n, locale)

    return format_range(value.amount, locale, one)


def _to_data(value: Distance, _: str) -> Mapping[str, Any]:
    return {"value": amount_data(value.amount), "unit": value.unit}


def _meanings(value: Distance) -> Iterator[Meaning]:
    return amount_meaning(Distance.type, value.amount, value.unit)


DISTANCE = FactType(
    Distance,
    example="5 km",
    read=parse_distance,
    format=_format,
    format_number=lambda value, locale: format_amount(value.amount, locale),
    to_data=_to_data,
    unit=lambda value: value.unit,
    is_unit=UNITS.__contains__,
    meanings=_meanings,
    suggest=suggestion(Distance.type, str),
    validate=lambda value: check_amount(value.amount),
)
