"""date: 2027-02-28."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from babel.dates import format_date

from kbgen.facts.fact_type import FactType
from kbgen.facts.wording import cldr, clean, in_digits
from kbgen.model.finding import HintedError
from kbgen.model.front_matter import DAY, meant_days, other_calendar
from kbgen.model.locale import Locale
from kbgen.model.meaning import Meaning
from kbgen.model.message import msg
from kbgen.model.quantity import Quantity


@dataclass(frozen=True)
class Day(Quantity):
    """A calendar date (Gregorian)."""

    type: ClassVar[str] = "date"
    value: date

    def __str__(self) -> str:
        return self.value.isoformat()


def parse_date(value: object) -> Day:
    if isinstance(value, date):
        if not 1900 <= value.year < 2200:
            raise other_calendar(value)
        return Day(value)
    if isinstance(value, str) and DAY.fullmatch(value):
        what = msg("the date is in quotes")
        raise HintedError(what, msg("write it without them: %(day)s", day=value))
    what = msg("'%(written)s' is not a date", written=str(value))
    raise HintedError(what, msg("write year-month-day: %(day)s", day=meant_days(str(value))))


def _format(value: Day, locale: Locale) -> str:
    return in_digits(clean(format_date(value.value, "long", locale=cldr(locale.tag))), locale)


def _meanings(value: Day) -> Iterator[Meaning]:
    yield Meaning(Day.type, value.value.isoformat())


DATE = FactType(
    Day,
    example="2027-02-28",
    read=parse_date,
    format=_format,
    write=lambda value: value.value,
    meanings=_meanings,
)
