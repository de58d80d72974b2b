"""What a fact can be: the base of all types, and those types that a branch has by itself.

The other types are in kbgen.facts, where one file has all that is known of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import ClassVar

from kbgen.model.uses import Use, find_uses

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class Quantity:
    """A value of a fact; each type is a frozen dataclass with a name."""

    type: ClassVar[str]

    @property
    def words(self) -> Mapping[str, str]:
        """Language → what an author wrote; empty for what is formatted from data."""
        return {}

    @property
    def uses(self) -> tuple[Use, ...]:
        """The `{{ fact }}` in the words of all languages, as many times as they stand there."""
        return tuple(use for text in self.words.values() for use in find_uses(text))

    @property
    def quotes(self) -> tuple[str, ...]:
        """The ids of the facts that are quoted, as many times as they are."""
        return tuple(use.id for use in self.uses if use.id)


@dataclass(frozen=True)
class Opening:
    """The same hours on some weekdays (0 = Monday); no slots means closed."""

    days: tuple[int, ...]
    slots: tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class Hours(Quantity):
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
class Phone(Quantity):
    type: ClassVar[str] = "phone"
    e164: str
    international: str

    def __str__(self) -> str:
        return self.e164


@dataclass(frozen=True)
class WhatsApp(Quantity):
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
