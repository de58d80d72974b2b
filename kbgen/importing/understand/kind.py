"""Which kind of page a document is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kbgen.importing.blocks import Block, Role, is_question, words
from kbgen.importing.tables.kinds import POLICY_BODY, STEP, TITLES
from kbgen.importing.understand.survey import Questionnaire, is_about_asking

FOLDERS = {
    "standard": "standards",
    "faq": "faq",
    "policy": "policies",
    "procedure": "procedures",
    "survey": "surveys",
    "notice": "notices",
    "page": "",
}


@dataclass(frozen=True)
class Kind:
    """A kind of page with the reason; `sure` is False where a person should look at it."""

    name: str
    reason: str
    sure: bool = True


def with_article(kind: str) -> str:
    """Return what a page of a kind is called in a sentence: a policy, an FAQ."""
    return f"an {kind.upper()}" if kind == "faq" else f"a {kind}"


_URDU_LETTERS = str.maketrans("يىكهة", "ییکہہ")


def names_kind(title: str) -> list[tuple[str, str]]:
    """Return the kinds that a title names, the weightiest first, each with the words that do."""
    found = []
    for kind, pattern in TITLES:
        # Urdu is often typed with the letters of an Arabic keyboard.
        match = pattern.search(title) or pattern.search(title.translate(_URDU_LETTERS))
        if match:
            found.append((kind, match.group()))
    return found


def classify(title: str, blocks: Sequence[Block], questionnaire: Questionnaire | None) -> Kind:
    """Tell the kind by what the document is made of, then by what its title says."""
    if questionnaire:
        count = len(questionnaire.questions)
        points = len(questionnaire.scale)
        return Kind("survey", f"a questionnaire of {count} questions with a {points}-point scale")
    heads = [b for b in blocks if b.role is Role.HEADING]
    asking = [h for h in heads if is_question(h.text)]
    is_named = any(kind == "faq" for kind, _ in names_kind(title))
    enough = len(asking) >= (3 if len(asking) < len(heads) and not is_named else 2)
    if enough and len(asking) * 2 >= len(heads):
        return Kind("faq", f"{len(asking)} of its {len(heads)} headings are questions")
    steps, share = _steps(blocks)
    named = names_kind(title)
    if steps >= 3 and (share >= 0.4 or any(kind == "procedure" for kind, _ in named)):
        return Kind("procedure", f"{steps} numbered steps make up {share:.0%} of it")
    # A standard names procedures, too, and a policy steps: the first word that fits decides.
    for kind, word in named:
        if kind == "faq" and not asking:
            continue
        others = [with_article(other) for other, _ in named if other != kind]
        also = f" (it names {' and '.join(others)}, too)" if others else ""
        return Kind(kind, f"its title says “{word}”{also}", sure=not others)
    return _by_body(title, blocks)


def _steps(blocks: Sequence[Block]) -> tuple[int, float]:
    """Return the number of steps, and the share of the words that they are."""
    steps = [
        b
        for b in blocks
        if (b.role is Role.ITEM and b.ordered and b.level == 0) or STEP.match(b.text)
    ]
    total = sum(len(words(b.text)) for b in blocks)
    return len(steps), sum(len(words(b.text)) for b in steps) / max(total, 1)


def _by_body(title: str, blocks: Sequence[Block]) -> Kind:
    text = "\n".join(b.text for b in blocks)
    marks = POLICY_BODY.findall(text)
    if len(marks) >= 2:
        return Kind("policy", f"it speaks of “{marks[0]}” and “{marks[1]}”", sure=False)
    asks = [b for b in blocks if is_question(b.text)]
    if is_about_asking(title) and len(asks) >= 3:
        return Kind(
            "page", "its title names a survey, but no scale of answers was found", sure=False
        )
    return Kind(
        "page", "neither steps, questions, a scale of answers nor a title that names a kind"
    )
