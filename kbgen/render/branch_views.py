"""What the pages of the branches show."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from kbgen.model.fact import Branch, Fact
from kbgen.model.quantity import Email
from kbgen.model.site import Site
from kbgen.render.pages import value_html
from kbgen.render.views import Reader, address, label_of, own_words
from kbgen.resolve.bidi import to_html
from kbgen.resolve.facts import branch_name, region_name
from kbgen.resolve.wording import hours_by_days


def branch_view(site: Site, lang: str, branch: Branch) -> dict[str, Any]:
    """Collect what a branch's page shows."""
    reader = Reader(site, lang, address(site, lang, f"branches/{branch.id}"))
    differences = [
        {
            "label": label_of(reader, fact),
            "here": Markup(value_html(site, lang, site.value(fact.id, branch.id), branch.id)),
            "company": Markup(value_html(site, lang, fact.value)),
            "reason": reader.text(own_words(_reason(fact, branch), reader)),
        }
        for fact in site.differences(branch.id)
    ]
    return {
        "t": reader.t,
        "id": branch.id,
        "name": reader.text(branch_name(branch, lang)),
        "region": escape(region_name(branch.region, lang, site)),
        "address": reader.text(own_words(branch.address, reader)),
        "phone": Markup(value_html(site, lang, branch.phone)) if branch.phone else "",
        "whatsapp": Markup(value_html(site, lang, branch.whatsapp)) if branch.whatsapp else "",
        "email": Markup(value_html(site, lang, Email(branch.email))) if branch.email else "",
        "hours": [Markup(to_html(line)) for line in _hours(site, lang, branch)],
        "map": branch.map_url,
        "differences": differences,
        "link": reader.link,
    }


def _reason(fact: Fact, branch: Branch) -> dict[str, str]:
    difference = fact.branches.get(branch.id) or fact.regions[branch.region]
    return dict(difference.reason)


def _hours(site: Site, lang: str, branch: Branch) -> list[str]:
    opening = site.opening(branch.id)
    return hours_by_days(opening, site.locales[lang]) if opening else []


def branch_list_view(site: Site, lang: str) -> dict[str, Any]:
    """Collect what the list of branches shows, by country."""
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
    return {"t": reader.t, "regions": regions}
