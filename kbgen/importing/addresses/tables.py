"""Reads tables of addresses: CSV, Netlify's _redirects, sitemaps."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html import unescape

from kbgen.importing.addresses.old_address import OldAddress

_HEADS = {"old", "from", "source", "source url", "old url", "redirect from", "request url", "url"}
_LOCATION = re.compile(r"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*</", re.I)


def read_csv(text: str, path: str) -> Iterator[OldAddress]:
    """Yield the rows old,new of a table; commas, semicolons and tabs divide them alike."""
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    for number, row in enumerate(csv.reader(text.split("\n"), delimiter=mark), 1):
        cells = [cell.strip() for cell in row]
        if not cells or not cells[0] or cells[0].startswith("#"):
            continue
        if number == 1 and cells[0].lower().replace("_", " ") in _HEADS:
            continue
        yield OldAddress(cells[0], cells[1] if len(cells) > 1 else "", f"{path}:{number}")


def read_redirects(text: str, path: str) -> Iterator[OldAddress]:
    """Yield the rules of _redirects that lead somewhere, as Netlify and Cloudflare read them."""
    for number, line in enumerate(text.split("\n"), 1):
        parts = line.partition(" #")[0].split()
        if not parts or parts[0].startswith("#"):
            continue
        targets = [part for part in parts[1:] if part.startswith(("/", "http://", "https://"))]
        status = next((part for part in parts[1:] if re.fullmatch(r"\d{3}!?", part)), "301")
        if status.startswith(("30", "200")) and targets:
            yield OldAddress(parts[0], targets[0], f"{path}:{number}")


def read_sitemap(text: str, path: str) -> Iterator[OldAddress]:
    """Yield the addresses of a sitemap, of which nobody says where they lead."""
    for match in _LOCATION.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield OldAddress(unescape(match[1]).strip(), "", f"{path}:{line}")
