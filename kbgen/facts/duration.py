"""duration: 14 days, 3-5 working days."""

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

UNITS = ("second", "minute", "hour", "day", "working day", "week", "month", "year")
_EXAMPLE = "14 days"
_WRONG = msg("'%(written)s' is not a duration; write a number and a unit: %(example)s")
_NEGATIVE = msg("a duration cannot be negative")
_WORDS = {**{unit: unit for unit in UNITS}, "business day": "working day"}


@dataclass(frozen=True)
class Duration(Quantity):
    type: ClassVar[str] = "duration"
    amount: Amount
    unit: str  # one of UNITS

    def __str__(self) -> str:
        plural = "" if self.amount.high == 1 else "s"
        return f"{self.amount} {self.unit}{plural}"


def parse_duration(value: object) -> Duration:
    return Duration(*read_measure(value, _WRONG, _NEGATIVE, _EXAMPLE, _WORDS))


def _format(value: Duration, locale: Locale) -> str:
    def one(n: Decimal, is_last: bool) -> str:
        if not is_last:
            return format_decimal(n, locale)
        if value.unit == "working day":
            return _working_days(n, locale)
        return format_unit(n, f"duration-{value.unit}", locale)

    return format_range(value.amount, locale, one)


def _working_days(n: Decimal, locale: Locale) -> str:
    count = int(n) if n == n.to_integral_value() else 100
    text = locale.strings.ngettext("%(count)s working day", "%(count)s working days", count)
    return text % {"count": format_decimal(n, locale)}


def _to_data(value: Duration, _: str) -> Mapping[str, Any]:
    return {"value": amount_data(value.amount), "unit": value.unit}


def _meanings(value: Duration) -> Iterator[Meaning]:
    return amount_meaning(Duration.type, value.amount, value.unit)


def _entry(meaning: Meaning) -> str:
    return f"{meaning.value} {meaning.unit}{'' if meaning.value == '1' else 's'}"


def _validate(value: Duration) -> None:
    check_amount(value.amount)
    if value.unit not in UNITS:
        raise ValueError(f"there is no unit {value.unit}")


DURATION = FactType(
    Duration,
    example="14 days, 3-5 working days",
    read=parse_duration,
    format=_format,
    format_number=lambda value, locale: format_amount(value.amount, locale),
    to_data=_to_data,
    unit=lambda value: value.unit,
    is_unit=UNITS.__contains__,
    meanings=_meanings,
    suggest=suggestion(Duration.type, _entry),
    validate=_validate,
)
