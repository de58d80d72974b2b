"""Writes the source's text into the body of a translation: in place of blocks, and where it lacks
some. What the source no longer has is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kbgen.markdown.block_syntax import cells
from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.body_parts import BodyParts
from kbgen.markdown.line_edits import EditedBody, LineEdit, with_lines
from kbgen.markdown.scan import mask
from kbgen.markdown.with_blocks import UnfitTextError, with_blocks
from kbgen.model.article import Article
from kbgen.model.translation import Block
from kbgen.resolve.outdated import OutdatedPage
from kbgen.resolve.stale_lines import Addition, StaleLines, without_footnotes

_ATTRIBUTES = re.compile(r"\s*(?<!\{)\{:?[^{}\n]*\}(?!\})\s*$")
_MOST = 50
"""The most additions of which each is tried by itself."""
_REFERENCE = re.compile(r"^[ ]{0,3}\[(?P<label>(?!\^)[^\]\n]+)\]:[ \t]*\S.*$", re.M)


def stale_body(
    article: Article, source: Article, page: OutdatedPage
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the body with the source's texts, and their offsets. Raises UnfitTextError."""
    own = BodyParts(article)
    edited = _edited(own, StaleLines(own, BodyParts(source), page))
    here = {origin: block for block, origin in zip(edited.blocks, edited.origins, strict=True)}
    replaced = {
        own.numbers[one.translations[0].start]: joined(one.sources)
        for one in page.texts
        if one.translations[0].kind not in ("field", "heading")
    }
    new = {
        here[number]: without_footnotes(text, own.body)
        for number, text in replaced.items()
        if number in here
    }
    body = with_blocks(edited.body, new)
    written = zip(find_blocks(body, mask(body)), edited.origins, strict=True)
    shown = [block for block, origin in written if origin is None or origin in replaced]
    spans = tuple(span for block in shown for span in _spans(body, block))
    return _with_references(body, source.body, (block.text for block in shown)), spans


def joined(blocks: Sequence[Block]) -> str:
    """Return the text of blocks that were translated as one."""
    return " ".join([block.text for block in blocks])


def _edited(own: BodyParts, lines: StaleLines) -> EditedBody:
    """Return the body with other lines. What does not fit at its place goes to the end."""
    edits = [*(table.edit for table in lines.tables), *lines.removals()]
    additions = list(lines.additions())
    edited = with_lines(own.body, own.blocks, [*edits, *(one.edit for one in additions)])
    if not edited and len(additions) <= _MOST:
        for one in additions:
            edits.append(_fitting(own, edits, one))
        edited = with_lines(own.body, own.blocks, edits)
    if not edited:
        block = additions[0].block if additions else own.blocks[0]
        raise UnfitTextError(block, "with other lines it would be read in another way")
    return edited


def _fitting(own: BodyParts, edits: Sequence[LineEdit], addition: Addition) -> LineEdit:
    for edit in (addition.edit, addition.at_end):
        if with_lines(own.body, own.blocks, [*edits, edit]):
            return edit
    raise UnfitTextError(addition.block, "it would be read in another way")


def _with_references(body: str, source: str, texts: Iterable[str]) -> str:
    """Add the addresses of links by reference that the source has and the translation has not."""
    own = {match["label"].casefold() for match in _REFERENCE.finditer(body)}
    used = "\n".join(texts).casefold()
    missing = [
        match[0].strip()
        for match in _REFERENCE.finditer(source)
        if (label := match["label"].casefold()) not in own and f"[{label}]" in used
    ]
    return "\n".join([body.rstrip("\n"), "", *missing, ""]) if missing else body


def _spans(body: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the offsets of a block's text, of each cell of a row, without attributes at its end."""
    written = body[block.start : block.end]
    parts = cells(mask(written)) if block.kind == "row" else [written]
    start = block.start
    for part in parts:
        end = start + len(_ATTRIBUTES.sub("", body[start : start + len(part)]).rstrip())
        first = end - len(body[start:end].lstrip())
        if first < end:
            yield first, end
        start += len(part) + 1
