"""Checks that each part of a translation states what the same part of its source states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from kbgen.checks.doubts import Offsets, compare_parts, compare_sections
from kbgen.checks.inputs import TermWords
from kbgen.checks.literals import missing_facts
from kbgen.checks.mends import same_number
from kbgen.languages.language import language
from kbgen.meaning.compare import BlockText, Mismatch, Opposed, Words, differences
from kbgen.meaning.places import Names
from kbgen.meaning.prose import prose, with_numbers
from kbgen.model.article import Article, Section
from kbgen.model.finding import Comparison, Finding, Span, error, warning
from kbgen.model.findings import CONTRADICTION, DOUBT, OTHER_QUANTITY
from kbgen.model.message import Argument, Message, msg
from kbgen.model.quantity import Quantity
from kbgen.model.translation import Block
from kbgen.translations.differences import form_difference
from kbgen.translations.parts import Part, SectionPair, part_pairs

QUANTITIES = frozenset(("amounts", "days", "order", "names"))
"""The groups that are compared also where two sections have other blocks."""
_SETTLE = msg("make it say the same; if it does already, settle it with kbgen check --review")
_BEFORE, _AFTER = re.compile(r"(?:\S+\s){0,2}\S*\Z"), re.compile(r"\S*(?:\s\S+){0,2}")
_NEAR = 40
"""The most characters on each side of the words that a message quotes."""


def check_meaning(
    page: Article,
    source: Article | None,
    versions: Sequence[Article],
    values: Mapping[str, Sequence[Quantity]],
    terms: Mapping[str, TermWords],
    branch_names: Mapping[str, Names],
) -> Iterator[Finding]:
    """KB402, KB411, KB412 a part that states something else than the same part of its source."""
    if source is None:
        return
    opposites = _opposites(terms)
    pairs, unlike = part_pairs(page, source, versions)
    sections = {section.id: section for section in page.sections}
    # KB401 reports a quantity that replaces a fact, with the fact to write.
    replaced = {id_ for id_, one in sections.items() if missing_facts(page, one, versions, values)}
    for pair in pairs:
        ours = _compared(pair.translation, page, branch_names)
        theirs = _compared(pair.source, source, branch_names)
        others = [BlockText(part.text, lang, branch_names[lang]) for lang, part in pair.others]
        for one in differences(theirs.block, ours.block, others, opposites):
            if not (_is_added(one) and pair.translation.block.section in replaced):
                found = _finding(one, theirs, ours, partial(pair.translation.place, page))
                if found.code == OTHER_QUANTITY:
                    mend = same_number(page, pair.translation, theirs.block, ours.block, one)
                    found = replace(found, mend=mend)
                yield replace(found, compared=compare_parts(page, source, pair, *_offsets(one)))
    for parts, there in unlike:
        both = SectionPair(parts, there)
        differ = form_difference(both)
        ours = _whole(parts.section, page, branch_names)
        theirs = _whole(there.section, source, branch_names)
        for one in differences(theirs.block, ours.block):
            is_known = _is_within(one.translation, parts.section, differ.additional) or (
                one.translation is None and _is_within(one.source, there.section, differ.missing)
            )
            is_replaced = _is_added(one) and parts.id in replaced
            if one.group in QUANTITIES and not is_known and not is_replaced:
                found = _finding(one, theirs, ours, partial(_place, page, parts.section.start))
                yield replace(found, compared=compare_sections(page, source, both, *_offsets(one)))


def _is_within(words: Words | None, section: Section, blocks: Sequence[Block]) -> bool:
    """Tell whether words stand in a block that one side alone has: it is reported itself."""
    start = section.start + words.start if words else -1
    return any(block.start <= start < block.end for block in blocks)


def _opposites(terms: Mapping[str, TermWords]) -> list[Opposed]:
    """Return the pairs of terms that the glossary calls opposites, each once."""
    pairs = {frozenset((id_, term.opposite)) for id_, term in terms.items() if term.opposite}
    found = (sorted(pair & terms.keys()) for pair in pairs)
    return [Opposed(*(terms[id_].words for id_ in pair)) for pair in sorted(found) if len(pair) > 1]


def mismatches_in(
    source: BlockText,
    translation: BlockText,
    others: Sequence[BlockText],
    place: Span,
    compare: Callable[[Offsets, Offsets], Comparison],
) -> Iterator[Finding]:
    """Yield what a text outside of pages states otherwise than its source; all at its place.

    `compare` returns the comparison of both, with words of the translation and of the source.
    """
    theirs, ours = (_Compared(block, block.text) for block in (source, translation))
    for one in differences(source, translation, others):
        found = _finding(one, theirs, ours, lambda *_: place)
        yield replace(found, compared=compare(*_offsets(one)))


def _offsets(one: Mismatch) -> tuple[Offsets, Offsets]:
    """Return where the words stand in the translation and in the source."""
    words, there = (
        ((found.start, found.end),) if found else () for found in (one.translation, one.source)
    )
    return words, there


class _Compared(NamedTuple):
    """A text that is compared, and as it stands in the file, with markup and facts."""

    block: BlockText
    written: str


def _compared(part: Part, article: Article, names: Mapping[str, Names]) -> _Compared:
    is_field = part.block.kind == "field"
    end = part.start + len(part.text)
    written = part.block.text if is_field else article.body[part.start : end]
    return _Compared(_text(part.text, written, article.lang, names), written)


def _whole(section: Section, article: Article, names: Mapping[str, Names]) -> _Compared:
    here = slice(section.start, section.end)
    text = _text(prose(article)[here], article.body[here], article.lang, names)
    return _Compared(text, article.body[here])


def _text(plain: str, written: str, lang: str, names: Mapping[str, Names]) -> BlockText:
    return BlockText(with_numbers(plain, written), lang, names[lang])


def _place(page: Article, offset: int, start: int, end: int) -> Span:
    return page.place(offset + start, offset + end)


def _is_added(one: Mismatch) -> bool:
    return one.group in QUANTITIES and one.source is None


def _finding(
    one: Mismatch, source: _Compared, translation: _Compared, place: Callable[[int, int], Span]
) -> Finding:
    span = place(one.translation.start, one.translation.end) if one.translation else place(0, 1)
    names = [language(side.block.lang).display_name for side in (source, translation)]
    words = _quoted(one.source, source), _quoted(one.translation, translation)
    what = _message(names[0], names[1], *words)
    if one.verdict == "doubt":
        return warning(DOUBT, span, what, _SETTLE)
    code = OTHER_QUANTITY if one.group in QUANTITIES else CONTRADICTION
    return error(code, span, what, msg("make both say the same"))


def _message(source: Argument, translation: Argument, theirs: str, ours: str) -> Message:
    """Tell what the two languages say.

    >>> str(_message("English", "Urdu", "within 5 days", ""))
    "the English says 'within 5 days'; the Urdu does not say this"
    """
    if not ours:
        return msg(
            "the %(language)s says '%(words)s'; the %(other)s does not say this",
            language=source,
            words=theirs,
            other=translation,
        )
    if not theirs:
        return msg(
            "the %(language)s says '%(words)s'; the %(other)s does not say this",
            language=translation,
            words=ours,
            other=source,
        )
    return msg(
        "the %(language)s says '%(words)s'; the %(other)s says '%(other_words)s'",
        language=source,
        words=theirs,
        other=translation,
        other_words=ours,
    )


def _quoted(words: Words | None, side: _Compared) -> str:
    """Return words as they stand on the page, with two words on each side."""
    if words is None:
        return ""
    before = _BEFORE.search(side.written[max(0, words.start - _NEAR) : words.start])
    after = _AFTER.match(side.written[words.end : words.end + _NEAR])
    around = (before[0] if before else "", after[0] if after else "")
    return " ".join(f"{around[0]}{side.written[words.start : words.end]}{around[1]}".split())
