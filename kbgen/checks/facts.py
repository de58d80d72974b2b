"""Every fact that a page or another fact quotes exists and can be said that way."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.model.article import FactUse
from kbgen.model.finding import Finding, did_you_mean, error
from kbgen.model.quantity import COUNTED, Text
from kbgen.model.site import Site
from kbgen.model.uses import find_uses


def check_facts(site: Site) -> Iterator[Finding]:
    """KB205 unknown fact, KB210 a filter that does not fit."""
    if not site.has_ledger or site.is_ledger_broken:
        return
    for article in site.articles.values():
        for use in article.uses:
            yield from _check_use(site, use)
    for fact in site.facts.values():
        values = [fact.value, *(d.value for d in (*fact.regions.values(), *fact.branches.values()))]
        for value in values:
            for text in value.strings.values() if isinstance(value, Text) else ():
                for quoted in find_uses(text):
                    use = FactUse(quoted.id or quoted.inner, quoted.filter, fact.span)
                    yield from _check_use(site, use)


def _check_use(site: Site, use: FactUse) -> Iterator[Finding]:
    fact = site.facts.get(use.id)
    if fact is None and use.id in site.broken_facts:
        return
    if fact is None:
        hint = did_you_mean(use.id, {*site.facts, *site.broken_facts}) or "add it to facts.yml"
        yield error("KB205", use.span, f"unknown fact '{use.id}'", hint)
    elif use.filter not in (None, "number"):
        yield error("KB210", use.span, f"unknown filter '{use.filter}'", "the only one is 'number'")
    elif use.filter == "number" and not isinstance(fact.value, COUNTED):
        what = f"fact '{use.id}' is a {fact.value.type}, which has no number of its own"
        yield error("KB210", use.span, what, f"write {{{{ {use.id} }}}}")
