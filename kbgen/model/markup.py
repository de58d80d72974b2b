"""HTML as tags and texts: what the sanitizer leaves, taken apart exactly and written again.

It reads one form of HTML only, the one that an HTML serializer writes (WHATWG HTML, 13.3): every
attribute in double quotes, and no `"` in a value, no `<` in a text. So a tag ends where it ends,
whatever its attributes say.
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
# An address does not end in a comma; what follows it, up to the next comma, describes it.
_SRCSET = re.compile(r"([^\s,](?:\S*[^\s,])?)(\s+[^,]*)?")
ADDRESSES = frozenset({"href", "src", "srcset", "poster", "cite"})
"""Attributes that lead to a page or load a file."""
VOID = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr"})


@dataclass(frozen=True)
class Tag:
    """A start or an end tag as it is written; the values of its attributes are plain text."""

    text: str
    name: str
    is_end: bool
    attributes: Mapping[str, str]

    def __str__(self) -> str:
        return self.text

    @property
    def step(self) -> int:
        """How much deeper what follows the tag is: 1, 0 or -1."""
        return -1 if self.is_end else 0 if self.name in VOID else 1

    def get(self, name: str) -> str:
        """Return the value of an attribute, or ""."""
        return self.attributes.get(name, "")

    def has_class(self, name: str) -> bool:
        return name in self.get("class").split()

    @property
    def is_permalink(self) -> bool:
        """Whether it begins the mark that links to the heading it stands in."""
        return self.name == "a" and self.has_class("headerlink")

    def having(self, **attributes: str | None) -> Tag:
        """Return the tag with other attributes, in their places; None takes one away."""
        changed = {**self.attributes, **attributes}
        return start_tag(self.name, {k: v for k, v in changed.items() if v is not None})


Node = Tag | str
"""A tag, or a text with its characters escaped."""


def parse(html: str) -> list[Node]:
    """Take HTML apart, so that its nodes joined are the HTML.

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
    if name is None:  # never written by a serializer
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
    """Write a plain text as HTML has it (WHATWG HTML, 13.3, "escaping a string")."""
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
    """Return the attributes of a tag that hold an address of something."""
    return [name for name in tag.attributes if name in ADDRESSES] if tag.attributes else []


def map_addresses(tag: Tag, change: Callable[[str], str]) -> Tag:
    """Change the addresses of a tag, each of a `srcset` by itself.

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
    """Tell whether an address can be taken apart: `https://[x]` cannot, nor `https://x:99999`.

    >>> is_address("../a.md#b"), is_address("https://[x]")
    (True, False)
    """
    try:
        urlsplit(text).port  # noqa: B018 # it is read when it is asked for
    except ValueError:
        return False
    return True


def path_of(address: str) -> str:
    """Return the path of an address, its escapes read; "" if it is no address.

    >>> path_of("../a%20b.md#c"), path_of("https://[x]")
    ('../a b.md', '')
    """
    return unquote(urlsplit(address).path) if is_address(address) else ""
