"""Tells what was learned from searches, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from kbgen.learning.grouping import Group
from kbgen.learning.proposals import Learned, Proposal
from kbgen.learning.reading import SearchLog
from kbgen.source.tree import GLOSSARY

_SHOWN = 10
_WORSE = 3


def learned_text(log: SearchLog, learned: Learned, judged: int) -> str:
    """Return what a person reads: proposals with their numbers, then what needs none."""
    return "\n".join(_lines(log, learned, judged))


def _lines(log: SearchLog, learned: Learned, judged: int) -> Iterator[str]:
    yield _summary(log)
    for number, proposal in enumerate(learned.proposals, 1):
        yield ""
        yield from _proposal(number, proposal, judged)
    yield from _listed("Found by now", learned.answered)
    yield from _listed("Like nothing on the site; write an answer, or leave them", learned.unlike)
    if learned.waiting:
        more = _counted(len(learned.waiting), "more search", "more searches")
        yield f"\nNot tried: {more} (--most)"
    if learned.proposals:
        yield "\nkbgen search learn … --accept 1,2 writes rows into the files."
        if not judged:
            yield "With --judged FILE each row is tried on queries whose right answers are known."


def _summary(log: SearchLog) -> str:
    total = sum(search.count for search in log.searches)
    parts = [_counted(total, "search without a result", "searches without a result")]
    if log.found:
        parts.append(f"{log.found} that found something")
    if log.personal:
        parts.append(f"{log.personal} left out: an e-mail address or a long number is in them")
    if log.foreign:
        parts.append(
            f"those in {', '.join(sorted(log.foreign))} left out: no language of this site"
        )
    return "; ".join(parts) + "."


def _proposal(number: int, proposal: Proposal, judged: int) -> Iterator[str]:
    group, row, effect = proposal.group, proposal.row, proposal.effect
    yield f"{number}. {_spelled(group)}"
    yield f"   means: {proposal.answer.name} ({proposal.answer.id})"
    words = ", ".join(row.words)
    if row.term:
        yield f"   {GLOSSARY}: {row.term}: {{also: {{{row.lang}: [{words}]}}}}"
    else:
        yield f"   {row.lang}/{row.page}.md: keywords: [{words}]"
    found = "found then" if proposal.is_found else "not found among the first five then, either"
    yield f"   {found}" + (f"; {_effect(proposal)}" if judged else "")
    if effect.worse:
        more = len(effect.worse) - _WORSE
        listed = ", ".join(effect.worse[:_WORSE]) + (f" and {more} more" if more > 0 else "")
        yield f"   would hide or lower the answer to: {listed}"


def _effect(proposal: Proposal) -> str:
    effect = proposal.effect
    if not (effect.first or effect.five or effect.worse):
        return "no judged query changes"
    return f"judged queries right first: {effect.first:+}, among the first five: {effect.five:+}"


def _spelled(group: Group) -> str:
    others = ", ".join(group.spellings[1:4])
    also = f"; also {others}" if others else ""
    return f"{group.query} ({group.lang}, {_counted(group.count, 'time', 'times')}{also})"


def _listed(title: str, groups: tuple[Group, ...]) -> Iterator[str]:
    if not groups:
        return
    yield f"\n{title}:"
    yield from (f"   {_spelled(group)}" for group in groups[:_SHOWN])
    if len(groups) > _SHOWN:
        yield f"   and {len(groups) - _SHOWN} more"


def _counted(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {many}"


def learned_data(log: SearchLog, learned: Learned) -> dict[str, Any]:
    """Return what programs read."""
    return {
        "searches": sum(search.count for search in log.searches),
        "personal": log.personal,
        "proposals": [
            {"number": number, **asdict(proposal), "name": proposal.row.name}
            for number, proposal in enumerate(learned.proposals, 1)
        ],
        "answered": [asdict(group) for group in learned.answered],
        "unlike": [asdict(group) for group in learned.unlike],
        "waiting": [asdict(group) for group in learned.waiting],
    }
