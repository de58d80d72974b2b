"""Opening hours over time, grouped into sets of days with equal hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from kbgen.model.period import Period
from kbgen.model.quantity import WEEKDAYS, Hours

_DAY = 24 * 60
Slot = tuple[time, time]
"""(start, end) of opening hours; an end that is not after the start is on the next day."""


@dataclass(frozen=True)
class HoursSet:
    """Opening hours with their reason and the days on which they are valid, from today on.

    `starts` is the first day on which they were valid, None if there is no such day.
    """

    hours: Hours
    starts: date | None
    days: tuple[tuple[date | None, date | None], ...]
    """(first day, last day) of each period; None where it has no such day."""
    reason: Mapping[str, str] = field(default_factory=dict)

    @property
    def ends(self) -> date | None:
        return self.days[-1][1]

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Return the weekdays that it contains, from its first day on; () if it has them all."""
        found: list[int] = []
        for starts, ends in self.days:
            if starts is None or ends is None or (ends - starts).days > 5:
                return ()
            days = range((ends - starts).days + 1)
            found += [(starts.weekday() + number) % 7 for number in days]
        return () if len(set(found)) == 7 else tuple(dict.fromkeys(found))

    def holds_on(self, day: date) -> bool:
        return any((not s or s <= day) and (not e or day <= e) for s, e in self.days)

    def spans(self, today: date) -> tuple[tuple[date | None, date | None], ...]:
        """Return the periods to show to a reader on `today`; () if these are the usual hours.

        A set without an end has one first day even if other hours interrupt it; a set without a
        first day has one last day in the same way.
        """
        if self.ends is None:
            is_begun = self.starts is None or self.starts <= today
            return () if is_begun else ((self.starts, None),)
        return ((None, self.ends),) if self.starts is None else self.days


def hours_sets(periods: Sequence[Period[Hours]], today: date) -> tuple[HoursSet, ...]:
    """Group periods with equal hours and reason: today's set first, then by first day.

    Periods that are over are left out.
    """
    found: list[HoursSet] = []
    for period in periods:
        is_over = period.ends is not None and period.ends < today
        days = () if is_over else ((period.starts, period.ends),)
        for number, known in enumerate(found):
            if (known.hours, known.reason) == (period.value, period.reason):
                found[number] = replace(known, days=(*known.days, *days))
                break
        else:
            found.append(HoursSet(period.value, period.starts, days, period.reason))
    return tuple(sorted(filter(_has_days, found), key=lambda one: not one.holds_on(today)))


def _has_days(one: HoursSet) -> bool:
    return bool(one.days)


def slots_by_day(hours: Hours) -> tuple[tuple[Slot, ...], ...]:
    """Return the slots of each weekday, Monday first; () on closed days."""
    found: list[tuple[Slot, ...]] = [()] * 7
    for rule in hours.rules:
        for day in rule.days:
            found[day] = rule.slots
    return tuple(found)


def join_hours(several: Iterable[Hours]) -> str:
    """Merge several hours into one line as an editor writes it, without closed days.

    A day named several times gets all its slots; of overlapping slots, only the last is kept.

    >>> from kbgen.model.quantity import Opening
    >>> morning = Hours((Opening((0, 1), ((time(9), time(12)),)),), "Mo-Tu 09:00-12:00")
    >>> evening = Hours((Opening((1,), ((time(18), time(0)),)),), "Tu 18:00-24:00")
    >>> join_hours([morning, evening])
    'Mo 09:00-12:00; Tu 09:00-12:00,18:00-24:00'
    """
    week: list[tuple[Slot, ...]] = [()] * 7
    for rule in (rule for hours in several for rule in hours.rules):
        for day in rule.days:
            apart = [s for s in week[day] if not any(_overlap(s, slot) for slot in rule.slots)]
            week[day] = tuple(sorted((*apart, *rule.slots))) if rule.slots else ()
    days_of: dict[tuple[Slot, ...], list[int]] = {}
    for day, slots in enumerate(week):
        days_of.setdefault(slots, []).append(day)
    return "; ".join(
        f"{_days(days)} {','.join(_clock(*slot) for slot in slots)}"
        for slots, days in days_of.items()
        if slots
    )


def _overlap(one: Slot, other: Slot) -> bool:
    (start, end), (from_, until) = minutes_of(one), minutes_of(other)
    return start < until and from_ < end


def _clock(start: time, end: time) -> str:
    return f"{start:%H:%M}-{end:%H:%M}".replace("-00:00", "-24:00")


def _days(days: Sequence[int]) -> str:
    """Write weekdays with consecutive ones as a range: Mo-Th,Su."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    ends = (dict.fromkeys((WEEKDAYS[run[0]], WEEKDAYS[run[-1]])) for run in runs)
    return ",".join("-".join(names) for names in ends)


def minutes_of(slot: Slot) -> tuple[int, int]:
    """Return the start and the end of a slot in minutes from the start of its day."""
    first, last = (at.hour * 60 + at.minute for at in slot)
    return first, last if last > first else last + _DAY


def first_open_day(hours: Hours, days: tuple[date | None, date | None]) -> date | None:
    """Return the first open day of a period; None if it has no first day or is always closed."""
    starts, ends = days
    week = slots_by_day(hours)
    if starts is None:
        return None
    for number in range(7):
        day = starts + timedelta(days=number)
        if week[day.weekday()] and (ends is None or day <= ends):
            return day
    return None
