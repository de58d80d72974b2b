"""Site → Told: every word that a customer may read for a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kbgen.model.article import page_url
from kbgen.model.fact import Branch, Fact
from kbgen.model.quantity import Email, Hours, Phone, Quantity, Url
from kbgen.model.site import Site
from kbgen.model.told import Card, Difference, Place, Told
from kbgen.model.uses import fill_uses
from kbgen.resolve.bidi import strip_isolates
from kbgen.resolve.facts import branch_name, region_name, say, say_value


def tell(site: Site) -> Told:
    """Say everything in the ledger, for every language and place."""
    langs, facts, branches = site.settings.langs, site.facts.values(), site.branches
    directory_urls = site.settings.directory_urls
    links = {fact.id: link for fact in facts if (link := _link(fact.value))}
    return Told(
        langs,
        site.default,
        tuple(branches),
        directory_urls,
        {(lang, fact.id): tuple(_words(site, lang, fact)) for lang in langs for fact in facts},
        links,
        {(lang, fact.id): tuple(_places(site, lang, fact)) for lang in langs for fact in facts},
        {(lang, id_): tuple(_differences(site, lang, id_)) for lang in langs for id_ in branches},
        {(lang, b.id): _card(site, lang, b) for lang in langs for b in branches.values()},
        {page_url(id_, directory_urls): article.lang for id_, article in site.sources.items()},
    )


def _clean(text: str) -> str:
    return " ".join(strip_isolates(text).split())


def _words(site: Site, lang: str, fact: Fact) -> Iterator[str]:
    yield _clean(say(site, lang, fact.id))
    if fact.value.type in ("duration", "money", "percent", "number"):
        yield _clean(say(site, lang, fact.id, number_only=True))


def _link(value: Quantity) -> str:
    match value:
        case Phone():
            return f"tel:{value.e164}"
        case Email():
            return f"mailto:{value.address}"
        case Url():
            return value.href
    return ""


def _places(site: Site, lang: str, fact: Fact) -> Iterator[Place]:
    for region in sorted(fact.regions):
        reached = tuple(
            branch.id
            for branch in site.branches.values()
            if branch.region == region and branch.id not in fact.branches
        )
        words = _clean(say(site, lang, fact.id, region=region))
        yield Place(_clean(region_name(region, lang, site)), words, reached)
    for id_ in sorted(fact.branches):
        words = _clean(say(site, lang, fact.id, branch=id_))
        yield Place(_clean(branch_name(site.branches[id_], lang)), words, (id_,))


def _differences(site: Site, lang: str, branch: str) -> Iterator[Difference]:
    for fact in site.differences(branch):
        here, usual = say(site, lang, fact.id, branch), say(site, lang, fact.id)
        yield Difference(fact.id, _label(site, lang, fact), _clean(here), _clean(usual))


def _label(site: Site, lang: str, fact: Fact) -> str:
    words = _own(site, lang, fact.label) or re.sub(r"[._-]", " ", fact.id)

    def put(fact_id: str, name: str | None) -> str:
        known = fact_id in site.facts
        return say(site, lang, fact_id, number_only=name == "number") if known else ""

    return _clean(fill_uses(words, put))


def _own(site: Site, lang: str, words: Mapping[str, str]) -> str:
    return words.get(lang) or words.get(site.default, "")


def _card(site: Site, lang: str, branch: Branch) -> Card:
    values: list[Quantity | None] = [branch.phone, Email(branch.email) if branch.email else None]
    values.append(branch.hours or _counter_hours(site, branch.id))
    said = [say_value(site, lang, value, branch.id) for value in values if value]
    lines = [_own(site, lang, branch.address), *said]
    return Card(_clean(branch_name(branch, lang)), tuple(_clean(line) for line in lines if line))


def _counter_hours(site: Site, branch: str) -> Hours | None:
    for fact in site.facts.values():
        value = site.value(fact.id, branch)
        if "branch" in fact.varies and isinstance(value, Hours):
            return value
    return None
