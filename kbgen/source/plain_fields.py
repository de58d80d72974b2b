"""Reads fields above a page without `---` lines, as MkDocs does (MultiMarkdown's metadata)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

_FIELD = re.compile(r" {0,3}(?P<name>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE = re.compile(r"(?: {4}|\t)\s*(?P<value>.*)")


def plain_fields(lines: Sequence[str]) -> tuple[str, int]:
    """Return the fields as YAML, line for line, and the number of lines that they take.

    >>> plain_fields(["Title: Fees", "Summary: What it", "    costs", "", "Text"])
    ('title: "Fees"\\nsummary: "What it costs"\\n', 3)
    """
    fields: dict[str, str] = {}
    at: dict[str, int] = {}
    name, count = "", 0
    for line in lines:
        if found := _FIELD.match(line):
            name = found["name"].lower()
            at.setdefault(name, count)
            fields[name] = f"{fields.get(name, '')} {found['value'].strip()}".strip()
        elif (found := _MORE.match(line)) and name and line.strip():
            fields[name] += f" {found['value'].strip()}"
        else:
            break
        count += 1
    written = [""] * count
    for field, line_number in at.items():
        written[line_number] = f"{field}: {json.dumps(fields[field], ensure_ascii=False)}"
    return "\n".join(written), count
