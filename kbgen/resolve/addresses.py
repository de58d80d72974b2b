"""The addresses of pages below the site's root."""

from __future__ import annotations

from urllib.parse import quote

from kbgen.model.article import page_url
from kbgen.model.site import Site


def address(site: Site, lang: str, page_id: str) -> str:
    """Return a page's address below the site's root."""
    url = page_url(page_id, site.settings.directory_urls)
    return url if lang == site.default else f"{lang}/{url}"


def page_path(site: Site, lang: str, page_id: str) -> str:
    """Return a page's address below the site's root, percent-encoded as in MkDocs."""
    return quote(address(site, lang, page_id))


def published_file(site: Site, lang: str, page_id: str) -> str:
    """Return the path of a page's file below the site's folder.

    It is the address, or index.html in the folder that an address names.
    """
    url = address(site, lang, page_id)
    return f"{url}index.html" if url.endswith("/") or not url else url
