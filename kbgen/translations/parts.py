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
from kbgen.translations.sections import match_sections

_HEADING = ("heading", 0)
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
    section: Section
    """Where it stands in the body."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return its blocks, rows whole."""
        return tuple(part.block for part in self.parts if part.cell < 2)


class SectionPair(NamedTuple):
    """A section of a translation and the one of its source that says the same."""

    translation: SectionParts
    source: SectionParts

    @property
    def is_alike(self) -> bool:
        """Tell whether the parts of both are pairs by their order."""
        return self.translation.form == self.source.form


class TextParts(NamedTuple):
    """The parts of a page: the texts of its front matter by their names, and its sections."""

    fields: Mapping[str, Part]
    sections: Mapping[str, SectionParts]


class PartPair(NamedTuple):
    """A part of a translation and that of its source; `others` are the same in other languages."""

    translation: Part
    source: Part
    others: tuple[tuple[str, Part], ...] = ()
    """(language, part)"""


def page_parts(article: Article) -> TextParts:
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
    return TextParts(fields, {one.id: one for one in sections})


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
    for pair in section_pairs(page, source):
        section, there = pair
        if not pair.is_alike:
            unlike.append((section, there))
            continue
        same = [(lang, p.sections[there.id]) for lang, p in others if there.id in p.sections]
        same = [(lang, one) for lang, one in same if one.form == there.form]
        for number, (part, of_source) in enumerate(zip(section.parts, there.parts, strict=True)):
            pairs.append(PartPair(part, of_source, tuple((la, s.parts[number]) for la, s in same)))
    return pairs, unlike


def section_pairs(page: Article, source: Article) -> tuple[SectionPair, ...]:
    """Return the sections of a translation with those of its source, in its order.

    If a section is missing on one side, its text is gone or stands under the heading before: where
    the blocks tell that, the sections of the other side are one. Where nothing tells, there is no
    pair.
    """
    matches = match_sections(page, source)
    ours, theirs = _by_place(page), _by_place(source)
    found = []
    for match in matches:
        own = [ours[_key(section)] for section in match.translation]
        there = [theirs[_key(section)] for section in match.source]
        if len(own) == len(there) == 1:
            found.append(SectionPair(own[0], there[0]))
        elif len(there) == 1 and (joined := _joined(own, there[0].form)):
            found.append(SectionPair(joined, there[0]))
        elif len(own) == 1 and (joined := _joined(there, own[0].form)):
            found.append(SectionPair(own[0], joined))
    return tuple(found)


def _by_place(article: Article) -> dict[tuple[int, str], SectionParts]:
    """Return the sections by where they begin, since ids may be there twice, and by their ids."""
    sections = _sections(article.body, article.masked, article.id, article.sections)
    return {_key(one.section): one for one in sections}


def _key(section: Section) -> tuple[int, str]:
    return section.start, section.id


def _joined(
    sections: Sequence[SectionParts], form: tuple[tuple[str, int], ...]
) -> SectionParts | None:
    """Return the first of the sections, or more of them as one, so that they have a form."""
    parts: list[Part] = []
    own: list[tuple[str, int]] = []
    found = None
    for number, one in enumerate(sections):
        after = 1 if number and one.form[:1] == (_HEADING,) else 0
        own += one.form[after:]
        parts += one.parts[after:]
        if len(own) > len(form):
            break
        if tuple(own) == form:
            section = Section(sections[0].id, sections[0].section.start, one.section.end)
            found = SectionParts(section.id, form, tuple(parts), section)
    return found


def _fields(others: Sequence[tuple[str, TextParts]], name: str) -> Iterator[tuple[str, Part]]:
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
            cells = [*_cells(block, words, masked)] if block.kind == "row" else []
            form.append((block.kind, len(cells)))
            parts += cells or [Part(block, words[block.start : block.end], block.start)]
        result.append(SectionParts(section.id, tuple(form), tuple(parts), section))
    return tuple(result)


def _cells(block: Block, words: str, masked: str) -> Iterator[Part]:
    """Yield the cells of a row; the bars at its beginning and its end are no borders."""
    row, written = words[block.start : block.end], masked[block.start : block.end]
    start, number = 0, 0
    for end in (*(bar.start() for bar in _BAR.finditer(written)), len(row)):
        if written[start:end].strip() or (start > 0 and end < len(row)):
            number += 1
            yield Part(block, row[start:end], block.start + start, number)
        start = end + 1
