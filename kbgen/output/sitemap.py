"""Sitemaps (sitemaps.org protocol 0.9): an index, and one file or more for each language.

sitemap.xml           the index
sitemap-en.xml        the pages of one language; then sitemap-en-2.xml, …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from kbgen.output.alternates import Web, alternates, listed_in
from kbgen.output.changes import page_date
from kbgen.output.xml import HEADER, element

LONGEST, LARGEST = 50_000, 50 * 1024 * 1024
"""The most URLs and bytes of one file, before compression."""
INDEX = "sitemap.xml"

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPEN = f'{HEADER}<urlset xmlns="{_SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'.encode()
_CLOSE = b"</urlset>\n"


def sitemaps(
    web: Web, page_ids: Iterable[str], longest: int = LONGEST, largest: int = LARGEST
) -> dict[str, bytes]:
    """Return the files by name; {} if the site's address is unknown or it has no pages."""
    if not web.base:
        return {}
    listed = sorted(page_id for page_id in set(page_ids) if not web.site.is_over(page_id))
    pages = [(page_id, _details(web, page_id)) for page_id in listed]
    files: dict[str, bytes] = {}
    for lang in web.site.settings.langs:
        urls = (
            f"<url>{element('loc', web.url(lang, page_id))}{details}</url>\n".encode()
            for page_id, details in pages
            if lang in listed_in(web.site, page_id)
        )
        for number, part in enumerate(_parts(urls, longest, largest), 1):
            files[f"sitemap-{lang}{'' if number == 1 else f'-{number}'}.xml"] = part
    return {INDEX: _index(web.base, files)} | files if files else {}


def robots(web: Web) -> bytes:
    """Return robots.txt, which allows everything and names the sitemap.

    b"" if the site is not at the root of a host, where alone crawlers look for it (RFC 9309).
    """
    if urlsplit(web.base).path != "/":
        return b""
    return f"User-agent: *\nAllow: /\n\nSitemap: {web.base}{INDEX}\n".encode()


def _details(web: Web, page_id: str) -> str:
    """Return the part of an entry that is equal in each language: the date and the alternates."""
    changed = page_date(web.site, page_id)
    links = (
        element("xhtml:link", rel="alternate", hreflang=other.hreflang, href=other.href)
        for lang in listed_in(web.site, page_id)[:1]
        for other in alternates(web, lang, page_id)
    )
    return (element("lastmod", changed.isoformat()) if changed else "") + "".join(links)


def _parts(urls: Iterable[bytes], longest: int, largest: int) -> Iterator[bytes]:
    """Yield files within the limits."""
    held: list[bytes] = []
    size = 0
    for url in urls:
        if held and (len(held) == longest or size + len(url) > largest):
            yield b"".join([_OPEN, *held, _CLOSE])
            held, size = [], 0
        size = size or len(_OPEN) + len(_CLOSE)
        held.append(url)
        size += len(url)
    if held:
        yield b"".join([_OPEN, *held, _CLOSE])


def _index(base: str, files: Iterable[str]) -> bytes:
    maps = "".join(f"<sitemap>{element('loc', base + name)}</sitemap>\n" for name in files)
    return f'{HEADER}<sitemapindex xmlns="{_SCHEMA}">\n{maps}</sitemapindex>\n'.encode()
