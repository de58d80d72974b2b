"""What rules have compared, as data: so a person can settle what they find."""

from __future__ import annotations

from kbgen.model.article import Article
from kbgen.model.finding import ComparedText, Comparison, Span
from kbgen.model.translation import Block
from kbgen.translations.normal import block_digest
from kbgen.translations.parts import Part, PartPair, SectionPair, SectionParts
from kbgen.translations.receipts import section_digest

Offsets = tuple[tuple[int, int], ...]
"""(start, end) of words in a text."""


def compare_parts(
    page: Article,
    source: Article,
    pair: PartPair,
    marked: Offsets = (),
    source_marked: Offsets = (),
) -> Comparison:
    """Return the comparison of two parts of pages; what a finding is about is marked in them.

    Cells are settled with their rows.
    """
    block = pair.source.block
    return Comparison(
        block.page,
        block.section,
        block.name or str(block.number),
        _part_text(source, pair.source, source_marked),
        _part_text(page, pair.translation, marked),
    )


def _part_text(article: Article, part: Part, marked: Offsets) -> ComparedText:
    block = part.block
    is_field = block.kind == "field"
    text = block.text if is_field else article.body[block.start : block.end]
    shift = 0 if is_field else part.start - block.start
    places = tuple((start + shift, end + shift) for start, end in marked)
    span = part.place(article, 0, len(part.text))
    return ComparedText(article.lang, text, block_digest(block), span, places)


def compare_sections(
    page: Article,
    source: Article,
    pair: SectionPair,
    marked: Offsets = (),
    source_marked: Offsets = (),
) -> Comparison:
    """Return the comparison of two sections as wholes; the offsets count from their starts."""
    return Comparison(
        source.id,
        pair.source.id,
        "",
        _section_text(source, pair.source, source_marked),
        _section_text(page, pair.translation, marked),
    )


def _section_text(article: Article, parts: SectionParts, marked: Offsets) -> ComparedText:
    section = parts.section
    text = article.body[section.start : section.end].rstrip()
    span = article.place(section.start, section.start)
    return ComparedText(article.lang, text, section_digest(parts.blocks), span, marked)


def compare_texts(
    source: Block,
    translation: Block,
    langs: tuple[str, str],
    spans: tuple[Span, Span],
    marked: Offsets = (),
    source_marked: Offsets = (),
) -> Comparison:
    """Return the comparison of two texts of data; in `langs` and `spans` the source comes first."""
    lang, other = langs
    here, there = spans
    return Comparison(
        source.page,
        source.section,
        source.name,
        ComparedText(lang, source.text, block_digest(source), here, source_marked),
        ComparedText(other, translation.text, block_digest(translation), there, marked),
    )
