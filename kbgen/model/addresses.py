"""Addresses that a site has had: as ids of pages and answers, and as paths of older sites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote

from kbgen.model.message import msg

ADDRESS_LIST = "addresses.txt"
"""The file beside mkdocs.yml that lists every address that a site has had."""
ARROW, GONE = "->", "gone"
PATH_RULE = msg("write it as it stands after the site's name: /help/refunds.html")
_ID = re.compile(r"[^\s#/\\?<>\"]+(/[^\s#/\\?<>\"]+)*(#[^\s#]+)?")
_RESERVED = re.compile(r"[\s\x00-\x20\x7f%]")
_WEB = re.compile(r"https?://[^\s\"'<>]+")


class ListedAddress(NamedTuple):
    """A line of the list: an address, and where it leads if it is not there any more."""

    address: str
    """A page or an answer by its id ("faq/refunds#time"), or a path ("/help/12.html")."""
    target: str = ""
    """The page or answer to which it leads, or an address on the web; "" for itself."""
    is_gone: bool = False
    """Whether it is gone for good, and may be missing."""
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class AddressList:
    """The lines of addresses.txt; `path` is its path in findings."""

    path: str
    lines: tuple[ListedAddress, ...] = ()


def split_address(address: str) -> tuple[str, str]:
    """Return the page and the anchor of an address.

    >>> split_address("faq/refunds#time"), split_address("faq/refunds")
    (('faq/refunds', 'time'), ('faq/refunds', ''))
    """
    page, _, anchor = address.partition("#")
    return page, anchor


def join_address(page: str, anchor: str) -> str:
    """Return the address of a section, or of a page without one.

    >>> join_address("faq/refunds", "time"), join_address("faq/refunds", "")
    ('faq/refunds#time', 'faq/refunds')
    """
    return f"{page}#{anchor}" if anchor else page


def is_id(address: str) -> bool:
    """Tell whether a text may be the id of a page or of an answer.

    >>> is_id("faq/refunds#time"), is_id("/faq/refunds"), is_id("faq refunds")
    (True, False, False)
    """
    return bool(_ID.fullmatch(address)) and not is_web(address)


def is_path(address: str) -> bool:
    """Tell whether an address is a path of an older site.

    >>> is_path("/help/12.html"), is_path("//example.com/"), is_path("/a/../b"), is_path("/a?id=1")
    (True, False, False, False)
    """
    parts = address.partition("#")[0].split("/")
    is_rooted = address.startswith("/") and not address.startswith("//") and len(address) > 1
    has_others = any(char in address for char in '?\\"<>') or {".", ".."} & {*parts}
    return is_rooted and not has_others and address.isprintable()


def is_web(address: str) -> bool:
    """Tell whether an address is one of another site."""
    return bool(_WEB.fullmatch(address))


def read_path(text: str) -> str:
    """Return a path without percent-encoding, in Unicode's normal form NFC.

    >>> read_path("/caf%C3%A9/12.html#a")
    '/café/12.html#a'
    """
    return unicodedata.normalize("NFC", unquote(text))


def written_address(address: str) -> str:
    """Return an address as the list has it: white space and per cent signs are encoded.

    >>> written_address("/old page/50%")
    '/old%20page/50%25'
    """
    return _RESERVED.sub(lambda match: quote(match[0], safe=""), address)


def path_language(path: str, langs: Collection[str]) -> str:
    """Return the language that a part of a path names; "" if none does.

    >>> path_language("/hc/ar-ae/articles/12", ["en", "ar"]), path_language("/faq/", ["en"])
    ('ar', '')
    >>> path_language("/pt-BR/docs/intro", ["en", "pt-BR"])
    'pt-BR'
    """
    known = {lang.lower(): lang for lang in langs}
    for part in path.lower().split("/"):
        if part in known:
            return known[part]
        name = re.split("[-_]", part)[0]
        is_locale = part == name or re.fullmatch(r"[a-z]{2,3}[-_][a-z]{2,4}", part)
        if name in langs and is_locale:
            return name
    return ""


def former_addresses(was: Collection[str | Mapping[str, str | None]]) -> list[tuple[str, str]]:
    """Return (former address, anchor on this page) of each entry of `was`.

    Of a former page the anchor is "": its sections keep theirs. Of a former section it is the
    anchor that it has now, or "" for the page itself.

    >>> former_addresses(["faq/visit", "faq/shops#hours", {"faq/shops#map": "way"}])
    [('faq/visit', ''), ('faq/shops#hours', 'hours'), ('faq/shops#map', 'way')]
    """
    found: list[tuple[str, str]] = []
    for entry in was:
        if isinstance(entry, str):
            found.append((entry, split_address(entry)[1]))
        else:
            found += [(old, anchor or "") for old, anchor in entry.items()]
    return found
