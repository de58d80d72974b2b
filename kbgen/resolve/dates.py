"""Puts into words from when until when something holds."""

from __future__ import annotations

from datetime import date

from kbgen.facts.date import Day
from kbgen.facts.format import format_quantity
from kbgen.model.site import Site


def say_days(site: Site, lang: str, starts: date | None, ends: date | None) -> str:
    """Say the first and the last day of something to a reader of `lang`; "" if it has neither.

    A first day that has come is left out, unless the last is the same. Plain text; FSI … PDI
    stand around what the reading direction would turn around.
    """
    locale = site.locales[lang]
    t = locale.strings.gettext
    if starts and starts == ends:
        return t("On %(day)s") % {"day": format_quantity(Day(starts), locale)}
    start = format_quantity(Day(starts), locale) if starts and starts > site.settings.today else ""
    end = format_quantity(Day(ends), locale) if ends else ""
    if start and end:
        return t("From %(start)s until %(end)s") % {"start": start, "end": end}
    if start:
        return t("From %(start)s") % {"start": start}
    return t("Until %(end)s") % {"end": end} if end else ""


def zone_at(site: Site, branch: str | None = None, region: str | None = None) -> str:
    """Return the IANA zone by whose days a place goes; the company's where a region has several."""
    if branch is not None:
        return site.timezone(branch)
    zones = {site.timezone(b.id) for b in site.branches.values() if b.region == region}
    return zones.pop() if len(zones) == 1 else site.timezone()
