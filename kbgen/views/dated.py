"""Values that change over time, as HTML: every period with its days.

`theme/scripts/early.js` removes all but the period of the reader's day; without JavaScript all are
shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from kbgen.languages.bidi import to_html
from kbgen.markdown.fact_nodes import value_html
from kbgen.markdown.slots import plain_text
from kbgen.model.days import Use, by_period, day_after, usual_of
from kbgen.model.front_matter import PageMeta
from kbgen.model.period import Period
from kbgen.model.site import Site
from kbgen.resolve.dates import format_days, zone_at


@dataclass(frozen=True)
class Days:
    """The days of something: attributes for the script, and words.

    Both are empty if it is valid from today on without an end.
    """

    attributes: Markup = Markup("")
    words: Markup = Markup("")


ALWAYS = Days()


def days_of(site: Site, lang: str, starts: date | None, ends: date | None, zone: str) -> Days:
    """Return the days of something; a first day that is not after today is left out."""
    named = {
        "from": starts.isoformat() if starts and starts > site.settings.today else "",
        "until": ends.isoformat() if ends else "",
    }
    if not any(named.values()):
        return ALWAYS
    given = [(name, value) for name, value in [*named.items(), ("zone", zone)] if value]
    attributes = Markup("").join(Markup(' data-{}="{}"').format(*pair) for pair in given)
    return Days(attributes, Markup(to_html(format_days(site, lang, starts, ends))))


def zone_of(site: Site, meta: PageMeta) -> str:
    """Return the time zone of a page's days: the zone of its branches, if they share one."""
    zones = {site.timezone(branch) for branch in meta.only_at if branch in site.branches}
    return zones.pop() if len(zones) == 1 else site.timezone()


def page_days(site: Site, lang: str, page_id: str) -> Days:
    """Return the days on which lists show a page."""
    source = site.source_of(page_id)
    if source is None:
        return ALWAYS
    return days_of(site, lang, source.first_day, source.last_day, zone_of(site, source.meta))


def until_over(site: Site, lang: str, meta: PageMeta) -> Markup:
    """Return attributes that hide something until a page is over; "" if it is, or never will be."""
    if meta.last_day is None or meta.last_day < site.settings.today:
        return Markup("")
    days = days_of(site, lang, day_after(meta.last_day), None, zone_of(site, meta))
    return days.attributes + Markup(" hidden")


def dated_html(
    site: Site, lang: str, periods: Sequence[Period[Markup]], zone: str, is_announced: bool = False
) -> Markup:
    """Return a value from today on: alone if it never changes, else each period with its days.

    `is_announced` tells that it is shown before its first day, and that its days stay visible.
    """
    coming = Markup(" data-coming" if is_announced else "")
    found = []
    for period in periods:
        days = days_of(site, lang, period.starts, period.ends, zone)
        if period.value and days.attributes:
            words = Markup('<span class="kb-when" data-kb-part="when">{}:</span> ').format(
                days.words
            )
            html = Markup('<span class="kb-dated"{}>{}</span>')
            found.append(html.format(days.attributes + coming, words + period.value))
        else:
            found.append(period.value)
    return Markup(" ").join(filter(None, found))


def announced_html(site: Site, lang: str, use: Use, until: date | None) -> tuple[Markup, Days]:
    """Return a fact's values at a place from today on that begin no later than `until`.

    The second item are the days on which any of them is shown.
    """

    def value(there: Site) -> Markup:
        _, branch, region = use
        return Markup(value_html(there, lang, there.value(*use), branch, region))

    periods = by_period(site, [use], value)
    near = [p for p in periods if not (until and p.starts and p.starts > until)]
    zone = zone_at(site, *use[1:])
    shown = days_of(site, lang, None, near[-1].ends, zone) if near else ALWAYS
    return dated_html(site, lang, near, zone, is_announced=True), shown


@dataclass(frozen=True)
class Differing:
    """A fact's values at a place that differ from the usual ones, and reasons, with their days.

    `is_at_times` tells that on some days the value does not differ.
    """

    value: Markup
    reason: Markup
    is_at_times: bool


def differing(site: Site, lang: str, use: Use) -> Differing | None:
    """Return how a fact differs at a branch from its region, or in a region from the company.

    None if it does not differ.
    """
    _, branch, region = use
    usual = usual_of(site, use)
    zone = zone_at(site, branch, region)

    def value(there: Site) -> Markup:
        here = there.value(*use)
        is_same = here == there.value(*usual)
        return Markup("" if is_same else value_html(there, lang, here, branch, region))

    def reason(there: Site) -> Markup:
        is_same = there.value(*use) == there.value(*usual)
        return Markup("") if is_same else reason_html(there, lang, there.periods(*use)[0].reason)

    values = by_period(site, [use, usual], value)
    if not any(period.value for period in values):
        return None
    return Differing(
        dated_html(site, lang, values, zone),
        dated_html(site, lang, by_period(site, [use, usual], reason), zone),
        not all(period.value for period in values),
    )


def reason_html(site: Site, lang: str, reason: Mapping[str, str]) -> Markup:
    """Return a reason in the reader's language, else in the default one."""
    words = site.own_words(lang, reason)
    return Markup(to_html(plain_text(words, site, lang)))
