"""Findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kbgen.model.finding import Finding
from kbgen.model.findings import CATALOGUE, DOUBTS, label_of

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(findings: Sequence[Finding], version: str) -> str:
    """Return SARIF with one run; lines and columns count from 1, columns in characters.

    A doubt has the level note.
    """
    rules = sorted({finding.code for finding in findings})
    return json.dumps(
        {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "kbgen",
                            "version": version,
                            "rules": [_rule(code) for code in rules],
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "results": [_result(finding, rules) for finding in findings],
                }
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _rule(code: str) -> dict[str, Any]:
    kind = CATALOGUE[code]
    return {
        "id": code,
        "name": kind.name,
        "shortDescription": {"text": kind.title},
        "helpUri": kind.help_url,
        "defaultConfiguration": {"level": "note" if code in DOUBTS else kind.severity.value},
    }


def _result(finding: Finding, rules: list[str]) -> dict[str, Any]:
    hint = f" ({finding.hint})" if finding.hint else ""
    span, label = finding.span, label_of(finding)
    return {
        "ruleId": finding.code,
        "ruleIndex": rules.index(finding.code),
        "level": "note" if label == "doubt" else label,
        "message": {"text": f"{finding.message}{hint}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": span.path},
                    "region": {
                        "startLine": span.line,
                        "startColumn": span.column,
                        "endColumn": span.column + span.length,
                    },
                }
            }
        ],
    }
