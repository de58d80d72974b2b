"""Splits a Markdown file into front matter, validated by the kind of page, and body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kbgen.kinds import kind_of
from kbgen.model.finding import ERROR, WARNING, Finding, Span, error
from kbgen.model.front_matter import PageMeta, is_language_field
from kbgen.source.known_fields import FieldRules, known_fields, repeated_fields, usable_fields
from kbgen.source.shape import shape
from kbgen.source.yaml import YamlDocument, parse_yaml

FIRST_LINE = 2
"""The line of a file in which its front matter begins, below the fence."""
_FENCE = re.compile(r"-{3,}[ \t]*$")
_KEY = re.compile(r"(title|description|keywords|tags)[ \t]*:")


@dataclass(frozen=True)
class Split:
    """The front matter as text ("" if there is none), the body, and the body's first line."""

    yaml: str
    body: str
    body_line: int


def split_front_matter(text: str, path: str) -> tuple[Split, list[Finding]]:
    """Split a file at its `---` lines.

    >>> split_front_matter("---\\ntitle: A\\n---\\nB", "x.md")[0]
    Split(yaml='title: A', body='B', body_line=4)
    """
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    late = first > 0 and _FENCE.match(lines[first])
    if late or (lines[0].startswith(" ") and _FENCE.match(lines[0].lstrip())):
        what = "front matter starts with '---' in the very first column of the first line"
        hint = "delete what stands before it"
        return Split("", "", 1), [error("KB103", Span(path, first + 1), what, hint)]
    if not _FENCE.match(lines[0]):
        missing = _KEY.match(lines[0]) and any(_FENCE.match(line) for line in lines[1:40])
        findings = (
            [error("KB103", Span(path), "the front matter has no first '---'", "add a line ---")]
            if missing
            else []
        )
        return Split("", text, 1), findings
    for number, line in enumerate(lines[1:], 1):
        if _FENCE.match(line) or line.rstrip() == "...":
            body = "\n".join(lines[number + 1 :])
            return Split("\n".join(lines[1:number]), body, number + 2), []
    last = next((i for i, line in enumerate(lines[1:], 1) if not line.strip()), len(lines))
    finding = error(
        "KB103",
        Span(path, min(last + 1, len(lines))),
        "the front matter that starts in line 1 has no closing '---'",
        "add a line --- after its last field",
    )
    return Split("", "", 1), [finding]


def read_front_matter(
    split: Split, path: str, page_id: str, is_translation: bool, rules: FieldRules
) -> tuple[PageMeta | None, YamlDocument, list[Finding]]:
    """Validate the front matter of a page; None if anything in it is wrong."""
    kind = kind_of(page_id)
    is_lenient = rules.is_lenient(kind)
    repeated = WARNING if is_lenient else ERROR
    document, findings = parse_yaml(split.yaml, path, FIRST_LINE, repeated)
    if findings and document.data is None:
        return None, document, findings
    if document.data is None:
        return kind.model(), replace(document, data={}), findings
    if not isinstance(document.data, dict):
        what = "the front matter must be fields, one a line: title: …"
        found = error("KB103", Span(path, FIRST_LINE), what)
        return None, replace(document, data={}), [*findings, found]
    known = known_fields(document, kind, rules)
    findings += known.findings
    meta, problems = _typed(document, known.fields, kind.model)
    if problems and is_lenient:
        lines = split.yaml.split("\n")
        known = usable_fields(document, known.fields, lines, FIRST_LINE)
        meta, problems = _typed(document, known.fields, kind.model)
        problems += known.findings
    findings += problems
    if is_translation:
        own = [name for name in known.fields if not is_language_field(kind.model, name)]
        findings += repeated_fields(own, document, is_lenient)
    return (None if known.has_errors else meta), document, findings


def _typed(
    document: YamlDocument, fields: Mapping[str, Any], model: type[PageMeta]
) -> tuple[PageMeta | None, list[Finding]]:
    unread = frozenset(path for path in document.unread if path[0] in fields)
    return shape(replace(document, data=dict(fields), unread=unread), model)
