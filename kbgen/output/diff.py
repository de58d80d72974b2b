"""Compares the answers of two built sites, for the person who approves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from pydantic import BaseModel, ConfigDict

from kbgen.markdown.text import without_isolates
from kbgen.meaning.compare import BlockText, differences
from kbgen.model.meaning import Group
from kbgen.output.answers import Answer, AnswerDifference, AnswerFact, Answers

CONTEXT = 3  # words shown on either side of a change


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True)


class FactChange(_Form):
    """The words of a fact before and after; None if the answer does not contain it."""

    fact: str
    place: str
    """"" for the whole company, else "region SA" or "branch manama"."""
    before: str | None
    after: str | None


class StatementChange(_Form):
    """What hand-written words state before and after; None if they state nothing of the kind."""

    group: Group
    before: str | None
    after: str | None


class AnswerChange(_Form):
    id: str
    question: str
    facts: tuple[FactChange, ...]
    statements: tuple[StatementChange, ...]
    """Amounts, days, limits, negations, duties … that are stated otherwise, beside the facts."""
    words: str | None
    """The word difference of question and answer, [-before-] {+after+}; None if equal."""


class AnswerName(_Form):
    id: str
    question: str


class LanguageChanges(_Form):
    language: str
    added: tuple[AnswerName, ...]
    removed: tuple[AnswerName, ...]
    changed: tuple[AnswerChange, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


class Changes(_Form):
    """The languages in which an answer changed; false if there is none."""

    languages: tuple[LanguageChanges, ...]

    def __bool__(self) -> bool:
        return bool(self.languages)

    def __str__(self) -> str:
        return "\n".join([*(line for lang in self.languages for line in _lines(lang)), _sum(self)])


def compare_answers(before: Mapping[str, Answers], after: Mapping[str, Answers]) -> Changes:
    """Compare two sites; each maps a language to its answers."""
    langs = [*after, *(lang for lang in before if lang not in after)]
    found = (_compare(lang, before.get(lang), after.get(lang)) for lang in langs)
    return Changes(languages=tuple(changes for changes in found if changes))


def _compare(lang: str, before: Answers | None, after: Answers | None) -> LanguageChanges:
    old = {answer.id: answer for answer in (before.answers if before else ())}
    new = {answer.id: answer for answer in (after.answers if after else ())}
    both = (_change(lang, old[id_], new[id_]) for id_ in new if id_ in old)
    return LanguageChanges(
        language=lang,
        added=tuple(_name(new[id_]) for id_ in new if id_ not in old),
        removed=tuple(_name(old[id_]) for id_ in old if id_ not in new),
        changed=tuple(change for change in both if change),
    )


def _name(answer: Answer) -> AnswerName:
    return AnswerName(id=answer.id, question=answer.question)


def _change(lang: str, before: Answer, after: Answer) -> AnswerChange | None:
    facts = tuple(_fact_changes(before, after))
    old, new = _facts(before), _facts(after)
    words = word_difference(old, new)
    if not facts and words is None:
        return None
    stated = _statement_changes(after.fallback_from or lang, old, new) if words else ()
    statements = tuple(dict.fromkeys(one for one in stated if not _is_of_fact(one, facts)))
    return AnswerChange(
        id=after.id, question=after.question, facts=facts, statements=statements, words=words
    )


def _statement_changes(lang: str, before: str, after: str) -> Iterator[StatementChange]:
    """Yield what the lines that changed state otherwise."""
    old, new = (without_isolates(text).split("\n") for text in (before, after))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        one, other = (" ".join(lines) for lines in (old[i1:i2], new[j1:j2]))
        for change in differences(BlockText(one, lang), BlockText(other, lang)):
            source, translation = change.source, change.translation
            yield StatementChange(
                group=change.group,
                before=source.text if source else None,
                after=translation.text if translation else None,
            )


def _is_of_fact(change: StatementChange, facts: Sequence[FactChange]) -> bool:
    """Tell whether a change is that of a fact, which is told already."""
    return any(
        (change.before or "") in without_isolates(fact.before or "")
        and (change.after or "") in without_isolates(fact.after or "")
        for fact in facts
    )


def _facts(answer: Answer) -> str:
    return f"{answer.question}\n{answer.answer.text}"


def _fact_changes(before: Answer, after: Answer) -> Iterator[FactChange]:
    old, new = _quantities(before), _quantities(after)
    for fact, place in dict.fromkeys([*new, *old]):
        was, is_ = old.get((fact, place)), new.get((fact, place))
        if was is None or is_ is None or _key(was) != _key(is_):
            same_words = was is not None and is_ is not None and was.words == is_.words
            yield FactChange(
                fact=fact,
                place=place,
                before=_shown(was, same_words),
                after=_shown(is_, same_words),
            )


def _quantities(answer: Answer) -> dict[tuple[str, str], AnswerFact | AnswerDifference]:
    fact: dict[tuple[str, str], AnswerFact | AnswerDifference] = {
        (f.id, ""): f for f in answer.facts
    }
    for difference in answer.differences:
        place = (
            f"branch {difference.branch}" if difference.branch else f"region {difference.region}"
        )
        days = [("from", difference.valid_from), ("until", difference.valid_until)]
        when = "".join(f" {name} {day}" for name, day in days if day)
        fact[difference.fact, f"{place}{when}"] = difference
    return fact


def _key(fact: AnswerFact | AnswerDifference) -> tuple[object, ...]:
    return fact.words, fact.value, fact.unit, fact.currency


def _shown(fact: AnswerFact | AnswerDifference | None, with_value: bool) -> str | None:
    if fact is None:
        return None
    if not with_value:
        return fact.words
    value = " ".join(str(part) for part in (fact.value, fact.unit, fact.currency) if part)
    return f"{fact.words} ({value})"


def word_difference(before: str, after: str) -> str | None:
    """Return the changed words with a few words around them; None if there are none.

    >>> word_difference("we pay in 7 days", "we pay in 10 days")
    'we pay in [-7-] {+10+} days'
    """
    old, new = before.split(), after.split()
    if old == new:
        return None
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    shown, end = [], 0
    for group in matcher.get_grouped_opcodes(CONTEXT):
        if group[0][1] > end:
            shown.append("…")
        shown += [part for step in group for part in _step(step, old, new)]
        end = group[-1][2]
    return " ".join([*shown, *(["…"] if end < len(old) else [])])


def _step(step: tuple[str, int, int, int, int], old: list[str], new: list[str]) -> Iterator[str]:
    kind, i1, i2, j1, j2 = step
    if kind == "equal":
        yield " ".join(old[i1:i2])
        return
    if i1 < i2:
        yield f"[-{' '.join(old[i1:i2])}-]"
    if j1 < j2:
        yield f"{{+{' '.join(new[j1:j2])}+}}"


def _lines(changes: LanguageChanges) -> Iterator[str]:
    yield changes.language
    for sign, names in (("+", changes.added), ("-", changes.removed)):
        for name in names:
            yield f"  {sign} {name.id}: {name.question}"
    for change in changes.changed:
        yield f"  ~ {change.id}: {change.question}"
        for fact in change.facts:
            yield f"      {fact.fact}{f' ({fact.place})' if fact.place else ''}"
            # On separate lines: an arrow between two Urdu words would point backwards.
            yield f"        before: {fact.before or 'not fact'}"
            yield f"        after:  {fact.after or 'not fact'}"
        for stated in change.statements:
            yield f"      {stated.group}"
            yield f"        before: {stated.before or 'nothing of the kind'}"
            yield f"        after:  {stated.after or 'nothing of the kind'}"
        if change.words:
            yield f"      words: {change.words}"
    yield ""


def _sum(changes: Changes) -> str:
    if not changes:
        return "No answer changed."
    counts = {
        name: sum(len(getattr(lang, name)) for lang in changes.languages)
        for name in ("changed", "added", "removed")
    }
    langs = ", ".join(lang.language for lang in changes.languages)
    return f"{', '.join(f'{count} {name}' for name, count in counts.items())} in {langs}."
