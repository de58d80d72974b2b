"""Validates plain data with a pydantic model and explains every mistake to an editor."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from kbgen.languages.field_names import meant_field
from kbgen.model.finding import KEY, Finding, HintedError, Span, did_you_mean, error
from kbgen.model.message import NO_MESSAGE, Argument, Message, joined, msg, one_of, verbatim
from kbgen.source.yaml import Path, YamlDocument

M = TypeVar("M", bound=BaseModel)

_EMPTY = msg("%(field)s must not be empty")
_NO_TRUTH = msg("%(field)s must be true or false")
_NOT_WHOLE = msg("%(field)s must be a whole number")
_NO_NUMBER = msg("%(field)s must be a number")
_FRACTION = msg("%(field)s must be a valid integer, got a number with a fractional part")
_NO_LIST = msg("%(field)s must be a list: [one, two]")
_NO_FIELDS = msg("%(field)s must hold fields of its own, one a line, indented")
_PLAIN = {
    "missing": msg("%(field)s is missing"),
    "string_type": msg("%(field)s must be text; put it in quotes"),
    "string_too_short": _EMPTY,
    "too_short": _EMPTY,
    "bool_parsing": _NO_TRUTH,
    "bool_type": _NO_TRUTH,
    "int_parsing": _NOT_WHOLE,
    "int_type": _NOT_WHOLE,
    "float_parsing": _NO_NUMBER,
    "float_type": _NO_NUMBER,
    "tuple_type": _NO_LIST,
    "list_type": _NO_LIST,
    "dict_type": _NO_FIELDS,
    "model_type": _NO_FIELDS,
    "model_attributes_type": _NO_FIELDS,
    "int_from_float": _FRACTION,
    "finite_number": msg("%(field)s must be a finite number"),
}
_PATTERN = msg("%(field)s string should match pattern '%(pattern)s'")
_LIMITS = {
    "greater_than": ("gt", msg("%(field)s must be greater than %(limit)s")),
    "greater_than_equal": ("ge", msg("%(field)s must be greater than or equal to %(limit)s")),
    "less_than": ("lt", msg("%(field)s must be less than %(limit)s")),
    "less_than_equal": ("le", msg("%(field)s must be less than or equal to %(limit)s")),
}
_TEXTS = msg("%(field)s must be text, and one alone")


_DAYS = "starts, ends"
_MEANT = {
    "country": "region",
    "date": _DAYS,
    "day": _DAYS,
    "from": "starts",
    "href": "page",
    "label": "words",
    "lat": "latitude",
    "link": "page",
    "lng": "longitude",
    "lon": "longitude",
    "open": "hours",
    "opening_hours": "hours",
    "since": "starts",
    "tel": "phone",
    "telephone": "phone",
    "till": "ends",
    "title": "words",
    "to": "ends",
    "tz": "timezone",
    "until": "ends",
    "valid_from": "starts",
    "valid_until": "ends",
    "why": "reason",
}
"""Other names that people use for a field → its name, where the spelling does not show it."""


TRANSLATED = msg("'%(name)s' was translated; the names before the colon stay in English")
_UNKNOWN_FIELD = msg("unknown field '%(name)s'")


def shape(
    document: YamlDocument, model: type[M], at: Path = (), unknown: Message = _UNKNOWN_FIELD
) -> tuple[M | None, list[Finding]]:
    """Validate the data at `at` of a document; the model is None if anything is wrong.

    `unknown` is the message about an entry that there is not, in which its name is filled in. An
    example in the model is the hint. A value that could not be read makes the model None, and is
    not reported again.
    """
    unread = {path for path in document.unread if path[: len(at)] == at}
    data = document.data
    for step in at:
        data = data[step]
    try:
        form = model.model_validate(data)
    except ValidationError as problems:
        return None, [
            _explain(problem, document, model, at, unknown)
            for problem in problems.errors()
            if (*at, *_written(document, at, problem["loc"])) not in unread
        ]
    return (None if unread else form), []


def as_yaml(data: Mapping[str, Any]) -> str:
    """Write data as YAML in one line: {hours: closed}."""
    return yaml.safe_dump(
        data, default_flow_style=True, allow_unicode=True, width=2000, sort_keys=False
    ).strip()


def message_of(problem: ValueError) -> Message:
    """Return what a ValueError says, with its hint, as one message."""
    if not isinstance(problem, HintedError):
        return verbatim(problem)
    return joined([problem.what, problem.hint], "; ") if problem.hint else problem.what


def what_and_hint(problem: ValueError) -> tuple[Message, Message]:
    """Return (message, hint) of a ValueError."""
    if isinstance(problem, HintedError):
        return problem.what, problem.hint
    return verbatim(problem), NO_MESSAGE


def _explain(
    problem: ErrorDetails,
    document: YamlDocument,
    model: type[BaseModel],
    at: Path,
    unknown: Message,
) -> Finding:
    loc = problem["loc"]
    is_key = loc[-1:] == (KEY,)
    loc = loc[:-1] if is_key else loc
    loc = _written(document, at, loc)
    path = (*at, *loc)
    name = ".".join(str(step) for step in loc)
    code = problem["type"]
    if code == "extra_forbidden":
        span = _nearest(document.keys, document.marks, path)
        known = _known(model, loc[:-1])
        hint = sure_hint(document, path, known) or _decimal_hint(document, path)
        hint = hint or did_you_mean(str(loc[-1]), known)
        what = unknown.filled(name=name)
        if meant := meant_field(str(loc[-1]), known):
            what = TRANSLATED.filled(name=str(loc[-1]))
            hint = msg("write %(field)s", field=meant)
        if written := _cut_address(document, path):
            what = msg("'%(written)s' has a comma in it", written=written)
            hint = msg("write %(address)s", address=written.replace(",", "."))
        return error("KB103", span, what, hint or msg("known: %(names)s", names=", ".join(known)))
    field = name or (str(at[-1]) if at else msg("this file"))
    first, second = document.marks, document.keys
    span = _nearest(second, first, path) if is_key else _nearest(first, second, path)
    if code == "value_error":
        wrong = problem["ctx"]["error"]
        if isinstance(wrong, HintedError):
            return error("KB104", span, joined([field, wrong.what], ": "), wrong.hint)
        return error("KB104", span, joined([field, verbatim(wrong)], ": "))
    if code == "literal_error":
        choices = one_of(_QUOTED.findall(problem["ctx"]["expected"]))
        what = msg("%(field)s must be %(choices)s", field=field, choices=choices)
        return error("KB104", span, what)
    is_listed = isinstance(problem["input"], list) and code == "dict_type"
    dashes = msg("write them without dashes") if is_listed else NO_MESSAGE
    hint = _boolean_hint(problem) or _example(model, loc) or dashes
    if code == "missing" and (line := _example_line(model, loc)):
        hint = msg("add it, such as %(line)s", line=line)
    return error("KB104", span, _mistake(problem, field), hint)


_QUOTED = re.compile("'[^']*'")


def _mistake(problem: ErrorDetails, field: Argument) -> Message:
    """Return what is wrong with a field, in pydantic's words if there are no plainer ones."""
    code = problem["type"]
    if code == "string_type" and isinstance(problem["input"], (list, dict)):
        return _TEXTS.filled(field=field)
    if code in _PLAIN:
        return _PLAIN[code].filled(field=field)
    if code == "string_pattern_mismatch":
        return _PATTERN.filled(field=field, pattern=problem["ctx"]["pattern"])
    if code in _LIMITS:
        name, template = _LIMITS[code]
        return template.filled(field=field, limit=f"{problem['ctx'][name]:g}")
    words = problem["msg"].replace("Input should", "must")
    return joined([field, verbatim(words[0].lower() + words[1:])], " ")


