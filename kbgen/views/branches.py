"""The data of the branches' pages and of the list of branches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list
from markupsafe import Markup, escape

from kbgen.facts.email import Email
from kbgen.facts.format import format_value
from kbgen.facts.wording import cldr
from kbgen.languages.marks import sentence_ends
from kbgen.markdown.fact_nodes import value_html
from kbgen.markdown.slots import plain_text
from kbgen.model.days import by_period
from kbgen.model.fact import Branch, Fact, hours_of_branches
from kbgen.model.site import Site
from kbgen.resolve.addresses import address
from kbgen.resolve.dates import format_days, zone_at
from kbgen.resolve.facts import branch_name, region_name
from kbgen.resolve.hours import HoursWords, hours_in_words
from kbgen.views.dated import Days, days_of, reason_html
from kbgen.views.hours import clock_words, hours_view
from kbgen.views.reader import Reader, label_of, label_words, own_words


def branch_view(site: Site, lang: str, branch: Branch) -> dict[str, Any]:
    """Return the data of a branch's page."""
    reader = Reader(site, lang, address(site, lang, f"branches/{branch.id}"))
    return {
        "t": reader.t,
        "id": branch.id,
        "name": reader.text(branch_name(branch, lang)),
        "region": escape(region_name(branch.region, lang, site)),
        "address": reader.text(own_words(branch.address, reader)),
        "phone": Markup(value_html(site, lang, branch.phone)) if branch.phone else "",
        "whatsapp": Markup(value_html(site, lang, branch.whatsapp)) if branch.whatsapp else "",
        "email": Markup(value_html(site, lang, Email(branch.email))) if branch.email else "",
        "hours": hours_view(reader, branch),
        "words": clock_words(reader),
        "map": branch.map_url,
        "differences": [
            row for fact in site.differences(branch.id) for row in _rows(reader, fact, branch)
        ],
        "link": reader.link,
    }


def branch_lines(site: Site, lang: str, branch: Branch) -> Iterator[str]:
    """Yield the content of a branch's page as lines of plain text."""
    reader = Reader(site, lang, "")
    yield plain_text(own_words(branch.address, reader), site, lang)
    yield region_name(branch.region, lang, site)
    if branch.phone:
        yield format_value(site, lang, branch.phone)
    if branch.whatsapp:
        name = site.locales[lang].strings.gettext("WhatsApp")
        yield f"{name} {format_value(site, lang, branch.whatsapp)}"
    if branch.email:
        yield format_value(site, lang, Email(branch.email))
    yield from map(_hours_line, hours_in_words(site, lang, branch.id))
    for fact in site.differences(branch.id):
        yield from (row.line for row in _rows(reader, fact, branch))


def _hours_line(hours: HoursWords) -> str:
    """Return the hours after their reason: "Eid al-Fitr – From 10 March until 12 March: closed"."""
    return " – ".join(filter(None, (hours.reason.rstrip(sentence_ends()), hours.line)))


def special_hours(site: Site, lang: str) -> Iterator[str]:
    """Yield the hours of certain days, such as holidays, as lines of plain text with the reason.

    The branches are named if the hours do not hold at all of them.
    """
    found: dict[str, list[str]] = {}
    for branch in site.branches.values():
        for hours in hours_in_words(site, lang, branch.id):
            if hours.reason:
                found.setdefault(_hours_line(hours), []).append(branch_name(branch, lang))
    for line, names in found.items():
        is_everywhere = len(names) == len(site.branches)
        listed = format_list(names, locale=cldr(site.locales[lang].tag))
        yield line if is_everywhere else f"{line} ({listed})"


@dataclass(frozen=True)
class DifferenceRow:
    """A fact with another value than usual at a branch, in a period.

    `is_announced` tells that it is shown before its first day. `line` is the fact, the days and the
    value as plain text.
    """

    line: str
    label: Markup
    days: Days
    is_announced: bool
    here: Markup
    company: Markup
    reason: Markup


def _rows(reader: Reader, fact: Fact, branch: Branch) -> Iterator[DifferenceRow]:
    """Yield a row for each period in which a fact has another value at a branch."""
    site, lang = reader.site, reader.lang
    # The tables of hours on the same page show later hours.
    is_announced = fact is not hours_of_branches(site.facts.values())

    def cells(there: Site) -> tuple[str, Markup, Markup, Markup] | None:
        here, company = there.value(fact.id, branch.id), there.value(fact.id)
        if here == company:
            return None
        reason = there.periods(fact.id, branch.id)[0].reason
        return (
            format_value(there, lang, here, branch.id),
            Markup(value_html(there, lang, here, branch.id)),
            Markup(value_html(there, lang, company)),
            reason_html(there, lang, reason),
        )

    for period in by_period(site, [(fact.id, branch.id, None), (fact.id, None, None)], cells):
        if period.value:
            words, *shown = period.value
            days = days_of(site, lang, period.starts, period.ends, zone_at(site, branch.id))
            when = f" ({format_days(site, lang, period.starts, period.ends)})" if days.words else ""
            line = f"{label_words(reader, fact)}{when}: {words}"
            yield DifferenceRow(line, label_of(reader, fact), days, is_announced, *shown)


def branch_list_view(site: Site, lang: str) -> dict[str, Any]:
    """Return the data of the list of branches, by country."""
    reader = Reader(site, lang, address(site, lang, "branches/index"))
    regions = [
        {
            "id": region.lower(),
            "name": escape(region_name(region, lang, site)),
            "branches": [
                branch_view(site, lang, branch) | {"href": reader.link(f"branches/{branch.id}")}
                for branch in site.branches.values()
                if branch.region == region
            ],
        }
        for region in dict.fromkeys(branch.region for branch in site.branches.values())
    ]
    return {"t": reader.t, "regions": regions, "words": clock_words(reader)}
