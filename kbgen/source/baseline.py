"""Reads and writes the file of a baseline: JSON, a finding a line, sorted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kbgen.model.baseline import Baseline, BaselineKey
from kbgen.model.finding import Finding, Span, error, warning
from kbgen.model.message import msg
from kbgen.source.text import LARGEST_RECORD, decode, read_data
from kbgen.system.writing import write_whole

_FIELDS = {"path": str, "code": str, "about": str, "count": int}
_HINT = msg("take it from where it is kept, or delete it: kbgen check --baseline writes it anew")


def read_baseline(
    file: Path, path: str, bounds: Sequence[Path], place: Span | None = None
) -> tuple[Baseline, list[Finding]]:
    """Read a baseline; it is empty where it cannot be read, or is not there.

    `path` is its path in findings, `place` where mkdocs.yml names it.
    """
    if not file.exists():
        what = msg("the baseline %(path)s is not there", path=path)
        hint = msg("write it with kbgen check --baseline %(path)s, or commit it", path=path)
        return Baseline(), [warning("KB116", place or Span(path), what, hint)]
    data, problems = read_data(file, path, bounds, LARGEST_RECORD)
    text, problems = ("", problems) if problems else decode(data, path)
    if problems:
        return Baseline(), problems
    try:
        return _parsed(json.loads(text)), []
    except json.JSONDecodeError as problem:
        what = msg("this baseline is no JSON: %(reason)s", reason=problem.msg)
        return Baseline(), [error("KB116", Span(path, problem.lineno, problem.colno), what, _HINT)]
    except (ValueError, TypeError, KeyError, RecursionError):
        what = msg("this is no baseline of kbgen")
        return Baseline(), [error("KB116", Span(path), what, _HINT)]


def _parsed(data: Any) -> Baseline:
    counts = {}
    for one in data["findings"]:
        if any(type(one[name]) is not kind for name, kind in _FIELDS.items()) or one["count"] < 1:
            raise ValueError
        counts[BaselineKey(one["path"], one["code"], one["about"])] = one["count"]
    return Baseline(counts)


def write_baseline(file: Path, baseline: Baseline) -> None:
    """Write a baseline. Raises OSError."""
    lines = [
        json.dumps({**key._asdict(), "count": count}, ensure_ascii=False)
        for key, count in sorted(baseline.counts.items())
    ]
    text = ",\n    ".join(lines)
    body = f"[\n    {text}\n  ]" if lines else "[]"
    write_whole(file, f'{{\n  "findings": {body}\n}}\n'.encode())
