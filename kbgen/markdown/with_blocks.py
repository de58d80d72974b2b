"""Writes other texts in the places of a page's blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import zip_longest

from kbgen.markdown.block_syntax import cells
from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask
from kbgen.model.translation import Block, BlockKind

_ONE_LINE = frozenset({"heading", "row", "admonition", "caption", "term"})
_QUOTES = re.compile(r"[ \t>]*")
_HINT = "write a backslash before the sign if it belongs to the text"
_SHOWN = 30
_NAMES: dict[BlockKind, str] = {
    "heading": "a heading",
    "paragraph": "a paragraph",
    "item": "a list item",
    "step": "a numbered step",
    "row": "a row of a table",
    "admonition": "the title of a note",
    "caption": "the text of an image",
    "term": "a term",
    "field": "a field",
}
_NO_SPACE = re.compile(r"[^\s]")


class UnfitTextError(ValueError):
    """A text that would change the document around its place; the message says how."""

    def __init__(self, block: Block, what: str) -> None:
        super().__init__(what)
        self.block = block


def with_blocks(body: str, texts: Mapping[Block, str]) -> str:
    """Return a body in which each of the given blocks has its new text; all else is kept.

    The blocks are those of `find_blocks`. Lines that follow the first get the indentation and the
    quote marks of the block's own; where a block is one line, line breaks become spaces. Raises
    UnfitTextError for a text that is empty or has a blank line, that makes another number of cells
    of a row, that would begin something else (a list, a heading), or that reaches beyond its end (a
    comment or a quotation mark that is not closed).
    """
    trimmed = {block: _trimmed(block, text) for block, text in texts.items()}
    new = {block: text for block, text in trimmed.items() if text != block.text}
    changed = sorted(new, key=lambda block: block.start)
    out, after = [], 0
    for block in changed:
        _refuse_misfit(block, new[block])
        out += [body[after : block.start], _indented(body, block, new[block])]
        after = block.end
    written = "".join([*out, body[after:]])
    if changed:
        _refuse_other_document(body, written, new)
    return written


def _trimmed(block: Block, text: str) -> str:
    """Return a text without spaces at its ends and before its lines."""
    if text == block.text:
        return text
    lines = text.strip().split("\n")
    if block.kind in _ONE_LINE:
        return " ".join([line.strip() for line in lines])
    return "\n".join([line.lstrip(" \t") for line in lines])


def _refuse_misfit(block: Block, text: str) -> None:
    if not text:
        raise UnfitTextError(block, "the text is empty")
    if any(not line.strip() for line in text.split("\n")):
        raise UnfitTextError(block, "there is a blank line in the text")
    if block.kind == "row":
        wanted, found = (len(cells(mask(row))) for row in (block.text, text))
        if wanted != found:
            what = f"the row has {found} cells instead of {wanted}; write \\| for a bar in a text"
            raise UnfitTextError(block, what)


def _indented(body: str, block: Block, text: str) -> str:
    """Return a text as it is written in the body, the beginning of its first line left out."""
    lines = text.split("\n")
    if len(lines) == 1:
        return text
    written = body[block.start : block.end].split("\n")[1:]
    prefixes = [
        line.removesuffix(own)
        for line, own in zip(written, block.text.split("\n")[1:], strict=True)
    ]
    line_start = body.rfind("\n", 0, block.start) + 1
    before = body[line_start : block.start]
    quotes = _QUOTES.match(before)
    kept = quotes.end() if quotes else 0
    default = prefixes[-1] if prefixes else before[:kept] + _NO_SPACE.sub(" ", before[kept:])
    wanted = zip_longest(prefixes[: len(lines) - 1], lines[1:], fillvalue=default)
    return "\n".join([lines[0], *(prefix + line for prefix, line in wanted)])


def _refuse_other_document(body: str, written: str, new: Mapping[Block, str]) -> None:
    """Raise UnfitTextError unless the new document has the old blocks with the new texts."""
    places = {block.start: block for block in new}
    last = next(iter(new))
    wanted, found = (find_blocks(text, mask(text)) for text in (body, written))
    for block, there in zip_longest(wanted, found):
        own = places.get(block.start) if block else None
        last = own or last
        text = new[own] if own else block.text if block else ""
        if not (block and there and (block.kind, text) == (there.kind, there.text)):
            raise UnfitTextError(last, _explain(new[last], last, there))


def _explain(text: str, block: Block, there: Block | None) -> str:
    """Say why a text does not fit; `there` is what would stand in its place."""
    if there and there.kind != block.kind:
        return f"it would be read as {_NAMES[there.kind]}; {_HINT}"
    if there and there.text and text.startswith(there.text):
        return f"what follows '{there.text[-_SHOWN:]}' would be read as something else; {_HINT}"
    return f"it has a sign that changes how it is read, or what follows it; {_HINT}"
