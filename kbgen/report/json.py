"""Findings as JSON, for editors and CI."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kbgen.model.finding import Finding


def to_json(findings: Sequence[Finding]) -> str:
    """Return a list of {code, severity, path, line, column, message, hint}."""
    return json.dumps(
        [
            {
                "code": finding.code,
                "severity": finding.severity.value,
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
