"""Shows the source's text where a translation no longer says what its source promises.

A block that is replaced, or that the translation lacks, stands in the page as the source has it
today, in the source's language; what the source no longer has is left out. So every text that is
made of the page (answers, search, structured data) says what holds. Titles and headings keep their
translation: a heading that a reader cannot read helps nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kbgen.markdown.scan import scan
from kbgen.markdown.with_blocks import UnfitTextError
from kbgen.model.article import Article, FactUse, SourceText
from kbgen.model.site import Site
from kbgen.model.slugs import SlugOptions
from kbgen.model.uses import find_uses
from kbgen.resolve.links import resolve_links
from kbgen.resolve.outdated import OutdatedPage, Pages
from kbgen.resolve.stale_body import joined, stale_body
from kbgen.system.digest import digest

_KEPT = frozenset({"title", "keywords"})
"""The fields that keep their translation."""


def show_sources(site: Site, outdated: Pages) -> Site:
    """Return the site with the source's text in place of outdated blocks.

    A page into which the source's text does not fit is left out, so that its readers see the source
    page.
    """
    articles = dict(site.articles)
    changed = set()
    for key, page in outdated.items():
        article, source = site.articles.get(key), site.source_of(key[1])
        if not article or not source or article is source:
            continue
        shown = _showing(article, source, page, site.settings.slugs)
        if shown is None:
            del articles[key]
        elif shown is not article:
            articles[key] = shown
            changed.add(article.id)
    if articles == site.articles:
        return site
    return resolve_links(replace(site, articles=articles), changed)


def _showing(
    article: Article, source: Article, page: OutdatedPage, slugs: SlugOptions
) -> Article | None:
    """Return a page that shows its source's texts; None if they do not fit into it."""
    fields = dict(_fields(page))
    blocks = [*(one.translations[0] for one in page.texts), *page.critical]
    in_body = any(block.kind not in ("field", "heading") for block in blocks)
    if not fields and not in_body:
        return article
    try:
        body, spans = stale_body(article, source, page) if in_body else (article.body, ())
    except UnfitTextError:
        return None
    own = SourceText(source.lang, spans, frozenset(path for path, words in fields.items() if words))
    shown = replace(article, source_text=own, digest=_digest(article, body, own, fields))
    shown = _with_fields(shown, fields) if fields else shown
    return _with_body(shown, body, source, slugs) if in_body else shown


def _fields(page: OutdatedPage) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the paths of outdated fields, and their texts in the source; "" if it has none."""
    changed = ((one.translations[0], joined(one.sources)) for one in page.texts)
    missing = ((block, block.text) for block in page.missing if block in page.critical)
    obsolete = ((block, "") for block in page.obsolete if block in page.critical)
    for block, words in (*changed, *missing, *obsolete):
        if block.kind == "field" and block.name not in _KEPT:
            yield tuple(block.name.split(".", 1)), words


def _digest(
    article: Article, body: str, own: SourceText, fields: Mapping[tuple[str, ...], str]
) -> str:
    spans = " ".join([f"{start}-{end}" for start, end in own.spans])
    texts = (part for path, words in sorted(fields.items()) for part in (".".join(path), words))
    return digest(article.digest, own.lang, body, spans, *texts)


def _with_fields(article: Article, texts: Mapping[tuple[str, ...], str]) -> Article:
    """Return a page with other texts in its front matter, and the facts in them."""
    update: dict[str, Any] = {}
    for path, words in texts.items():
        name = path[0]
        if len(path) == 1:
            update[name] = words
        else:
            update[name] = {**update.get(name, getattr(article.meta, name)), path[1]: words}
    meta = article.meta.model_copy(update=update)
    uses = [
        FactUse(use.id, use.filter, article.where(*path), path[0])
        for path, words in meta.texts.items()
        if path[0] in update
        for use in find_uses(words)
        if use.id
    ]
    kept = [use for use in article.uses if use.field not in update]
    return replace(article, meta=meta, uses=(*uses, *kept))


def _with_body(article: Article, body: str, source: Article, slugs: SlugOptions) -> Article:
    """Return a page with another body, and what was found in it."""
    found = scan(body, article.path, article.body_line, source.headings, slugs)
    return replace(
        article,
        body=body,
        masked=found.masked,
        headings=found.headings,
        links=found.links,
        uses=(*(use for use in article.uses if use.field), *found.uses),
        anchors=found.anchors,
        aliases=found.aliases,
        unsafe=found.unsafe,
    )
