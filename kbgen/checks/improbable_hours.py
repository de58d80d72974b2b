"""What is improbable in a line of opening hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import pairwise

from babel.dates import get_day_names

from kbgen.model.hours import Slot, minutes_of, slots_by_day
from kbgen.model.locale import ENGLISH
from kbgen.model.message import Message, display_name, msg
from kbgen.model.quantity import WEEKDAYS, Hours

_DAY = 24 * 60
_LONGEST = 16 * 60
"""The most minutes through midnight that are probable."""
_LATEST = time(5)
"""Until when someone may be open who opened on the day before."""
_FEWEST = 4
"""The fewest weekdays by which a line goes through the week."""
Improbable = tuple[Message, Message, str]
"""(what is improbable, what may be meant, the line of hours that may be meant)"""


def improbable_hours(
    hours: Hours, starts: date | None = None, ends: date | None = None
) -> Iterator[Improbable]:
    """Yield what is improbable in hours that hold from a first until a last day."""
    yield from _long_slots(hours)
    yield from _missing_days(hours, _days_between(starts, ends))


def _long_slots(hours: Hours) -> Iterator[Improbable]:
    """Yield each slot once that runs into the next day's hours, or lasts too long."""
    week = slots_by_day(hours)
    seen: set[Slot] = set()
    for day, slots in enumerate(week):
        following = (day + 1) % 7
        for slot in slots:
            (start, end), clock = minutes_of(slot), _clock(slot)
            if end <= _DAY or slot in seen:
                continue
            opens = min((first for first, _ in week[following]), default=None)
            names = {"slot": clock, "day": WEEKDAYS[day]}
            begins = None if opens is None else opens.hour * 60 + opens.minute
            is_into = begins is not None and begins < end - _DAY
            is_long = end - start > _LONGEST and slot[1] > _LATEST
            if not is_into and not is_long:
                continue
            seen.add(slot)
            duration = (end - start) // 60
            what = msg("%(slot)s on %(day)s lasts %(hours)d hours", **names, hours=duration)
            if is_into and opens is not None:
                what = msg(
                    "%(what)s and runs into %(next)s, which begins at %(opens)s",
                    what=what,
                    next=day_name(following),
                    opens=f"{opens:%H:%M}",
                )
            meant = _clock((slot[1], slot[0]))
            if any(slot[1] < other[1] and other[0] < slot[0] for other in slots if other != slot):
                yield what, msg("write until when it is open"), hours.text
                continue
            hint = msg("did you mean %(slot)s?", slot=meant)
            yield what, hint, hours.text.replace(clock, meant)


def _missing_days(hours: Hours, held: frozenset[int]) -> Iterator[Improbable]:
    """Yield the weekday that a line of two or more rules passes over.

    Days before its first and after its last are a weekend, and of a line of single days nobody
    expects all.
    """
    order = [day for rule in hours.rules for day in rule.days]
    passed = {
        day % 7
        for one, other in pairwise(order)
        for day in range(one + 1, one + (other - one) % 7)
        if day % 7 not in order
    }
    if len(hours.rules) < 2 or len(order) < _FEWEST or len(passed) != 1 or not passed <= held:
        return
    missing = passed.pop()
    off = f"{WEEKDAYS[missing]} off"
    what = msg("nothing is said of %(day)s", day=day_name(missing))
    hint = msg("if it is closed, write %(off)s; else write its hours", off=off)
    yield what, hint, f"{hours.text}; {off}"


def day_name(day: int) -> Message:
    """Return the name of a weekday, 0 for Monday."""
    return display_name("weekday", str(day), get_day_names("wide", locale=ENGLISH)[day])


def _days_between(starts: date | None, ends: date | None) -> frozenset[int]:
    """Return the weekdays of a period; all without its first or its last day."""
    if starts is None or ends is None:
        return frozenset(range(7))
    count = min((ends - starts).days, 6) + 1
    return frozenset((starts + timedelta(days=number)).weekday() for number in range(count))


def _clock(slot: Slot) -> str:
    return f"{slot[0]:%H:%M}-{slot[1]:%H:%M}"
