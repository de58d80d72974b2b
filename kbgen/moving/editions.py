"""Begins a later text of a page, and makes a text that holds the page's own file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from kbgen.errors import FindingsError, KbgenError
from kbgen.kinds import kind_named
from kbgen.model.article import Article
from kbgen.model.editions import Edition, edition_of
from kbgen.model.finding import did_you_mean
from kbgen.model.site import Site
from kbgen.model.translation import RECORD_FILE, LanguageRecord
from kbgen.moving.files import ProjectFiles
from kbgen.moving.texts import PageText, page_text
from kbgen.translations.record import parse_record, write_record

_OF_THE_OLD = re.compile(r"^(?:updated|reviewed|announced)[ \t]*:.*\n?", re.M)
"""Days that say something of the text that was copied."""
_EFFECTIVE = re.compile(r"^effective[ \t]*:.*$", re.M)


def plan_edition(site: Site, page: str, day: date) -> ProjectFiles:
    """Return the files of a later text: copies of the text that holds until then, by language.

    Raises KbgenError if it cannot begin on that day.
    """
    if page not in site.sources:
        pages = [page_id for page_id in site.sources if not edition_of(page_id)]
        near = did_you_mean(page, pages) or "name it by its path below the language"
        raise KbgenError(f"there is no page '{page}'; {near}")
    own = edition_of(page)
    if own:
        raise KbgenError(f"'{page}' is a later text itself: name its page, {own.page}")
    edition = _new_edition(site, page, day)
    before = _text_until(site, edition)
    files = ProjectFiles(site.settings)
    for lang in site.locales:
        article = site.articles.get((lang, before))
        if article is None:
            continue
        text = _as_edition(page_text(files.text(article.path), article), article, day)
        files.write(_file_of(site, article, edition.id), text.whole)
    _copy_records(site, files, site.recorded_names.get(before, before), edition.id)
    return files


def _new_edition(site: Site, page: str, day: date) -> Edition:
    """Return an edition that may begin. Raises KbgenError if it may not."""
    edition = Edition(page, day)
    if edition.id in site.sources or edition.id in site.begun:
        raise KbgenError(f"'{page}' has a text from {day} already; write that one")
    if day <= site.settings.today:
        what = f"{day} is not after today; what holds already is written in the page itself"
        raise KbgenError(what)
    return edition


def plan_other_day(site: Site, page: str, day: date, new_day: date) -> ProjectFiles:
    """Return the files of a later text that begins on another day, in every language.

    Raises KbgenError if there is none from `day`, or if it cannot begin on `new_day`.
    """
    old = Edition(page, day)
    if old.id not in site.sources:
        known = "see them all with: kbgen editions list"
        raise KbgenError(f"'{page}' has no text from {day} that is to come; {known}")
    new = _new_edition(site, page, new_day)
    files = ProjectFiles(site.settings)
    for lang in site.locales:
        if article := site.articles.get((lang, old.id)):
            text = page_text(files.text(article.path), article)
            front = _EFFECTIVE.sub(f"effective: {new_day}", text.front)
            path = _file_of(site, article, new.id)
            files.move(article.path, path)
            files.write(path, text.with_front(front).whole)
    for path, record in _records(site, files):
        files.write(path, write_record(record.renamed({old.id: new.id})))
    return files


def _text_until(site: Site, edition: Edition) -> str:
    """Return the id of the text that holds until an edition begins."""
    before = edition.page
    while (later := site.next_edition(before)) and later < edition.id:
        before = later
    return before


def _file_of(site: Site, article: Article, file_id: str) -> str:
    """Return the path of another text of a page, beside that of an article."""
    content = site.settings.relative(site.settings.content)
    prefix = "" if content == "." else f"{content}/"
    name = re.sub(r"\.from-[^/]*(?=\.md$)", "", article.path).rpartition("/")[2]
    if name == "README.md":
        file_id = re.sub(r"index(?=$|\.from-[^/]*$)", "README", file_id)
    return f"{prefix}{article.lang}/{file_id}.md"


def _as_edition(text: PageText, article: Article, day: date) -> PageText:
    """Return a copy without days of the text before; its former addresses stay good."""
    front = _OF_THE_OLD.sub("", text.front).rstrip("\n")
    has_day = "effective" in kind_named(article.kind).model.model_fields
    if has_day and not article.is_translation:
        front, found = _EFFECTIVE.subn(f"effective: {day}", front)
        front = front if found else f"{front}\neffective: {day}".lstrip("\n")
    return text.with_front(front)


def _copy_records(site: Site, files: ProjectFiles, page: str, file_id: str) -> None:
    """Record of the copies what is recorded of the page: they say the same as yet."""

    def copied(record: LanguageRecord) -> LanguageRecord:
        sections = [replace(one, page=file_id) for one in record.sections if one.page == page]
        receipts = [replace(one, page=file_id) for one in record.receipts if one.page == page]
        return replace(
            record,
            sections=(*record.sections, *sections),
            receipts=(*record.receipts, *receipts),
        )

    for path, record in _records(site, files):
        files.write(path, write_record(copied(record)))


def _records(site: Site, files: ProjectFiles) -> Iterator[tuple[str, LanguageRecord]]:
    """Yield the records of all languages as they stand, by their files."""
    for lang in site.locales:
        path = site.settings.relative(site.settings.content / lang / RECORD_FILE)
        if files.exists(path):
            record, mistakes = parse_record(files.text(path), path)
            if mistakes:
                raise FindingsError(mistakes)
            yield path, record


def plan_settling(site: Site, pages: Collection[str]) -> ProjectFiles:
    """Return the files after the texts that hold have become the files of their pages.

    The files of the texts before are gone, and the names of later texts stay former addresses.
    Raises KbgenError for a page whose text has no day.
    """
    held = {one.id for one in site.sources.values() if one.file_id}
    for page in pages:
        if page not in held:
            known = did_you_mean(page, held) or "see them all with: kbgen editions list"
            raise KbgenError(f"'{page}' has no text with a first day that has begun; {known}")
    files = ProjectFiles(site.settings)
    for page in pages or sorted(held):
        _settle(site, files, page)
    return files


def _settle(site: Site, files: ProjectFiles, page: str) -> None:
    over = [file_id for file_id, of in site.begun.items() if of == page]
    for lang in site.locales:
        article = site.articles.get((lang, page))
        if article is None or not article.file_id:
            continue
        text = page_text(files.text(article.path), article)
        if not article.is_translation:
            text = text.with_list("was", added=sorted(over))
        files.write(_file_of(site, article, page), text.whole)
        for file_id in over:
            files.remove(_file_of(site, article, file_id))
    file_id = site.sources[page].file_id
    names = {file_id: page}
    gone = {page, *over} - {file_id}
    for path, record in _records(site, files):
        left = replace(
            record,
            sections=tuple(one for one in record.sections if one.page not in gone),
            receipts=tuple(one for one in record.receipts if one.page not in gone),
        )
        files.write(path, write_record(left.renamed(names)))
