"""Findings as text for people, with places that a terminal makes clickable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from kbgen.model.finding import ERROR, Finding
from kbgen.model.locale import has_rtl


def to_text(findings: Sequence[Finding], line_of: Callable[[Finding], str] = lambda _: "") -> str:
    """Return one paragraph for each finding and a last line that counts them; colours are ANSI.

    `line_of` returns the line of text of a finding, which is shown below it; "" for none.
    """
    lines = []
    for finding in findings:
        colour = "red" if finding.severity == ERROR else "yellow"
        severity = click.style(f"{finding.severity} {finding.code}", fg=colour, bold=True)
        lines.append(f"{finding.span}: {severity} {finding.message}")
        lines += _excerpt(finding, line_of(finding))
        if finding.hint:
            lines.append(f"    {click.style('→', dim=True)} {finding.hint}")
    return "\n".join([*lines, summary(findings)])


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
    """Return the number of findings in words.

    >>> summary([])
    'No findings.'
    """
    errors = sum(finding.severity == ERROR for finding in findings)
    warnings = len(findings) - errors
    parts = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for count, name in ((errors, "error"), (warnings, "warning"))
        if count
    ]
    return f"{' and '.join(parts)}." if parts else "No findings."
