"""What stood at the start: findings that a site has set aside, to mend them one by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kbgen.model.finding import Finding

_PLACE = re.compile(r"(?<=\w):\d+:\d+|\blines? \d+(?:,? (?:and )?\d+)*")
"""A place that a message names."""


class BaselineKey(NamedTuple):
    """What a finding is known by, wherever its line moves to; equal ones are counted."""

    path: str
    code: str
    about: str


@dataclass(frozen=True)
class Baseline:
    """How many findings of each key are set aside."""

    counts: Mapping[BaselineKey, int] = field(default_factory=dict)

    def without_gone(self, findings: Iterable[Finding]) -> Baseline:
        """Return the baseline without what is not found any more."""
        found = Counter(map(key_of, findings))
        left = {key: min(count, found[key]) for key, count in self.counts.items() if found[key]}
        return Baseline(left)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class BaselineUse:
    """How many findings a baseline has set aside, and how many of it are gone.

    The latter is None where not every rule was asked.
    """

    path: str
    hidden: int
    gone: int | None = None


def key_of(finding: Finding) -> BaselineKey:
    """Return what a finding is known by; lines that its message names do not count.

    >>> from kbgen.model.finding import Span, error
    >>> key_of(error("KB111", Span("a.md", 9), "the id 'a' is already that of line 3")).about
    "the id 'a' is already that of"
    """
    about = finding.subject or _PLACE.sub("", finding.message).strip()
    return BaselineKey(finding.span.path, finding.code, about)


def baseline_of(findings: Iterable[Finding]) -> Baseline:
    """Return the baseline that sets all of these findings aside."""
    return Baseline(Counter(map(key_of, findings)))


def set_aside(
    findings: Iterable[Finding], baseline: Baseline, counts: Callable[[Finding], bool]
) -> tuple[list[Finding], int, int]:
    """Return the findings that a baseline does not hold, how many it does, and how many are gone.

    Those that `counts` is true of stay, whatever stands in the baseline. The findings are sorted.
    """
    left = Counter(baseline.counts)
    kept, hidden = [], 0
    for finding in findings:
        key = key_of(finding)
        is_known = left[key] > 0
        left[key] -= is_known
        if is_known and not counts(finding):
            hidden += 1
        else:
            kept.append(finding)
    return kept, hidden, sum(left.values())
