"""Lists of pages and their questions: of a section, and of the whole site from A to Z."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from kbgen.kinds import kind_named, listed_kind
from kbgen.languages.alphabet import alphabetical
from kbgen.languages.bidi import to_html
from kbgen.model.article import Article, Heading
from kbgen.model.site import Site
from kbgen.resolve.addresses import address
from kbgen.views.dated import ALWAYS, Days, page_days
from kbgen.views.reader import Reader
from kbgen.views.titles import (
    foreign,
    heading_words,
    kind_summary,
    page_title,
    page_words,
    shared_headings,
)

MANY = 200
"""The number of pages above which a list shows only titles, so that it loads quickly."""


@dataclass(frozen=True)
class ListEntry:
    """A link to a page or an answer; `lang` is set if it is in another language."""

    id: str
    href: str
    title: Markup
    description: Markup = Markup("")
    page: Markup = Markup("")
    is_shared: bool = False
    """Whether other pages have a section with an equal title."""
    words: str = ""
    lang: str = ""
    dir: str = ""
    questions: tuple[ListEntry, ...] = ()
    days: Days = ALWAYS


def section_view(site: Site, lang: str, folder: str) -> dict[str, Any]:
    """Return the data of the list of a section: its pages with their questions."""
    reader = Reader(site, lang, address(site, lang, f"{folder}/index"))
    pages = [_page(reader, article) for article in _articles(site, lang, folder)]
    if len(pages) > MANY:
        pages = [replace(page, description=Markup(""), questions=()) for page in pages]
    summary = kind_summary(site, lang, folder)
    kind = listed_kind(folder)
    return {
        "t": reader.t,
        "summary": reader.text(summary) if summary else "",
        "pages": pages,
        "nothing": reader.t(kind.nothing) if kind and kind.nothing else "",
    }


def search_view(site: Site, lang: str) -> dict[str, Any]:
    """Return the data of the search page: every page and every question in alphabetical order."""
    reader = Reader(site, lang, address(site, lang, "search"))
    pages = [_page(reader, article) for article in _articles(site, lang)]
    entries = [
        entry
        for page in pages
        for entry in (page, *(_named(page, question) for question in page.questions))
    ]
    if len(entries) > 10 * MANY:
        entries = pages
    return {
        "t": reader.t,
        "items": sorted(entries, key=lambda entry: alphabetical(entry.words, lang)),
    }


def _named(page: ListEntry, question: ListEntry) -> ListEntry:
    """Prefix a question with the title of its page if another page has an equal question."""
    if not question.is_shared:
        return question
    title = Markup("{} – {}").format(page.title, question.title)
    words = f"{page.words} – {question.words}"
    return replace(question, title=title, words=words, page=Markup(""))


def popular(reader: Reader) -> Iterator[ListEntry]:
    """Yield the popular questions: the first one of each page, then the second ones, and so on."""
    lists = []
    for article in _articles(reader.site, reader.lang):
        source = reader.site.source_of(article.id)
        meta = source.meta if source else article.meta
        wanted = meta.popular_sections
        by_id = {e.id: e for e in _questions(reader, article)} if wanted else {}
        if reader.site.is_ahead(article.id):
            continue
        lists.append([by_id[anchor] for anchor in wanted if anchor in by_id])
    for rank in range(max(map(len, lists), default=0)):
        yield from (entries[rank] for entries in lists if rank < len(entries))


def entry(reader: Reader, reference: str) -> ListEntry | None:
    """Return the link to a page or an answer (page#heading); None if the page does not exist."""
    site = reader.site
    page_id, _, anchor = reference.partition("#")
    if page_id not in site.pages_in(reader.lang):
        return None
    article = site.shown(reader.lang, page_id)
    if article is None:
        return ListEntry(page_id, reader.link(page_id), page_title(site, reader.lang, page_id))
    if not anchor:
        return _page(reader, article)
    return next((_question(reader, article, h) for h in article.headings if h.id == anchor), None)


def _articles(site: Site, lang: str, folder: str = "") -> Iterator[Article]:
    """Yield the pages in and below a folder that readers of `lang` see.

    Pages that are over, such as notices, are in no list.
    """
    prefix = f"{folder}/" if folder else ""
    for page_id in sorted(site.sources):
        article = site.shown(lang, page_id)
        is_list = page_id == f"{prefix}index"
        if article and page_id.startswith(prefix) and not is_list and not site.is_over(page_id):
            yield article


def _page(reader: Reader, article: Article) -> ListEntry:
    site, kind = reader.site, kind_named(article.kind)
    about, lang = article.meta.description, article.lang_of("description")
    description = Reader(site, lang, reader.url).text(about) if about else Markup("")
    return ListEntry(
        id=article.id.rpartition("/")[2],
        href=reader.link(article.id),
        title=page_title(site, reader.lang, article.id),
        description=foreign(site, article.lang, lang, description) if about else description,
        words=page_words(site, reader.lang, article.id),
        questions=tuple(_questions(reader, article)) if kind.has_questions else (),
        lang=_foreign(reader, article),
        dir=site.locales[article.lang].direction,
        days=page_days(site, reader.lang, article.id),
    )


def _questions(reader: Reader, article: Article) -> Iterator[ListEntry]:
    for heading in article.headings:
        if heading.level == 2 and heading.id:
            yield _question(reader, article, heading)


def _question(reader: Reader, article: Article, heading: Heading) -> ListEntry:
    words = heading_words(reader.site, article, heading)
    return ListEntry(
        id=heading.id,
        href=reader.link(f"{article.id}#{heading.id}"),
        title=foreign(reader.site, reader.lang, article.lang, to_html(words)),
        page=page_title(reader.site, reader.lang, article.id),
        is_shared=heading.text in shared_headings(reader.site, reader.lang),
        words=words,
        lang=_foreign(reader, article),
        dir=reader.site.locales[article.lang].direction,
        days=page_days(reader.site, reader.lang, article.id),
    )


def _foreign(reader: Reader, article: Article) -> str:
    return "" if article.lang == reader.lang else article.lang
