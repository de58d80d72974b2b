"""The editions of a page: the list of them on it, and the note on the page of an earlier one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from kbgen.facts.format import format_fact
from kbgen.languages.bidi import to_html
from kbgen.model.article import Article
from kbgen.model.days import Use
from kbgen.model.history import PageHistory, histories
from kbgen.model.published import PublishedEdition
from kbgen.model.site import Site
from kbgen.model.uses import find_uses
from kbgen.resolve.facts import branch_name, region_name
from kbgen.views.editions import SectionChange, section_changes
from kbgen.views.reader import Reader, label_of


@dataclass(frozen=True)
class PastNote:
    """That a page is an earlier edition; dates are "" if they are not known.

    `href` leads to the page that has taken its place; "" if it is gone.
    """

    starts: Markup
    ends: Markup
    href: str


@dataclass(frozen=True)
class ValueChange:
    """A value that two editions do not have alike; `label` names the fact, and its place."""

    label: Markup
    before: Markup
    after: Markup


@dataclass(frozen=True)
class EditionEntry:
    """An edition in the list of a page; `href` is "" for the one of today.

    `sections` and `values` are what changed in it, compared with the one before.
    """

    days: Markup
    version: str
    href: str
    sections: tuple[SectionChange, ...] = ()
    values: tuple[ValueChange, ...] = ()


@dataclass(frozen=True)
class _Text:
    """The text of an edition in a language, with the site that has its values."""

    site: Site
    article: Article


def past_note(reader: Reader, page_id: str) -> PastNote | None:
    """Return the note on the page of an earlier edition; None for any other page."""
    past = reader.site.past.get(page_id)
    if past is None:
        return None
    ends = reader.date(past.ends) if past.ends else Markup("")
    href = reader.link(past.current) if past.current else ""
    return PastNote(reader.date(past.edition.starts), ends, href)


def edition_entries(reader: Reader, page_id: str) -> tuple[EditionEntry, ...]:
    """Return the editions of a page, the one of today first; () if it has had no other."""
    if page_id in reader.site.past or not reader.site.past:
        return ()
    history = histories(reader.site).get(page_id)
    if history is None or history.starts is None:
        return ()
    earlier = [one for one in history.earlier if one.id in reader.site.past]
    return tuple(_entries(reader, history, earlier, history.starts)) if earlier else ()


def _entries(
    reader: Reader, history: PageHistory, earlier: Sequence[PublishedEdition], starts: date
) -> Iterator[EditionEntry]:
    source, older = reader.site.sources[history.page], [*reversed(earlier)]
    days = _days(reader, starts, None)
    yield EditionEntry(
        days, source.meta.named_version, "", *_changes(reader, older[0].id, history.page)
    )
    for number, edition in enumerate(older):
        before = older[number + 1].id if number + 1 < len(older) else ""
        changes = _changes(reader, before, edition.id) if before else ((), ())
        yield _entry(reader, history, edition, *changes)


def _entry(
    reader: Reader,
    history: PageHistory,
    edition: PublishedEdition,
    sections: tuple[SectionChange, ...] = (),
    values: tuple[ValueChange, ...] = (),
) -> EditionEntry:
    days = _days(reader, edition.starts, history.last_day(edition))
    return EditionEntry(days, edition.version, reader.link(edition.id), sections, values)


def _days(reader: Reader, starts: date, ends: date | None) -> Markup:
    start = reader.date(starts)
    if ends is None:
        return reader.t("From %(start)s", start=start)
    return reader.t("From %(start)s until %(end)s", start=start, end=reader.date(ends))


def _changes(
    reader: Reader, before: str, after: str
) -> tuple[tuple[SectionChange, ...], tuple[ValueChange, ...]]:
    """Return the sections and the values that two editions do not have alike."""
    old, new = _text(reader.site, reader.lang, before), _text(reader.site, reader.lang, after)
    if old.article.lang != new.article.lang:  # one of them is shown in the source's language
        old, new = _text(reader.site, None, before), _text(reader.site, None, after)
    values = [*_values(reader, old, new)]
    unnamed = {fact_id for fact_id, value in values if not value.label}
    marked = _marking(old.article, unnamed)
    sections = tuple(section_changes(reader, marked, new.article))
    return sections, tuple(value for _, value in values if value.label)


def _marking(text: Article, facts: Collection[str]) -> Article:
    """Return a text in which the lines with some facts are others, as if they were reworded."""
    body = text.body
    for use in reversed(find_uses(body)):
        if use.id in facts:
            body = f"{body[: use.end]} *{body[use.end :]}"
    return replace(text, body=body)


def _text(site: Site, lang: str | None, page_id: str) -> _Text:
    """Return the text of an edition as it was published, for a language or in its source's."""
    past, source = site.past.get(page_id), site.sources[page_id]
    if past:
        return _Text(site.at(page_id), past.texts.get(lang or "") or past.texts[source.lang])
    return _Text(site, site.articles.get((lang or "", page_id)) or source)


def _values(reader: Reader, old: _Text, new: _Text) -> Iterator[tuple[str, ValueChange]]:
    """Yield (fact, change); of a fact that has no name for readers, the label is ""."""
    both = {use.id for use in old.article.uses} & {use.id for use in new.article.uses}
    for fact_id in sorted(both & old.site.facts.keys() & new.site.facts.keys()):
        for use in _places(fact_id, old.site, new.site):
            before, after = (_words(one.site, reader.lang, use) for one in (old, new))
            if before != after:
                label = _label(reader, new.site, use)
                yield fact_id, ValueChange(label, *map(_html, (before, after)))


def _places(fact_id: str, old: Site, new: Site) -> Iterator[Use]:
    """Yield a fact everywhere, and at the places at which it differs in one of two editions."""
    yield fact_id, None, None
    was, now = old.facts[fact_id], new.facts[fact_id]
    yield from ((fact_id, None, region) for region in sorted({*was.regions, *now.regions}))
    branches = {*was.branches, *now.branches} & old.branches.keys() & new.branches.keys()
    yield from ((fact_id, branch, None) for branch in sorted(branches))


def _words(site: Site, lang: str, use: Use) -> str:
    return format_fact(site, lang, *use)


def _html(words: str) -> Markup:
    return Markup(to_html(words))


def _label(reader: Reader, site: Site, use: Use) -> Markup:
    """Return the label of a fact, with the name of the place; "" if the ledger has none."""
    fact_id, branch, region = use
    if not site.facts[fact_id].label:
        return Markup("")
    label = label_of(Reader(site, reader.lang, reader.url), site.facts[fact_id])
    if branch is None and region is None:
        return label
    name = branch_name(site.branches[branch], reader.lang) if branch else ""
    place = name or region_name(region or "", reader.lang, site)
    return Markup("{} ({})").format(label, _html(place))
