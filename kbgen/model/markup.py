"""Parses sanitized HTML into tags and texts, and serializes them again without a difference.

It reads only the form of HTML that an HTML serializer writes (WHATWG HTML, 13.3): every attribute
in double quotes, no `"` in a value and no `<` in a text. So the end of a tag is never ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from urllib.parse import unquote, urlsplit

_TAG = re.compile(r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)')
_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r'\s+([^\s"=/>]+)(?:="([^"]*)")?')
_SPECIAL = re.compile('[&<>"\u00a0]')
# An address does not end in a comma; its descriptors follow it, up to the next comma.
_SRCSET = re.compile(r"([^\s,](?:\S*[^\s,])?)(\s+[^,]*)?")
ADDRESSES = frozenset({"href", "src", "srcset", "poster", "cite"})
"""The attributes that link to a page or load a file."""
VOID = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr"})


@dataclass(frozen=True)
class Tag:
    """A start or end tag with its text; the values of its attributes are unescaped."""

    text: str
    name: str
    is_end: bool
    attributes: Mapping[str, str]

    def __str__(self) -> str:
        return self.text

    @property
    def step(self) -> int:
        """Return the change of depth after the tag: 1, 0 or -1."""
        return -1 if self.is_end else 0 if self.name in VOID else 1

    def get(self, name: str) -> str:
        """Return the value of an attribute, or ""."""
        return self.attributes.get(name, "")

    def has_class(self, name: str) -> bool:
        return name in self.get("class").split()

    @property
    def is_permalink(self) -> bool:
        """Tell whether it begins the permalink of a heading."""
        return self.name == "a" and self.has_class("headerlink")

    def having(self, **attributes: str | None) -> Tag:
        """Return the tag with changed attributes, in their order; None removes an attribute."""
        changed = {**self.attributes, **attributes}
        return start_tag(self.name, {k: v for k, v in changed.items() if v is not None})


Node = Tag | str
"""A tag, or a text with its characters escaped."""


def parse(html: str) -> list[Node]:
    """Split HTML into nodes; joined, they are the HTML again.

    >>> [str(node) for node in parse('a<img alt=">">b')]
    ['a', '<img alt=">">', 'b']
    """
    pieces = _TAG.split(html)
    return [_read(piece) if number % 2 else piece for number, piece in enumerate(pieces) if piece]


def serialize(nodes: Iterable[Node]) -> str:
    """Write nodes as HTML."""
    return "".join([node if isinstance(node, str) else node.text for node in nodes])


@lru_cache(maxsize=2**14)
def _read(text: str) -> Tag:
    name = _NAME.match(text)
    if name is None:  # a serializer never writes this
        return Tag(escape(text), "", False, {})
    rest = text[name.end() : -1]
    found = {m[1]: unescape(m[2] or "") for m in _ATTRIBUTE.finditer(rest)} if rest else {}
    return Tag(text, name[2].lower(), bool(name[1]), found)


def start_tag(name: str, attributes: Mapping[str, str]) -> Tag:
    """Make a start tag.

    >>> start_tag("a", {"href": "?a&b"}).text
    '<a href="?a&amp;b">'
    """
    written = "".join([f' {key}="{_quoted(value)}"' for key, value in attributes.items()])
    return Tag(f"<{name}{written}>", name, False, attributes)


def end_tag(name: str) -> Tag:
    return Tag(f"</{name}>", name, True, {})


def _quoted(value: str) -> str:
    return escaped(value).replace('"', "&quot;") if _SPECIAL.search(value) else value


def escaped(text: str) -> str:
    """Escape a plain text for HTML (WHATWG HTML, 13.3, "escaping a string")."""
    if not _SPECIAL.search(text):
        return text
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")


def end_of(nodes: Sequence[Node], start: int) -> int:
    """Return the index after the element that begins at `start`."""
    depth = 0
    for index in range(start, len(nodes)):
        node = nodes[index]
        if isinstance(node, Tag):
            depth += node.step
        if depth <= 0:
            return index + 1
    return len(nodes)


def address_names(tag: Tag) -> list[str]:
    """Return the names of a tag's attributes that hold an address."""
    return [name for name in tag.attributes if name in ADDRESSES] if tag.attributes else []


def map_addresses(tag: Tag, change: Callable[[str], str]) -> Tag:
    """Apply `change` to each address of a tag, also to each address in a `srcset`.

    >>> map_addresses(start_tag("img", {"srcset": "a.png, b.png 2x"}), str.upper).text
    '<img srcset="A.PNG, B.PNG 2x">'
    """
    changed = {}
    for name in address_names(tag):
        before = tag.attributes[name]
        after = _map_srcset(before, change) if name == "srcset" else change(before)
        if after != before:
            changed[name] = after
    return tag.having(**changed) if changed else tag


def _map_srcset(value: str, change: Callable[[str], str]) -> str:
    return _SRCSET.sub(lambda m: f"{change(m[1])}{m[2] or ''}", value)


def srcset_addresses(value: str) -> list[tuple[int, str]]:
    """Return the addresses of a `srcset` with their offsets (WHATWG HTML, 4.8.4.3.10).

    >>> srcset_addresses("a.png, b.png 2x")
    [(0, 'a.png'), (7, 'b.png')]
    """
    return [(match.start(1), match[1]) for match in _SRCSET.finditer(value)]


def is_address(text: str) -> bool:
    """Tell whether an address can be parsed: `https://[x]` and `https://x:99999` cannot.

    >>> is_address("../a.md#b"), is_address("https://[x]")
    (True, False)
    """
    try:
        urlsplit(text).port  # noqa: B018 # the property raises ValueError if the port is wrong
    except ValueError:
        return False
    return True


def path_of(address: str) -> str:
    """Return the path of an address, percent-decoded; "" if it is no address.

    >>> path_of("../a%20b.md#c"), path_of("https://[x]")
    ('../a b.md', '')
    """
    return unquote(urlsplit(address).path) if is_address(address) else ""
