"""A number or a range of numbers, as several types of fact use it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kbgen.facts.wording import format_decimal
from kbgen.model.finding import HintedError, did_you_mean
from kbgen.model.locale import Locale
from kbgen.model.meaning import Meaning, write_number
from kbgen.model.message import Message, msg

AMOUNT = r"(?P<low>-?\d+(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(?P<high>\d+(?:\.\d+)?))?"
"""A pattern for a number or a range as an editor writes it; its match goes to `read_amount`."""
WITH_WORD = re.compile(AMOUNT + r"\s*(?P<word>[^\W\d_][\w ]*)$", re.A)
_MOST_DIGITS = 15
"""The number of digits that IEEE 754 doubles, the numbers of JavaScript, represent exactly."""


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


def as_text(value: object, example: str) -> str:
    """Return a YAML value as text; raise ValueError for a list, a mapping, true …"""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise HintedError(msg("write it like this: %(example)s", example=example))
    return str(value).strip()


def match_text(
    pattern: re.Pattern[str], value: object, example: str, wrong: Message
) -> re.Match[str]:
    """Match a YAML value as text; raise ValueError with `wrong` if it does not match.

    What is written is filled into `wrong` as %(written)s.
    """
    text = as_text(value, example)
    if match := pattern.match(text):
        return match
    raise HintedError(wrong.filled(written=text, example=example))


def read_amount(match: re.Match[str]) -> Amount:
    """Return the amount of a match of AMOUNT; raise ValueError if it makes no sense."""
    for number in match["low"], match["high"] or "":
        if len(re.sub(r"\D", "", number)) > _MOST_DIGITS:
            raise HintedError(
                msg("the number is too long; write at most %(most)d digits", most=_MOST_DIGITS)
            )
    low = Decimal(match["low"])
    high = Decimal(match["high"]) if match["high"] else low
    if high < low:
        what = msg("the range runs backwards; write %(range)s", range=f"{high}-{low}")
        raise HintedError(what)
    return Amount(low, high)


def read_measure(
    value: object,
    wrong: Message,
    negative: Message,
    example: str,
    units: Mapping[str, str] | Sequence[str],
) -> tuple[Amount, str]:
    """Return the amount and the unit of a text such as "14 days".

    `wrong` is the message about another text, `negative` that about a number below 0. `units` are
    the known words, or a mapping of words to units; a final "s" is ignored. Raise ValueError with a
    message for the editor.
    """
    match = match_text(WITH_WORD, value, example, wrong)
    word = re.sub(r"\s+", " ", match["word"].strip().lower())
    singular = word if word in units else word.removesuffix("s")
    if singular not in units:
        meant = list(dict.fromkeys(units.values())) if isinstance(units, Mapping) else units
        hint = did_you_mean(singular, meant) or msg("units: %(units)s", units=", ".join(meant))
        raise HintedError(msg("unknown unit '%(written)s'", written=word), hint)
    amount = read_amount(match)
    if amount.low < 0:
        raise HintedError(negative)
    return amount, units[singular] if isinstance(units, Mapping) else singular


def check_amount(amount: Amount) -> None:
    """Raise ValueError for an amount that `read_amount` never returns."""
    if not (amount.low.is_finite() and amount.high.is_finite()):
        raise ValueError(f"{amount} is no number")


def format_range(amount: Amount, locale: Locale, format_one: Callable[[Decimal, bool], str]) -> str:
    """Return an amount in words; a range as "3 to 5 days", since "3-5" may be shown as "5-3".

    `format_one(number, is_last)` formats one number; the unit belongs to the last number only.
    """
    if not amount.is_range:
        return format_one(amount.low, True)
    low, high = format_one(amount.low, False), format_one(amount.high, True)
    return locale.strings.gettext("%(low)s to %(high)s") % {"low": low, "high": high}


def format_amount(amount: Amount, locale: Locale) -> str:
    """Return an amount in words, without a unit."""
    return format_range(amount, locale, lambda n, _: format_decimal(n, locale))


def amount_data(amount: Amount) -> Any:
    """Return an amount for answers.json: a number, or {"min": …, "max": …}."""
    if amount.is_range:
        return {"min": _plain(amount.low), "max": _plain(amount.high)}
    return _plain(amount.low)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def amount_meaning(kind: str, amount: Amount, unit: str) -> Iterator[Meaning]:
    """Yield the meaning of a single number with its unit; nothing for a range."""
    if not amount.is_range:
        yield Meaning(kind, write_number(amount.low), unit)
