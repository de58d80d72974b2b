"""Adds the pages of earlier editions to a site that has been checked.

Their links lead to where things are today: to what has moved, and nowhere if it is gone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote, unquote

from kbgen.model.addresses import is_web, join_address, split_address
from kbgen.model.article import Article, Link
from kbgen.model.history import PageHistory, histories
from kbgen.model.moves import moves_of
from kbgen.model.page_files import without_suffix
from kbgen.model.published import PastPage, PublishedEdition
from kbgen.model.site import Site
from kbgen.resolve.links import NOWHERE, OUTSIDE, links_of
from kbgen.resolve.recorded_facts import facts_on
from kbgen.system.digest import canonical, digest

GONE = "gone:"
"""The target of what is not there any more: no address, so that its words alone are left."""


def with_past_pages(site: Site) -> Site:
    """Return the site with a page for each earlier edition of its pages."""
    if not site.history:
        return site
    found: dict[str, PastPage] = {}
    articles = dict(site.articles)
    for history in histories(site).values():
        for edition in history.earlier:
            if edition.id not in site.page_ids and edition.id not in found:
                past = _past_page(site, history, edition)
                found[edition.id] = past
                articles |= {(one.lang, one.id): one for one in _articles(site, past)}
        articles |= _listing(site, history)
    return replace(site, articles=dict(sorted(articles.items())), past=found)


def _past_page(site: Site, history: PageHistory, edition: PublishedEdition) -> PastPage:
    current = history.page if history.starts else ""
    past = PastPage(edition, history.last_day(edition), current)
    values = edition.last.values
    there = replace(site.on(past.day), facts=values.facts, branches=values.branches)
    texts = {
        lang: replace(text, id=edition.id, file_id=text.id)
        for lang, text in edition.last.texts.items()
        if lang in site.locales
    }
    return replace(past, texts=texts, facts=facts_on(there, values.facts))


def _articles(site: Site, past: PastPage) -> Iterator[Article]:
    """Yield the texts of an earlier edition, their links as of today."""
    about = canonical([str(past.ends), past.current, past.facts, past.state.values.branches])
    for text in past.texts.values():
        moved = _with_links(site, text)
        key = digest(past.state.digest, about, moved.body)
        yield replace(moved, digest=digest(text.digest, key))


def _listing(site: Site, history: PageHistory) -> Mapping[tuple[str, str], Article]:
    """Return the texts of the page of today, which lists its editions, each with its new digest."""
    days = [f"{one.id} {history.last_day(one)} {one.last.digest}" for one in history.editions]
    versions = (site.articles.get((lang, history.page)) for lang in site.locales)
    return {
        (one.lang, one.id): replace(one, digest=digest(one.digest, str(history.starts), *days))
        for one in versions
        if one and history.earlier
    }


def _with_links(site: Site, text: Article) -> Article:
    """Return the text of an earlier edition with its links as they have to be at its address."""
    before = replace(text, id=text.file_id, file_id="")
    links, edits = [], {}
    for link in links_of(site, before):
        new = _target(site, before, text.id, link)
        start = text.offset(link.span)
        if text.body[start : start + len(link.target)] == link.target:
            edits[start] = (start + len(link.target), new)
            link = link._replace(target=new)
        links.append(link)
    body, masked = text.body, text.masked
    for start, (end, new) in sorted(edits.items(), reverse=True):
        body = body[:start] + new + body[end:]
        masked = masked[:start] + new + masked[end:]
    return replace(text, body=body, masked=masked, links=tuple(links))


def _target(site: Site, before: Article, past: str, link: Link) -> str:
    """Return what a link of the page `before` has as its target on the page with the id `past`."""
    target = link.target
    path = target.partition("#")[0].partition("?")[0]
    if not path or "{{" in target or target.startswith("/") or OUTSIDE.match(target):
        return target
    here, there = posixpath.dirname(past), posixpath.dirname(before.id)
    if link.is_asset:
        file = posixpath.normpath(posixpath.join(before.lang, there, unquote(path)))
        return quote(posixpath.relpath(file, posixpath.join(before.lang, here)))
    if link.page is None:  # a file as browsers find it, relative to the address
        return f"../../{target}"
    page = link.page
    if page == NOWHERE:
        page = without_suffix(posixpath.normpath(posixpath.join(there, unquote(path))))
    led = _today(site, page, link.anchor or "")
    if not led or is_web(led):
        return led or GONE
    led_page, anchor = split_address(led)
    file = posixpath.relpath(_file(site, before.lang, led_page), here)
    return quote(file) + (f"#{quote(anchor)}" if anchor else "")


def _today(site: Site, page: str, anchor: str) -> str:
    """Return where a page and a section are today; "" if they are gone."""
    moves = moves_of(site)
    led = moves.follow(join_address(page, anchor)) or moves.follow(page) or ""
    return led if is_web(led) or split_address(led)[0] in site.page_ids else ""


def _file(site: Site, lang: str, page: str) -> str:
    """Return the file by which links name a page, below the language folder."""
    shown = site.shown(lang, page)
    name = posixpath.basename(shown.path) if shown and not shown.file_id else ""
    folder = posixpath.dirname(page)
    return posixpath.join(folder, name) if name else f"{page}.md"
