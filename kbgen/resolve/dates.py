"""Formats the first and the last day of something."""

from __future__ import annotations

from datetime import date

from kbgen.facts.date import Day
from kbgen.facts.format import format_quantity
from kbgen.model.site import Site


def format_days(site: Site, lang: str, starts: date | None, ends: date | None) -> str:
    """Return the first and the last day of something in the words of `lang`; "" if it has neither.

    A first day that is not after today is left out, unless it is also the last. Plain text, with
    FSI … PDI around parts whose order the reading direction would change.
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
    """Return the IANA time zone of a place; the company's if the region has more than one."""
    if branch is not None:
        return site.timezone(branch)
    zones = {site.timezone(b.id) for b in site.branches.values() if b.region == region}
    return zones.pop() if len(zones) == 1 else site.timezone()
