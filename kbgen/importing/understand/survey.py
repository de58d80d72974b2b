"""Reads a questionnaire that became plain text as data: a scale, statements, questions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from kbgen.importing.blocks import (
    Decision,
    DocumentBlock,
    Removed,
    Role,
    piece,
    sentences,
    words,
)
from kbgen.importing.tables.survey import (
    ASKING,
)
from kbgen.importing.understand.questions import DraftQuestion, Unit, bare, complete, read_questions
from kbgen.importing.understand.scales import Scale, find_scales, is_answer, is_marks
from kbgen.languages.digits import ones
from kbgen.languages.marks import commas


@dataclass(frozen=True)
class Questionnaire:
    """A questionnaire; `blocks` are the other blocks of the document, in order."""

    scale: tuple[str, ...]
    questions: tuple[DraftQuestion, ...]
    blocks: list[DocumentBlock]
    heading: DocumentBlock | None = None
    removed: list[Removed] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


def find_questionnaire(
    blocks: Sequence[DocumentBlock], keep: Collection[str] = ()
) -> Questionnaire | None:
    """Find the questionnaire of a document; None if it has none.

    It starts at a scale of answers; without a scale, at a heading that announces it above at least
    three questions.
    """
    start = _find_scale(blocks)
    if start is None:
        return None
    index, scale, count = start
    if count == 1 and _is_statement_above(blocks, index, scale):
        # The scale is repeated below each statement: begin with the first statement.
        reordered = [*blocks[: index - 1], blocks[index], blocks[index - 1], *blocks[index + 1 :]]
        blocks, index = reordered, index - 1
    before = list(blocks[:index])
    lead, units, removed = _open(blocks, index, scale, count)
    if lead:
        before.append(lead)
    rest_from, used, notes = read_questions(units, removed)
    if sum(q.type == "statement" for q in used) < 2:
        return None
    heading = next((b for b in reversed(before) if b.role is Role.HEADING or _is_label(b)), None)
    after = list(blocks[rest_from:]) if rest_from is not None else []
    kept_removed = [] if "scale-repeat" in keep else removed
    decisions = []
    labels = scale.labels
    if len(labels) != 5:
        decisions.append(
            Decision(blocks[index].line, f"the scale has {len(labels)} points, not five")
        )
    questions = tuple(complete(used, decisions))
    left = [*before, *notes, *after]
    return Questionnaire(labels, questions, left, heading, kept_removed, decisions)


def _is_statement_above(blocks: Sequence[DocumentBlock], index: int, scale: Scale) -> bool:
    if not index or _is_whole(blocks[index], scale) is False:
        return False
    again = [b for b in blocks[index + 1 :] if _is_whole(b, scale)]
    above = blocks[index - 1]
    is_line = (
        above.role in (Role.LINE, Role.PARAGRAPH, Role.ITEM, Role.HEADING) and above.level != 1
    )
    return bool(again) and is_line and not above.text.rstrip().endswith((":", "：", *commas()))


def _is_whole(block: DocumentBlock, scale: Scale) -> bool:
    """Tell whether a block consists only of the scale."""
    found = find_scales(block.text) if len(block.text) < 200 else []
    return (
        bool(found)
        and len(found[0].labels) == len(scale.labels)
        and not re.sub(r"[\W_\d]", "", block.text[: found[0].start] + block.text[found[0].end :])
    )


def _is_label(block: DocumentBlock) -> bool:
    return block.role in (Role.LINE, Role.PARAGRAPH) and len(words(block.text)) <= 10


def _find_scale(blocks: Sequence[DocumentBlock]) -> tuple[int, Scale, int] | None:
    """Return (index of the scale's first block, the scale, the number of its blocks)."""
    for index, block in enumerate(blocks):
        if block.role is Role.CODE:
            continue
        if block.role is Role.TABLE:
            header = " ".join("".join(r.text for r in cell) for cell in block.rows[0])
            if scales := find_scales(header):
                return index, scales[0], 1
            continue
        scales = find_scales(block.text, 4 if len(words(block.text)) > 12 else 3)
        if scales:
            return index, scales[0], 1
        if numbers := _numbers_behind(blocks, index):
            return index, Scale(numbers, "number", 0, 0), 0
        run = index
        while run < len(blocks) and is_answer(bare(blocks[run].text)):
            run += 1
        if run - index >= 3:
            labels = tuple(bare(b.text) for b in blocks[index:run])
            return index, Scale(labels, "", 0, len(block.text)), run - index
    return None


_TRAILING = re.compile(rf"\w.*\s(?P<n>[{ones()}](?:[\s./|-]+\d){{2,9}})$")


def _numbers_behind(blocks: Sequence[DocumentBlock], index: int) -> tuple[str, ...]:
    """Return the numbers to circle at the end of this line and of the next; () for none."""
    found = [_TRAILING.match(block.text.strip()) for block in blocks[index : index + 2]]
    if len(found) < 2 or not all(found) or not found[0]:
        return ()
    numbers = tuple(re.findall(r"\d+", found[0]["n"]))
    values = [int(n) for n in numbers]
    return numbers if values == list(range(1, len(values) + 1)) and 3 <= len(values) <= 7 else ()


def _open(
    blocks: Sequence[DocumentBlock], index: int, scale: Scale, count: int
) -> tuple[DocumentBlock | None, list[Unit], list[Removed]]:
    """Split the block at its scale; return (the block before, the units after, removed repeats)."""
    block, removed = blocks[index], list[Removed]()
    lead: DocumentBlock | None = None
    units: list[Unit] = []
    if block.role is Role.TABLE:
        units += _rows(block, index, scale, removed)
    elif count == 1:
        head = block.text[: scale.start].strip(" :-–|☐□○(")
        if head and re.search(r"\w", head):
            lead = piece(block, 0, scale.start)
        tail = piece(block, scale.end, len(block.text))
        if re.search(r"\w", tail.text):
            units += _sentences(tail, index)
    for number in range(index + count, len(blocks)):
        following = blocks[number]
        if following.role is Role.TABLE:
            units += _rows(following, number, scale, removed)
        elif following.role in (Role.LINE, Role.PARAGRAPH) and len(words(following.text)) > 25:
            units += _sentences(following, number)
        else:
            units.append(Unit(following.text.strip(), following, True, number))
    return lead, units, removed


def _rows(block: DocumentBlock, index: int, scale: Scale, removed: list[Removed]) -> Iterator[Unit]:
    """Yield the first cell with words of each row; remove cells to tick."""
    for number, row in enumerate(block.rows):
        cells = ["".join(run.text for run in cell).strip() for cell in row]
        wordy = [c for c in cells if c and not is_marks(c) and not is_answer(bare(c))]
        ticks = [c for c in cells if c and c not in wordy]
        if number and ticks:
            removed.append(Removed(block.line, "scale-repeat", " ".join(ticks)))
        if number == 0:
            wordy = [w for w in wordy if w not in scale.labels]
        for text in wordy:
            yield Unit(text, block, number > 0, index)


def _sentences(block: DocumentBlock, index: int) -> Iterator[Unit]:
    for start, end in sentences(block.text):
        yield Unit(block.text[start:end].strip(), block, False, index)


def is_about_asking(text: str) -> bool:
    """Tell whether a title or heading announces a survey."""
    return ASKING.search(text) is not None
