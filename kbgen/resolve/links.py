"""Resolves the links of all pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from kbgen.model.article import Article, Link, page_url
from kbgen.model.markup import is_address
from kbgen.model.page_files import is_page_file, without_suffix
from kbgen.model.site import Site

_SIMPLE = re.compile(r"[\w.-][\w./-]*(?:#[\w-]*)?")
"""A target on the site without escapes, as most targets are."""
OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
ASSET = "\0asset"
NOWHERE = ""


def resolve_links(site: Site, pages: Collection[str] | None = None) -> Site:
    """Set `page` and `anchor` of every link within the site, of the given pages or of all.

    `page` is a page id, or NOWHERE if the target does not exist; it stays None for links to files
    and to other sites.
    """
    by_url = {page_url(page_id): page_id for page_id in site.page_ids}
    articles = {
        key: replace(a, links=tuple(_resolve(site, a, link, by_url) for link in a.links))
        if a.links and (pages is None or a.id in pages)
        else a
        for key, a in site.articles.items()
    }
    return replace(site, articles=articles)


def links_of(site: Site, article: Article) -> tuple[Link, ...]:
    """Return the links of an article, which need not be one of the site, resolved."""
    by_url = {page_url(page_id): page_id for page_id in site.page_ids}
    return tuple(_resolve(site, article, link, by_url) for link in article.links)


def _resolve(site: Site, article: Article, link: Link, by_url: dict[str, str]) -> Link:
    if _SIMPLE.fullmatch(link.target):
        path, _, anchor = link.target.partition("#")
    else:
        target = link.address
        if not target or "{{" in target:
            return link
        if not is_address(target):
            return _led(link, NOWHERE, None)
        if OUTSIDE.match(target) or target.startswith(("/", "?")):
            return link
        parts = urlsplit(target)
        path, anchor = unquote(parts.path), unquote(parts.fragment)
    page = _page(site, article, path, by_url) if path else article.id
    lang = _other_language(site, article, path)
    if lang:
        link = link._replace(lang=lang)
    if page == NOWHERE and site.settings.keeps_unrecognized and not posixpath.splitext(path)[1]:
        return link
    if page == NOWHERE and link.is_html and _exists_for_browser(site, article, path):
        return link
    return _led(link, page, anchor or None)


def _led(link: Link, page: str, anchor: str | None) -> Link:
    is_asset = page == ASSET
    return link._replace(page=None if is_asset else page, anchor=anchor, is_asset=is_asset)


def _exists_for_browser(site: Site, article: Article, path: str) -> bool:
    """Tell whether a file exists at a path that is relative to the page's address, as in browsers.

    Sites that wrote HTML before kbgen resolved its links had to write paths in this form.
    """
    address = page_url(article.id, site.settings.directory_urls)
    folder = "" if article.lang == site.default else article.lang
    file = posixpath.normpath(posixpath.join(folder, posixpath.dirname(address), path))
    return _asset_exists(site, file) or _asset_exists(site, f"{site.default}/{file}")


def _other_language(site: Site, article: Article, path: str) -> str:
    """Return the language whose folder a path leads into, if that is not the article's; else ""."""
    structure = site.settings.structure
    is_above = path.startswith("../") or structure.name == "suffix"
    if not is_above or not is_page_file(path):
        return ""
    folder = posixpath.join(article.lang, posixpath.dirname(article.id))
    lang = structure.linked(posixpath.normpath(posixpath.join(folder, path))).partition("/")[0]
    return lang if lang in site.locales and lang != article.lang else ""


def _page(site: Site, article: Article, path: str, by_url: dict[str, str]) -> str:
    folder = posixpath.join(article.lang, posixpath.dirname(article.id))
    if is_page_file(path):
        place = site.settings.structure.linked(posixpath.normpath(posixpath.join(folder, path)))
        lang, _, rest = place.partition("/")
        name = without_suffix(rest)
        if name == "README" or name.endswith("/README"):
            name = name.removesuffix("README") + "index"
        own = site.other_names.get(name, name)
        if lang not in site.locales or own not in site.pages_in(lang):
            return NOWHERE
        target = site.shown(lang, own)
        if own != name or (target and target.file_id):
            return own
        # MkDocs resolves links by file name: index.md does not find README.md.
        same_file = target is None or posixpath.basename(target.path) == posixpath.basename(path)
        same_file = same_file or site.settings.structure.name == "suffix"
        return name if same_file else NOWHERE
    if path.endswith("/") or path in (".", ".."):
        # The link is an address that is relative to the page's address.
        url = posixpath.normpath(posixpath.join("/", page_url(article.id), path)).strip("/")
        url = f"{url}/" if url else ""
        page = by_url.get(url, NOWHERE)
        if page != NOWHERE and page not in site.pages_in(article.lang):
            page = NOWHERE
        return page if page != NOWHERE else _from_root(site, article, path, by_url)
    file = posixpath.normpath(posixpath.join(folder, path))
    return ASSET if _asset_exists(site, file) else NOWHERE


def _from_root(site: Site, article: Article, path: str, by_url: dict[str, str]) -> str:
    """Return the page at an address that leads through the site's root into another language."""
    prefix = "" if article.lang == site.default else f"{article.lang}/"
    here = posixpath.join("/", prefix, page_url(article.id))
    url = posixpath.normpath(posixpath.join(here, path)).strip("/")
    lang, _, rest = url.partition("/")
    if lang not in site.locales:
        lang, rest = site.default, url
    page = by_url.get(f"{rest}/" if rest else "", NOWHERE)
    return page if page in site.pages_in(lang) else NOWHERE


def _asset_exists(site: Site, file: str) -> bool:
    """Tell whether a file exists, also in the default language's folder or beside the folders."""
    lang, _, rest = file.partition("/")
    return bool({file, f"{site.default}/{rest}", rest} & site.assets) and lang != ".."
