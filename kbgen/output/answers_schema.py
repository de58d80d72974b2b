"""The JSON Schema of api/answers.json and of api/branches/<branch>.json."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter

from kbgen.facts.all import BY_NAME
from kbgen.output import answers
from kbgen.output.answers import Answers, BranchAnswers, Form

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def answers_schema() -> dict[str, Any]:
    """Return the schema; the text below each field is its description.

    Pydantic's use_attribute_docstrings would do that too, but at every start of kbgen.
    """
    for form in _forms():
        for name, text in _descriptions(form).items():
            form.model_fields[name].description = text
        form.model_rebuild(force=True)
    adapter: TypeAdapter[Answers | BranchAnswers] = TypeAdapter(Answers | BranchAnswers)
    schema = adapter.json_schema()
    for name in ("Answers", "BranchAnswers"):
        # Programs distinguish the two files by the version, which is always written.
        schema["$defs"][name]["required"].insert(0, "schema")
    return {"$schema": DRAFT, "title": "kbgen answers"} | schema


def _forms() -> list[type[Form]]:
    """Return the models in the order of their definition."""
    found = (one for one in vars(answers).values() if isinstance(one, type))
    return [form for form in found if issubclass(form, Form)]


def _descriptions(form: type[Form]) -> dict[str, str]:
    """Return field → the string below it, for a model and its base classes."""
    found: dict[str, str] = {}
    for kind in reversed(form.__mro__):
        if issubclass(kind, Form):
            found |= _own_descriptions(kind)
    return found


def _own_descriptions(form: type[Form]) -> dict[str, str]:
    (tree,) = ast.parse(inspect.getsource(form)).body
    assert isinstance(tree, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(text.value.value).replace("{types}", _types())
        for field, text in pairwise(tree.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }


def _types() -> str:
    """Return the names of the types of fact as a list in a sentence."""
    *names, last = BY_NAME
    return f"{', '.join(names)} or {last}"
