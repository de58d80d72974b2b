"""Marks the parts of a translation that are its source's text, from Markdown to HTML.

In HTML a part is an element `<bdi lang dir data-kb-source>`; an image whose text is the source's
has these attributes. While Markdown is rendered, a slot stands at each end of a part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kbgen.markdown.slot import OPEN, SLOT, slot, slot_number
from kbgen.model.article import Article
from kbgen.model.locale import Direction
from kbgen.model.markup import Node, Tag, end_tag, start_tag

SOURCE = "data-kb-source"
"""The attribute of elements whose text is the source's."""
_Span = tuple[int, int]


def is_source(node: Node) -> bool:
    """Tell whether a node begins an element whose text is the source's."""
    return isinstance(node, Tag) and SOURCE in node.attributes


class PartLanguage:
    """Follows nodes in order, and tells the language of each: the page's, or that of a part."""

    def __init__(self, lang: str) -> None:
        self._page, self._part, self._depth = lang, "", 0

    def after(self, node: Node) -> str:
        """Return the language of a node; of a start tag, that of its attributes and content."""
        if isinstance(node, str):
            return self._part or self._page
        if is_source(node) and not self._part:
            if not node.step:
                return node.get("lang")
            self._part = node.get("lang")
        here = self._part or self._page
        if self._part:
            self._depth += node.step
            self._part = self._part if self._depth else ""
        return here


def spans_in(text: str, article: Article, start: int) -> list[_Span]:
    """Return the offsets of the source's text in the Markdown of an article.

    `text` begins at the offset `start` of the body. If it does not, since a plugin has changed it,
    each part is looked for; one that is not there any more is left out.
    """
    spans = article.source_text.spans if article.source_text else ()
    if article.body.startswith(text, start):
        shown = ((first - start, last - start) for first, last in spans)
        return [span for span in shown if span[1] <= len(text)]
    found: list[_Span] = []
    after = 0
    for first, last in spans:
        at = text.find(article.body[first:last], after)
        if at >= 0:
            after = at + last - first
            found.append((at, after))
    return found


def slots_of(spans: Sequence[_Span], number: int) -> Iterator[tuple[int, int, str]]:
    """Yield the slots of parts as (offset, the same offset, text), numbered from `number`.

    A space keeps each apart from the text, where quotes and addresses are read by their neighbours.
    """
    for start, end in spans:
        yield start, start, f"{slot(number)} "
        yield end, end, f" {slot(number + 1)}"
        number += 2


def with_elements(
    nodes: Sequence[Node], number: int, lang: str, direction: Direction
) -> list[Node]:
    """Replace the slots of parts, numbered from `number`, by elements in the source's language.

    A part that does not begin and end in one element gets none.
    """
    attributes = {"lang": lang, "dir": direction, SOURCE: ""}
    pieces = list(_pieces(nodes, number, attributes))
    starts, ends = _bounds(pieces)
    out: list[Node] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, _Slot):
            out += [start_tag("bdi", attributes)] if index in starts else []
            out += [end_tag("bdi")] if index in ends else []
        else:
            out.append(piece)
    return out


@dataclass(frozen=True)
class _Slot:
    """The slot of a part: even at its start, odd at its end."""

    number: int

    @property
    def is_end(self) -> bool:
        return self.number % 2 == 1


def _pieces(
    nodes: Sequence[Node], number: int, attributes: Mapping[str, str]
) -> Iterator[Node | _Slot]:
    for node in nodes:
        if OPEN not in str(node):
            yield node
        elif isinstance(node, Tag):
            yield _without_slots(node, number, attributes)
        else:
            yield from _split(node, number)


def _split(text: str, number: int) -> Iterator[str | _Slot]:
    """Yield a text and the slots of parts in it, without the space beside each."""
    after = 0
    for match in SLOT.finditer(text):
        found = slot_number(match[1]) - number
        if found < 0:
            continue
        own = _Slot(found)
        before = text[after : match.start()]
        yield before.removesuffix(" ") if own.is_end else before
        yield own
        after = match.end()
        if not own.is_end and text.startswith(" ", after):
            after += 1
    yield text[after:]


def _without_slots(tag: Tag, number: int, attributes: Mapping[str, str]) -> Tag:
    """Return a tag without the slots of parts; an image gets the language of its text."""
    pieces = {name: list(_split(value, number)) for name, value in tag.attributes.items()}
    if not any(isinstance(piece, _Slot) for found in pieces.values() for piece in found):
        return tag
    plain = {
        name: "".join([piece for piece in found if isinstance(piece, str)])
        for name, found in pieces.items()
    }
    return start_tag(tag.name, {**plain, **(attributes if tag.name == "img" else {})})


def _bounds(pieces: Sequence[Node | _Slot]) -> tuple[set[int], set[int]]:
    """Return the indexes of the slots that begin and that end an element."""
    starts: set[int] = set()
    ends: set[int] = set()
    number, start, depth = -1, 0, 0
    for index, piece in enumerate(pieces):
        if isinstance(piece, Tag):
            depth += piece.step
            number = number if depth >= 0 else -1
        elif isinstance(piece, _Slot) and not piece.is_end:
            number, start, depth = piece.number, index, 0
        elif isinstance(piece, _Slot) and piece.number == number + 1 and not depth:
            starts.add(start)
            ends.add(index)
            number = -1
    return starts, ends
