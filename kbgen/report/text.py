"""Findings as text for people, with places that a terminal makes clickable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from kbgen.model.doubt import doubts_in
from kbgen.model.finding import Finding, first_of
from kbgen.model.findings import ABOUT_RECORD, label_of
from kbgen.model.locale import has_rtl
from kbgen.model.message import Message, listed, msg, msgn
from kbgen.report.catalog import IN_ENGLISH, FindingCatalog
from kbgen.report.groups import FindingGroup, alone, grouped

_PLACES = 3
"""How many other places of a group are named."""
LABELS = {"error": msg("error"), "warning": msg("warning"), "doubt": msg("doubt")}
_COLOURS = {"error": "red", "warning": "yellow", "doubt": "cyan"}


def to_text(
    findings: Sequence[Finding],
    line_of: Callable[[Finding], str] = lambda _: "",
    lists_doubts: bool = True,
    details: bool = False,
    catalog: FindingCatalog = IN_ENGLISH,
) -> str:
    """Return one paragraph for each finding and a last line that counts them; colours are ANSI.

    Mistakes come first: what the record of translations tells, and doubts, may follow from them.
    Many findings of one cause are one paragraph, unless all `details` are wanted. `line_of` returns
    the line of text of a finding, which is shown below it; "" for none. Without `lists_doubts` they
    are only counted.
    """
    shown = [one for one in findings if lists_doubts or label_of(one) != "doubt"]
    shown.sort(key=_turn)
    lines = []
    for group in map(alone, shown) if details else grouped(shown):
        finding, label = group.first, label_of(group.first)
        severity = f"{catalog.text(LABELS[label])} {finding.code}"
        severity = click.style(severity, fg=_COLOURS[label], bold=True)
        lines.append(f"{finding.span}: {severity} {catalog.part(group.what)}")
        if not (group.others and finding.subject):
            lines += _excerpt(finding, line_of(finding))
        if group.advice:
            arrow = click.style("←" if catalog.is_rtl else "→", dim=True)
            lines.append(f"    {arrow} {catalog.text(group.advice)}")
        if any(one.span.path != finding.span.path or not one.subject for one in group.others):
            lines.append(f"    {catalog.text(_others(group))}")
    return "\n".join([*lines, summary(findings, catalog)])


def _turn(finding: Finding) -> int:
    """Return in which turn a finding is told: mistakes, then the record, then doubts."""
    return 2 if label_of(finding) == "doubt" else int(finding.code in ABOUT_RECORD)


def _others(group: FindingGroup) -> Message:
    """Return where the others of a group are, as far as a line can say it."""
    places = first_of([f"{one.span.path}:{one.span.line}" for one in group.others], _PLACES)
    return msg("also %(places)s; all of them: kbgen check --details", places=places)


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


def summary(findings: Sequence[Finding], catalog: FindingCatalog = IN_ENGLISH) -> str:
    """Return the number of findings in words, and apart from them that of the open doubts.

    >>> summary([])
    'No findings.'
    """
    labels = [label_of(finding) for finding in findings]
    errors, warnings = labels.count("error"), labels.count("warning")
    parts = [
        *([errors_of(errors)] if errors else []),
        *([warnings_of(warnings)] if warnings else []),
    ]
    what = listed(parts) if parts else msg("No findings")
    if doubts := len(doubts_in(findings)):
        return catalog.text(
            msgn(
                "%(what)s; %(count)d doubt is open: kbgen check --review",
                "%(what)s; %(count)d doubts are open: kbgen check --review",
                doubts,
                what=what,
            )
        )
    return catalog.text(msg("%(what)s.", what=what))


def errors_of(count: int) -> Message:
    """Return a number of errors in words."""
    return msgn("%(count)d error", "%(count)d errors", count)


def warnings_of(count: int) -> Message:
    """Return a number of warnings in words."""
    return msgn("%(count)d warning", "%(count)d warnings", count)


def counted(count: int, name: str) -> str:
    """Return a number of things in words.

    >>> counted(1, "doubt"), counted(3, "doubt")
    ('1 doubt', '3 doubts')
    """
    return f"{count} {name}{'' if count == 1 else 's'}"
