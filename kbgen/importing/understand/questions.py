"""Reads the sentences below a scale of answers as questions with types."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kbgen.importing.blocks import (
    Decision,
    DocumentBlock,
    Removed,
    Role,
    TextRun,
    is_question,
    words,
)
from kbgen.importing.tables.survey import (
    CALL,
    NAME,
    OPEN_LABEL,
    OVERALL,
    PERSON,
    PHONE,
    PRAISE,
    REASON,
    THANKS,
)
from kbgen.importing.understand.scales import find_scales, is_answer, is_marks
from kbgen.languages.digits import ones
from kbgen.languages.marks import sentence_ends, stops

_FIELD = re.compile(
    rf"(?P<label>[^:：{sentence_ends()}_\n]{{1,40}}?)\s*[:：]\s*(?:[_.…\-]{{2,}}\s*)?"
)


_STATEMENT_WORDS = 30


@dataclass(frozen=True)
class DraftQuestion:
    """One question; `parts` are the texts of the additional fields of its type."""

    id: str
    type: str  # statement, rating, open, commend, callback
    text: str
    line: int
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Unit:
    """A sentence, item or table row that may be a question."""

    text: str
    block: DocumentBlock
    own_line: bool
    index: int


def complete(found: Sequence[DraftQuestion], decisions: list[Decision]) -> Iterator[DraftQuestion]:
    """Make questions plain if they lack the fields of their type, or repeat a type."""
    number = sum(q.type == "open" for q in found)
    seen: set[str] = set()
    for question in found:
        missing = {"commend": {"name", "reason"}, "callback": {"phone"}}.get(question.type, set())
        missing = missing - {part for part, _ in question.parts}
        if not missing and question.id not in seen:
            seen.add(question.id)
            yield question
            continue
        what = f"“{question.text}” has no field for the {' and the '.join(sorted(missing))}"
        decisions.append(
            Decision(question.line, what if missing else f"“{question.text}” asks again")
        )
        for text in (question.text, *(label for _, label in question.parts)):
            number += 1
            yield DraftQuestion(f"open-{number}", "open", text, question.line)


def bare(text: str) -> str:
    """Return an answer without the box or number before it."""
    return re.sub(r"^[\s☐□▢◯○⚪⬜❑❒\[\]()\d.)=–-]+|[\s☐□▢◯○⬜=:–-]+$", "", text)


def read_questions(
    units: Sequence[Unit], removed: list[Removed]
) -> tuple[int | None, list[DraftQuestion], list[DocumentBlock]]:
    """Read units as questions up to the end of the questionnaire.

    Returns the index of the next block (None at the end), the questions, and other texts.
    """
    found: list[DraftQuestion] = []
    notes: list[DocumentBlock] = []
    counts: Counter[str] = Counter()
    for position, unit in enumerate(units):
        if _is_over(unit, found):
            return _resume(units, position, notes), found, notes
        _read_unit(unit, found, notes, counts, removed)
    return None, found, notes


def _is_over(unit: Unit, found: Sequence[DraftQuestion]) -> bool:
    """Tell whether a unit ends the questionnaire: a heading, or text after the first question."""
    if unit.block.role is Role.HEADING:
        return bool(found) and not is_question(unit.text) and unit.block.level <= 2
    has_asked = any(q.type != "statement" for q in found)
    return has_asked and len(words(unit.text)) > _STATEMENT_WORDS


def _resume(units: Sequence[Unit], position: int, notes: list[DocumentBlock]) -> int:
    """Keep the rest of a paragraph that was partly read; return the index of the next block."""
    unit = units[position]
    if position and units[position - 1].index == unit.index:
        rest = " ".join(u.text for u in units[position:] if u.index == unit.index)
        notes.append(_note(unit, rest))
        return unit.index + 1
    return unit.index


def _read_unit(
    unit: Unit,
    found: list[DraftQuestion],
    notes: list[DocumentBlock],
    counts: Counter[str],
    removed: list[Removed],
) -> None:
    text = _unticked(unit, removed)
    if not text:
        return
    if label := OPEN_LABEL.match(text):
        notes.append(_note(unit, label.group().strip()))
        text = text[label.end() :].strip()
        if not text:
            return
    if not is_question(text) and _FIELD.match(text):
        text = _fields(text, unit, found, counts)
        if not text:
            return
    if is_question(text):
        found.append(_question(text, unit.block.line, counts))
    elif THANKS.search(text) or not _is_statement(unit, text, found):
        notes.append(_note(unit, text))
    else:
        counts["statement"] += 1
        found.append(
            DraftQuestion(f"statement-{counts['statement']}", "statement", text, unit.block.line)
        )


def _note(unit: Unit, text: str) -> DocumentBlock:
    """Return words that are no question as a block of text at their place."""
    role = unit.block.role if unit.block.role is Role.HEADING else Role.PARAGRAPH
    return replace(unit.block, role=role, runs=(TextRun(text),), rows=(), marker="", ordered=False)


def _unticked(unit: Unit, removed: list[Removed]) -> str:
    """Remove boxes, and repeated answers of the scale, before and after the words."""
    text = unit.text.strip()
    if (
        is_marks(text)
        or is_answer(bare(text))
        or (find_scales(text) and not re.search(r"\w", _without_scale(text)))
    ):
        removed.append(Removed(unit.block.line, "scale-repeat", text))
        return ""
    boxes = re.search(r"\s*(?:[☐□▢◯○⚪⬜❑❒]|\[ ?\]|\( ?\))[\s\S]*$", text)
    if boxes and boxes.start():
        removed.append(Removed(unit.block.line, "scale-repeat", boxes.group().strip()))
        text = text[: boxes.start()]
    numbers = re.search(rf"\s+[{ones()}](?:[\s./|-]+\d){{2,9}}$", text)
    if numbers:
        removed.append(Removed(unit.block.line, "scale-repeat", numbers.group().strip()))
        text = text[: numbers.start()]
    return text.strip()


def _without_scale(text: str) -> str:
    for scale in reversed(find_scales(text)):
        text = text[: scale.start] + text[scale.end :]
    return re.sub(r"[\d_]", "", text)


def _is_statement(unit: Unit, text: str, found: Sequence[DraftQuestion]) -> bool:
    """Tell whether a unit is a statement: one sentence before the first question, no headline."""
    if any(q.type != "statement" for q in found) or len(words(text)) > _STATEMENT_WORDS:
        return False
    if unit.block.role is Role.HEADING or len(words(text)) < 2 or text.endswith((":", "：")):
        return False
    return unit.own_line or re.search(rf"[{stops()}!]\W*$", text) is not None


def _question(text: str, line: int, counts: Counter[str]) -> DraftQuestion:
    if PERSON.search(text) and PRAISE.search(text):
        return DraftQuestion("commend", "commend", text, line)
    if CALL.search(text):
        return DraftQuestion("callback", "callback", text, line)
    if OVERALL.search(text) and not counts["overall"]:
        counts["overall"] += 1
        return DraftQuestion("overall", "rating", text, line)
    counts["open"] += 1
    return DraftQuestion(f"open-{counts['open']}", "open", text, line)


def _fields(text: str, unit: Unit, found: list[DraftQuestion], counts: Counter[str]) -> str:
    """Read "Name: ____ Reason: ____"; return the text after the fields."""
    at = 0
    while match := _FIELD.match(text, at):
        label = match["label"].strip()
        if not re.search(r"\w", label) or len(words(label)) > 6:
            break
        _add_field(label, unit.block.line, found, counts)
        at = match.end()
    return text[at:].lstrip(" _.…-").rstrip(" _")


def _add_field(label: str, line: int, found: list[DraftQuestion], counts: Counter[str]) -> None:
    """Add a field to the question that it completes, or make it an open question."""
    last = found[-1] if found else None
    part = _part_of(label, last)
    if last and part:
        type_ = "callback" if part == "phone" else "commend"
        found[-1] = replace(last, id=type_, type=type_, parts=(*last.parts, (part, label)))
        if last.type == "open":
            counts["open"] -= 1
        return
    counts["open"] += 1
    found.append(DraftQuestion(f"open-{counts['open']}", "open", label, line))


def _part_of(label: str, last: DraftQuestion | None) -> str:
    if last is None or last.type in ("statement", "rating"):
        return ""
    taken = {part for part, _ in last.parts}
    if PHONE.search(label) and last.type == "callback" and "phone" not in taken:
        return "phone"
    if last.type not in ("commend", "open") or (
        last.type == "open" and not PERSON.search(last.text)
    ):
        return ""
    if NAME.search(label) and "name" not in taken:
        return "name"
    return "reason" if REASON.search(label) and "reason" not in taken else ""


def as_blocks(scale: Sequence[str], questions: Sequence[DraftQuestion]) -> Iterator[DocumentBlock]:
    """Yield a questionnaire as text, for a page that is no survey."""
    line = questions[0].line
    yield DocumentBlock(Role.PARAGRAPH, line, (TextRun(" · ".join(scale)),))
    for question in questions:
        yield DocumentBlock(Role.ITEM, question.line, (TextRun(question.text),))
        for _, label in question.parts:
            yield DocumentBlock(Role.ITEM, question.line, (TextRun(label),), level=1)
