"""Findings as lines that a person reads and a terminal makes clickable."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kbgen.model.finding import ERROR, Finding


def to_text(findings: Sequence[Finding]) -> str:
    """Return one paragraph a finding and a last line that counts them; colours are ANSI."""
    lines = []
    for finding in findings:
        colour = "red" if finding.severity == ERROR else "yellow"
        severity = click.style(f"{finding.severity} {finding.code}", fg=colour, bold=True)
        lines.append(f"{finding.span}: {severity} {finding.message}")
        if finding.hint:
            lines.append(f"    {click.style('→', dim=True)} {finding.hint}")
    return "\n".join([*lines, summary(findings)])


def summary(findings: Sequence[Finding]) -> str:
    """Count findings in words.

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
