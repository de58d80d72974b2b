"""Opening hours for schema.org: OpeningHoursSpecification.

A closing time before the opening time is on the next day. By Google's rules a day from 00:00 to
23:59 is always open, and one from 00:00 to 00:00 is closed; `validFrom` and `validThrough` are the
first and the last day of hours in a period.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from kbgen.model.hours import HoursSet
from kbgen.model.quantity import Hours

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MIDNIGHT = time(0, 0)


def dated_hours(sets: Iterable[HoursSet], today: date) -> list[dict[str, Any]]:
    """Return the entries of all sets: the usual hours without days, others with their days."""
    return [
        entry | _days(span)
        for one in sets
        for span in one.spans(today) or ((None, None),)
        for entry in opening_hours(one.hours)
    ]


def _days(span: tuple[date | None, date | None]) -> dict[str, str]:
    named = zip(("validFrom", "validThrough"), span, strict=True)
    return {name: day.isoformat() for name, day in named if day}


def opening_hours(hours: Hours) -> list[dict[str, Any]]:
    """Return one entry for each slot, and one for the closed days.

    Return [] if a slot other than midnight to midnight opens and closes at the same time, since
    that is ambiguous.
    """
    slots = [slot for rule in hours.rules for slot in rule.slots]
    if any(start == end != _MIDNIGHT for start, end in slots):
        return []
    found = [
        _entry(rule.days, start, end if start != end else time(23, 59))
        for rule in hours.rules
        for start, end in rule.slots
    ]
    open_days = {day for rule in hours.rules if rule.slots for day in rule.days}
    closed = tuple(day for day in range(7) if day not in open_days)
    return [*found, _entry(closed, _MIDNIGHT, _MIDNIGHT)] if closed else found


def _entry(days: tuple[int, ...], opens: time, closes: time) -> dict[str, Any]:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [_DAYS[day] for day in days],
        "opens": opens.strftime("%H:%M"),
        "closes": closes.strftime("%H:%M"),
    }
