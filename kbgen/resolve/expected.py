"""Site → Expectations: the words that pages must show for each fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kbgen.facts.all import has_number, type_of
from kbgen.facts.changes import around_later, words_by_period
from kbgen.facts.email import Email
from kbgen.facts.format import fill_facts, format_fact, format_value
from kbgen.languages.bidi import strip_isolates
from kbgen.model.article import page_url
from kbgen.model.days import Use, by_period, usual_of
from kbgen.model.expected import (
    Card,
    DatedWords,
    Expectations,
    ExpectedDays,
    ExpectedDifference,
    Place,
    Week,
)
from kbgen.model.fact import Branch, Fact
from kbgen.model.period import Period
from kbgen.model.quantity import Quantity
from kbgen.model.site import Site
from kbgen.resolve.dates import format_days, zone_at
from kbgen.resolve.facts import branch_name, region_name
from kbgen.resolve.hours import HoursWords, clock_of, contact_clock, hours_in_words


def expected_values(site: Site) -> Expectations:
    """Return the words of everything in the ledger, for every language and place.

    Those of a page with a text of another day are the words of that day.
    """
    others = {id_: site.at(id_) for id_ in site.sources if site.at(id_) is not site}
    on_days = {there.settings.today: _expected(there) for there in others.values()}
    by_page = {
        page_url(id_, site.settings.directory_urls): on_days[there.settings.today]
        for id_, there in others.items()
    }
    return replace(_expected(site), by_page=by_page)


def _expected(site: Site) -> Expectations:
    langs, facts, branches = site.settings.langs, site.facts.values(), site.branches
    directory_urls = site.settings.directory_urls
    links = {fact.id: urls for fact in facts if (urls := tuple(_links(site, fact)))}
    return Expectations(
        langs,
        site.default,
        tuple(branches),
        site.settings.today.isoformat(),
        directory_urls,
        {(lang, fact.id): tuple(_words(site, lang, fact)) for lang in langs for fact in facts},
        links,
        {(lang, fact.id): tuple(_places(site, lang, fact)) for lang in langs for fact in facts},
        {(lang, fact.id): tuple(_announced(site, lang, fact)) for lang in langs for fact in facts},
        {(lang, id_): tuple(_differences(site, lang, id_)) for lang in langs for id_ in branches},
        {(lang, b.id): _card(site, lang, b) for lang in langs for b in branches.values()},
        {(lang, id_): tuple(_weeks(site, lang, id_)) for lang in langs for id_ in branches},
        {(lang, id_): clock_of(site, lang, id_) for lang in langs for id_ in branches},
        {(lang, fact): clock for lang in langs for fact, clock in _answered(site, lang)},
        {page_url(id_, directory_urls): article.lang for id_, article in site.sources.items()},
        frozenset(
            (lang, page_url(id_, directory_urls))
            for id_ in site.sources
            for lang in langs
            if (own := site.articles.get((lang, id_))) is None or site.is_draft(own)
        ),
    )


def _answered(site: Site, lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for contact in site.settings.contact:
        clock = contact_clock(site, lang, contact) if contact in site.facts else None
        if clock:
            yield site.facts[contact].hours, clock


def _clean(text: str) -> str:
    return " ".join(strip_isolates(text).split())


def _links(site: Site, fact: Fact) -> Iterator[str]:
    for period in site.periods(fact.id):
        if link := type_of(period.value).url(period.value):
            yield link


def _words(site: Site, lang: str, fact: Fact) -> Iterator[tuple[DatedWords, ...]]:
    yield tuple(_values(site, lang, fact.id, False))
    if has_number(fact.value):
        yield tuple(_values(site, lang, fact.id, True))


def _values(site: Site, lang: str, fact_id: str, number_only: bool) -> Iterator[DatedWords]:
    """Yield the values that a page shows where it states a fact: today's, and later ones."""
    now, *later = words_by_period(site, lang, fact_id, number_only=number_only)
    if not later:
        yield DatedWords(_clean(now.value))
        return
    zone = site.timezone()
    ends = now.ends.isoformat() if now.ends else ""
    yield DatedWords(_clean(now.value), ExpectedDays("", ends, zone))
    for period in later:
        words = _clean("".join(around_later(site, lang, period.starts)))
        starts, ends = (day.isoformat() if day else "" for day in (period.starts, period.ends))
        yield DatedWords(_clean(period.value), ExpectedDays(starts, ends, zone, words))


