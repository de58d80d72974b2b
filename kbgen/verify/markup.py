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
from typing import NamedTuple

from kbgen.verify.data import data_differences
from kbgen.verify.tokens import HtmlToken, tokens
from kbgen.verify.words import quoted_difference

_DIGEST = re.compile(r"(assets/kb/(?:[^\"'\s]*/)?[^\"'\s/.]+)\.[0-9a-f]{8}(?=\.)")
_DATA = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*)</script\s*>", re.S | re.I)
_MOST = 4
"""The most places of a page that are told apart; more are one problem."""


class Piece(NamedTuple):
    """A text, a script, or a tag with its attributes in alphabetical order."""

    kind: str
    """"text", "code", or the name of the tag, with a slash before that of an end tag."""
    text: str
    attributes: tuple[tuple[str, str], ...] = ()


def pieces(html: str) -> list[Piece]:
    """Return the texts, scripts and tags of a page as what they tell."""
    return [piece for token in tokens(html) if (piece := _piece(token))]


def _piece(token: HtmlToken) -> Piece | None:
    if token.kind == "text":
        text = " ".join(token.source.split())
        return Piece("text", text) if text else None
    if token.kind == "code":
        return Piece("code", _DIGEST.sub(r"\1", token.source))
    mark = "/" if token.kind == "end" else ""
    attributes = [(name, _DIGEST.sub(r"\1", value)) for name, value in token.attributes.items()]
    return Piece(f"{mark}{token.name}", "", tuple(sorted(attributes)))


@dataclass(frozen=True)
class PageDifference:
    """A difference: the id of the section in which it is ("" outside), and what differs."""

    section: str
    message: str


def page_differences(published: str, expected: str) -> list[PageDifference]:
    """Return what a published page tells otherwise than the page that is expected."""
    here, there = pieces(published), pieces(expected)
    start = _equal(here, there)
    if start == len(here) == len(there):
        return []
    end = _equal(here[start:][::-1], there[start:][::-1])
    own, others = here[start : len(here) - end], there[start : len(there) - end]
    found = [
        PageDifference(_section(here, start + at), message) for at, message in _groups(own, others)
    ]
    found = list(dict.fromkeys(found))
    if len(found) <= _MOST:
        return found
    more = f"; and {len(found) - 1} more places differ"
    return [PageDifference(found[0].section, found[0].message + more)]


def _equal(one: Sequence[Piece], other: Sequence[Piece]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _groups(own: Sequence[Piece], others: Sequence[Piece]) -> Iterator[tuple[int, str]]:
    """Yield (index of the first piece, what differs) for each run of differing pieces."""
    matcher = SequenceMatcher(None, own, others, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            for message in _explained(own[i1:i2], others[j1:j2]):
                yield i1, message


def _explained(own: Sequence[Piece], others: Sequence[Piece]) -> Iterator[str]:
    """Yield what two runs of pieces tell differently."""
    if len(own) == len(others) and all(a.kind == b.kind for a, b in zip(own, others, strict=True)):
        for here, there in zip(own, others, strict=True):
            if here != there:
                yield from _of_piece(here, there)
        return
    yield quoted_difference(_shown(own), _shown(others))


def _of_piece(here: Piece, there: Piece) -> Iterator[str]:
    if here.kind == "code":
        yield from _of_code(here.text, there.text)
    elif here.kind == "text":
        yield quoted_difference(here.text, there.text)
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


def _shown(run: Sequence[Piece]) -> str:
    """Return the texts of a run of pieces, or its tags if it has none."""
    texts = [piece.text for piece in run if piece.kind == "text"]
    return " ".join(texts or map(_written, run))


def _written(piece: Piece) -> str:
    return f"<{' '.join([piece.kind, *(f'{name}=“{value}”' for name, value in piece.attributes)])}>"


def _section(page: Sequence[Piece], at: int) -> str:
    """Return the id of the section in which a piece of a page stands; "" outside the article."""
    section, depth = "", 0
    for piece in page[: at + 1]:
        if piece.kind == "h2" and depth:
            section = dict(piece.attributes).get("id", "")
        elif piece.kind in ("article", "/article"):
            depth += 1 if piece.kind == "article" else -1
            section = section if depth else ""
    return section
