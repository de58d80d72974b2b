"""Splits HTML into texts and tags, in whatever way it was written or minified."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|(?P<code><(?P<raw>script|style)\b[^>]*>.*?</(?P=raw)\s*>)"
    r"|(?P<tag><[a-zA-Z/!](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)"
    r"|(?P<text>[^<]+|<)",
    re.S | re.I,
)
_NAME = re.compile(r"</?([a-zA-Z!][^\s/>]*)")
_ATTRIBUTE = re.compile(r"\s+([^\s\"'=<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


class HtmlToken(NamedTuple):
    """A piece of HTML: "text", "code" (a script or style), or the "start" or "end" of an element.

    `source` is as it was written, but the characters of a text are unescaped.
    """

    kind: str
    source: str
    name: str = ""
    attributes: Mapping[str, str] = {}


def tokens(html: str) -> Iterator[HtmlToken]:
    """Yield the pieces of HTML without its comments.

    >>> [(one.kind, one.source) for one in tokens("<p>a &lt; b<!-- c --></p>")]
    [('start', '<p>'), ('text', 'a < b'), ('end', '</p>')]
    """
    for match in _TOKEN.finditer(html):
        kind, written = match.lastgroup, match[0]
        if kind == "text":
            yield HtmlToken(kind, unescape(written) if "&" in written else written)
        elif kind == "tag":
            yield tag_of(written)
        elif kind:
            yield HtmlToken(kind, written)


@lru_cache(maxsize=2**14)
def tag_of(written: str) -> HtmlToken:
    """Read a tag; names are in lower case, values unescaped."""
    found = _NAME.match(written)
    rest = written[found.end() : -1] if found else ""
    attributes = {
        match[1].lower(): unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(rest)
    }
    kind = "end" if written.startswith("</") else "start"
    return HtmlToken(kind, written, found[1].lower() if found else "", attributes)
