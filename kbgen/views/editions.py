"""What a page says of the text that follows it, and what changes from one text to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from markupsafe import Markup

from kbgen.languages.bidi import to_html
from kbgen.model.article import Article, Heading
from kbgen.model.editions import edition_of
from kbgen.model.site import Site
from kbgen.views.dated import days_of, zone_of
from kbgen.views.reader import Reader
from kbgen.views.titles import foreign, heading_words


@dataclass(frozen=True)
class SectionChange:
    """A section that two texts of a page do not have alike; `href` is "" if it is gone.

    `title` is "" for what stands before the first heading.
    """

    change: Literal["new", "changed", "gone"]
    title: Markup
    href: str


@dataclass(frozen=True)
class EditionNote:
    """That a page has another text from a day on.

    `href` leads to the other text, "" if there is none; `from_days` are attributes with the days
    from its first day on, `until_days` with those before.
    """

    starts: Markup
    href: str
    from_days: Markup
    until_days: Markup
    changes: tuple[SectionChange, ...] = ()


def next_text(reader: Reader, page_id: str) -> EditionNote | None:
    """Return a note of the text that follows that of a page; None if none does."""
    later = reader.site.next_edition(page_id)
    edition = edition_of(later) if later else None
    if later is None or edition is None:
        return None
    changes = changes_between(reader, page_id, later)
    return _note(reader, edition.starts, later, later, changes)


def text_before(reader: Reader, page_id: str) -> EditionNote | None:
    """Return a note of a text that does not hold yet, with the page that holds until then."""
    edition = edition_of(page_id)
    if edition is None:
        return None
    site = reader.site
    before = next(one for one in _texts(site, edition.page) if site.next_edition(one) == page_id)
    known = before if before in site.pages_in(reader.lang) else ""
    changes = changes_between(reader, before, page_id) if known else ()
    return _note(reader, edition.starts, page_id, known, changes)


def _texts(site: Site, page: str) -> Iterator[str]:
    yield page
    later = site.next_edition(page)
    while later is not None:
        yield later
        later = site.next_edition(later)


def _note(
    reader: Reader, starts: date, page_id: str, other: str, changes: tuple[SectionChange, ...]
) -> EditionNote:
    site = reader.site
    source = site.source_of(page_id)
    zone = zone_of(site, source.meta) if source else ""
    # As of the day before, since on a page of a later text that day is today.
    eve = site.on(starts - date.resolution)
    return EditionNote(
        reader.date(starts),
        reader.link(other) if other else "",
        days_of(eve, reader.lang, starts, None, zone).attributes,
        days_of(eve, reader.lang, None, starts - date.resolution, zone).attributes,
        changes,
    )


def changes_between(reader: Reader, before: str, after: str) -> tuple[SectionChange, ...]:
    """Return the sections that differ between two pages, in their order, those gone at the end."""
    site, lang = reader.site, reader.lang
    old, new = site.shown(lang, before), site.shown(lang, after)
    if old and new and old.lang != new.lang:  # one of them is shown in the source's language
        old, new = site.source_of(before), site.source_of(after)
    return tuple(section_changes(reader, old, new)) if old and new else ()


def section_changes(reader: Reader, old: Article, new: Article) -> Iterator[SectionChange]:
    """Yield the sections that differ between two texts; see `changes_between`."""
    was, now = section_texts(old), section_texts(new)
    headings = {heading.id: heading for heading in new.headings}
    for anchor, text in now.items():
        if text != was.get(anchor):
            reference = f"{new.id}#{anchor}" if anchor else new.id
            title = _title(reader, new, headings.get(anchor))
            change: Literal["new", "changed"] = "changed" if anchor in was else "new"
            yield SectionChange(change, title, reader.link(reference))
    for heading in old.headings:
        if heading.id in was and heading.id not in now:
            yield SectionChange("gone", _title(reader, old, heading), "")


def _title(reader: Reader, article: Article, heading: Heading | None) -> Markup:
    if heading is None:
        return Markup("")
    words = heading_words(reader.site.at(article.id), article, heading)
    return foreign(reader.site, reader.lang, article.lang, to_html(words))


def section_texts(article: Article) -> Mapping[str, str]:
    """Return the id of each section of a page → its text, without what only its form changes.

    What stands under a heading of the first level is part of the beginning, whose id is "".
    """
    levels = {heading.id: heading.level for heading in article.headings}
    found: dict[str, str] = {}
    for section in article.sections:
        anchor = "" if levels.get(section.id) == 1 else section.id
        words = article.body[section.start : section.end].split()
        found[anchor] = " ".join(filter(None, (found.get(anchor), *words)))
    return found
