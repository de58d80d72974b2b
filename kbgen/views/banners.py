"""The notices at the top of the pages that they concern."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from kbgen.kinds.notice import NoticeMeta
from kbgen.languages.bidi import to_nodes
from kbgen.markdown.slots import plain_text
from kbgen.model.article import Article
from kbgen.model.markup import Node, Tag, serialize
from kbgen.model.site import Site, cached_per_site
from kbgen.resolve.effective import effective_meta
from kbgen.views.dated import days_of, zone_of
from kbgen.views.reader import Reader

_SEVERITIES = ("critical", "warning", "info")


@dataclass(frozen=True)
class Bulletin:
    """A notice in one line.

    `key` changes with the notice, so that a reader who dismissed it sees the new version. The
    reader's browser hides a notice outside of its `days`, independent of the day of the build.
    """

    key: str
    severity: str
    title: Markup
    href: str
    ends: str
    days: Markup
    branches: str
    is_hidden: bool
    fallback_lang: str
    fallback_dir: str


def bulletins(reader: Reader, page_id: str) -> tuple[Bulletin, ...]:
    """Return the notices that concern a page and are not over, the most severe first."""
    site = reader.site
    found = []
    for article in notices(site, reader.lang):
        meta = effective_meta(site, article)
        if isinstance(meta, NoticeMeta) and article.id != page_id and _concerns(meta, page_id):
            found.append(_bulletin(reader, article, meta, page_id))
    return tuple(sorted(found, key=lambda b: (_SEVERITIES.index(b.severity), b.ends, b.key)))


@cached_per_site
def notices(site: Site, lang: str) -> tuple[Article, ...]:
    """Return the notices whose last day has not passed, as pages that readers of `lang` see."""
    shown = [
        site.shown(lang, source.id)
        for source in site.sources.values()
        if isinstance(source.meta, NoticeMeta)
    ]
    return tuple(article for article in shown if article and not site.is_over(article.id))


def _concerns(meta: NoticeMeta, page_id: str) -> bool:
    if page_id.startswith("branches/") and meta.branches:
        return page_id == "branches/index" or page_id.removeprefix("branches/") in meta.branches
    pages = [page.partition("#")[0] for page in meta.pages]
    return not pages or any(
        page_id == page or (page.endswith("/index") and page_id.startswith(page[:-5]))
        for page in pages
    )


def _bulletin(reader: Reader, article: Article, meta: NoticeMeta, page_id: str) -> Bulletin:
    site = reader.site
    title = to_nodes(plain_text(article.meta.title or article.id, site, article.lang))
    dates = [date.isoformat() if date else "" for date in (meta.starts, meta.ends)]
    # The key also depends on the values of facts.
    facts = [repr(site.value(use.id)) for use in article.uses if use.id in site.facts]
    content = "\n".join([serialize(title), meta.severity, *dates, article.body, *facts])
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    waits = meta.starts is not None and meta.starts > site.settings.today
    days = days_of(site, reader.lang, meta.starts, meta.ends, zone_of(site, meta))
    is_foreign = article.lang != reader.lang
    return Bulletin(
        key=f"{quote(article.id)}@{digest}",
        severity=meta.severity,
        title=_by_words(title),
        href=reader.link(article.id),
        ends=dates[1],
        days=days.attributes,
        branches=" ".join(meta.branches),
        is_hidden=waits or (bool(meta.branches) and not page_id.startswith("branches/")),
        fallback_lang=article.lang if is_foreign else "",
        fallback_dir=site.locales[article.lang].direction if is_foreign else "",
    )


def _by_words(nodes: Iterable[Node]) -> Markup:
    """Put each word into an element of its own, so that a truncated line ends after a word.

    Arabic letters change their form if the next letter is cut off.

    >>> from kbgen.model.markup import parse
    >>> _by_words(parse('A <bdi>B C</bdi>!'))
    Markup('<span>A</span> <span><bdi>B C</bdi>!</span>')
    """
    pieces, depth = [""], 0  # alternately a word and the space after it
    for node in nodes:
        if isinstance(node, Tag):
            depth += node.step
            pieces[-1] += node.text
        elif depth:
            pieces[-1] += node
        else:
            first, *rest = re.split("( +)", node)
            pieces[-1] += first
            pieces += rest
    words = (f"<span>{piece}</span>" if piece.strip(" ") else piece for piece in pieces)
    return Markup("".join(words))
