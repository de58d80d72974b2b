"""The base class of the types of fact, and the types that a branch itself has values of.

The other types are in kbgen.facts, one file for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import ClassVar

from kbgen.model.uses import Use, find_uses

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class Quantity:
    """A value of a fact; each type is a frozen dataclass whose `type` is its name."""

    type: ClassVar[str]

    @property
    def words(self) -> Mapping[str, str]:
        """Return language → the author's text; empty for values that are formatted from data."""
        return {}

    @property
    def uses(self) -> tuple[Use, ...]:
        """Return every `{{ fact }}` in the texts of all languages, with repetitions."""
        return tuple(use for text in self.words.values() for use in find_uses(text))

    @property
    def quotes(self) -> tuple[str, ...]:
        """Return the ids of the facts that the texts quote, with repetitions."""
        return tuple(use.id for use in self.uses if use.id)


@dataclass(frozen=True)
class Opening:
    """Equal hours on some weekdays (0 = Monday); no slots means closed."""

    days: tuple[int, ...]
    slots: tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class Hours(Quantity):
    """Opening hours in the order of the text; weekdays without a rule are closed.

    The text form is the subset of OpenStreetMap's opening_hours that a shop needs:
    "Mo-Th 09:00-21:00; Fr 14:00-22:00".
    """

    type: ClassVar[str] = "hours"
    rules: tuple[Opening, ...]
    text: str

    @property
    def is_closed(self) -> bool:
        """Tell whether all days are closed."""
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
    """A WhatsApp number; it need not be a telephone number that someone answers."""

    type: ClassVar[str] = "whatsapp"
    e164: str
    international: str

    @property
    def href(self) -> str:
        """Return the "click to chat" address of WhatsApp, which has the digits alone."""
        return f"https://wa.me/{self.e164.removeprefix('+')}"

    def __str__(self) -> str:
        return self.e164
