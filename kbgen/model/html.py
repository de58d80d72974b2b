"""The HTML that a page may contain, and how to find HTML that it may not contain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from html import unescape
from typing import NamedTuple

TAGS = frozenset(
    """
    a abbr article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del
    details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ins
    kbd label li main mark nav ol p path picture pre q rp rt ruby s samp section small source
    span strong sub summary sup svg table tbody td tfoot th thead time tr track u ul var
    video wbr
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
"""The tags that Markdown, its extensions and authors need; no form, frame, script or style."""

ATTRIBUTES: dict[str, set[str]] = {
    "*": {
        "aria-controls",
        "aria-describedby",
        "aria-expanded",
        "aria-hidden",
        "aria-label",
        "aria-labelledby",
        "class",
        "data-kb-resolved",
        "data-tabs",
        "dir",
        "id",
        "lang",
        "markdown",
        "role",
        "style",
        "tabindex",
        "title",
        "translate",
    },
    "a": {"download", "href", "hreflang", "rel", "target", "type"},
    "audio": {"controls", "preload", "src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"name", "open"},
    "img": {"align", "alt", "decoding", "height", "loading", "sizes", "src", "srcset", "width"},
    "input": {"checked", "disabled", "name"},
    "ins": {"cite", "datetime"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "path": {"d"},
    "source": {"media", "sizes", "src", "srcset", "type"},
    "svg": {"viewbox", "viewBox", "xmlns"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "track": {"kind", "label", "src", "srclang"},
    "video": {"controls", "height", "loop", "muted", "poster", "preload", "src", "width"},
}
INPUT_TYPES = {"checkbox", "radio"}
STYLES = {"text-align"}
SCHEMES = {"http", "https", "mailto", "tel", "sms", "whatsapp", "geo"}

_TAG = re.compile(
    r"(?<!\]\()<\s*(?P<name>[A-Za-z][\w:-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>?"
)
_HANDLER = re.compile(r"(?:^|[\s/\"'{])(?P<name>on[a-z]{3,})\s*=", re.I)
_URL_PLACE = re.compile(
    r"\]\(\s*<?|(?:href|src|action|poster|srcset)\s*=\s*[\"']?|\]:\s*<?|^\s*<?", re.I
)
# A line's beginning matches within its line only: `\s` would be quadratic over empty lines.
_ANY_SCHEME = re.compile(r"(?:[(=<:\"']\s*+|^[^\S\n]*+)[a-z&][^\s()<>\"']{0,40}:", re.I | re.M)
_ATTR_LIST = re.compile(r"\{:?[^{}\n]*\}")


class UnsafeKind(StrEnum):
    ELEMENT = "element"
    HANDLER = "handler"
    """An attribute that runs a script: onclick."""
    SCHEME = "scheme"
    """The scheme of an address: javascript."""


class Unsafe(NamedTuple):
    """HTML that is removed when a page is built."""

    kind: UnsafeKind
    name: str


def find_unsafe(text: str) -> Iterator[tuple[int, int, Unsafe]]:
    """Yield (start, end, what) for HTML that is removed when the page is built.

    >>> [what.name for _, _, what in find_unsafe("<img src=x onerror=alert(1)>")]
    ['onerror']
    """
    if "<" in text:
        for tag in _TAG.finditer(text):
            name = tag["name"].lower()
            if "@" in tag["rest"][:1] or ":" in name:
                continue  # an autolink: <me@example.com>, <https://…>
            if name not in TAGS:
                yield tag.start(), tag.end("name"), Unsafe(UnsafeKind.ELEMENT, name)
            yield from _handlers(tag["rest"], tag.start("rest"))
    if "{" in text:
        for attrs in _ATTR_LIST.finditer(text):
            yield from _handlers(attrs.group(), attrs.start())
    yield from _unsafe_urls(text)


def _handlers(text: str, start: int) -> Iterator[tuple[int, int, Unsafe]]:
    """Yield the event handlers of a text that begins at `start`."""
    for handler in _HANDLER.finditer(text):
        begin, end = handler.span("name")
        yield start + begin, start + end, Unsafe(UnsafeKind.HANDLER, handler["name"])


def _unsafe_urls(text: str) -> Iterator[tuple[int, int, Unsafe]]:
    # Most pages contain no scheme at all.
    has_scheme = ":" in text and _ANY_SCHEME.search(text)
    for place in _URL_PLACE.finditer(text) if has_scheme else ():
        raw = re.match(r"[^\s\"'<>)]*", text[place.end() : place.end() + 200])
        url = re.sub(r"[\s\x00-\x20]", "", unescape(raw.group() if raw else "")).lower()
        scheme = re.match(r"([a-z][a-z0-9+.-]*):", url)
        if scheme is None or scheme[1] in SCHEMES or "{{" in url:
            continue
        # Outside a link, only a text that could be meant as an address.
        is_link = place.group().strip() not in ("", "<")
        if is_link or scheme[1] in ("javascript", "vbscript"):
            yield place.end(), place.end() + len(scheme[0]), Unsafe(UnsafeKind.SCHEME, scheme[1])
