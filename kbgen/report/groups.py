"""Findings that say the same of many places, told once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbgen.model.finding import Finding, first_of
from kbgen.model.findings import CATALOGUE, label_of
from kbgen.model.message import Message, msg, msgn

_MOST = {"warning": 3, "error": 10}
"""How many findings of one cause are told apart; a doubt is looked at by itself, always."""
_PARTICULAR = re.compile(r"'[^']*'|“[^”]*”|<[^>]*>|\S*[/.#@]\S+|\d+")
"""What differs in a message from place to place: quoted words, elements, paths, numbers."""
_SHOWN = 8
"""How many subjects a message lists."""


@dataclass(frozen=True)
class FindingGroup:
    """Findings that are told as one, in their order, and what is said of them."""

    findings: tuple[Finding, ...]
    what: Message
    advice: Message

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def others(self) -> tuple[Finding, ...]:
        return self.findings[1:]


def alone(finding: Finding) -> FindingGroup:
    """Return a finding that is told by itself."""
    return FindingGroup((finding,), finding.what, finding.advice)


def grouped(findings: Sequence[Finding]) -> Iterator[FindingGroup]:
    """Yield all findings, those of one code and cause together where there are many of them."""
    by_cause: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_cause[_cause(finding)].append(finding)
    shown = set()
    for finding in findings:
        cause = _cause(finding)
        alike = by_cause[cause]
        is_listed = bool(_subjects(alike)) and len(alike) > 1
        if not is_listed and len(alike) <= _MOST.get(label_of(finding), len(alike)):
            yield alone(finding)
        elif cause not in shown:
            shown.add(cause)
            yield _listed(alike) if is_listed else _repeated(alike)


def _cause(finding: Finding) -> tuple[str, str, str]:
    cause = "" if finding.subject else _PARTICULAR.sub("", finding.message)
    return label_of(finding), finding.code, cause


def _subjects(findings: Sequence[Finding]) -> list[str]:
    return list(dict.fromkeys(one.subject for one in findings if one.subject))


def _listed(findings: Sequence[Finding]) -> FindingGroup:
    """Return one message that lists what the findings are about, and one hint for all of it."""
    kind, subjects = CATALOGUE[findings[0].code], _subjects(findings)
    if len(subjects) == 1:
        what, advice = findings[0].what, findings[0].advice
    else:
        named = first_of(subjects, _SHOWN)
        what = kind.group_message.filled(count=len(subjects), subjects=named)
        advice = kind.group_hint.filled(all=", ".join(subjects))
    pages = len({finding.span.path for finding in findings})
    if pages > 1 and not pages == len(subjects) == len(findings):
        what = msgn("%(what)s (%(count)d page)", "%(what)s (%(count)d pages)", pages, what=what)
    return FindingGroup(tuple(findings), what, advice)


def _repeated(findings: Sequence[Finding]) -> FindingGroup:
    first, more = findings[0], len(findings) - 1
    if all((one.what, one.advice) == (first.what, first.advice) for one in findings):
        what = msgn(
            "%(what)s – and %(count)d more place",
            "%(what)s – and %(count)d more places",
            more,
            what=first.what,
        )
    else:
        what = msg("%(what)s – and %(count)d more like it", what=first.what, count=more)
    return FindingGroup(tuple(findings), what, first.advice)
