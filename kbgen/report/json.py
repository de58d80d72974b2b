"""Findings as JSON, for editors and CI."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kbgen.model.finding import Finding
from kbgen.model.findings import verdict_of


def to_json(findings: Sequence[Finding]) -> str:
    """Return a list of {code, severity, verdict, path, line, column, message, hint}."""
    return json.dumps(
        [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "verdict": verdict_of(finding),
                "path": finding.span.path,
                "line": finding.span.line,
                "column": finding.span.column,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in findings
        ],
        ensure_ascii=False,
        indent=2,
    )
