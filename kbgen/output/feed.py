"""An Atom feed (RFC 4287) of the answers that changed, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from urllib.parse import quote, urlsplit

from kbgen.kinds import kind_named
from kbgen.model.locale import Direction
from kbgen.output.alternates import Web, is_hidden, language_tag
from kbgen.output.answers import BuiltPage, Passage
from kbgen.output.changes import own_date, page_date, section_date
from kbgen.output.xml import HEADER, element, xml_text

FEED = "feed.xml"
MOST = 50
_SPACE = "http://www.w3.org/2005/Atom"
# RFC 4151 requires a day on which the owner had the domain name. It is part of every id, and ids
# must never change, so it is equal for all sites and years.
_SINCE = "2026"


@dataclass(frozen=True)
class FeedEntry:
    """A changed answer; `anchor` is "" for a page as a whole."""

    page_id: str
    anchor: str
    kind: str
    title: str
    html: str
    updated: date

    @property
    def id(self) -> str:
        return f"{self.page_id}#{self.anchor}" if self.anchor else self.page_id


def changed_answers(web: Web, lang: str, sections: Sequence[Passage]) -> list[FeedEntry]:
    """Return the answers of a page that have a date: the whole page or its lead, then its sections.

    Return [] for a page in another language, a draft, a hidden page and a notice that is over.
    """
    if not web.base or not sections:
        return []
    page = sections[0].page
    if page.article.lang != lang or web.site.is_draft(page.article) or is_hidden(page.meta):
        return []
    if web.site.is_over(page.article.id) or web.site.is_ahead(page.article.id):
        return []
    dated = [
        _entry_of(page, passage.section.anchor, _title(passage), passage.section.html, changed)
        for passage in sections
        if (
            changed := section_date(
                web.site, page.article.id, passage.section.anchor, passage.facts
            )
        )
    ]
    whole = own_date(web.site, page.article.id, bool(dated))
    if whole is None:
        return dated
    newest = max([whole, *(entry.updated for entry in dated if not entry.anchor)])
    first = _entry_of(page, "", page.title, _whole(page), newest)
    return [first, *(entry for entry in dated if entry.anchor)]


def _entry_of(page: BuiltPage, anchor: str, title: str, html: str, updated: date) -> FeedEntry:
    article = page.article
    return FeedEntry(article.id, anchor, article.kind, title, html.strip(), updated)


def newest(entries: Iterable[FeedEntry]) -> list[FeedEntry]:
    """Return the entries of a feed, sorted by day, the newest first, then by id."""
    return sorted(entries, key=lambda entry: (-entry.updated.toordinal(), entry.id))[:MOST]


def has_feed(web: Web, lang: str) -> bool:
    """Tell whether a language has answers with a date, without rendered pages."""
    own = (a for (of, _), a in web.site.articles.items() if of == lang)
    return bool(web.base) and any(
        page_date(web.site, article.id)
        and not web.site.is_draft(article)
        and not is_hidden(article.meta)
        and not web.site.is_over(article.id)
        and not web.site.is_ahead(article.id)
        for article in own
    )


def _title(passage: Passage) -> str:
    """Return the title of an entry: a question alone, any other heading after its page's title."""
    if (
        passage.question == passage.page.title
        or kind_named(passage.page.article.kind).has_questions
    ):
        return passage.question
    return f"{passage.page.title} – {passage.question}"


def _whole(page: BuiltPage) -> str:
    lead, *sections = page.sections
    return lead.html + "".join(f"<h2>{s.heading}</h2>{s.html}" for s in sections)


def feed(web: Web, lang: str, title: str, author: str, entries: Sequence[FeedEntry]) -> bytes:
    """Return the file; b"" if the site's address is unknown or there are no entries.

    `title` and `author` are in the language of the feed.
    """
    if not web.base or not entries:
        return b""
    direction = web.site.locales[lang].direction
    home = web.url(lang, "index")
    head = [
        element("id", _tag(web.base, lang, "")),
        element("title", title),
        element("updated", _moment(max(map(attrgetter("updated"), entries)))),
        f"<author>{element('name', author)}</author>",
        element("link", rel="self", type="application/atom+xml", href=address(web, lang)),
        element("link", rel="alternate", type="text/html", hreflang=language_tag(lang), href=home),
    ]
    body = [_entry(web, lang, direction, entry) for entry in entries]
    start = f'{HEADER}<feed xmlns="{_SPACE}" xml:lang="{language_tag(lang)}">'
    return "\n".join([start, *head, *body, "</feed>\n"]).encode()


def address(web: Web, lang: str) -> str:
    """Return the absolute address of a language's feed."""
    return f"{web.base}{'' if lang == web.site.default else f'{quote(lang)}/'}{FEED}"


def _entry(web: Web, lang: str, direction: Direction, entry: FeedEntry) -> str:
    url = web.url(lang, entry.page_id) + (f"#{quote(entry.anchor)}" if entry.anchor else "")
    parts = [
        element("id", _tag(web.base, lang, entry.id)),
        element("title", entry.title),
        element("updated", _moment(entry.updated)),
        element("link", rel="alternate", type="text/html", href=url),
        element("category", term=entry.kind),
        f'<content type="html">{xml_text(_block(entry.html, lang, direction))}</content>',
    ]
    return "\n".join(["<entry>", *parts, "</entry>"])


def _block(html: str, lang: str, direction: Direction) -> str:
    """Put HTML into an element with its direction, for which Atom has no attribute."""
    return f'<div lang="{language_tag(lang)}" dir="{direction}">{html}</div>'


def _tag(base: str, lang: str, answer: str) -> str:
    """Return a tag URI (RFC 4151) of the site's address, the language and the answer's id."""
    parts = urlsplit(base)
    where = f"{parts.path.strip('/')}/{lang}/{answer}".strip("/")
    return f"tag:{parts.hostname or ''},{_SINCE}:{quote(where, safe='/#')}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
