"""Findings as text for people, with places that a terminal makes clickable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from kbgen.model.doubt import doubts_in
from kbgen.model.finding import Finding, first_of
from kbgen.model.findings import label_of
from kbgen.model.locale import has_rtl
from kbgen.report.groups import FindingGroup, grouped

_PLACES = 3
"""How many other places of a group are named."""
_COLOURS = {"error": "red", "warning": "yellow", "doubt": "cyan"}


def to_text(
    findings: Sequence[Finding],
    line_of: Callable[[Finding], str] = lambda _: "",
    lists_doubts: bool = True,
    details: bool = False,
) -> str:
    """Return one paragraph for each finding and a last line that counts them; colours are ANSI.

    Many findings of one cause are one paragraph, unless all `details` are wanted. `line_of` returns
    the line of text of a finding, which is shown below it; "" for none. Without `lists_doubts` they
    are only counted.
    """
    listed = [one for one in findings if lists_doubts or label_of(one) != "doubt"]
    lines = []
    for group in map(_alone, listed) if details else grouped(listed):
        finding, label = group.first, label_of(group.first)
        severity = click.style(f"{label} {finding.code}", fg=_COLOURS[label], bold=True)
        lines.append(f"{finding.span}: {severity} {group.message}")
        if not (group.others and finding.subject):
            lines += _excerpt(finding, line_of(finding))
        if group.hint:
            lines.append(f"    {click.style('→', dim=True)} {group.hint}")
        if any(one.span.path != finding.span.path or not one.subject for one in group.others):
            lines.append(f"    {_others(group)}")
    return "\n".join([*lines, summary(findings)])


def _alone(finding: Finding) -> FindingGroup:
    return FindingGroup((finding,), finding.message, finding.hint)


def _others(group: FindingGroup) -> str:
    """Return where the others of a group are, as far as a line can say it."""
    places = [f"{one.span.path}:{one.span.line}" for one in group.others]
    return f"also {first_of(places, _PLACES)}; all of them: kbgen check --details"


def _excerpt(finding: Finding, line: str) -> list[str]:
    """Return the line with a caret below the place or, in right-to-left text, marks around it."""
    start = finding.span.column - 1
    end = min(start + finding.span.length, len(line))
    if not line.strip() or start >= len(line) or len(line) > 2000:
        return []
    if has_rtl(line):
        before, after = line[max(start - 30, 0) : start], line[end : end + 30]
        return [f"    … {before}»{line[start:end]}«{after} …"]
    left = max(0, start - 60)
    shown = line[left : left + 110].replace("\t", " ")
    return [f"    {shown}", f"    {' ' * (start - left)}{'^' * max(1, min(end - start, 50))}"]


def summary(findings: Sequence[Finding]) -> str:
    """Return the number of findings in words, and apart from them that of the open doubts.

    >>> summary([])
    'No findings.'
    """
    labels = [label_of(finding) for finding in findings]
    text = " and ".join(
        counted(labels.count(name), name) for name in ("error", "warning") if name in labels
    )
    text = text or "No findings"
    if doubts := len(doubts_in(findings)):
        are = "is" if doubts == 1 else "are"
        return f"{text}; {counted(doubts, 'doubt')} {are} open: kbgen check --review"
    return f"{text}."


def counted(count: int, name: str) -> str:
    """Return a number of things in words.

    >>> counted(1, "doubt"), counted(3, "doubt")
    ('1 doubt', '3 doubts')
    """
    return f"{count} {name}{'' if count == 1 else 's'}"
