"""What a fact can be: one frozen type for each kind of quantity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import ClassVar

UNITS = ("second", "minute", "hour", "day", "working day", "week", "month", "year")
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True)
class Amount:
    """A number or an inclusive range of numbers; `low == high` for a single number."""

    low: Decimal
    high: Decimal

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    def __str__(self) -> str:
        return f"{self.low}-{self.high}" if self.is_range else f"{self.low}"


@dataclass(frozen=True)
class Duration:
    type: ClassVar[str] = "duration"
    amount: Amount
    unit: str  # one of UNITS

    def __str__(self) -> str:
        plural = "" if self.amount.high == 1 else "s"
        return f"{self.amount} {self.unit}{plural}"


@dataclass(frozen=True)
class Money:
    type: ClassVar[str] = "money"
    amount: Amount
    currency: str  # ISO 4217

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@dataclass(frozen=True)
class Percent:
    type: ClassVar[str] = "percent"
    amount: Amount  # 5 means 5 %

    def __str__(self) -> str:
        return f"{self.amount}%"


@dataclass(frozen=True)
class Number:
    type: ClassVar[str] = "number"
    amount: Amount

    def __str__(self) -> str:
        return f"{self.amount}"


@dataclass(frozen=True)
class Day:
    """A calendar date (Gregorian)."""

    type: ClassVar[str] = "date"
    value: date

    def __str__(self) -> str:
        return self.value.isoformat()


@dataclass(frozen=True)
class Clock:
    """A local time of day, to the minute."""

    type: ClassVar[str] = "time"
    value: time

    def __str__(self) -> str:
        return self.value.strftime("%H:%M")


@dataclass(frozen=True)
class Opening:
    """The same hours on some weekdays (0 = Monday); no slots means closed."""

    days: tuple[int, ...]
    slots: tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class Hours:
    """Opening hours in the order written; weekdays that no rule names are closed.

    The text form is the subset of OpenStreetMap's opening_hours that a shop needs:
    "Mo-Th 09:00-21:00; Fr 14:00-22:00".
    """

    type: ClassVar[str] = "hours"
    rules: tuple[Opening, ...]
    text: str

    @property
    def is_closed(self) -> bool:
        """Whether it says of every day that it is closed."""
        days = {day for rule in self.rules if not rule.slots for day in rule.days}
        return len(days) == len(WEEKDAYS)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Phone:
    type: ClassVar[str] = "phone"
    e164: str
    international: str

    def __str__(self) -> str:
        return self.e164


@dataclass(frozen=True)
class WhatsApp:
    """A number that is written to by WhatsApp; nobody need answer it by telephone."""

    type: ClassVar[str] = "whatsapp"
    e164: str
    international: str

    @property
    def href(self) -> str:
        """Its address as WhatsApp's "click to chat" has it: the digits alone."""
        return f"https://wa.me/{self.e164.removeprefix('+')}"

    def __str__(self) -> str:
        return self.e164


@dataclass(frozen=True)
class Email:
    type: ClassVar[str] = "email"
    address: str

    def __str__(self) -> str:
        return self.address


@dataclass(frozen=True)
class Url:
    type: ClassVar[str] = "url"
    href: str

    def __str__(self) -> str:
        return self.href


@dataclass(frozen=True)
class Text:
    """One string per language; a string may quote other facts as `{{ id }}`."""

    type: ClassVar[str] = "text"
    strings: Mapping[str, str]

    def __str__(self) -> str:
        return next(iter(self.strings.values()), "")


Quantity = (
    Duration
    | Money
    | Percent
    | Number
    | Day
    | Clock
    | Hours
    | Phone
    | WhatsApp
    | Email
    | Url
    | Text
)
COUNTED = (Duration, Money, Number, Percent)
"""Those that have a number of their own."""
CHANNELS = (Phone, WhatsApp, Email, Url)
"""Those by which a customer reaches the company."""
