"""Formats a branch's opening hours, by sets of days and by weekdays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from babel.dates import get_day_names
from babel.lists import format_list

from kbgen.facts.date import Day
from kbgen.facts.format import format_quantity
from kbgen.facts.hours import hours_by_days
from kbgen.facts.time import format_clock
from kbgen.facts.wording import cldr
from kbgen.model.hours import HoursSet, Slot, first_open_day, hours_sets, minutes_of, slots_by_day
from kbgen.model.site import Site
from kbgen.resolve.dates import format_days

_DAY = 24 * 60


@dataclass(frozen=True)
class HoursWords:
    """A set of opening hours in a reader's words; plain text with isolates.

    `days` says when it is valid, "" for the usual hours. `lines` has one line for days with equal
    hours, and `line` is all of it. `rows` has one entry for each weekday (number with 0 = Monday,
    name, slots), in the order of the reader's week or, for few days, of the days.
    """

    of: HoursSet
    zone: str
    days: str
    lines: tuple[str, ...]
    line: str
    rows: tuple[tuple[int, str, tuple[str, ...]], ...]
    reason: str = ""


def hours_in_words(site: Site, lang: str, branch: str) -> tuple[HoursWords, ...]:
    """Return the words of a branch's opening hours: today's set first, then by first day."""
    return tuple(_hours_words(site, lang, branch, one) for one in _sets(site, branch))


def _sets(site: Site, branch: str) -> tuple[HoursSet, ...]:
    return hours_sets(site.hours(branch), site.settings.today)


def _hours_words(site: Site, lang: str, branch: str, one: HoursSet) -> HoursWords:
    locale = site.locales[lang]
    known = cldr(locale.tag)
    names = get_day_names("wide", "stand-alone", locale=known)
    week = slots_by_day(one.hours)
    order = one.weekdays or [(known.first_week_day + number) % 7 for number in range(7)]
    spans = [format_days(site, lang, *span) for span in one.spans(site.settings.today)]
    days = format_list(spans, locale=known) if spans else ""
    lines = hours_by_days(one.hours, locale)
    line = locale.strings.gettext("; ").join(lines)
    return HoursWords(
        one,
        site.timezone(branch),
        days,
        tuple(lines),
        f"{days}: {line}" if days else line,
        tuple((day, str(names[day]), tuple(_slots(site, lang, week[day]))) for day in order),
        site.own_words(lang, one.reason) if spans else "",
    )


def _slots(site: Site, lang: str, slots: tuple[Slot, ...]) -> list[str]:
    """Return the words for each slot of a day, or "closed"."""
    locale = site.locales[lang]
    t = locale.strings.gettext
    if not slots:
        return [t("closed")]
    return [
        t("day and night")
        if start == end == time(0)
        else t("%(start)s to %(end)s")
        % {"start": format_clock(start, locale), "end": format_clock(end, locale)}
        for start, end in slots
    ]


def clock_of(site: Site, lang: str, branch: str) -> dict[str, Any]:
    """Return the data from which a script computes whether a branch is open: see `_clock`."""
    return _clock(site, lang, site.timezone(branch), _sets(site, branch))


def contact_clock(
    site: Site, lang: str, fact_id: str, branch: str | None = None
) -> dict[str, Any] | None:
    """Return the clock of a contact, for everyone or for the customers of a branch.

    Its hours are in the time zone of the branch, or of the company. None if they are unknown.
    """
    periods = site.answered(fact_id, branch)
    sets = hours_sets(periods, site.settings.today)
    return _clock(site, lang, site.timezone(branch), sets) if sets else None


def _clock(site: Site, lang: str, zone: str, sets: Sequence[HoursSet]) -> dict[str, Any]:
    """Return when something is open, as plain data for a script.

    zone: the IANA time zone.
    weeks: for each set, for each weekday from Monday on, slots in minutes from the day's start.
    days: [first day, last day, number of the valid set]; days are ISO 8601, "" for none.
    times, dates: the words of each minute and of each day at which it may open or close.
    """
    locale = site.locales[lang]
    weeks = [
        [[[*minutes_of(slot)] for slot in slots] for slots in slots_by_day(one.hours)]
        for one in sets
    ]
    days = [
        [_iso(starts), _iso(ends), number]
        for number, one in enumerate(sets)
        for starts, ends in one.days
    ]
    opening = {first_open_day(one.hours, stretch) for one in sets for stretch in one.days}
    times = {minute % _DAY for week in weeks for day in week for slot in day for minute in slot}
    return {
        "zone": zone,
        "weeks": weeks,
        "days": sorted(days),
        "times": {str(n): format_clock(time(*divmod(n, 60)), locale) for n in sorted(times)},
        "dates": {
            day.isoformat(): format_quantity(Day(day), locale)
            for day in sorted(filter(None, opening))
        },
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
