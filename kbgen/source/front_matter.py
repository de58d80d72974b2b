"""Splits a Markdown file into front matter, validated by the kind of page, and body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kbgen.kinds import kind_of
from kbgen.model.finding import ERROR, WARNING, Edit, Finding, Span, error
from kbgen.model.front_matter import PageMeta, is_language_field
from kbgen.model.message import msg
from kbgen.source.answers import answer_above
from kbgen.source.fences import FENCE, PLAIN_FIELDS, Fault, no_end, wrong_begin, wrong_end
from kbgen.source.known_fields import FieldRules, known_fields, repeated_fields, usable_fields
from kbgen.source.plain_fields import plain_fields
from kbgen.source.shape import shape
from kbgen.source.yaml import YamlDocument, parse_yaml

FIRST_LINE = 2
"""The line of a file in which its front matter begins, below the fence."""


@dataclass(frozen=True)
class Split:
    """The front matter as text ("" if there is none), the body, and the body's first line."""

    yaml: str
    body: str
    body_line: int
    yaml_line: int = FIRST_LINE


def split_front_matter(
    text: str, path: str, takes_plain: bool = False
) -> tuple[Split, list[Finding]]:
    """Split a file at its `---` lines; `takes_plain` accepts fields without them, as MkDocs does.

    >>> split_front_matter("---\\ntitle: A\\n---\\nB", "x.md")[0]
    Split(yaml='title: A', body='B', body_line=4, yaml_line=2)
    """
    lines = text.split("\n")
    if answer := answer_above(lines, path):
        return Split("", "", 1), [answer]
    fault = wrong_begin(lines)
    if fault and takes_plain and fault.what == PLAIN_FIELDS:
        fields, count = plain_fields(lines)
        return Split(fields, "\n".join(lines[count:]), count + 1, 1), []
    if fault:
        return Split("", "", 1), [_fault_at(fault, lines, path)]
    if not FENCE.match(lines[0]):
        return Split("", text, 1), []
    end = next(
        (i for i, line in enumerate(lines[1:], 1) if FENCE.match(line) or line.rstrip() == "..."),
        None,
    )
    if fault := wrong_end(lines, end):
        return Split("", "", 1), [_fault_at(fault, lines, path)]
    if end is not None:
        return Split("\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2), []
    last = next((i for i, line in enumerate(lines[1:], 1) if not line.strip()), len(lines))
    return Split("", "", 1), [_fault_at(no_end(lines, last), lines, path)]


def _fault_at(fault: Fault, lines: list[str], path: str) -> Finding:
    line = lines[fault.line]
    span = Span(path, fault.line + 1, length=max(len(line), 1))
    mend = Edit(span, line, "---") if fault.is_line else None
    return error("KB103", span, fault.what, fault.hint, mend)


def read_front_matter(
    split: Split, path: str, page_id: str, is_translation: bool, rules: FieldRules
) -> tuple[PageMeta | None, YamlDocument, list[Finding]]:
    """Validate the front matter of a page; None if anything in it is wrong."""
    kind = kind_of(page_id)
    is_lenient = rules.is_lenient(kind)
    repeated = WARNING if is_lenient else ERROR
    document, findings = parse_yaml(split.yaml, path, split.yaml_line, repeated)
    if findings and document.data is None:
        return None, document, findings
    if document.data is None:
        return kind.model(), replace(document, data={}), findings
    if not isinstance(document.data, dict):
        what = msg("the front matter must be fields, one a line: title: …")
        found = error("KB103", Span(path, split.yaml_line), what)
        return None, replace(document, data={}), [*findings, found]
    known = known_fields(document, kind, rules)
    findings += known.findings
    meta, problems = _typed(document, known.fields, kind.model)
    if problems and is_lenient:
        lines = split.yaml.split("\n")
        known = usable_fields(document, known.fields, lines, split.yaml_line)
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
