"""Reads YAML as plain data together with the place of every key and value."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from kbgen.model.finding import ERROR, Edit, Finding, Severity, Span, error, warning
from kbgen.model.html import UnsafeKind, find_unsafe
from kbgen.model.message import NO_MESSAGE, Message, msg, verbatim
from kbgen.source.text import FORBIDDEN
from kbgen.source.yaml_slips import YamlSlip, find_slip

Path = tuple[str | int, ...]
LARGEST = 100_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})$")
_FLOAT = re.compile(r"[-+]?[0-9]{1,300}\.[0-9]+$")  # more digits would be infinite
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}$")
_BREAK = re.compile("[\x85\u2028\u2029]")
_FORBIDDEN = re.compile(f"[{FORBIDDEN}\ud800-\udfff]")
_PLAIN_TAG = "tag:yaml.org,2002:"
_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}

_CONTENT = re.compile(r"\s*[^\s#]")
_FACT_FIRST = re.compile(r"[ \t]*(?:- +)?(?:[\w.-]+: +)?(?P<value>\{\{.*\}\}.*?)\s*$")
_START = re.compile(r"(?P<spaces> *)(?P<dash>(?:- +)*)")
_FOREIGN = re.compile(r"[^\x00-\x7f\w\s]")
"""Signs of which some are taken for those of YAML."""
_FIRST = re.compile(r" *(?:- *)*[^\s:]*")
"""The text before the first token of a line, or before the colon of its first key."""

_HINTS = (
    ("tab character", msg("delete the tab and type spaces")),
    ("\\t", msg("delete the tab and type spaces")),
    ("mapping values are not allowed", msg('a text that contains a colon goes in quotes: "…: …"')),
    (
        "block end",
        msg("check the indentation of this line and put quotes around text with a colon"),
    ),
    ("block mapping", msg("check the indentation of this line; every key ends with a colon")),
    ("could not find expected ':'", msg("every key ends with a colon")),
    ("found unexpected end of stream", msg("close the quotes or the bracket")),
    ("flow", msg("close the bracket, and put quotes around text with a comma or a colon")),
    ("undefined alias", msg("an alias (*name) needs its anchor (&name) before it")),
    ("cannot start any token", msg("put quotes around this text")),
)
_USUAL_HINT = msg("check the quotes and the colons")


@dataclass(frozen=True)
class YamlDocument:
    """Data, and the span of each value (`marks`) and key (`keys`) by its path in the data.

    A value in `unread`, such as a day that does not exist, is None and has a finding already.
    """

    data: Any
    marks: Mapping[Path, Span] = field(default_factory=dict)
    keys: Mapping[Path, Span] = field(default_factory=dict)
    unread: frozenset[Path] = frozenset()


class _StopError(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def parse_yaml(
    text: str, path: str, first_line: int = 1, repeated: Severity = ERROR
) -> tuple[YamlDocument, list[Finding]]:
    """Parse one YAML document whose first line is line `first_line` of the file at `path`.

    Scalars are str, int, float, bool, None or date, as in YAML 1.2: `18:00`, `NO` as a key and
    `12_000` are text. On a syntax error the data is None. Of a key that is given twice, a
    finding of the severity `repeated`, the last value counts, as in MkDocs.
    """
    if broken := find_break(text, path, first_line):
        return YamlDocument(None), [broken]
    reader = _YamlReader(path, first_line, repeated)
    try:
        node = yaml.compose(text, Loader=_LOADER)
        data = None if node is None else reader.read(node, (), ())
    except yaml.MarkedYAMLError as problem:
        return YamlDocument(None), [explain_syntax(problem, text, path, first_line)]
    except yaml.YAMLError as problem:
        return YamlDocument(None), [
            error("KB102", Span(path, first_line), verbatim(str(problem).split("\n")[0]))
        ]
    except RecursionError:
        return YamlDocument(None), [
            error("KB102", Span(path, first_line), msg("nested too deeply"))
        ]
    except _StopError as stop:
        return YamlDocument(None), [stop.finding]
    return reader.document(data), reader.findings


def read_node(node: yaml.Node) -> tuple[YamlDocument, list[Finding]]:
    """Read a composed node; each of its marks names its file."""
    reader = _YamlReader("", 1)
    try:
        data = reader.read(node, (), ())
    except _StopError as stop:
        return YamlDocument(None), [stop.finding]
    return reader.document(data), reader.findings


def find_break(text: str, path: str, first_line: int = 1) -> Finding | None:
    """Find a character that ends a line in YAML 1.1, but not in editors or in YAML 1.2."""
    found = _BREAK.search(text)
    if found is None:
        return None
    line = text.count("\n", 0, found.start())
    column = found.start() - text.rfind("\n", 0, found.start())
    code = f"{ord(found.group()):04X}"
    what = msg("a line separator (U+%(code)s) stands here", code=code)
    span = Span(path, first_line + line, column)
    return error("KB102", span, what, msg("put a space or an ordinary line break in its place"))


def span_of(node: yaml.Node, path: str = "", first_line: int = 1) -> Span:
    """Return the place of a node in the file at `path`, else in the file that its mark names."""
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return Span(path or start.name, start.line + first_line, start.column + 1, max(length, 1))


def explain_syntax(
    problem: yaml.MarkedYAMLError, text: str, path: str, first_line: int = 1, loader: Any = _LOADER
) -> Finding:
    """Return a finding that explains a syntax error, which `loader` found, to an editor."""
    if slip := find_slip(problem, text, loader):
        return _at_slip(slip, text.split("\n")[slip.line], path, first_line)
    mark = problem.problem_mark or problem.context_mark
    line, column = (mark.line, mark.column + 1) if mark else (0, 1)
    if line > (last := text.count("\n")):  # PyYAML counts the end of a text as a line
        line, column = last, len(text) - text.rfind("\n")
    line += first_line
    reason = (problem.problem or "").replace(" in this context", " here")
    both = f"{reason} {problem.context or ''}"
    hint = next((hint for sign, hint in _HINTS if sign in both), _USUAL_HINT)
    if mark and any(sign in both for sign in ("block", "mapping values", "cannot start any token")):
        hint = _indentation(text.split("\n"), mark, first_line) or hint
    signs = _FOREIGN.findall(_line_at(text, mark.line)) if mark else []
    if foreign := next((sign for sign in signs if _plain(sign)), ""):
        hint = msg(
            "write an ordinary %(sign)s in place of %(written)s",
            sign=_plain(foreign),
            written=foreign,
        )
    if mark and (value := _begins_with_fact(text, mark.line)):
        hint = msg('put the text in quotes: "%(text)s"', text=value)
    what = msg("not valid YAML: %(reason)s", reason=reason or msg("this is not YAML"))
    return error("KB102", Span(path, line, column), what, hint)


def _at_slip(slip: YamlSlip, line: str, path: str, first_line: int) -> Finding:
    end = max(len(line) - slip.column, 1)
    number = slip.line + first_line
    mend = Edit(Span(path, number, 1, max(len(line), 1)), line, slip.new)
    length = end if line[slip.column : slip.column + 1] in "\"'{[" else 1
    place = Span(path, number, slip.column + 1, length)
    return error("KB102", place, slip.what, slip.hint, mend)


def _line_at(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number] if number < len(lines) else ""


def _plain(sign: str) -> str:
    """Return the sign of YAML that another one was meant as; "" for none.

    >>> _plain("،"), _plain("：")
    (',', ':')
    """
    name = unicodedata.name(sign, "")
    if "COMMA" in name and "QUOTATION" not in name:
        return ","
    if "COLON" in name and "SEMICOLON" not in name:
        return ":"
    return '"' if "DOUBLE" in name and "QUOTATION MARK" in name else ""


def _begins_with_fact(text: str, number: int) -> str:
    """Return the value in a line if it begins with a fact, which YAML reads as a mapping."""
    lines = text.split("\n")
    found = _FACT_FIRST.match(lines[number]) if number < len(lines) else None
    return found["value"].replace('"', "'") if found else ""


def _indentation(lines: list[str], mark: yaml.Mark, first_line: int) -> Message:
    """Return the hint for a line with another indentation than the line above it; "" for none."""
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return msg("delete the tab and type spaces")
    above = next((n for n in range(mark.line - 1, -1, -1) if _CONTENT.match(lines[n])), None)
    if above is None or not _FIRST.fullmatch(line[: mark.column]):
        return NO_MESSAGE
    here, there = _START.match(line), _START.match(lines[above])
    assert here and there
    own, other = len(here["spaces"]), len(there["spaces"])
    begins = msg(
        "this line begins in column %(column)d, line %(line)d in column %(other)d; "
        "what belongs together begins in the same column"
    )
    if there["dash"] and not here["dash"]:
        other += len(there["dash"])
        begins = msg(
            "this line begins in column %(column)d, what follows the dash in line %(line)d in "
            "column %(other)d; what belongs together begins in the same column"
        )
    if own == other:
        return NO_MESSAGE
    return begins.filled(column=own + 1, line=above + first_line, other=other + 1)


_SHOWN = {
    UnsafeKind.ELEMENT: msg("the element <%(name)s> in this text is shown as it stands"),
    UnsafeKind.HANDLER: msg("the event handler '%(name)s' in this text is shown as it stands"),
    UnsafeKind.SCHEME: msg("a '%(name)s:' address in this text is shown as it stands"),
}


def report_unsafe(text: str, span: Span) -> list[Finding]:
    """Warn about HTML in a value that is published as plain text."""
    return [
        warning("KB112", span, _SHOWN[found.kind].filled(name=found.name), msg("delete it"))
        for _, _, found in find_unsafe(text)
    ]


def near_day(year: int, month: int, day: int) -> Message:
    """Return the hint for a day that does not exist.

    >>> str(near_day(2026, 31, 12)), str(near_day(2026, 0, 1))
    ('dates are year-month-day: 2026-12-31', 'dates are year-month-day')
    """
    with suppress(ValueError):
        swapped = date(year, day, month).isoformat()
        return msg("dates are year-month-day: %(day)s", day=swapped)
    try:
        last = date(year, month, monthrange(year, month)[1]).isoformat()
    except (ValueError, IndexError):
        return msg("dates are year-month-day")
    return msg("the last day of that month is %(day)s; write the day that you mean", day=last)


class _YamlReader:
    """Walks the node tree once; collects marks and findings."""

    def __init__(self, path: str, first_line: int, repeated: Severity = ERROR) -> None:
        self.path, self.first_line, self.repeated = path, first_line, repeated
        self.marks: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.unread: set[Path] = set()
        self.findings: list[Finding] = []
        self.count = 0

    def document(self, data: Any) -> YamlDocument:
        return YamlDocument(data, self.marks, self.keys, frozenset(self.unread))

    def span(self, node: yaml.Node) -> Span:
        return span_of(node, self.path, self.first_line)

    def read(self, node: yaml.Node, at: Path, parents: tuple[int, ...]) -> Any:
        self.count += 1
        if self.count > LARGEST or id(node) in parents:
            what = (
                msg("an alias refers to itself") if id(node) in parents else msg("too many values")
            )
            raise _StopError(error("KB102", self.span(node), what))
        self.marks[at] = self.span(node)
        if not isinstance(node, yaml.ScalarNode) and not node.tag.startswith(_PLAIN_TAG):
            self.refuse_tag(node)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, at, (*parents, id(node)))
        if isinstance(node, yaml.SequenceNode):
            inner = (*parents, id(node))
            return [self.read(item, (*at, i), inner) for i, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self.scalar(node, at)

    def mapping(self, node: yaml.MappingNode, at: Path, parents: tuple[int, ...]) -> Any:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                hint = msg('a text that begins with a fact goes in quotes: "{{ refund.time }} …"')
                is_fact = isinstance(key_node, yaml.MappingNode)
                problem = error(
                    "KB102",
                    self.span(key_node),
                    msg("a key must be plain text"),
                    hint if is_fact else NO_MESSAGE,
                )
                raise _StopError(problem)
            key = key_node.value
            self.refuse_forbidden(key_node)
            if key in data:
                before = self.keys[(*at, key)]
                what = msg(
                    "'%(name)s' is already given in line %(line)d", name=key, line=before.line
                )
                span = self.span(key_node)
                self.findings.append(Finding("KB102", self.repeated, span, what, msg("remove one")))
            self.keys[(*at, key)] = self.span(key_node)
            data[key] = self.read(value_node, (*at, key), parents)
        return data

    def scalar(self, node: yaml.ScalarNode, at: Path) -> Any:
        text: str = node.value
        self.refuse_forbidden(node)
        self.findings += report_unsafe(text, self.span(node))
        if node.style in ("'", '"', "|", ">"):
            return text
        if not node.tag.startswith(_PLAIN_TAG) or node.tag.endswith("binary"):
            self.refuse_tag(node)
            self.unread.add(at)
            return None
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text.lower() in _TRUE | _FALSE and node.tag.endswith("bool"):
            return text.lower() in _TRUE
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
        if _DATE.match(text):
            return self.date(text, node, at)
        return text

    def refuse_forbidden(self, node: yaml.ScalarNode) -> None:
        """Find a forbidden character that is written as an escape."""
        if forbidden := _FORBIDDEN.search(node.value) if node.style == '"' else None:
            code = f"{ord(forbidden.group()):04X}"
            what = msg("a control character (U+%(code)s) is written here", code=code)
            raise _StopError(error("KB102", self.span(node), what, msg("delete it")))

    def refuse_tag(self, node: yaml.Node) -> None:
        what = msg("'%(tag)s' is not understood here", tag=node.tag)
        self.findings.append(error("KB102", self.span(node), what, msg("write a plain value")))

    def date(self, text: str, node: yaml.Node, at: Path) -> Any:
        year, month, day = (int(part) for part in text.split("-"))
        try:
            return date(year, month, day)
        except ValueError:
            what = msg("there is no day %(day)s", day=text)
            self.findings.append(error("KB104", self.span(node), what, near_day(year, month, day)))
            self.unread.add(at)
            return None
