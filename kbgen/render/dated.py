"""What holds on certain days, as HTML: every period with its dates.

`theme/scripts/early.js` leaves the one of the reader's day; without it all are there to read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from kbgen.model.days import Use, by_period
from kbgen.model.period import Period
from kbgen.model.site import Site
from kbgen.render.pages import plain_text, value_html
from kbgen.resolve.bidi import to_html
from kbgen.resolve.dates import say_days, zone_at


@dataclass(frozen=True)
class Days:
    """From when until when something holds: attributes for the script, and words.

    Both are empty where it holds from today on for good.
    """

    attributes: Markup = Markup("")
    words: Markup = Markup("")


def days_of(site: Site, lang: str, starts: date | None, ends: date | None, zone: str) -> Days:
    """Return the days of something; a first day that has come is left out."""
    named = {
        "from": starts.isoformat() if starts and starts > site.settings.today else "",
        "until": ends.isoformat() if ends else "",
    }
    if not any(named.values()):
        return Days()
    given = [(name, value) for name, value in [*named.items(), ("zone", zone)] if value]
    attributes = Markup("").join(Markup(' data-{}="{}"').format(*pair) for pair in given)
    return Days(attributes, Markup(to_html(say_days(site, lang, starts, ends))))


def dated_html(site: Site, lang: str, periods: Sequence[Period[Markup]], zone: str) -> Markup:
    """Return what a place says from today on: alone if it stays, else each period with its days."""
    found = []
    for period in periods:
        days = days_of(site, lang, period.starts, period.ends, zone)
        if period.value and days.attributes:
            words = Markup('<span class="kb-when">{}:</span> ').format(days.words)
            html = Markup('<span class="kb-dated"{}>{}</span>')
            found.append(html.format(days.attributes, words + period.value))
        else:
            found.append(period.value)
    return Markup("").join(found)


def dated_value(
    site: Site, lang: str, fact_id: str, branch: str | None = None, region: str | None = None
) -> Markup:
    """Return a fact's values at a place from today on, linked where that helps."""

    def value(there: Site) -> Markup:
        quantity = there.value(fact_id, branch, region)
        return Markup(value_html(there, lang, quantity, branch, region))

    return _dated(site, lang, (fact_id, branch, region), value)


def dated_reason(
    site: Site, lang: str, fact_id: str, branch: str | None = None, region: str | None = None
) -> Markup:
    """Return why a fact is what it is at a place from today on."""

    def reason(there: Site) -> Markup:
        return reason_html(there, lang, there.periods(fact_id, branch, region)[0].reason)

    return _dated(site, lang, (fact_id, branch, region), reason)


def reason_html(site: Site, lang: str, reason: Mapping[str, str]) -> Markup:
    """Return a reason in the reader's language, else in the default one."""
    words = reason.get(lang) or reason.get(site.default, "")
    return Markup(to_html(plain_text(words, site, lang)))


def _dated(site: Site, lang: str, use: Use, make: Callable[[Site], Markup]) -> Markup:
    _, branch, region = use
    zone = zone_at(site, branch, region)
    return dated_html(site, lang, by_period(site, [use], make), zone)
