"""Puts a branch's opening hours into words, set by set and day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from babel.dates import get_day_names
from babel.lists import format_list

from kbgen.model.hours import HoursSet, Slot, hours_sets, slots_by_day
from kbgen.model.site import Site
from kbgen.resolve.dates import say_days
from kbgen.resolve.wording import clock, cldr, hours_by_days


@dataclass(frozen=True)
class HoursWords:
    """A set of opening hours in a reader's words; plain text with isolates.

    `days` says when it holds, "" for the usual hours; `lines` are days with the same hours; `rows`
    are the weekdays, in the order of the reader's week: number (0 = Monday), name, slots.
    """

    of: HoursSet
    days: str
    lines: tuple[str, ...]
    rows: tuple[tuple[int, str, tuple[str, ...]], ...]
    reason: str = ""


def say_hours(site: Site, lang: str, branch: str) -> tuple[HoursWords, ...]:
    """Say the opening hours of a branch from today on: today's set first, then by first day."""
    today = site.settings.today
    return tuple(_say(site, lang, one) for one in hours_sets(site.hours(branch), today))


def _say(site: Site, lang: str, one: HoursSet) -> HoursWords:
    locale = site.locales[lang]
    known = cldr(locale.tag)
    names = get_day_names("wide", "stand-alone", locale=known)
    week = slots_by_day(one.hours)
    order = [(known.first_week_day + number) % 7 for number in range(7)]
    spans = [say_days(site, lang, *span) for span in one.spans(site.settings.today)]
    return HoursWords(
        one,
        format_list(spans, locale=known) if spans else "",
        tuple(hours_by_days(one.hours, locale)),
        tuple((day, str(names[day]), tuple(say_slots(site, lang, week[day]))) for day in order),
        _own(site, lang, one) if spans else "",
    )


def _own(site: Site, lang: str, one: HoursSet) -> str:
    return one.reason.get(lang) or one.reason.get(site.default, "")


def say_slots(site: Site, lang: str, slots: tuple[Slot, ...]) -> list[str]:
    """Say the hours of one day, slot by slot, or that it is closed."""
    locale = site.locales[lang]
    t = locale.strings.gettext
    if not slots:
        return [t("closed")]
    return [
        t("day and night")
        if start == end == time(0)
        else t("%(low)s to %(high)s") % {"low": clock(start, locale), "high": clock(end, locale)}
        for start, end in slots
    ]
