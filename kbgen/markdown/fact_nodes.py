"""Facts as HTML: the element of a fact in a text, with its values from today on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kbgen.facts.all import type_of
from kbgen.facts.changes import around_later, changed_on, last_day_of_note, words_by_period
from kbgen.facts.format import format_quantity, format_value
from kbgen.languages.bidi import is_unit, strip_isolates, to_nodes
from kbgen.model.days import Use
from kbgen.model.locale import Locale
from kbgen.model.markup import Node, end_tag, serialize, start_tag
from kbgen.model.period import Period
from kbgen.model.quantity import Quantity
from kbgen.model.site import Site

_WHEN = start_tag("span", {"class": "kb-when", "data-kb-part": "when"})


def fact_nodes(
    site: Site,
    lang: str,
    fact_id: str,
    number_only: bool = False,
    may_link: bool = True,
    marks_change: bool = True,
) -> list[Node]:
    """Return the element that shows a fact: `<span data-fact="…">…</span>`.

    If the fact has later values that are announced, each value is an element with its days.
    `marks_change` tells whether it says when today's value began, if that is news.
    """
    fact = site.facts[fact_id]
    periods = words_by_period(site, lang, fact_id, number_only=number_only)
    attributes = {"data-fact": fact_id}
    if fact.varies and (fact.regions or fact.branches):
        attributes["data-varies"] = " ".join(sorted(fact.varies))
        if number_only:
            attributes["data-as"] = "number"
    use = (fact_id, None, None)
    note = _note(site, lang, periods[0]) if marks_change and len(periods) == 1 else []
    if note or len(periods) > 1 or fact.value.words or not is_unit(periods[0].value):
        attributes["class"] = "kb-long"
    if len(periods) > 1:
        text = [*_by_day(site, lang, use, periods, may_link)]
    else:
        text = _value(site, lang, use, periods[0], may_link)
        text = [*_unbroken(periods[0], text), *note] if note else text
    return [start_tag("span", attributes), *text, end_tag("span")]


def placed_nodes(
    site: Site, lang: str, fact_id: str, branch: str, number_only: bool, may_link: bool
) -> list[Node]:
    """Return a fact's words at a branch as HTML, with its announced later values."""
    use = (fact_id, branch, None)
    now, *later = words_by_period(site, lang, *use, number_only=number_only)
    text = _value(site, lang, use, now, may_link)
    for period in later:
        before, after = around_later(site, lang, period.starts)
        text += [*to_nodes(before, False), *_value(site, lang, use, period, may_link), after]
    return text


def value_html(
    site: Site, lang: str, value: Quantity, branch: str | None = None, region: str | None = None
) -> str:
    """Return a quantity as HTML, linked if its type has an address."""
    text = to_nodes(format_value(site, lang, value, branch, region))
    return serialize(_linked(value, text, site.locales[lang]))


def _by_day(
    site: Site, lang: str, use: Use, periods: Sequence[Period[str]], may_link: bool
) -> Iterator[Node]:
    """Yield each value with its days; later ones in brackets, which their own day removes."""
    now, *later = periods
    yield start_tag("span", _days(site, Period(now.value, None, now.ends)))
    yield from _unbroken(now, _value(site, lang, use, now, may_link))
    yield end_tag("span")
    for period in later:
        before, after = around_later(site, lang, period.starts)
        attributes = {"class": "kb-coming", "data-coming": "", **_days(site, period)}
        if last_day_of_note(site, period) and period.starts:
            attributes["data-changed"] = strip_isolates(changed_on(site, lang, period.starts))
        yield start_tag("span", attributes)
        yield from (_WHEN, *to_nodes(before, False), end_tag("span"))
        yield from _unbroken(period, _value(site, lang, use, period, may_link))
        yield from (_WHEN, after, end_tag("span"))
        yield end_tag("span")


def _unbroken(period: Period[str], nodes: list[Node]) -> list[Node]:
    """Keep a value on one line, if it is a unit: its element may break at what stands beside it."""
    if not is_unit(period.value):
        return nodes
    return [start_tag("span", {"class": "kb-unit"}), *nodes, end_tag("span")]


def _note(site: Site, lang: str, period: Period[str]) -> list[Node]:
    """Return the note that a value changed, with the days on which it is shown."""
    last = last_day_of_note(site, period)
    if last is None or period.starts is None:
        return []
    days = _days(site, Period("", None, last))
    attributes = {"class": "kb-when kb-changed", "data-kb-part": "when", **days}
    words = to_nodes(f" ({changed_on(site, lang, period.starts)})", False)
    return [start_tag("span", attributes), *words, end_tag("span")]


def _days(site: Site, period: Period[str]) -> Mapping[str, str]:
    named = {
        "data-from": period.starts.isoformat() if period.starts else "",
        "data-until": period.ends.isoformat() if period.ends else "",
        "data-zone": site.timezone(),
    }
    return {name: value for name, value in named.items() if value}


def _value(site: Site, lang: str, use: Use, period: Period[str], may_link: bool) -> list[Node]:
    """Return the words of a value in a period, linked if its type has an address."""
    text = to_nodes(period.value, keeps_units=False)
    there = site.on(max(period.starts or site.settings.today, site.settings.today))
    return _linked(there.value(*use), text, site.locales[lang]) if may_link else text


def _linked(value: Quantity, text: list[Node], locale: Locale) -> list[Node]:
    """Link a value that has an address: a phone, WhatsApp, e-mail or web address.

    Everyone knows that a phone number is called; the name of a WhatsApp link says what it opens.
    """
    kind = type_of(value)
    address = kind.url(value)
    if not address:
        return text
    attributes = {"href": address}
    if kind.channel and kind.channel.name:
        words = strip_isolates(format_quantity(value, locale))
        name = f"{locale.strings.gettext(kind.channel.name)}: {words}"
        attributes |= {"rel": "noopener", "aria-label": name}
    return [start_tag("a", attributes), *text, end_tag("a")]
