"""Finds the pages at former addresses, and where they lead, for stores that can answer with 301."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

_PAGE = re.compile(rb"<!doctype html>\s*<html [^>]*\bdata-kb-redirect>")
_REFRESH = re.compile(rb'<meta http-equiv="refresh" content="0; url=([^"]*)">')
_LARGEST_PAGE = 8 * 1024
_LONGEST = 2 * 1024
"""The longest address to which an object of S3 may lead, in bytes."""


def may_redirect(path: str, size: int) -> bool:
    """Tell whether a file may be a page at a former address, which is a small one."""
    return path.endswith(".html") and size <= _LARGEST_PAGE


def redirect_of(path: str, data: bytes, place: str) -> str:
    """Return the address to which a page leads on its host, encoded; "" for any other file.

    `place` is the path of the site on its host: "/" or "/help/".
    """
    if not may_redirect(path, len(data)) or not _PAGE.match(data):
        return ""
    found = _REFRESH.search(data)
    url = unescape(found[1].decode()) if found else ""
    address = urljoin(place + quote(path), url)
    return address if url and address.isascii() and len(address) <= _LONGEST else ""


def place_on_host(address: str, url: str) -> str:
    """Return the path of a site on its host, if its target is the same path of a bucket; else "".

    Elsewhere nobody knows at which path visitors will ask for what is in the bucket.

    >>> place_on_host("s3://bucket/help", "https://example.com/help/")
    '/help/'
    >>> place_on_host("s3://bucket/next", "https://example.com/help/")
    ''
    """
    path = urlsplit(address).path.strip("/")
    if not url or path != urlsplit(url).path.strip("/"):
        return ""
    return f"/{path}/" if path else "/"
