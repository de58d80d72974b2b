"""Findings as annotations of a GitHub workflow."""

from __future__ import annotations

from collections.abc import Sequence

from kbgen.model.finding import Finding
from kbgen.model.findings import label_of


def to_github(findings: Sequence[Finding]) -> str:
    """Return one line `::error file=…,line=…::message` for each finding; a doubt is a notice."""
    return "\n".join(_annotation(finding) for finding in findings)


def _annotation(finding: Finding) -> str:
    span = finding.span
    place = f"file={_property(span.path)},line={span.line},col={span.column}"
    hint = f" ({finding.hint})" if finding.hint else ""
    message = _data(f"{finding.message}{hint}")
    label = label_of(finding)
    return f"::{'notice' if label == 'doubt' else label} {place},title={finding.code}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
