"""A fact as plain data: its words in every language and place, and the pages that use it."""

from __future__ import annotations

import re
from typing import Any

from kbgen.facts.format import fill_facts, format_fact
from kbgen.languages.bidi import strip_isolates
from kbgen.languages.marks import sentence_ends
from kbgen.model.article import Article, FactUse
from kbgen.model.days import Use, by_period
from kbgen.model.period import Period
from kbgen.model.site import Site
from kbgen.resolve.facts import branch_name, region_name

_END = re.compile(rf"[{sentence_ends()}](?=[\s\"”»)*]|$)")


def describe(site: Site, fact_id: str) -> dict[str, Any]:
    """Return {id, type, value, varies, places: [{name, said: {lang: words}}], pages: [...]}.

    A place is listed once for each period from today on; `valid_from` and `valid_until` are its
    first and last day (ISO 8601), if it has them.
    """
    site = site.with_unannounced()
    fact = site.facts[fact_id]
    default = site.default
    places = [_place(site, "Everywhere", (fact_id, None, None))]
    for region in sorted(fact.regions):
        places.append(_place(site, region_name(region, default, site), (fact_id, None, region)))
    for branch in sorted(fact.branches):
        name = branch_name(site.branches[branch], default)
        places.append(_place(site, name, (fact_id, branch, None)))
    pages = [
        {
            "path": use.span.path,
            "line": use.span.line,
            "column": use.span.column,
            "says": _sentence(site, article, use),
        }
        for article in site.articles.values()
        for use in article.uses
        if use.id == fact_id
    ]
    return {
        "id": fact_id,
        "type": fact.value.type,
        "value": str(fact.value),
        "varies": sorted(fact.varies),
        "places": [described for place in places for described in place],
        "pages": pages,
    }


def _sentence(site: Site, article: Article, use: FactUse) -> str:
    """Return the sentence that contains a fact, with its facts filled in."""
    if use.field:
        text, column = dict(article.meta.captions).get(use.field, ""), 0
    else:
        text = article.body.split("\n")[use.span.line - article.body_line]
        column = use.span.column - 1
    start = max((m.end() for m in _END.finditer(text, 0, column)), default=0)
    end = next((m.start() + 1 for m in _END.finditer(text, column + use.span.length)), len(text))
    sentence = re.sub(r"\]\([^)]*\)|\{#[^}]*\}|[*_#`|\[]|^\s*(?:-|\d+\.)\s", "", text[start:end])
    words = fill_facts(site, article.lang, sentence)
    return re.sub(r"\s+", " ", strip_isolates(words)).strip()


def _place(site: Site, name: str, use: Use) -> list[dict[str, Any]]:
    """Return the words of a fact at a place in each period from today on, with its days."""

    def format_value_of(there: Site) -> dict[str, str]:
        words = {lang: format_fact(there, lang, *use) for lang in there.locales}
        # Terminals show isolates as boxes, whether they have a bidi algorithm or not.
        return {lang: strip_isolates(text) for lang, text in words.items()}

    return [
        {"name": name, **_days(period), "said": period.value}
        for period in by_period(site, [use], format_value_of)
    ]


def _days(period: Period[Any]) -> dict[str, str]:
    named = {"valid_from": period.starts, "valid_until": period.ends}
    return {name: day.isoformat() for name, day in named.items() if day}
