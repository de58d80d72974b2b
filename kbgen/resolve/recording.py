"""What is published of pages now and stands in history/ not yet, or otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kbgen.kinds import kind_named
from kbgen.model.article import Article
from kbgen.model.editions import Edition, edition_of
from kbgen.model.front_matter import references
from kbgen.model.history import first_day_of, histories
from kbgen.model.published import EditionValues, PublishedState
from kbgen.model.site import Site
from kbgen.resolve.recorded_facts import recorded_branches, recorded_facts


@dataclass(frozen=True)
class PageNow:
    """What is published of a page now; `last` is its last state in history/, if it has one.

    `has_same_values` tells that this state has its values: those of today and later ones.
    """

    page: str
    values: EditionValues
    texts: Mapping[str, Article]
    last: PublishedState | None
    has_same_values: bool


def pages_now(site: Site) -> Iterator[PageNow]:
    """Yield the pages whose history is kept, as they are published today.

    Drafts are left out, and texts that do not hold yet.
    """
    for page, source in sorted(site.sources.items()):
        if _is_kept(site, source):
            yield page_now(site, page)


def unrecorded_editions(site: Site) -> list[Edition]:
    """Return the texts that held, whose files are still there, and that history/ does not know."""
    found = []
    for file_id, page in site.begun.items():
        edition, source = edition_of(file_id), site.source_of(page)
        if edition is None or source is None or source.file_id == file_id:
            continue
        known = histories(site).get(page)
        starts = {one.starts for one in known.editions} if known else set()
        if kind_named(source.kind).keeps_history and edition.starts not in starts:
            found.append(edition)
    return sorted(found)


def _is_kept(site: Site, source: Article) -> bool:
    holds = source.meta.in_force
    is_later = holds is not None and holds > site.settings.today
    is_index = source.id.rpartition("/")[2] == "index"
    is_hidden = site.is_draft(source) or site.is_unlisted(source.id) or source.is_broken
    return kind_named(source.kind).keeps_history and not (is_later or is_index or is_hidden)


def page_now(site: Site, page: str) -> PageNow:
    """Return what is published of a page now."""
    versions = (site.articles.get((lang, page)) for lang in site.locales)
    texts = {one.lang: one for one in versions if one and not site.is_draft(one)}
    facts = recorded_facts(site, _facts_of(texts))
    source, known = site.sources[page], histories(site).get(page)
    values = EditionValues(
        first_day_of(site, page),
        source.meta.named_version,
        facts=facts,
        branches=recorded_branches(site, facts),
    )
    last = known.states[-1] if known and known.states else None
    is_same = last is not None and values == _from_today(site, last.values)
    return PageNow(page, values, texts, last, is_same)


def _facts_of(texts: Mapping[str, Article]) -> set[str]:
    named = {
        fact for one in texts.values() for _, what, fact in references(one.meta) if what == "fact"
    }
    return named.union(use.id for one in texts.values() for use in one.uses)


def _from_today(site: Site, values: EditionValues) -> EditionValues:
    """Return recorded values as they are for today and later days."""
    there = replace(site, facts=values.facts, branches=values.branches)
    facts = recorded_facts(there, values.facts)
    branches = recorded_branches(there, facts)
    return replace(values, facts=facts, branches=branches, is_accepted=False, digest="")