def sure_hint(document: YamlDocument, path: Path, known: Collection[str]) -> Message:
    """Return the hint for an unknown field that is surely one of these: misplaced, or named so.

    "" if nothing but the spelling can tell.
    """
    meant = _MEANT.get(str(path[-1]), "")
    renamed = msg("write %(field)s", field=meant) if meant in known else NO_MESSAGE
    if meant == _DAYS and "starts" in known:
        renamed = msg("write starts and ends, for one day the same")
    return _indent_hint(document, path, known) or renamed


def _indent_hint(document: YamlDocument, path: Path, known: Collection[str]) -> Message:
    """Return the hint for a field that is probably not indented enough; "" for none."""
    siblings = document.data
    for step in path[:-1]:
        siblings = siblings[step]
    before = [*siblings][: [*siblings].index(path[-1])] if isinstance(siblings, dict) else []
    outer = next((name for name in reversed(before) if name in known), "")
    is_empty = outer and siblings[outer] is None and (*path[:-1], outer) not in document.unread
    if not is_empty:
        return NO_MESSAGE
    return msg("if it belongs to '%(name)s:', indent it further than that", name=outer)


def _decimal_hint(document: YamlDocument, path: Path) -> Message:
    """Return the hint for a number with a comma, which begins a field: {money: 25,50 AED}."""
    siblings = document.data
    for step in path[:-1]:
        siblings = siblings[step]
    names = [*siblings] if isinstance(siblings, dict) else []
    at = names.index(path[-1]) if path[-1] in names else 0
    before = str(siblings[names[at - 1]]) if at else ""
    if not (re.match(r"\d", str(path[-1])) and re.search(r"\d\Z", before)):
        return NO_MESSAGE
    return msg("a comma begins another field; write %(number)s", number=f"{before}.{path[-1]}")


