"""The addresses of a page: its canonical one and those of its translations.

Rules of Google's "Localized versions of your pages": addresses are absolute, each version lists
itself and all others, and x-default is for readers of other languages. A page shown in place of a
missing translation is no version; its canonical address is that of the page it shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from kbgen.model.article import page_url
from kbgen.model.front_matter import PageMeta
from kbgen.model.site import Site, cached_per_site

_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Web:
    """A site and its address on the web: `base` is its site_url with a final slash, or ""."""

    site: Site
    base: str

    def url(self, lang: str, page_id: str) -> str:
        """Return a page's absolute address; relative to the site's root if `base` is ""."""
        path = page_url(page_id, self.site.settings.directory_urls)
        return self.base + quote(path if lang == self.site.default else f"{lang}/{path}")


@dataclass(frozen=True)
class Alternate:
    """One version of a page; `hreflang` is its language (BCP 47) or x-default."""

    hreflang: str
    href: str


def language_tag(lang: str) -> str:
    """Return a language as a BCP 47 tag, for HTML and HTTP.

    >>> language_tag("pt_BR")
    'pt-BR'
    """
    return lang.replace("_", "-")


@cached_per_site
def listed_in(site: Site, page_id: str) -> tuple[str, ...]:
    """Return the languages in which search engines may list the page.

    Generated lists and branch pages exist in every language; other generated pages (search) are
    tools and not listed.
    """
    if page_id not in site.sources:
        is_list = page_id.endswith("/index") or page_id.startswith("branches/")
        langs = site.settings.langs if is_list else ()
        return tuple(lang for lang in langs if page_id in site.pages_in(lang))
    return tuple(lang for lang in site.settings.langs if _is_listed(site, lang, page_id))


def _is_listed(site: Site, lang: str, page_id: str) -> bool:
    article = site.articles.get((lang, page_id))
    if site.is_unlisted(page_id):
        return False
    return article is not None and not site.is_draft(article) and not is_hidden(article.meta)


def is_hidden(meta: PageMeta) -> bool:
    """Tell whether a page excludes search engines with `robots: noindex`."""
    return not {"noindex", "none"}.isdisjoint(_WORD.findall(robots_of(meta.robots).lower()))


def robots_of(value: Any) -> str:
    """Return `robots` of front matter as one line.

    >>> robots_of(["noindex", "nofollow"])
    'noindex, nofollow'
    """
    parts: Sequence[Any] = value if isinstance(value, list) else [value] if value else []
    return ", ".join(str(part) for part in parts)


def canonical(web: Web, lang: str, page_id: str) -> str:
    """Return the canonical address of a page for readers of `lang`, or "".

    If the page is missing in their language, that is the address of its source page.
    """
    if not web.base:
        return ""
    shown = web.site.shown(lang, page_id)
    return web.url(shown.lang if shown else lang, page_id)


def alternates(web: Web, lang: str, page_id: str) -> tuple[Alternate, ...]:
    """Return every version of a page with itself; () if it is no version or has no others."""
    listed = listed_in(web.site, page_id)
    if not web.base or lang not in listed or len(listed) < 2:
        return ()
    found = [Alternate(language_tag(other), web.url(other, page_id)) for other in listed]
    if web.site.default in listed:
        found.append(Alternate("x-default", web.url(web.site.default, page_id)))
    return tuple(found)
