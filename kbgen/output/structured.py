"""Structured data of pages (schema.org as JSON-LD) for search engines, as plain dicts.

Terms are those of schema.org 29; the required properties are those of Google's structured data
pages. The data contains nothing that the pages do not show.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kbgen.facts.all import type_of
from kbgen.facts.duration import Duration
from kbgen.kinds import kind_named
from kbgen.kinds.kind import PageData, Thing
from kbgen.model.fact import Branch, Fact
from kbgen.model.front_matter import references
from kbgen.model.hours import hours_sets
from kbgen.model.quantity import Quantity
from kbgen.model.site import Site
from kbgen.output.alternates import language_tag
from kbgen.output.answers import BuiltPage
from kbgen.output.hours import dated_hours

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_CALENDAR = {"day": "D", "week": "W", "month": "M", "year": "Y"}


@dataclass(frozen=True)
class Crumb:
    """A breadcrumb: its words and its absolute address."""

    name: str
    url: str


@dataclass(frozen=True)
class Company:
    """The company: the site's name in the reader's language, its address, pictures, profiles."""

    name: str
    url: str
    logo: str = ""
    image: str = ""
    same_as: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.url}#organization"


def to_script(things: Iterable[Thing]) -> str:
    """Return the content of `<script type="application/ld+json">`; "" without objects.

    `<` is escaped, since it could end the element; U+2028 and U+2029, since they end a line in
    JavaScript.
    """
    graph = list(things)
    if not graph:
        return ""
    data = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def breadcrumbs(crumbs: Sequence[Crumb]) -> list[Thing]:
    """Return the breadcrumbs of a page, with itself last; [] for a single one."""
    steps = [
        {"@type": "ListItem", "position": number, "name": crumb.name, "item": crumb.url}
        for number, crumb in enumerate(crumbs, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}] if len(steps) > 1 else []


def organization(company: Company, site: Site) -> Thing:
    """Return the company with its contacts by country."""
    return _filled(
        {
            "@type": "Organization",
            "@id": company.id,
            "name": company.name,
            "url": company.url,
            "logo": company.logo,
            "contactPoint": _contact_points(site),
            "sameAs": list(company.same_as),
        }
    )


def _contact_points(site: Site) -> list[Thing]:
    """Return a ContactPoint for each number or e-mail address among the contacts."""
    points = []
    for fact_id in site.settings.contact:
        fact = site.facts.get(fact_id)
        channel = type_of(fact.value).channel if fact else None
        if fact and channel and channel.contact_point:
            points += [
                _contact_point(site, value, regions, hours)
                for value, regions, hours in _by_region(site, fact)
            ]
    return points


def _by_region(site: Site, fact: Fact) -> Iterator[tuple[Quantity, list[str], list[Thing]]]:
    """Yield (value, countries, hours) of a contact; no countries means all."""
    today = site.settings.today
    hours = site.facts.get(fact.hours)
    own = sorted({*fact.regions, *(hours.regions if hours else ())})
    others = [region for region in site.regions() if region not in own] if own else []
    for region, regions in [(None, others), *((region, [region]) for region in own)]:
        sets = hours_sets(site.answered(fact.id, region=region), today)
        yield site.value(fact.id, region=region), regions, dated_hours(sets, today)


def _contact_point(
    site: Site, value: Quantity, regions: list[str], hours: Sequence[Thing] = ()
) -> Thing:
    channel = type_of(value).channel
    return _filled(
        {
            "@type": "ContactPoint",
            "contactType": "customer service",
            **(channel.contact_point(value) if channel and channel.contact_point else {}),
            "areaServed": regions,
            "hoursAvailable": list(hours),
            "availableLanguage": list(site.settings.langs),
        }
    )


def website(company: Company, home: str, lang: str) -> Thing:
    """Return a WebSite for the site in one language; `home` is the address of its home page."""
    return {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "url": home,
        "name": company.name,
        "inLanguage": lang,
        "publisher": {"@id": company.id},
    }


def described(page: BuiltPage, site: Site, url: str, description: str) -> list[Thing]:
    """Return the objects that the kind of a page describes: questions, steps …

    `url` is its address; `description` is plain text.
    """
    kind = kind_named(page.article.kind)
    if kind.describe is None:
        return []
    named = (site.facts.get(fact) for _, what, fact in references(page.meta) if what == "fact")
    values = {fact.id: site.value(fact.id) for fact in named if fact}
    durations = {
        fact_id: iso_duration(value)
        for fact_id, value in values.items()
        if isinstance(value, Duration)
    }
    lang = language_tag(page.article.lang)
    data = PageData(url, lang, page.title, description, page.meta, page.sections, durations)
    return [_filled(thing) for thing in kind.describe(data)]


def iso_duration(value: Duration) -> str:
    """Return an exact duration in ISO 8601; "" for a range or working days.

    >>> from kbgen.facts.amount import Amount
    >>> iso_duration(Duration(Amount(Decimal("1.5"), Decimal("1.5")), "hour"))
    'PT1H30M'
    """
    amount = value.amount.low
    if value.amount.is_range:
        return ""
    if value.unit in _SECONDS:
        return _clock(amount * _SECONDS[value.unit])
    if value.unit in _CALENDAR and amount == amount.to_integral_value():
        return f"P{int(amount)}{_CALENDAR[value.unit]}"
    return ""


def _clock(seconds: Decimal) -> str:
    if seconds != seconds.to_integral_value():
        return ""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    parts = [f"{n}{unit}" for n, unit in ((hours, "H"), (minute, "M"), (second, "S")) if n]
    return f"PT{''.join(parts)}" if parts else "PT0S"


def local_business(branch: Branch, site: Site, lang: str, url: str, company: Company) -> Thing:
    """Return a branch as a LocalBusiness, since the exact type of business is unknown."""
    today = site.settings.today
    return _filled(
        {
            "@type": "LocalBusiness",
            "@id": f"{url}#branch",
            "name": site.own_words(lang, branch.name) or branch.id,
            "url": url,
            "image": company.image,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": site.own_words(lang, branch.address),
                "addressCountry": branch.region,
            },
            "telephone": branch.phone.e164 if branch.phone else "",
            "contactPoint": _contact_point(site, branch.whatsapp, []) if branch.whatsapp else {},
            "email": branch.email or "",
            "geo": _geo(branch),
            "hasMap": branch.map_url,
            "openingHoursSpecification": dated_hours(
                hours_sets(site.hours(branch.id), today), today
            ),
            "parentOrganization": {
                "@type": "Organization",
                "@id": company.id,
                "name": company.name,
                "url": company.url,
            },
        }
    )


def _geo(branch: Branch) -> Thing:
    if branch.location is None:
        return {}
    return {
        "@type": "GeoCoordinates",
        "latitude": branch.location.latitude,
        "longitude": branch.location.longitude,
    }


def _filled(thing: Thing) -> Thing:
    """Remove empty values."""
    kept = {key: value for key, value in thing.items() if value not in ("", [], {}, None)}
    address = kept.get("address")
    return kept | {"address": _filled(address)} if isinstance(address, dict) else kept
