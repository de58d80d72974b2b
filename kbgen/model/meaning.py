"""The meaning of a piece of prose, so that two languages can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Group = Literal[
    "amounts",
    "days",
    "order",
    "names",
    "limits",
    "relation",
    "polarity",
    "duty",
    "scope",
    "states",
]
"""What may differ between a text and its translation; docs/adding.md says what each holds."""
Verdict = Literal["contradiction", "doubt"]
"""What a difference is: one that can be decided, or one that only a person can settle."""


@dataclass(frozen=True, order=True)
class Meaning:
    """One quantity, day, name … that a text states; equal meanings are equal statements."""

    kind: str
    """A type of fact (money, duration, …), number, code, weekday, month, day, part, place, …"""
    value: str
    """Of kinds in `meaning.equivalence.OPEN` perhaps several readings, separated by bars."""
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.value} {self.unit}".strip()


def write_number(number: Fraction | Decimal) -> str:
    """Write a number as the value of a meaning.

    >>> write_number(Decimal("2.50")), write_number(Fraction(3, 2)), write_number(Fraction(1, 3))
    ('2.5', '1.5', '1/3')
    """
    exact = Fraction(number)
    if exact.denominator == 1:
        return str(exact.numerator)
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest > 1:
        return f"{exact.numerator}/{exact.denominator}"
    return format(Decimal(exact.numerator) / Decimal(exact.denominator), "f")
