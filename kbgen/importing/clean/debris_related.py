"""Rules for links to other articles: labelled lists, teasers at the end, both in a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kbgen.importing.blocks import DocumentBlock, Role, ends_sentence, is_question, sentences, words
from kbgen.importing.clean.hits import Context, Hit
from kbgen.importing.tables.labels import RELATED
from kbgen.importing.understand.headline import can_head
from kbgen.importing.understand.lexicon import is_phrase, loose
from kbgen.importing.understand.scales import find_scales

LONGEST_TEASER = 60  # words


@cache
def _label() -> re.Pattern[str]:
    phrases = sorted(RELATED.split("|"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(loose, phrases))})\s*[:：»›>-]+\s*(?=\S)", re.I)


def find_related(blocks: Sequence[DocumentBlock], context: Context) -> Iterator[Hit]:
    """Yield a label ("Related articles", "یہ بھی پڑھیں") and the titles after it."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        start, at = at, at + 1
        if context.contents.names(block.text) or _leads_to_own_pages(block):
            continue
        if is_phrase(block.text, RELATED):
            end = _titles_end(blocks, start + 1, context)
            if _is_section(blocks, start, end):
                continue
            yield from (Hit(index) for index in range(start, end))
            at = end
        elif _is_title_after_label(block):
            yield Hit(start)


def _leads_to_own_pages(block: DocumentBlock) -> bool:
    """Tell whether a block links to Markdown files, which are the author's own pages."""
    return any(run.href.split("#")[0].endswith(".md") for run in block.runs)


def _is_title_after_label(block: DocumentBlock) -> bool:
    """Tell whether a line is a label with a title: "Read more: How to descale a kettle"."""
    label = _label().match(block.text)
    if not label or block.role in (Role.TABLE, Role.CODE):
        return False
    title = block.text[label.end() :]
    return len(words(title)) <= 20 and not ends_sentence(title)


def _titles_end(blocks: Sequence[DocumentBlock], start: int, context: Context) -> int:
    """Return the index after the last title that belongs to a label.

    A short line before running text is the heading of that text, unless the text is a teaser
    and the document ends with it.
    """
    end = start
    while end < len(blocks) and _is_title(blocks[end], context):
        end += 1
    if end == len(blocks) or (blocks[end - 1].role is Role.ITEM and end > start):
        return end
    if (last := _teasers_end(blocks, max(end - 1, start), context)) == len(blocks):
        return last
    return end - 1 if end > start and can_head(blocks[end - 1]) else end


def _is_title(block: DocumentBlock, context: Context) -> bool:
    if context.contents.names(block.text) or _leads_to_own_pages(block):
        return False
    if block.role is Role.ITEM:
        return len(words(block.text)) <= 25 and not ends_sentence(block.text)
    return block.role is not Role.HEADING and can_head(block)


def _is_section(blocks: Sequence[DocumentBlock], label: int, end: int) -> bool:
    """Tell whether a heading with text below it, and no list, is a section of the document."""
    return (
        blocks[label].role is Role.HEADING
        and end == label + 1
        and end < len(blocks)
        and (blocks[end].role is not Role.HEADING)
    )


def _teasers_end(blocks: Sequence[DocumentBlock], start: int, context: Context) -> int:
    """Return the index after pairs of headline and teaser, each teaser one short paragraph."""
    at = start
    while at + 1 < len(blocks) and can_head(blocks[at]) and _is_teaser(blocks[at + 1]):
        if context.contents.names(blocks[at].text):
            break
        at += 2
    return at


def _is_teaser(block: DocumentBlock) -> bool:
    if block.role not in (Role.LINE, Role.PARAGRAPH) or can_head(block):
        return False
    return len(words(block.text)) <= LONGEST_TEASER and len(list(sentences(block.text))) <= 3


def _trailing_pairs(blocks: Sequence[DocumentBlock], context: Context) -> int:
    """Return the index at which the pairs of headline and teaser at the end of a document begin."""
    start = len(blocks)
    while start >= 2 and can_head(blocks[start - 2]) and _is_teaser(blocks[start - 1]):
        if context.contents.names(blocks[start - 2].text):
            break
        start -= 2
    return start


def find_teasers(blocks: Sequence[DocumentBlock], context: Context) -> Iterator[Hit]:
    """Yield two or more teasers at the end whose headlines are not in the table of contents."""
    start = _trailing_pairs(blocks, context)
    if len(blocks) - start < 4:
        return
    named = [i for i, b in enumerate(blocks) if context.contents.names(b.text)]
    if len(context.contents.entries) >= 2 and named:
        yield from (Hit(index) for index in range(start, len(blocks)))
    elif start >= 2:
        _doubt_teasers(blocks, start, context)


def _doubt_teasers(blocks: Sequence[DocumentBlock], start: int, context: Context) -> None:
    """Report possible teasers to a person: only short pairs after a longer text."""
    first = blocks[start]
    longest = max((len(words(b.text)) for b in blocks[:start]), default=0)
    is_plain = first.role is not Role.HEADING and not is_question(first.text)
    if longest > LONGEST_TEASER * 2 and is_plain:
        what = "the short pieces from here to the end may be teasers of other articles"
        context.doubt(first.line, what)


def find_inline_related(blocks: Sequence[DocumentBlock], _: Context) -> Iterator[Hit]:
    """Yield a label with titles in a paragraph, up to an answer scale or the paragraph's end."""
    for index, block in enumerate(blocks):
        if block.role in (Role.TABLE, Role.CODE) or not _label().search(block.text):
            continue
        for start, end in sentences(block.text):
            sentence = block.text[start:end]
            lead = len(sentence) - len(sentence.lstrip())
            if not _label().match(sentence[lead:]) or (start == 0 and end == len(block.text)):
                continue
            scales = find_scales(sentence, 4)
            if scales:
                yield Hit(index, start + lead, start + scales[0].start)
            elif end == len(block.text) and not ends_sentence(sentence):
                yield Hit(index, start + lead, end)