def _cut_address(document: YamlDocument, path: Path) -> str:
    """Return an e-mail address that a comma cuts: {email: care@example,com}; else ""."""
    siblings = document.data
    for step in path[:-1]:
        siblings = siblings[step]
    if not isinstance(siblings, dict) or siblings.get(path[-1]) is not None:
        return ""
    names = [*siblings]
    before = str(siblings[names[max(names.index(path[-1]) - 1, 0)]])
    is_cut = "@" in before and re.fullmatch(r"[\w.-]+", str(path[-1]))
    return f"{before},{path[-1]}" if is_cut else ""


def _written(document: YamlDocument, at: Path, loc: Path) -> Path:
    """Remove the index from the path of a single value that was converted to a list."""
    found: Path = ()
    for step in loc:
        if step != 0 or (*at, *found, step) in document.marks:
            found = (*found, step)
    return found


def _boolean_hint(problem: ErrorDetails) -> Message:
    value: Any = problem["input"]
    if isinstance(value, bool) and problem["type"] == "string_type":
        return msg("YAML reads yes, no, on and off as true and false")
    return NO_MESSAGE


def _known(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """Return the field names of the part of a model at `loc`."""
    fields = _fields(model, loc)
    inner = _model_below(fields[-1][1], loc) if fields else model
    return [*(inner or model).model_fields]


def _example(model: type[BaseModel], loc: Sequence[str | int]) -> Message:
    """Return a hint from the example of the innermost field on the path `loc`; "" for none."""
    line = _example_line(model, loc)
    return msg("write %(line)s", line=line) if line else NO_MESSAGE


def _example_line(model: type[BaseModel], loc: Sequence[str | int]) -> str:
    fields = reversed(_fields(model, loc))
    lines = (as_yaml({name: one.examples[0]})[1:-1] for name, one in fields if one.examples)
    return next(lines, "")


def _fields(model: type[BaseModel], loc: Sequence[str | int]) -> list[tuple[str, FieldInfo]]:
    """Return the fields on the path `loc`; keys of mappings and indexes are no fields."""
    found: list[tuple[str, FieldInfo]] = []
    inner: type[BaseModel] | None = model
    is_key = False
    for step in loc:
        if is_key:
            is_key = False
            inner = _model_below(found[-1][1], (step,))
        elif inner and isinstance(step, str) and (field := inner.model_fields.get(step)):
            found.append((step, field))
            inner = _model_in(field.annotation)
            is_key = get_origin(field.annotation) in (dict, Mapping)
    return found


def _model_below(field: FieldInfo, loc: Sequence[str | int]) -> type[BaseModel] | None:
    """Return the model in a field; of several by their keys, that of a key in `loc`."""
    by_key: dict[str | int, type[BaseModel]] = {}
    for one in field.metadata:
        by_key |= getattr(one, "models", {})
    named = (by_key[step] for step in loc if step in by_key)
    return next(named, None) or _model_in(field.annotation)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the first model in an annotation at any depth; None if there is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _nearest(first: Mapping[Path, Span], second: Mapping[Path, Span], path: Path) -> Span:
    for end in range(len(path), -1, -1):
        for marks in (first, second):
            if path[:end] in marks:
                return marks[path[:end]]
    return Span("")
