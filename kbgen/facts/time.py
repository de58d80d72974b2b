"""time: "18:00"."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from typing import ClassVar

from babel.dates import format_time, get_day_names

from kbgen.facts.amount import as_text
from kbgen.facts.fact_type import FactType, suggestion
from kbgen.facts.wording import cldr, clean, in_digits
from kbgen.languages.parts_of_day import PARTS_OF_DAY, part_of_day, parts_of_day
from kbgen.model.finding import HintedError
from kbgen.model.locale import Locale
from kbgen.model.message import Message, msg
from kbgen.model.quantity import Quantity

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})$", re.A)
_LOOSE_CLOCK = re.compile(r"(\d{1,2})[:.h]?(\d{2})?\s*(?:h|([ap])\.?m\.?)?$", re.A)
_LATIN = re.compile("[A-Za-z]")
_PART = re.compile("('[^']*')|B+")
"""A quoted text, or the field for the part of the day, in a CLDR time pattern."""


@dataclass(frozen=True)
class Clock(Quantity):
    """A local time of day, to the minute."""

    type: ClassVar[str] = "time"
    value: time

    def __str__(self) -> str:
        return self.value.strftime("%H:%M")


def parse_time(value: object) -> Clock:
    return Clock(parse_clock(as_text(value, '"18:00"')))


def parse_clock(text: str, midnight: bool = False) -> time:
    """Read hours and minutes; `midnight` allows 24:00."""
    match = _CLOCK.match(text.strip())
    hour, minute = (int(match[1]), int(match[2])) if match else (99, 99)
    if midnight and (hour, minute) == (24, 0):
        return time(0, 0)
    if hour > 23 or minute > 59:
        raise HintedError(msg("'%(written)s' is not a time of day", written=text), _hint(text))
    return time(hour, minute)


def _hint(text: str) -> Message:
    if meant := meant_clock(text):
        return msg("write %(time)s", time=meant)
    return msg("write hours and minutes: 18:00")


def meant_clock(text: str) -> str:
    """Convert a time in a usual form (9:00 pm, 10.30, 1030, 10h) to HH:MM; "" for any other."""
    match = _LOOSE_CLOCK.match(text.strip().lower())
    if match is None:
        return ""
    hour, minute = int(match[1]) % (12 if match[3] else 100), match[2] or "00"
    hour += 12 if match[3] == "p" else 0
    return f"{hour:02}:{minute}" if hour < 24 and minute < "60" else ""


def check_time(at: time) -> None:
    """Raise ValueError for a time that `parse_clock` never returns."""
    if at.tzinfo:
        raise ValueError(f"{at} is no local time")


def format_clock(value: time, locale: Locale) -> str:
    """Return a time of day: the short form (6:00 PM), without Latin letters in other scripts.

    If CLDR writes AM and PM in Latin letters in a language with another script, the part of the day
    is named in the words of the catalog (skeletons Bhm and Bh): شام 6:30 بجے. A whole hour has no
    minutes if the catalog has a pattern for it: शाम 6 बजे.
    """
    known = cldr(locale.tag)
    text = clean(format_time(value, "short", locale=known))
    if _LATIN.search(text) and not _LATIN.search(get_day_names("wide", locale=known)[0]):
        pattern = _with_part_of_day(_pattern(value, locale), value, locale)
        with suppress(ValueError):  # a locale without names for the parts of a day
            text = clean(format_time(value, pattern, locale=known))
    return in_digits(text, locale)


def _pattern(value: time, locale: Locale) -> str:
    """Return the catalog's pattern of a time, else CLDR's with a part of the day (Bhm)."""
    whole, exact = locale.strings.gettext("h B"), locale.strings.gettext("h:mm B")
    if value.minute == 0 and whole != "h B":
        return whole
    return exact if exact != "h:mm B" else str(cldr(locale.tag).datetime_skeletons["Bhm"].pattern)


def _with_part_of_day(pattern: str, value: time, locale: Locale) -> str:
    """Put the catalog's word for the part of the day, if it has one, into a pattern of CLDR."""
    parts = locale.strings.gettext(PARTS_OF_DAY)
    if parts == PARTS_OF_DAY:
        return pattern
    word = part_of_day(parts_of_day(parts), value.hour).replace("'", "''")
    return _PART.sub(lambda match: match[1] or f"'{word}'", pattern)


TIME = FactType(
    Clock,
    example='"18:00"',
    read=parse_time,
    format=lambda value, locale: format_clock(value.value, locale),
    suggest=suggestion(Clock.type, lambda meaning: f'"{meaning.value}"'),
    validate=lambda value: check_time(value.value),
)
