"""Plain data → a pydantic model, every problem at once and in an editor's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kbgen.model.finding import Finding, Span, did_you_mean, error
from kbgen.source.yaml import Document, Path

M = TypeVar("M", bound=BaseModel)

_PLAIN = {
    "missing": "is missing",
    "string_type": "must be text; put it in quotes",
    "string_too_short": "must not be empty",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "tuple_type": "must be a list: [one, two]",
    "list_type": "must be a list: [one, two]",
    "dict_type": "must hold fields of its own, one a line, indented",
    "model_type": "must hold fields of its own, one a line, indented",
    "model_attributes_type": "must hold fields of its own, one a line, indented",
}


def shape(document: Document, model: type[M], at: Path = ()) -> tuple[M | None, list[Finding]]:
    """Validate the data at `at` of a document; the model is None if anything is wrong."""
    data = document.data
    for step in at:
        data = data[step]
    try:
        return model.model_validate(data), []
    except ValidationError as problems:
        return None, [_explain(problem, document, model, at) for problem in problems.errors()]


def _explain(
    problem: ErrorDetails, document: Document, model: type[BaseModel], at: Path
) -> Finding:
    path = (*at, *(step for step in problem["loc"] if (*at, step)))
    name = ".".join(str(step) for step in problem["loc"])
    code = problem["type"]
    if code == "extra_forbidden":
        span = _nearest(document.keys, document.marks, path)
        known = [*model.model_fields]
        hint = did_you_mean(str(problem["loc"][-1]), known)
        return error("KB103", span, f"unknown field '{name}'", hint or f"known: {', '.join(known)}")
    span = _nearest(document.marks, document.keys, path)
    if code == "value_error":
        return error("KB104", span, f"{name}: {problem['ctx']['error']}")
    if code == "literal_error":
        return error("KB104", span, f"{name} must be {problem['ctx']['expected']}")
    name = name or str(at[-1] if at else "this file")
    what = _PLAIN.get(code) or problem["msg"][0].lower() + problem["msg"][1:]
    return error("KB104", span, f"{name} {what}", _trap(problem))


def _trap(problem: ErrorDetails) -> str:
    value: Any = problem["input"]
    if isinstance(value, bool) and problem["type"] == "string_type":
        return "YAML reads yes, no, on and off as true and false"
    return ""


def _nearest(first: Mapping[Path, Span], second: Mapping[Path, Span], path: Path) -> Span:
    for end in range(len(path), -1, -1):
        for marks in (first, second):
            if path[:end] in marks:
                return marks[path[:end]]
    return Span("")
