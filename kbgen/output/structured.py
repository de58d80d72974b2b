"""Pages as schema.org says them (JSON-LD), for search engines: plain dicts, made of what is shown.

Terms are those of schema.org 29; what each type must have is as in Google's structured data
pages. A claim that the site does not make to its readers is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kbgen.markdown.sections import ContentSection, absolute, text_of
from kbgen.model.fact import Branch, Fact
from kbgen.model.hours import hours_sets
from kbgen.model.markup import Tag, end_of, parse, serialize
from kbgen.model.quantity import Duration, Email, Phone, Quantity, WhatsApp
from kbgen.model.site import Site
from kbgen.output.hours import dated_hours

Thing = dict[str, Any]
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_CALENDAR = {"day": "D", "week": "W", "month": "M", "year": "Y"}


@dataclass(frozen=True)
class Crumb:
    """A step of the way to a page: its words, and its absolute address."""

    name: str
    url: str


@dataclass(frozen=True)
class Company:
    """Who speaks: the site's name in the reader's language, its address, pictures, profiles."""

    name: str
    url: str
    logo: str = ""
    image: str = ""
    same_as: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.url}#organization"


def to_script(things: Iterable[Thing]) -> str:
    """Return what stands inside `<script type="application/ld+json">`; "" for nothing.

    No `<` can end the element; U+2028 and U+2029 end a line of JavaScript.
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
    """Return the way to a page, itself last; nothing for a way of one step."""
    steps = [
        {"@type": "ListItem", "position": number, "name": crumb.name, "item": crumb.url}
        for number, crumb in enumerate(crumbs, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}] if len(steps) > 1 else []


def organization(company: Company, site: Site) -> Thing:
    """Return the company: who it is, and how to reach it, country by country."""
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
    """Return a point for each number or e-mail address among the contact facts."""
    points = []
    for fact_id in site.settings.contact:
        fact = site.facts.get(fact_id)
        if fact and isinstance(fact.value, Phone | WhatsApp | Email):
            points += [
                _contact_point(site, value, regions, hours)
                for value, regions, hours in _by_region(site, fact)
            ]
    return points


def _by_region(site: Site, fact: Fact) -> Iterator[tuple[Quantity, list[str], list[Thing]]]:
    """Yield each value of a contact, the countries that it serves and its hours; () serves all."""
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
    return _filled(
        {
            "@type": "ContactPoint",
            "contactType": "customer service",
            "name": "WhatsApp" if isinstance(value, WhatsApp) else "",
            "url": value.href if isinstance(value, WhatsApp) else "",
            "telephone": value.e164 if isinstance(value, Phone) else "",
            "email": value.address if isinstance(value, Email) else "",
            "areaServed": regions,
            "hoursAvailable": list(hours),
            "availableLanguage": list(site.settings.langs),
        }
    )


def website(company: Company, home: str, lang: str) -> Thing:
    """Return the site in one language; `home` is the address of its home page."""
    return {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "url": home,
        "name": company.name,
        "inLanguage": lang,
        "publisher": {"@id": company.id},
    }


def faq_page(
    url: str, lang: str, sections: Sequence[ContentSection], path: str, base: str
) -> list[Thing]:
    """Return the questions of a page and the HTML of their answers, as on the page.

    `path` and `base` are the page's address below the site's root, and the site's own.
    """
    questions = [
        {
            "@type": "Question",
            "name": section.title,
            "url": f"{url}#{section.anchor}",
            "acceptedAnswer": {
                "@type": "Answer",
                "text": absolute(section.html.strip(), path, base),
            },
        }
        for section in sections
        if section.anchor and section.text
    ]
    return (
        [{"@type": "FAQPage", "url": url, "inLanguage": lang, "mainEntity": questions}]
        if questions
        else []
    )


def how_to(
    name: str,
    description: str,
    url: str,
    lang: str,
    sections: Sequence[ContentSection],
    time: Quantity | None = None,
) -> list[Thing]:
    """Return a procedure; nothing if none of its sections has numbered steps.

    The steps are the first `<ol>` of the section `steps`, else of the first section with one.
    `time` is how long it takes; said only where ISO 8601 can say it exactly.
    """
    order = sorted(sections, key=lambda section: section.anchor != "steps")
    section = next((one for one in order if len(steps_in(one.html)) > 1), None)
    if section is None:
        return []
    steps = [
        {"@type": "HowToStep", "position": number, "text": step}
        for number, step in enumerate(steps_in(section.html), 1)
    ]
    thing = {
        "@type": "HowTo",
        "name": name,
        "description": description,
        "url": f"{url}#{section.anchor}" if section.anchor else url,
        "inLanguage": lang,
        "totalTime": iso_duration(time) if isinstance(time, Duration) else "",
        "step": steps,
    }
    return [_filled(thing)]


def steps_in(html: str) -> list[str]:
    """Return the words of each item of the first numbered list, inner lists included.

    >>> steps_in("<ul><li>a</li></ul><ol><li>b<ol><li>c</li></ol></li><li>d</li></ol>")
    ['b\\nc', 'd']
    """
    nodes = parse(html)
    start = next((i for i, n in enumerate(nodes) if isinstance(n, Tag) and n.name == "ol"), None)
    if start is None:
        return []
    items: list[str] = []
    end = start + 1
    for index in range(start + 1, end_of(nodes, start) - 1):
        node = nodes[index]
        if index >= end and isinstance(node, Tag):
            end = end_of(nodes, index)
            if node.name == "li":
                items.append(text_of(serialize(nodes[index + 1 : end - 1])))
    return [text for text in items if text]


def iso_duration(value: Duration) -> str:
    """Return an exact duration as ISO 8601 writes it; "" for a range or working days.

    >>> from kbgen.model.quantity import Amount
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
    """Return a branch as a place; what kind of business it is, only its company knows."""
    today = site.settings.today
    return _filled(
        {
            "@type": "LocalBusiness",
            "@id": f"{url}#branch",
            "name": _own(branch.name, lang, site) or branch.id,
            "url": url,
            "image": company.image,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": _own(branch.address, lang, site),
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


def _own(words: Mapping[str, str], lang: str, site: Site) -> str:
    return words.get(lang) or words.get(site.default, "")


def _filled(thing: Thing) -> Thing:
    """Leave out what is not known."""
    kept = {key: value for key, value in thing.items() if value not in ("", [], {}, None)}
    address = kept.get("address")
    return kept | {"address": _filled(address)} if isinstance(address, dict) else kept
