"""Finds a table of contents by the headings that it repeats, and uses it to find headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kbgen.importing.blocks import (
    DocumentBlock,
    Role,
    ends_sentence,
    fold,
    is_question,
    piece,
    words,
)
from kbgen.importing.tables.labels import CONTENTS, SURE_CONTENTS
from kbgen.importing.understand.headline import can_head
from kbgen.importing.understand.lexicon import is_phrase
from kbgen.languages.marks import stops

_LEADER = re.compile(r"[\s.…·_]*(?:\.{2,}|…|\t|\s{2,}|[·_]{2,})[\s.…·_]*\d{1,3}\s*$|\s+\d{1,3}$")
_NUMBER = re.compile(rf"^\(?\d+(?:[{stops()})\-]\d*)*\s*")


@dataclass(frozen=True)
class TableOfContents:
    """A table of contents: the indexes of its blocks, and the headings that it names.

    `missing` are its entries without a heading in the document.
    """

    indexes: tuple[int, ...] = ()
    entries: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(_key(entry) for entry in self.entries)

    def names(self, text: str) -> bool:
        return bool(self.entries) and _key(text) in self.known


def _key(text: str) -> str:
    return fold(_NUMBER.sub("", _LEADER.sub("", text.strip()))) or fold(text)


def find_contents(blocks: Sequence[DocumentBlock]) -> TableOfContents:
    """Find the table of contents of a document.

    Its entries must be repeated further down, alone or at the start of a sentence. A label without
    a list counts only if it has no other meaning.
    """
    for index, block in enumerate(blocks):
        if block.role is Role.TABLE or not is_phrase(block.text.rstrip(": "), CONTENTS):
            continue
        entries = _entries(blocks, index + 1)
        found = _repeated(blocks, entries)
        if found and len(found) * 2 >= len(entries):
            listed = [i for i in entries if i <= found[-1] or blocks[i].role is Role.ITEM]
            return _contents(blocks, (index, *listed), listed, found)
        is_list = bool(entries) and blocks[entries[0]].role is Role.ITEM
        if is_phrase(block.text.rstrip(": "), SURE_CONTENTS) and not is_list:
            return TableOfContents((index,))
    return _unlabelled(blocks)


def _contents(
    blocks: Sequence[DocumentBlock],
    indexes: Sequence[int],
    listed: Sequence[int],
    found: Sequence[int],
) -> TableOfContents:
    missing = tuple(_clean(blocks[i].text) for i in listed if i not in found)
    return TableOfContents(tuple(indexes), tuple(_clean(blocks[i].text) for i in found), missing)


def _clean(text: str) -> str:
    return _LEADER.sub("", text.strip()).strip(" .…·_")


def _entries(blocks: Sequence[DocumentBlock], start: int) -> list[int]:
    """Return the indexes of the short blocks from `start` on, up to the first repetition."""
    found: list[int] = []
    seen: set[str] = set()
    for index in range(start, len(blocks)):
        block = blocks[index]
        is_short = len(words(block.text)) <= 16 and block.role is not Role.TABLE
        key = _key(block.text)
        if not is_short or key in seen or not (block.role is Role.ITEM or can_head(block)):
            break
        seen.add(key)
        found.append(index)
    return found


def _standing(blocks: Sequence[DocumentBlock]) -> frozenset[str]:
    return frozenset(_key(block.text) for block in blocks if len(block.text) < 150)


def _repeated(blocks: Sequence[DocumentBlock], entries: Sequence[int]) -> list[int]:
    """Return the entries that are repeated below the last entry."""
    if not entries:
        return []
    below = blocks[entries[-1] + 1 :]
    standing = _standing(below)
    texts = [block.text for block in below if len(block.text) >= 150]
    found = []
    for index in entries:
        heading = _clean(_NUMBER.sub("", blocks[index].text))
        if _key(blocks[index].text) in standing or any(
            find_heading(text, heading) is not None for text in texts
        ):
            found.append(index)
    return found


def find_heading(text: str, heading: str) -> int | None:
    """Return the offset of a heading within a text that lost its line ends, or None.

    It must follow the end of a sentence, and it must end the text, be a question, or precede a word
    with a capital; otherwise it may be the beginning of a sentence.
    """
    at = text.find(heading) if heading and len(heading) < len(text) else -1
    while at >= 0:
        end = at + len(heading)
        before, after = text[:at].rstrip(), text[end:].strip()
        is_end = not after and len(words(heading)) > 1
        is_capital = after[:1].isupper() and len(words(heading)) > 1
        is_free = text[end : end + 1].strip() == ""
        is_after_end = bool(before) and ends_sentence_or_question(before[-8:])
        if is_after_end and is_free and (is_end or is_capital or is_question(heading)):
            return at
        at = text.find(heading, end)
    return None


def ends_sentence_or_question(text: str) -> bool:
    return ends_sentence(text) or is_question(text)


def _unlabelled(blocks: Sequence[DocumentBlock]) -> TableOfContents:
    """Find a list at the top whose entries are all repeated below as separate blocks."""
    for start, block in enumerate(blocks[:8]):
        if not (block.role is Role.ITEM or (start and can_head(block))):
            continue
        entries = _entries(blocks, start)
        if len(entries) < 3:
            continue
        standing = _standing(blocks[entries[-1] + 1 :])
        repeated = [i for i in entries if _key(blocks[i].text) in standing]
        if len(repeated) == len(entries):
            return _contents(blocks, entries, entries, entries)
    return TableOfContents()


def split_flattened(
    blocks: Sequence[DocumentBlock], contents: TableOfContents
) -> list[DocumentBlock]:
    """Separate headings that the table of contents names from paragraphs that contain them."""
    standing = _standing([b for i, b in enumerate(blocks) if i not in contents.indexes])
    missing = [entry for entry in contents.entries if _key(entry) not in standing]
    out: list[DocumentBlock] = []
    for index, block in enumerate(blocks):
        if index in contents.indexes or block.role is Role.TABLE:
            out.append(block)
            continue
        out += _split(block, missing)
    return out


def _split(block: DocumentBlock, headings: Sequence[str]) -> list[DocumentBlock]:
    for heading in headings:
        at = find_heading(block.text, heading)
        if at is None:
            continue
        end = at + len(heading)
        before, after = piece(block, 0, at), piece(block, end, len(block.text))
        rest = _split(after, headings) if after.text else []
        return [*_split(before, headings), piece(block, at, end), *rest]
    return [block]
