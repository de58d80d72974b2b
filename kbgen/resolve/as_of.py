"""What customers were told on a day: from history/, else from what the content says of that day.

The site is one that was read as of the day; its history holds every state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kbgen.facts.format import fill_facts, format_fact
from kbgen.kinds import kind_named
from kbgen.languages.bidi import strip_isolates
from kbgen.model.article import Article, FactUse
from kbgen.model.as_of import FactOnDay, PageOnDay, PlacedWords, Provenance
from kbgen.model.days import Use
from kbgen.model.history import histories
from kbgen.model.published import PublishedState
from kbgen.model.site import Site
from kbgen.resolve.facts import branch_name, region_name

_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ ]*[#.][^{}\n]*\}[ \t]*$", re.M)


@dataclass(frozen=True)
class _Version:
    """The texts of a page on a day, with the site that has their values."""

    page: str
    site: Site
    texts: Mapping[str, Article]
    starts: date | None
    provenance: Provenance

    @property
    def source(self) -> Article:
        return next(text for text in self.texts.values() if not text.is_translation)


def pages_on_day(site: Site) -> list[PageOnDay]:
    """Return the pages with a history that were in force, without their texts."""
    kept = {a.id for a in site.sources.values() if _keeps_history(site, a)}
    versions = (_version(site, page) for page in sorted(kept | histories(site).keys()))
    return [_page(site, one) for one in versions if one]


def page_on_day(site: Site, page: str, section: str | None = None) -> PageOnDay | None:
    """Return what a page or a section of it said; None if it did not hold yet, or was not there.

    Raises LookupError with the sections that there were, if it is none of them.
    """
    version = _version(site, page)
    if version is None:
        return None
    if section is not None and section not in (ids := [h.id for h in version.source.headings]):
        raise LookupError(ids)
    texts = {lang: _markdown(version.site, one, section) for lang, one in version.texts.items()}
    uses = {use.id for text in version.texts.values() for use in _uses(text, section)}
    known = sorted(uses & version.site.facts.keys())
    values = [one for fact in known for one in _values(version.site, fact)]
    differing = {one.fact for one in values if one.place}
    shown = tuple(one for one in values if one.fact in differing)
    untranslated = tuple(lang for lang in site.locales if lang not in texts)
    found = replace(_page(site, version), texts=texts, values=shown)
    return replace(found, untranslated=untranslated, lang=version.source.lang)


def fact_on_day(site: Site, fact: str) -> tuple[list[FactOnDay], FactOnDay | None]:
    """Return what records say of a fact, each that differs; and what the ledger says of the day."""
    found: list[tuple[tuple[PlacedWords, ...], list[Provenance]]] = []
    for page in histories(site):
        version = _version(site, page)
        if version and version.provenance.path and fact in version.site.facts:
            values = tuple(_values(version.site, fact))
            same = next((given for known, given in found if known == values), None)
            if same is None:
                found.append((values, same := []))
            same.append(version.provenance)
    by_records = [FactOnDay(fact, values, tuple(given)) for values, given in found]
    by_ledger = FactOnDay(fact, tuple(_values(site, fact)), ()) if fact in site.facts else None
    return by_records, by_ledger


def first_record(site: Site) -> date | None:
    """Return the first day of which history/ says something; None without any."""
    return min((state.day for state in site.history), default=None)


def _keeps_history(site: Site, page: Article) -> bool:
    is_index = page.id.rpartition("/")[2] == "index"
    hidden = is_index or site.is_draft(page) or site.is_unlisted(page.id)
    return kind_named(page.kind).keeps_history and not hidden


def _version(site: Site, page: str) -> _Version | None:
    """Return the texts that held on the day of the site; None if none did."""
    day, history, source = site.settings.today, histories(site).get(page), site.source_of(page)
    begun = [one for one in history.editions if one.starts <= day] if history else []
    recorded = max(begun, key=lambda one: one.starts) if begun else None
    own = (source.starts or source.meta.in_force) if source else None
    if recorded and not (own and recorded.starts < own <= day):
        return _recorded(site, page, recorded.on(day), recorded.starts)
    if source is None or site.is_draft(source) or (own and own > day):
        return None
    versions = (site.articles.get((lang, page)) for lang in site.locales)
    texts = {one.lang: one for one in versions if one and not site.is_draft(one)}
    return _Version(page, site, texts, own, Provenance())


def _recorded(site: Site, page: str, state: PublishedState, starts: date) -> _Version:
    values = state.values
    there = replace(site, facts=values.facts, branches=values.branches)
    return _Version(page, there, state.texts, starts, Provenance(state.path, state.day))


def _page(site: Site, version: _Version) -> PageOnDay:
    source = version.source
    title = source.meta.title or next((h.text for h in source.headings if h.level == 1), "")
    return PageOnDay(
        version.page,
        _plain(version.site, source.lang, title),
        version.starts,
        source.meta.named_version,
        version.provenance,
        version.page not in site.sources,
    )


def _markdown(site: Site, text: Article, section: str | None) -> str:
    """Return the Markdown of a text, or of a section with those below it, with its values."""
    start, end = _extent(text, section)
    body = text.body[start:end]
    if section is None and text.meta.title:
        body = f"# {text.meta.title}\n\n{body.strip()}"
    return _ATTRIBUTES.sub("", _plain(site, text.lang, body)).strip()


def _extent(text: Article, section: str | None) -> tuple[int, int]:
    """Return where a section with those below it begins and ends; (0, 0) if it is not there."""
    if section is None:
        return 0, len(text.body)
    levels = {heading.id: heading.level for heading in text.headings}
    first = next((one for one in text.sections if one.id == section), None)
    if first is None:
        return 0, 0
    after = [one for one in text.sections if one.start > first.start]
    end = next((s.start for s in after if levels[s.id] <= levels[section]), len(text.body))
    return first.start, end


def _uses(text: Article, section: str | None) -> Iterator[FactUse]:
    """Yield the uses of facts in a section, or in a whole text."""
    start, end = _extent(text, section)
    for use in text.uses:
        if section is None or (not use.field and start <= text.offset(use.span) < end):
            yield use


def _plain(site: Site, lang: str, words: str) -> str:
    return strip_isolates(fill_facts(site, lang, words))


def _values(site: Site, fact_id: str) -> Iterator[PlacedWords]:
    """Yield a fact for the whole company, then in each region and branch where it differs."""
    fact = site.facts[fact_id]
    yield _words(site, "", (fact_id, None, None))
    for region in sorted(fact.regions):
        name = region_name(region, site.default, site)
        yield _words(site, name, (fact_id, None, region))
    for branch in sorted(fact.branches):
        name = branch_name(site.branches[branch], site.default)
        yield _words(site, name, (fact_id, branch, None))


def _words(site: Site, place: str, use: Use) -> PlacedWords:
    words = {lang: strip_isolates(format_fact(site, lang, *use)) for lang in site.locales}
    return PlacedWords(use[0], place, words)
