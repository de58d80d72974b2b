"""The parts of a page that are compared with the same parts in other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask
from kbgen.meaning.prose import blank_markup
from kbgen.model.article import Article, Section
from kbgen.model.finding import Span
from kbgen.model.translation import Block
from kbgen.translations.normal import KEYWORDS

_BAR = re.compile(r"(?<!\\)\|")


class Part(NamedTuple):
    """A block of a page, a cell of one that is a row, or a text of the front matter."""

    block: Block
    text: str
    """Its prose: markup, code and facts are blank, so that offsets stay valid."""
    start: int = 0
    """Where the text begins in the body; 0 for a field."""
    cell: int = 0
    """Which cell of the row it is, from 1; 0 for a whole block."""

    def place(self, article: Article, start: int, end: int) -> Span:
        """Return where a piece of its text stands in the file."""
        if self.block.kind == "field":
            return article.where(*self.block.name.split("."))
        return article.place(self.start + start, self.start + end)


class SectionParts(NamedTuple):
    """The parts of a section in reading order; `form` tells whether two languages have the same."""

    id: str
    form: tuple[tuple[str, int], ...]
    """The kinds of its blocks, and of rows the number of their cells."""
    parts: tuple[Part, ...]


class PageParts(NamedTuple):
    """The parts of a page: the texts of its front matter by their names, and its sections."""

    fields: Mapping[str, Part]
    sections: Mapping[str, SectionParts]


class PartPair(NamedTuple):
    """A part of a translation and that of its source; `others` are the same in other languages."""

    translation: Part
    source: Part
    others: tuple[tuple[str, Part], ...] = ()
    """(language, part)"""


def page_parts(article: Article) -> PageParts:
    """Return the parts of a page.

    Keywords are left out, since each language may have its own.
    """
    meta = article.meta
    texts = dict(meta.captions)
    texts |= {".".join(path): words for path, words in meta.wording.items()}
    fields = {
        name: Part(Block(article.id, "", name, "field", text), blank_markup(mask(text)))
        for name, text in texts.items()
        if name != KEYWORDS
    }
    sections = _sections(article.body, article.masked, article.id, article.sections)
    return PageParts(fields, {one.id: one for one in sections})


def part_pairs(
    page: Article, source: Article, versions: Sequence[Article]
) -> tuple[list[PartPair], list[tuple[SectionParts, SectionParts]]]:
    """Return the pairs of parts, and the (translation, source) of sections that have another form.

    `versions` are the page in all languages. The parts of such sections are not paired.
    """
    ours, theirs = page_parts(page), page_parts(source)
    compared = (page.lang, source.lang)
    others = [(one.lang, page_parts(one)) for one in versions if one.lang not in compared]
    pairs = [
        PartPair(part, theirs.fields[name], tuple(_fields(others, name)))
        for name, part in ours.fields.items()
        if name in theirs.fields
    ]
    unlike = []
    for id_, section in ours.sections.items():
        there = theirs.sections.get(id_)
        if there is None:
            continue
        if section.form != there.form:
            unlike.append((section, there))
            continue
        same = [(lang, p.sections[id_]) for lang, p in others if id_ in p.sections]
        same = [(lang, one) for lang, one in same if one.form == there.form]
        for number, (part, of_source) in enumerate(zip(section.parts, there.parts, strict=True)):
            pairs.append(PartPair(part, of_source, tuple((la, s.parts[number]) for la, s in same)))
    return pairs, unlike


def _fields(others: Sequence[tuple[str, PageParts]], name: str) -> Iterator[tuple[str, Part]]:
    return ((lang, parts.fields[name]) for lang, parts in others if name in parts.fields)


@lru_cache(maxsize=64)
def _sections(
    body: str, masked: str, page: str, sections: tuple[Section, ...]
) -> tuple[SectionParts, ...]:
    words = blank_markup(masked)
    blocks = find_blocks(body, masked, page, sections)
    found = {id_: tuple(of) for id_, of in groupby(blocks, key=lambda block: block.section)}
    result = []
    for section in sections:
        parts: list[Part] = []
        form = []
        for block in found.get(section.id, ()):
            cells = [*_cells(block, words)] if block.kind == "row" else []
            form.append((block.kind, len(cells)))
            parts += cells or [Part(block, words[block.start : block.end], block.start)]
        result.append(SectionParts(section.id, tuple(form), tuple(parts)))
    return tuple(result)


def _cells(block: Block, words: str) -> Iterator[Part]:
    """Yield the cells of a row; the bars at its beginning and its end are no borders."""
    row = words[block.start : block.end]
    start, number = 0, 0
    for end in (*(bar.start() for bar in _BAR.finditer(row)), len(row)):
        if row[start:end].strip() or (start > 0 and end < len(row)):
            number += 1
            yield Part(block, row[start:end], block.start + start, number)
        start = end + 1
