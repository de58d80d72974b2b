"""Recognizes the kind of page of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kbgen.importing.blocks import DocumentBlock, Role, is_question, words
from kbgen.importing.tables.kinds import POLICY_BODY, STEP, TITLES
from kbgen.importing.understand.survey import Questionnaire, is_about_asking
from kbgen.kinds import kind_named, recognized
from kbgen.kinds.kind import Contents
from kbgen.languages.language import known_languages, language


@dataclass(frozen=True)
class KindGuess:
    """A kind of page with the reason; if it is not `sure`, a person should check it."""

    name: str
    reason: str
    sure: bool = True


@cache
def _keyboards() -> tuple[dict[int, str], ...]:
    """Return, for each language, letter of another language's keyboard → its own."""
    tables = (language(code).prose.letters for code in known_languages())
    return tuple(str.maketrans(dict(table.alike)) for table in tables if table and table.alike)


def names_kind(title: str) -> list[tuple[str, str]]:
    """Return (kind, words) for the kinds that a title names, the most significant first."""
    found = []
    # The language is not known yet, and many are typed on the keyboard of another.
    ways = dict.fromkeys([title, *map(title.translate, _keyboards())])
    for kind, pattern in TITLES:
        match = next(filter(None, map(pattern.search, ways)), None)
        if match:
            found.append((kind, match.group()))
    return found


def classify(
    title: str, blocks: Sequence[DocumentBlock], questionnaire: Questionnaire | None
) -> KindGuess:
    """Return the kind by the parts of the document, else by its title."""
    asked = (len(questionnaire.questions), len(questionnaire.scale)) if questionnaire else None
    heads = [b for b in blocks if b.role is Role.HEADING]
    asking = [h for h in heads if is_question(h.text)]
    named = names_kind(title)
    names = frozenset(kind for kind, _ in named)
    found = recognized(Contents(len(heads), len(asking), *_steps(blocks), names, asked))
    if found:
        return KindGuess(*found)
    # Standards also mention procedures, and policies steps: the first matching word decides.
    for kind, word in named:
        if kind_named(kind).has_questions and not asking:
            continue
        others = [kind_named(other).noun for other, _ in named if other != kind]
        also = f" (it names {' and '.join(others)}, too)" if others else ""
        return KindGuess(kind, f"its title says “{word}”{also}", sure=not others)
    return _by_body(title, blocks)


def _steps(blocks: Sequence[DocumentBlock]) -> tuple[int, float]:
    """Return the number of steps, and their share of the words."""
    steps = [
        b
        for b in blocks
        if (b.role is Role.ITEM and b.ordered and b.level == 0) or STEP.match(b.text)
    ]
    total = sum(len(words(b.text)) for b in blocks)
    return len(steps), sum(len(words(b.text)) for b in steps) / max(total, 1)


def _by_body(title: str, blocks: Sequence[DocumentBlock]) -> KindGuess:
    text = "\n".join(b.text for b in blocks)
    marks = POLICY_BODY.findall(text)
    if len(marks) >= 2:
        return KindGuess("policy", f"it speaks of “{marks[0]}” and “{marks[1]}”", sure=False)
    asks = [b for b in blocks if is_question(b.text)]
    if is_about_asking(title) and len(asks) >= 3:
        return KindGuess(
            "page", "its title names a survey, but no scale of answers was found", sure=False
        )
    return KindGuess(
        "page", "neither steps, questions, a scale of answers nor a title that names a kind"
    )
