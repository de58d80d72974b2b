"""Finds title, headings, paragraphs and lists in plain text and in careless markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kbgen.importing.blocks import (
    Decision,
    DocumentBlock,
    Removed,
    Role,
    TextRun,
    ends_sentence,
    is_question,
    piece,
    words,
)
from kbgen.importing.clean.numbering import value
from kbgen.importing.clean.toc import TableOfContents
from kbgen.importing.tables.structure import ANSWER_LABEL, QUESTION_LABEL, SECTION
from kbgen.importing.understand.headline import can_head, doubt, is_number_line
from kbgen.importing.understand.kind import names_kind
from kbgen.languages.marks import sentence_ends

_PAIR = re.compile(rf"(?P<term>[^:：{sentence_ends()}]{{2,45}})[:：]\s+(?P<said>\S.{{0,200}})$")


@dataclass(frozen=True)
class Structured:
    """A document with structure: its title (None if it has none), its blocks, and decisions."""

    title: DocumentBlock | None
    blocks: list[DocumentBlock]
    removed: list[Removed]
    decisions: list[Decision]


def structure(
    blocks: Sequence[DocumentBlock],
    contents: TableOfContents,
    not_headings: Collection[int] = (),
    keep: Collection[str] = (),
) -> Structured:
    """Find the title, the headings with their levels, and pairs of terms and explanations."""
    decisions: list[Decision] = []
    removed: list[Removed] = []
    left = _unlabelled(list(blocks), removed, keep)
    is_marked_up = sum(b.role is Role.HEADING for b in left[1:]) >= 2
    left = _numbered_headings(left)
    left = _headings(left, contents, not_headings, decisions, is_marked_up)
    title, left = _title(left, contents, decisions)
    left = _continued(left)
    left = _pairs([replace(b, role=Role.PARAGRAPH) if b.role is Role.LINE else b for b in left])
    return Structured(title, _levels(left), removed, decisions)


def _unlabelled(
    blocks: list[DocumentBlock], removed: list[Removed], keep: Collection[str]
) -> list[DocumentBlock]:
    """Convert "Q: …" and "A: …" to headings and answers if there are at least two of each."""
    asked = [b for b in blocks if _is_labelled(b, QUESTION_LABEL)]
    if len(asked) < 2 or not any(_is_labelled(b, ANSWER_LABEL) for b in blocks):
        return blocks
    out = []
    for block in blocks:
        for label, role in ((QUESTION_LABEL, Role.HEADING), (ANSWER_LABEL, Role.PARAGRAPH)):
            match = label.match(block.text) if _is_labelled(block, label) else None
            if match:
                if "question-label" not in keep:
                    removed.append(Removed(block.line, "question-label", match.group().strip()))
                    block = piece(block, match.end(), len(block.text))
                level = 2 if role is Role.HEADING else 0
                block = replace(block, role=role, level=level)
                break
        out.append(block)
    return out


def _is_labelled(block: DocumentBlock, label: re.Pattern[str]) -> bool:
    if block.role not in (Role.LINE, Role.PARAGRAPH, Role.ITEM, Role.HEADING) or block.inside:
        return False
    match = label.match(block.text)
    return match is not None and bool(block.text[match.end() :].strip())


def _numbered_headings(blocks: list[DocumentBlock]) -> list[DocumentBlock]:
    """Convert numbered lines that are each followed by running text to headings."""
    numbered = [
        i
        for i, b in enumerate(blocks)
        if b.role is Role.ITEM and b.ordered and b.level == 0 and not b.inside
    ]
    heads = [i for i in numbered if _heads_text(blocks, i)]
    if len(heads) < 2 or len(heads) * 3 < len(numbered) * 2:
        return blocks
    out = list(blocks)
    for i in heads:
        number = re.sub(r"^\(", "", blocks[i].marker)
        runs = (TextRun(f"{number} "), *blocks[i].runs)
        out[i] = replace(blocks[i], role=Role.HEADING, level=2, runs=runs, marker="")
    return out


def _heads_text(blocks: Sequence[DocumentBlock], index: int) -> bool:
    head = replace(blocks[index], role=Role.LINE)
    if not can_head(head) or index + 1 >= len(blocks):
        return False
    following = blocks[index + 1]
    return following.role in (Role.LINE, Role.PARAGRAPH, Role.TABLE) or (
        following.role is Role.ITEM and not following.ordered
    )


def _headings(
    blocks: list[DocumentBlock],
    contents: TableOfContents,
    not_headings: Collection[int],
    decisions: list[Decision],
    is_marked_up: bool,
) -> list[DocumentBlock]:
    """Make headings of short lines before text, and of entries of the table of contents.

    If the markup has headings of its own, only bold lines are added.
    """
    runs = _runs_of_short(blocks)
    out: list[DocumentBlock] = []
    for index, block in enumerate(blocks):
        if not _is_line(block) or block.line in not_headings:
            out.append(block)
        elif contents.names(block.text):
            out.append(_as_heading(block))
        elif (is_marked_up and not _is_bold(block)) or not _is_heading(blocks, index, runs[index]):
            out.append(block)
        elif reason := doubt(block.text):
            what = f"“{block.text}” was taken for text, not for a heading: {reason}"
            if not _is_plainly_text(reason):
                decisions.append(Decision(block.line, what))
            out.append(block)
        else:
            out.append(_as_heading(block))
    return out


def _is_plainly_text(reason: str) -> bool:
    return any(what in reason for what in ("greets", "address", "date", "amount"))


def _is_bold(block: DocumentBlock) -> bool:
    return bool(block.runs) and all(run.bold for run in block.runs if run.text.strip())


def _as_heading(block: DocumentBlock) -> DocumentBlock:
    text = block.text.strip().rstrip(":：").rstrip()
    runs = block.runs
    if text != block.text or _is_bold(block):
        runs = (TextRun(text),)
    section = SECTION.match(text)
    depth = section["n"].count(".") if section and section["n"] else 0
    return replace(block, role=Role.HEADING, level=2 + depth, runs=runs)


def _is_heading(blocks: Sequence[DocumentBlock], index: int, run: tuple[int, int]) -> bool:
    """Tell whether a line is a headline with text below it.

    `run` bounds the run of short lines around it, of which at most the last one is a heading. A
    line that ends in a colon before a list introduces the list and is no heading.
    """
    block, (start, end) = blocks[index], run
    if index + 1 == len(blocks) or not can_head(block) or _introduces(block, blocks[index + 1]):
        return False
    if _heads_stanza(blocks, index, run) or _heads_pairs(blocks, index):
        return True
    if end == len(blocks):
        return False
    if end - start <= 2:
        return True
    # Three or more short lines are an address, a poem or a list, unless a gap separates a heading.
    is_last = index == end - 1 and block.gap
    return index == start == 0 or (is_last and not all(b.gap for b in blocks[start + 1 : end]))


def _introduces(block: DocumentBlock, following: DocumentBlock) -> bool:
    """Tell whether a line with a colon introduces a list or a field to fill in."""
    if not block.text.rstrip().endswith((":", "：")):
        return False
    is_field = len(words(following.text)) <= 6 and not ends_sentence(following.text)
    return following.role is Role.ITEM or is_field


def _heads_pairs(blocks: Sequence[DocumentBlock], index: int) -> bool:
    """Tell whether a few words after a gap head two lines of "Telephone: …"."""
    block, below = blocks[index], blocks[index + 1 : index + 3]
    is_set_off = block.gap and index > 0 and not _PAIR.match(block.text)
    return is_set_off and len(below) == 2 and all(_PAIR.match(b.text) for b in below)


def _heads_stanza(blocks: Sequence[DocumentBlock], index: int, run: tuple[int, int]) -> bool:
    """Tell whether a few words after a gap head longer lines, which lost their full stops."""
    block, (start, end) = blocks[index], run
    count = len(words(block.text))
    if not block.gap or count > 5 or index == start == 0:
        return False
    last = index + 1
    while last < end and not blocks[last].gap:
        last += 1
    rest = [len(words(b.text)) for b in blocks[index + 1 : last]]
    gaps = (1 for i in range(start, end) if blocks[i].gap)
    return bool(rest) and sum(rest) / len(rest) > count and len(list(islice(gaps, 2))) == 2


def _runs_of_short(blocks: Sequence[DocumentBlock]) -> list[tuple[int, int]]:
    """Return for each block the bounds of the run of short lines around it."""
    bounds = [(i, i + 1) for i in range(len(blocks))]
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and _is_open(blocks[end]):
            end += 1
        bounds[at:end] = [(at, end)] * (end - at)
        at = max(end, at + 1)
    return bounds


def _is_open(block: DocumentBlock) -> bool:
    return _is_line(block) and (can_head(block) or is_number_line(block.text))


def _title(
    blocks: list[DocumentBlock], contents: TableOfContents, decisions: list[Decision]
) -> tuple[DocumentBlock | None, list[DocumentBlock]]:
    """Return the title at the top, a heading of level 1 or the first headline, and the rest."""
    firsts = [i for i, b in enumerate(blocks) if b.role is Role.HEADING and b.level == 1]
    if firsts and all(len(words(b.text)) <= 25 for b in blocks[: firsts[0]]):
        at = firsts[0]
        rest = [*blocks[:at], *blocks[at + 1 :]]
        # Where sections have the level of the title, all of them are one deeper.
        step = len(firsts) > 1
        return blocks[at], [
            replace(b, level=b.level + step) if b.role is Role.HEADING else b for b in rest
        ]
    if not blocks or not can_head(blocks[0]) or contents.names(blocks[0].text):
        return None, blocks
    first = blocks[0]
    if len(blocks) < 2 or (first.role is not Role.HEADING and doubt(first.text)):
        return None, blocks
    if first.role is Role.HEADING and _is_first_of_sections(blocks):
        return None, blocks
    if _is_letterhead(blocks):
        return _below_letterhead(blocks, decisions)
    return replace(first, role=Role.HEADING, level=1), blocks[1:]


def _is_letterhead(blocks: Sequence[DocumentBlock]) -> bool:
    """Tell whether there are two headlines above the first section, one of them of the company."""
    if len(blocks) < 3 or not can_head(blocks[0]):
        return False
    second, third = blocks[1:3]
    both = second.role is Role.HEADING and third.role is Role.HEADING
    return both and third.level <= second.level


def _below_letterhead(
    blocks: Sequence[DocumentBlock], decisions: list[Decision]
) -> tuple[DocumentBlock, list[DocumentBlock]]:
    """Choose the one of two headlines that names a kind of page as the title, else the first."""
    first, second = blocks[:2]
    is_second = bool(names_kind(second.text)) and not names_kind(first.text)
    title, other = (second, first) if is_second else (first, second)
    what = f"“{other.text}” stands beside the title “{title.text}” and was taken for text"
    decisions.append(Decision(other.line, what))
    rest = [replace(other, role=Role.PARAGRAPH, level=0), *blocks[2:]]
    return replace(title, level=1), rest


def _is_first_of_sections(blocks: Sequence[DocumentBlock]) -> bool:
    """Tell whether the first headline is one of several questions with answers, so no title."""
    heads = [b for b in blocks if b.role is Role.HEADING]
    is_numbered = SECTION.match(blocks[0].text) is not None
    all_ask = len(heads) > 2 and all(is_question(h.text) for h in heads)
    return is_numbered or (all_ask and blocks[1].role is not Role.HEADING)


_MOST_INSIDE = 3


def _continued(blocks: list[DocumentBlock]) -> list[DocumentBlock]:
    """Join paragraphs between two steps to the step that they explain."""
    out = list(blocks)
    for index, block in enumerate(blocks):
        if block.role is not Role.ITEM or not block.ordered or block.level:
            continue
        end = index + 1
        while end < len(blocks) and _is_line(blocks[end]):
            end += 1
        following = blocks[end] if end < len(blocks) else None
        is_next = following and following.role is Role.ITEM and following.ordered
        is_first = following is not None and value(following.marker) == 1
        if is_next and not is_first and 1 <= end - index - 1 <= _MOST_INSIDE:
            for inner in range(index + 1, end):
                out[inner] = replace(blocks[inner], role=Role.PARAGRAPH, level=1)
    return out


def _is_line(block: DocumentBlock) -> bool:
    return block.role in (Role.LINE, Role.PARAGRAPH) and not block.inside


def _pairs(blocks: list[DocumentBlock]) -> list[DocumentBlock]:
    """Convert two or more lines of "term: explanation" to a list."""
    is_pair = [
        b.role is Role.PARAGRAPH
        and not b.level
        and not is_question(b.text)
        and bool(_PAIR.match(b.text))
        and len(words(b.text)) <= 30
        for b in blocks
    ]
    out = []
    for index, block in enumerate(blocks):
        near = (index > 0 and is_pair[index - 1]) or (
            index + 1 < len(blocks) and is_pair[index + 1]
        )
        if is_pair[index] and near and len(block.runs) == 1:
            block = replace(block, role=Role.ITEM, level=0, is_pair=True)
        out.append(block)
    return out


def _levels(blocks: list[DocumentBlock]) -> list[DocumentBlock]:
    """Change heading levels so that they start at 2 and have no gaps."""
    out: list[DocumentBlock] = []
    shift = min((b.level for b in blocks if b.role is Role.HEADING), default=2) - 2
    last = 1
    for block in blocks:
        if block.role is Role.HEADING:
            level = min(max(block.level - shift, 2), last + 1, 6)
            last = level
            block = replace(block, level=level, runs=_not_bold(block.runs))
        out.append(block)
    return out


def _not_bold(runs: tuple[TextRun, ...]) -> tuple[TextRun, ...]:
    """Return the words of a heading without the bold type that made it look like one."""
    return tuple(replace(run, bold=False) for run in runs)
