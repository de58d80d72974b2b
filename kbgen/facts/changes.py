"""Formats facts that have later values: today's, and what it will be from which day.

A text such as "25 AED (from 1 January 2027: 30 AED)" is right on every day from today on, wherever
it is kept: in a page without JavaScript, in a letter, in what a chatbot has read.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from kbgen.facts.all import has_same_unit
from kbgen.facts.date import Day
from kbgen.facts.format import format_fact, format_quantity
from kbgen.model.days import by_period
from kbgen.model.period import Period
from kbgen.model.quantity import Hours
from kbgen.model.site import Site, cached_per_site

_VALUE = "\0"


@cached_per_site
def words_by_period(
    site: Site,
    lang: str,
    fact_id: str,
    branch: str | None = None,
    region: str | None = None,
    number_only: bool = False,
) -> tuple[Period[str], ...]:
    """Return the words of a fact at a place today and in each announced period after it.

    With `number_only`, a value of another unit than today's has its unit all the same. Of opening
    hours at a place, later ones are left out: its own page has them, holidays for a year ahead.
    """
    now = site.value(fact_id, branch, region)

    def words(there: Site) -> str:
        is_number = number_only and has_same_unit(now, there.value(fact_id, branch, region))
        return format_fact(there, lang, fact_id, branch, region, is_number)

    found = by_period(site, [(fact_id, branch, region)], words)
    return found[:1] if isinstance(now, Hours) and (branch or region) else found


def fact_with_changes(
    site: Site,
    lang: str,
    fact_id: str,
    branch: str | None = None,
    region: str | None = None,
    number_only: bool = False,
) -> str:
    """Return a fact in words with its announced later values: plain text, with FSI … PDI."""
    now, *later = words_by_period(site, lang, fact_id, branch, region, number_only)
    parts = [now.value]
    for period in later:
        before, after = around_later(site, lang, period.starts)
        parts += [before, period.value, after]
    return "".join(parts)


def around_later(site: Site, lang: str, starts: date | None) -> tuple[str, str]:
    """Return the words before and after a later value: (" (from 1 January 2027: ", ")")."""
    locale = site.locales[lang]
    day = format_quantity(Day(starts or site.settings.today), locale)
    text = locale.strings.gettext("from %(start)s: %(value)s") % {"start": day, "value": _VALUE}
    before, _, after = text.partition(_VALUE)
    return f" ({before}", f"{after})"


def changed_on(site: Site, lang: str, day: date) -> str:
    """Return the note that a value has changed: "changed on 1 January 2027"."""
    locale = site.locales[lang]
    return locale.strings.gettext("changed on %(day)s") % {"day": format_quantity(Day(day), locale)}


def last_day_of_note(site: Site, period: Period[Any]) -> date | None:
    """Return the last day on which a value is marked as changed; None if it is not to be marked.

    A value with a last day is no news: the value after it is already told.
    """
    days = site.settings.changed_for
    if not days or period.starts is None or period.ends is not None:
        return None
    last = period.starts + timedelta(days=days - 1)
    return last if last >= site.settings.today else None
