"""Compares two texts of a page: what a reader, a screen reader or a program is told differently.

Left out is what nobody is told: spaces between elements, the order of attributes, the digests in
the names of assets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from html import unescape

from kbgen.verify.data import data_differences
from kbgen.verify.words import quoted_difference

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|(?P<code><(?P<raw>script|style)\b[^>]*>.*?</(?P=raw)\s*>)"
    r"|(?P<tag><[a-zA-Z/!](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)"
    r"|(?P<text>[^<]+|<)",
    re.S | re.I,
)
_NAME = re.compile(r"</?([a-zA-Z!][^\s/>]*)")
_ATTRIBUTE = re.compile(r"\s+([^\s\"'=<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_DIGEST = re.compile(r"(assets/kb/(?:[^\"'\s]*/)?[^\"'\s/.]+)\.[0-9a-f]{8}(?=\.)")
_DATA = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*)</script\s*>", re.S | re.I)
_MOST = 4
"""The most places of a page that are told apart; more are one problem."""


@dataclass(frozen=True)
class Token:
    """A text, or a tag with its attributes in alphabetical order; `source` is as it was written."""

    kind: str
    """"text", "code", or the name of the tag, with a slash before that of an end tag."""
    source: str
    attributes: tuple[tuple[str, str], ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Token) and self._said == other._said

    def __hash__(self) -> int:
        return hash(self._said)

    @property
    def _said(self) -> tuple[object, ...]:
        return self.kind, self.attributes or self.source if self.is_text else self.attributes

    @property
    def is_text(self) -> bool:
        return self.kind in ("text", "code")


def tokens(html: str) -> list[Token]:
    """Return the texts and tags of a page, without comments."""
    return [token for match in _TOKEN.finditer(html) if (token := _token(match))]


def _token(match: re.Match[str]) -> Token | None:
    kind, written = match.lastgroup, match.group()
    if kind == "text":
        text = " ".join(unescape(written).split())
        return Token("text", text) if text else None
    if kind == "tag":
        return _tag(written)
    return Token("code", _DIGEST.sub(r"\1", written)) if match["code"] else None


@lru_cache(maxsize=2**13)
def _tag(written: str) -> Token:
    found = _NAME.match(written)
    name = found[1].lower() if found else ""
    rest = _DIGEST.sub(r"\1", written[found.end() : -1]) if found else ""
    attributes = {
        match[1].lower(): unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(rest)
    }
    mark = "/" if written.startswith("</") else ""
    return Token(f"{mark}{name}", written, tuple(sorted(attributes.items())))


@dataclass(frozen=True)
class Difference:
    """A difference: the id of the section in which it is ("" outside), and what differs."""

    section: str
    message: str


def page_differences(published: str, expected: str) -> list[Difference]:
    """Return what a published page tells otherwise than the page that is expected."""
    here, there = tokens(published), tokens(expected)
    start = _equal(here, there)
    if start == len(here) == len(there):
        return []
    end = _equal(here[start:][::-1], there[start:][::-1])
    own, others = here[start : len(here) - end], there[start : len(there) - end]
    found = [
        Difference(_section(here, start + at), message) for at, message in _groups(own, others)
    ]
    found = list(dict.fromkeys(found))
    if len(found) <= _MOST:
        return found
    more = f"; and {len(found) - 1} more places differ"
    return [Difference(found[0].section, found[0].message + more)]


def _equal(one: Sequence[Token], other: Sequence[Token]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _groups(own: Sequence[Token], others: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield (index of the first token, what differs) for each run of differing tokens."""
    matcher = SequenceMatcher(None, own, others, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            for message in _explained(own[i1:i2], others[j1:j2]):
                yield i1, message


def _explained(own: Sequence[Token], others: Sequence[Token]) -> Iterator[str]:
    """Yield what two runs of tokens tell differently."""
    if len(own) == len(others) and all(a.kind == b.kind for a, b in zip(own, others, strict=True)):
        for here, there in zip(own, others, strict=True):
            if here != there:
                yield from _of_token(here, there)
        return
    yield quoted_difference(_shown(own), _shown(others))


def _of_token(here: Token, there: Token) -> Iterator[str]:
    if here.kind == "code":
        yield from _of_code(here.source, there.source)
    elif here.is_text:
        yield quoted_difference(here.source, there.source)
    else:
        own, other = dict(here.attributes), dict(there.attributes)
        for name in sorted(own.keys() | other.keys()):
            if own.get(name) != other.get(name):
                yield f"<{here.kind}> {_of_attribute(name, own.get(name), other.get(name))}"


def _of_attribute(name: str, here: str | None, there: str | None) -> str:
    if here is None:
        return f"lacks {name}=“{there}”"
    if there is None:
        return f"has {name}=“{here}”, a build would write none"
    return f"{name}: {quoted_difference(here, there)}"


def _of_code(here: str, there: str) -> Iterator[str]:
    own, other = _DATA.fullmatch(here), _DATA.fullmatch(there)
    if own and other:
        try:
            data = json.loads(own[1]), json.loads(other[1])
        except ValueError:
            yield "the structured data is no JSON"
        else:
            for message in data_differences(*data):
                yield f"structured data: {message}"
    else:
        yield quoted_difference(here, there)


def _shown(run: Sequence[Token]) -> str:
    """Return the texts of a run of tokens, or its tags if it has none."""
    texts = [token.source for token in run if token.kind == "text"]
    return " ".join(texts or [token.source for token in run])


def _section(page: Sequence[Token], at: int) -> str:
    """Return the id of the section in which a token of a page stands; "" outside the article."""
    section = ""
    for token in page[: at + 1]:
        given = dict(token.attributes) if token.kind in ("h2", "article") else {}
        if token.kind == "h2":
            section = given.get("id", "")
        elif token.kind in ("/article", "article"):
            section = ""
    return section
