"""What customers are told of a fact, as plain data: every language, every place, every page."""

from __future__ import annotations

import re
from typing import Any

from kbgen.model.article import Article, FactUse
from kbgen.model.site import Site
from kbgen.model.uses import fill_uses
from kbgen.resolve.bidi import strip_isolates
from kbgen.resolve.facts import branch_name, region_name, say

_END = re.compile(r"[.!?؟۔।](?=[\s\"”»)*]|$)")


def describe(site: Site, fact_id: str) -> dict[str, Any]:
    """Return {id, type, value, varies, places: [{name, said: {lang: words}}], pages: [...]}.

    Places with the same words as the place above them (company → region → branch) are left out.
    """
    fact = site.facts[fact_id]
    default = site.default
    places = [{"name": "Everywhere", "said": _said(site, fact_id)}]
    for region in sorted(fact.regions):
        name = region_name(region, default, site)
        places.append({"name": name, "said": _said(site, fact_id, region=region)})
    for branch in sorted(fact.branches):
        name = branch_name(site.branches[branch], default)
        places.append({"name": name, "said": _said(site, fact_id, branch=branch)})
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
        "places": places,
        "pages": pages,
    }


def _sentence(site: Site, article: Article, use: FactUse) -> str:
    """Return the sentence in which a fact stands, as its reader reads it."""
    if use.field:
        text, column = getattr(article.meta, use.field, ""), 0
        text = text if isinstance(text, str) else ""
    else:
        text = article.body.split("\n")[use.span.line - article.body_line]
        column = use.span.column - 1
    start = max((m.end() for m in _END.finditer(text, 0, column)), default=0)
    end = next((m.start() + 1 for m in _END.finditer(text, column + use.span.length)), len(text))
    sentence = re.sub(r"\]\([^)]*\)|\{#[^}]*\}|[*_#`|\[]|^\s*(?:-|\d+\.)\s", "", text[start:end])
    known = site.facts
    said = fill_uses(
        sentence,
        lambda id_, name: (
            say(site, article.lang, id_, number_only=name == "number") if id_ in known else id_
        ),
    )
    return re.sub(r"\s+", " ", strip_isolates(said)).strip()


def _said(
    site: Site, fact_id: str, branch: str | None = None, region: str | None = None
) -> dict[str, str]:
    said = {lang: say(site, lang, fact_id, branch, region) for lang in site.locales}
    # A terminal has its own bidi algorithm, or none; isolates only show up as boxes there.
    return {lang: strip_isolates(text) for lang, text in said.items()}
