"""Converts rendered pages to records of the search, and these to its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from kbgen.facts.changes import words_by_period
from kbgen.kinds import kind_named
from kbgen.kinds.branch import BRANCH
from kbgen.kinds.page import PAGE
from kbgen.languages.bidi import isolate_runs
from kbgen.markdown.sections import ContentSection
from kbgen.markdown.text import line_of, text_of
from kbgen.model.fact import Branch
from kbgen.model.markup import Node
from kbgen.model.quantity import Hours
from kbgen.model.site import Site
from kbgen.output.answers import BuiltPage
from kbgen.output.search.index import WeighedEdition, language_index
from kbgen.output.search.keywords import share_out
from kbgen.output.search.page import PageWords, page_words
from kbgen.output.search.record import ALWAYS, Days, Record
from kbgen.output.search.varying import VaryingPlace, find_marks, mark_facts
from kbgen.resolve.addresses import page_path
from kbgen.resolve.facts import branch_name, region_name
from kbgen.views.branches import branch_lines, special_hours
from kbgen.views.dated import zone_of
from kbgen.views.generated import generated_description
from kbgen.views.titles import page_words as title_words

BRANCHES = "branches/index"
_MOST_BOOST = 1000.0


def search_words(site: Site, lang: str, page: BuiltPage) -> PageWords | None:
    """Return the search words of a page for a language; None for a page that is not searched."""
    records = tuple(_isolated(site, record) for record in page_records(site, page))
    return page_words(records, lang) if records else None


def generated_words(site: Site, lang: str) -> list[PageWords]:
    """Return the search words of generated pages."""
    return [page_words((_isolated(site, one),), lang) for one in generated_records(site, lang)]


def language_search(
    site: Site, lang: str, words: Sequence[PageWords], ids: Sequence[str]
) -> dict[str, bytes]:
    """Return a language's files of the index; `ids` are the answers of all languages, sorted."""
    prefixes = {lang: "" if lang == site.default else f"{lang}/" for lang in site.locales}
    edition = WeighedEdition(lang, prefixes[lang], words, tuple(site.terms.values()))
    return language_index(edition, ids, prefixes)


def _isolated(site: Site, record: Record) -> Record:
    """Return an answer with isolates, so that results show phone numbers in the right order."""
    direction = site.locales[record.lang].direction
    page = isolate_runs(record.page, direction)
    # Where facts vary, the text was isolated before their places were counted.
    title = record.title if record.title_varying else isolate_runs(record.title, direction)
    text = record.text if record.varying else isolate_runs(record.text, direction)
    return replace(record, title=title, page=page, text=text)


def page_records(site: Site, page: BuiltPage) -> Iterator[Record]:
    """Yield the answers of a page: its lead, and each section.

    Drafts, notices that are over, and pages with `search: {exclude: true}` (as in Material) have
    none.
    """
    options = page.meta.search if isinstance(page.meta.search, dict) else {}
    if options.get("exclude") or site.is_draft(page.article) or site.is_over(page.article.id):
        return
    days = _days(site, page)
    kind = kind_named(page.article.kind)
    found = [_record(site, page, part) for part in page.sections]
    for record in share_out(page.article.meta.keywords, found):
        is_lead = not record.anchor and len(found) > 1
        boost = _boost(options.get("boost")) * (kind.lead_weight if is_lead else kind.weight)
        yield replace(record, boost=boost, days=days)


def _days(site: Site, page: BuiltPage) -> Days:
    """Return the days on which a page is found, which are those on which lists show it."""
    source = site.source_of(page.article.id) or page.article
    if not (source.first_day or source.last_day):
        return ALWAYS
    first, last = (day.isoformat() if day else "" for day in (source.first_day, source.last_day))
    return first, last, zone_of(site, page.meta)


def _boost(option: object) -> float:
    return (
        min(float(option), _MOST_BOOST) if isinstance(option, int | float) and option > 0 else 1.0
    )


def _record(site: Site, page: BuiltPage, section: ContentSection) -> Record:
    article, anchor = page.article, section.anchor
    title, title_varying = _text_of(site, article.lang, section.heading_nodes)
    text, varying = _text_of(site, article.lang, section.nodes)
    return Record(
        id=f"{article.id}#{anchor}" if anchor else article.id,
        url=quote(page.path),
        title=title if anchor else page.title,
        page=page.title,
        kind=article.kind,
        lang=article.lang,
        headings=tuple(section.subheadings),
        text=text,
        values=tuple(_values(site, article.lang, section.facts)),
        varying=varying,
        title_varying=title_varying,
    )


def _text_of(site: Site, lang: str, nodes: Sequence[Node]) -> tuple[str, tuple[VaryingPlace, ...]]:
    """Return HTML as plain text, and where its facts stand that differ by branch."""
    marked, quoted = mark_facts(nodes, lang, lambda fact: _differs(site, fact))
    if not quoted:
        return text_of(nodes), ()
    return find_marks(isolate_runs(text_of(marked), site.locales[lang].direction), quoted)


def _differs(site: Site, fact_id: str) -> bool:
    fact = site.facts.get(fact_id)
    return bool(site.branches) and fact is not None and fact.may_differ


def _values(site: Site, lang: str, facts: Iterable[str]) -> Iterator[str]:
    """Yield the words of facts at branches, each once; hours are found on the branches' pages."""
    for fact in facts:
        if not _differs(site, fact) or isinstance(site.facts[fact].value, Hours):
            continue
        words = (words_by_period(site, lang, fact, branch) for branch in site.branches)
        yield from dict.fromkeys(period.value for periods in words for period in periods)


def generated_records(site: Site, lang: str) -> Iterator[Record]:
    """Yield the records of generated lists and branches."""
    for page_id in site.generated_pages:
        if page_id not in site.pages_in(lang):
            continue
        if "/" in page_id:
            branch = site.branches.get(page_id.removeprefix("branches/"))
            yield _branch(site, lang, branch) if branch else _list(site, lang, page_id)


def _list(site: Site, lang: str, page_id: str) -> Record:
    title = title_words(site, lang, page_id)
    text = generated_description(site, lang, page_id)
    url = page_path(site, lang, page_id)
    record = Record(page_id, url, title, title, PAGE.name, lang, text=text)
    return _with_hours(site, record) if page_id == BRANCHES else record


def _with_hours(site: Site, record: Record) -> Record:
    """Return the list of branches with the hours that they have on holidays."""
    lines = map(line_of, special_hours(site, record.lang))
    text = "\n".join(filter(None, (record.text, *lines)))
    opening = site.locales[record.lang].strings.gettext("Opening hours")
    return replace(record, text=text, keywords=(opening,))


def _branch(site: Site, lang: str, branch: Branch) -> Record:
    name, region = branch_name(branch, lang), region_name(branch.region, lang, site)
    lines = map(line_of, branch_lines(site, lang, branch))
    return Record(
        id=f"branches/{branch.id}",
        url=page_path(site, lang, f"branches/{branch.id}"),
        title=name,
        page=name,
        kind=BRANCH.name,
        lang=lang,
        branch=branch.id,
        keywords=(region, title_words(site, lang, BRANCHES)),
        text="\n".join(filter(None, lines)),
    )