def _places(site: Site, lang: str, fact: Fact) -> Iterator[Place]:
    for region in sorted(fact.regions):
        reached = tuple(
            branch.id
            for branch in site.branches.values()
            if branch.region == region and branch.id not in fact.branches
        )
        yield _place(site, lang, region_name(region, lang, site), (fact.id, None, region), reached)
    for id_ in sorted(fact.branches):
        name = branch_name(site.branches[id_], lang)
        yield _place(site, lang, name, (fact.id, id_, None), (id_,))


def _announced(site: Site, lang: str, fact: Fact) -> Iterator[Place]:
    metas = [source.meta for source in site.sources.values()]
    announcing = [meta for meta in metas if fact.id in meta.announced_facts]
    named = {branch for meta in announcing for branch in meta.only_at if branch in site.branches}
    for id_ in sorted(named - fact.branches.keys()):
        name = branch_name(site.branches[id_], lang)
        yield _place(site, lang, name, (fact.id, id_, None), (id_,))


def _place(site: Site, lang: str, name: str, use: Use, reached: tuple[str, ...]) -> Place:
    """Return the words of a fact at a place from today on."""
    usual = usual_of(site, use)

    def words(there: Site) -> str:
        return _clean(format_fact(there, lang, *use))

    def differing(there: Site) -> str:
        return "" if there.value(*use) == there.value(*usual) else words(there)

    own = by_period(site, [use], words)
    others = [p for p in by_period(site, [use, usual], differing) if p.value]
    zone = zone_at(site, *use[1:])
    values, differs = (
        tuple(DatedWords(p.value, _days(site, lang, p, zone)) for p in periods)
        for periods in (own, others)
    )
    return Place(_clean(name), values, differs, reached)


def _days(site: Site, lang: str, period: Period[Any], zone: str) -> ExpectedDays:
    is_begun = period.starts is None or period.starts <= site.settings.today
    starts = "" if is_begun or period.starts is None else period.starts.isoformat()
    ends = period.ends.isoformat() if period.ends else ""
    words = _clean(format_days(site, lang, period.starts, period.ends))
    return ExpectedDays(starts, ends, zone if starts or ends else "", words)


def _differences(site: Site, lang: str, branch: str) -> Iterator[ExpectedDifference]:
    zone = zone_at(site, branch)
    for fact in site.differences(branch):

        def words(there: Site, fact_id: str = fact.id) -> tuple[str, str, str] | None:
            if there.value(fact_id, branch) == there.value(fact_id):
                return None
            here, usual = (
                format_fact(there, lang, fact_id, branch),
                format_fact(there, lang, fact_id),
            )
            reason = there.periods(fact_id, branch)[0].reason
            return _clean(here), _clean(usual), there.own_words(lang, reason)

        for period in by_period(site, [(fact.id, branch, None), (fact.id, None, None)], words):
            if period.value:
                days = _days(site, lang, period, zone)
                yield ExpectedDifference(fact.id, _label(site, lang, fact), *period.value[:2], days)


def _label(site: Site, lang: str, fact: Fact) -> str:
    return _filled(site, lang, site.own_words(lang, fact.label) or re.sub(r"[._-]", " ", fact.id))


def _filled(site: Site, lang: str, words: str) -> str:
    """Return a label or reason with the facts that it quotes."""
    return _clean(fill_facts(site, lang, words))


def _card(site: Site, lang: str, branch: Branch) -> Card:
    email = Email(branch.email) if branch.email else None
    values: list[Quantity | None] = [branch.phone, branch.whatsapp, email]
    text = [format_value(site, lang, value, branch.id) for value in values if value]
    lines = [site.own_words(lang, branch.address), *text]
    return Card(_clean(branch_name(branch, lang)), tuple(_clean(line) for line in lines if line))


def _weeks(site: Site, lang: str, branch: str) -> Iterator[Week]:
    return (_week(site, lang, text) for text in hours_in_words(site, lang, branch))


def _week(site: Site, lang: str, text: HoursWords) -> Week:
    starts, ends = (day.isoformat() if day else "" for day in (text.of.starts, text.of.ends))
    is_dated = bool(text.days)
    return Week(
        ExpectedDays(starts, ends, text.zone if is_dated else "", _clean(text.days)),
        _clean(format_value(site, lang, text.of.hours)),
        tuple((_clean(name), _clean(" ".join(slots))) for _, name, slots in text.rows),
        _filled(site, lang, text.reason),
    )
