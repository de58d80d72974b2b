"""What templates and theme/scripts/hours.js are given of a branch's opening hours."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from babel.dates import get_day_names
from markupsafe import Markup

from kbgen.model.fact import Branch
from kbgen.model.hours import HoursSet, first_open_day, slots_by_day
from kbgen.model.quantity import Day
from kbgen.model.site import Site
from kbgen.render.views import Reader
from kbgen.resolve.bidi import to_html
from kbgen.resolve.hours import HoursWords, say_hours
from kbgen.resolve.wording import cldr, clock, word

_DAY = 24 * 60


@dataclass(frozen=True)
class HoursView:
    """A branch's opening hours; `clock` is what the script tells by whether it is open, as JSON."""

    sets: tuple[SetView, ...]
    zone: str
    clock: str


@dataclass(frozen=True)
class SetView:
    """A set of hours: `days` says when it holds, "" for the usual ones; `rows` are weekdays.

    `starts` and `ends` are the days, as attributes have them, before and after which it is not
    shown; `number` is its place in what the script is given.
    """

    number: int
    days: Markup
    reason: Markup
    lines: tuple[Markup, ...]
    rows: tuple[tuple[int, Markup, tuple[Markup, ...]], ...]
    starts: str = ""
    ends: str = ""


def hours_view(reader: Reader, branch: Branch) -> HoursView | None:
    """Return the opening hours of a branch for a reader; None where none are known."""
    site, lang = reader.site, reader.lang
    said = say_hours(site, lang, branch.id)
    if not said:
        return None
    sets = tuple(_set(reader, number, one) for number, one in enumerate(said))
    zone = site.timezone(branch.id)
    return HoursView(sets, zone, json.dumps(_clock(site, lang, [one.of for one in said], zone)))


def _set(reader: Reader, number: int, said: HoursWords) -> SetView:
    starts, ends, today = said.of.starts, said.of.ends, reader.site.settings.today
    return SetView(
        number,
        Markup(to_html(said.days)),
        reader.text(said.reason),
        tuple(Markup(to_html(line)) for line in said.lines),
        tuple(
            (day, Markup(to_html(name)), tuple(Markup(to_html(slot)) for slot in slots))
            for day, name, slots in said.rows
        ),
        starts.isoformat() if starts and starts > today else "",
        ends.isoformat() if ends else "",
    )


def _clock(site: Site, lang: str, sets: list[HoursSet], zone: str) -> dict[str, Any]:
    """Return the hours in minutes, the days on which each set holds, and all words for them."""
    locale = site.locales[lang]
    weeks = [
        [[_minutes(*slot) for slot in slots] for slots in slots_by_day(one.hours)] for one in sets
    ]
    days = sorted(
        (_iso(starts), _iso(ends), number)
        for number, one in enumerate(sets)
        for starts, ends in one.days
    )
    opening = {first_open_day(one.hours, stretch) for one in sets for stretch in one.days}
    times = {minute % _DAY for week in weeks for day in week for slot in day for minute in slot}
    return {
        "zone": zone,
        "weeks": weeks,
        "days": days,
        "times": {str(n): clock(time(*divmod(n, 60)), locale) for n in sorted(times)},
        "dates": {day.isoformat(): word(Day(day), locale) for day in sorted(filter(None, opening))},
    }


def _minutes(start: time, end: time) -> list[int]:
    """Return when a slot begins and ends, in minutes from its day's start."""
    first, last = (at.hour * 60 + at.minute for at in (start, end))
    return [first, last if last > first else last + _DAY]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def clock_words(reader: Reader) -> str:
    """Return the sentences that the script fills with the words of `HoursView.clock`, as JSON."""
    locale = reader.site.locales[reader.lang]
    t = locale.strings.gettext
    names = get_day_names("wide", "stand-alone", locale=cldr(locale.tag))
    slots = {"time": "{time}", "weekday": "{weekday}", "date": "{date}"}
    sentences = {
        "always": t("Open now, day and night"),
        "until": t("Open now until %(time)s") % slots,
        "untilDay": t("Open now until %(time)s on %(weekday)s") % slots,
        "today": t("Closed now, opens at %(time)s") % slots,
        "tomorrow": t("Closed now, opens tomorrow at %(time)s") % slots,
        "weekday": t("Closed now, opens on %(weekday)s at %(time)s") % slots,
        "date": t("Closed now, opens on %(date)s at %(time)s") % slots,
        "never": t("Closed now"),
    }
    return json.dumps({**sentences, "weekdays": [str(names[day]) for day in range(7)]})
