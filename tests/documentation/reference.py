"""Models of options and of front matter → tables for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from kbgen.kinds import KINDS
from kbgen.kinds.survey import SurveyQuestion
from kbgen.model.forms import Forms
from kbgen.model.front_matter import UNUSED, PageMeta, is_language_field
from kbgen.model.home import Task
from kbgen.model.hosting import Hosting
from kbgen.model.judge import JudgeOption
from kbgen.model.limits import Limits
from kbgen.model.options import BrandOption, LocaleOption, Options
from kbgen.model.overrides import Override
from kbgen.model.search import Search
from kbgen.source.branches import BranchForm
from kbgen.source.glossary import term_form
from kbgen.source.ledger import DatedForm, DifferenceForm, FactForm, ThenForm, Valued

Schema = Mapping[str, Any]

_TYPES = {
    "string": "text",
    "number": "number",
    "integer": "whole number",
    "boolean": "true or false",
    "object": "mapping",
}
_BELOW: dict[str, tuple[type[BaseModel], str]] = {
    "locales": (LocaleOption, "Below the name of each language; `ur: ur-PK` is short for `tag`."),
    "judge": (JudgeOption, "Below `judge` in `checks`. [More about the judge](../judge.md)."),
    "overrides": (
        Override,
        "Below `overrides` in `checks`, a list. [More about severities](../findings.md).",
    ),
    "brand": (BrandOption, "Paths begin at the folder of mkdocs.yml."),
    "home": (Task, "Each item of the list; a page alone is short for `page`."),
    "forms": (Forms, "[More about forms](../forms.md)."),
    "search": (Search, "[More about the search](../search.md)."),
    "hosting": (Hosting, "[More about hosts](../hosting.md)."),
    "limits": (Limits, "[More about this limit](../building.md)."),
}


def settings_page() -> str:
    """Return docs/reference/settings.md."""
    lines = [
        "# Settings",
        "",
        "All options of the `kbgen` plugin in `mkdocs.yml`. None of them is needed: `- kbgen` alone "
        "is a valid configuration. An option without a value is as if it were left out.",
        "",
        "```yaml",
        "plugins:",
        "  - i18n: …           # the languages, with docs_structure: folder",
        "  - kbgen:",
        "      prove: true     # the options stand here",
        "```",
        "",
        "## All options {#options}",
        "",
        *table(Options),
    ]
    for name, (model, note) in _BELOW.items():
        lines += ["", f"## {name} {{#{name}}}", "", f"{note}", "", *table(model)]
    return "\n".join([_MADE.format("kbgen/model/options.py"), *lines, ""])


def front_matter_page() -> str:
    """Return docs/reference/front-matter.md."""
    fields = PageMeta.model_fields.items()
    unused = [name for name, field in fields if field.description == UNUSED]
    lines = [
        "# Front matter",
        "",
        "The fields at the top of a page, between two lines `---`. The first folder of a page is its "
        "kind, and the kind says which fields it has.",
        "",
        "The source page may have all fields. A translation may have only those that are marked "
        "*also in translations*, so that a date or a fact cannot differ between languages "
        "([KB105](../findings.md#kb105)).",
        "",
        "## All pages {#page}",
        "",
        *table(PageMeta, [name for name in PageMeta.model_fields if name not in unused]),
        "",
        f"kbgen knows these fields of MkDocs and Material, but does not use them: {', '.join(unused)}. "
        "Other fields must be named in the option [`meta_fields`](settings.md#options).",
    ]
    for kind in (kind for kind in KINDS if kind.folder):
        own = [name for name in kind.model.model_fields if name not in PageMeta.model_fields]
        lines += ["", f"## {kind.name} {{#{kind.name}}}", "", f"Pages in `{kind.folder}/`.", ""]
        lines += table(kind.model, own)
    lines += ["", "### A question of a survey {#question}", "", *table(SurveyQuestion)]
    return "\n".join([_MADE.format("kbgen/model/front_matter.py and kbgen/kinds/"), *lines, ""])


def files_page() -> str:
    """Return docs/reference/files.md."""
    lines = [
        "# Data files",
        "",
        "`kbgen schema` writes a JSON Schema of each, with which an editor completes and checks them.",
        "",
        "## content/facts.yml {#facts}",
        "",
        "Below the id of each fact: its value, and the fields of the second table. The value is given "
        "below exactly one type.",
        "",
        "| type | for example |",
        "|---|---|",
        *(f"| `{name}` | {field.description} |" for name, field in Valued.model_fields.items()),
        "",
        *table(
            FactForm, [name for name in FactForm.model_fields if name not in Valued.model_fields]
        ),
        "",
        "### A difference {#difference}",
        "",
        "Below `regions` and the code of a country, or below `differs` and the id of a fact in a "
        "branch file: a value below its type, as above, and these fields. A list holds several; a later "
        "one goes before an earlier one.",
        "",
        *table(DifferenceForm, [*DatedForm.model_fields, "announced", "then"]),
        "",
        "### A later value {#then}",
        "",
        "Below `then` of a fact or of a difference: a value below its type, as above, and these "
        "fields. A list holds several, in the order of their days. [More about days](../dates.md).",
        "",
        *table(ThenForm, [*DatedForm.model_fields, "announced"]),
        "",
        "## content/branches/*.yml {#branch}",
        "",
        "The name of the file is the id of the branch. [More about hours](../hours.md).",
        "",
        *table(BranchForm),
        "",
        "## content/glossary.yml {#glossary}",
        "",
        "Below the id of each term; the languages are those of the site.",
        "",
        *table(term_form(("en", "ur"))),
    ]
    return "\n".join([_MADE.format("kbgen/source/"), *lines, ""])


_MADE = "<!-- Made from {} by `python -m tests.documentation`; do not edit. -->\n"


def table(
    model: type[BaseModel],
    names: Sequence[str] = (),
) -> list[str]:
    """Return a table of a model's fields, or of some of them."""
    schema = model.model_json_schema()
    fields = _own(schema)["properties"]
    rows = []
    for name in names or fields:
        field = fields[name]
        about = _sentence(field.get("description", ""))
        assert about, f"{model.__name__}.{name} has no description"
        if issubclass(model, PageMeta) and is_language_field(model, name):
            about = f"{about} *Also in translations.*"
        about = " ".join([about, *_example(field)])
        is_needed = name in _own(schema).get("required", ())
        default = "needed" if is_needed else _default(model, name)
        cells = f"`{name}`", _type(field, schema), default, about
        rows.append(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |")
    return ["| name | type | default | what it is |", "|---|---|---|---|", *rows]


def _own(schema: Schema) -> Schema:
    """Return the part of a schema that is a mapping, of one that has a short form too."""
    if "$ref" in schema:
        return _own(schema["$defs"][schema["$ref"].rpartition("/")[2]])
    return next((s for s in schema.get("anyOf", ()) if "properties" in s), schema)


def _sentence(text: str) -> str:
    text = text if text.startswith("noindex") else text[:1].upper() + text[1:]
    return text if not text or text.endswith((".", "…", "}", '"')) else f"{text}."


def _example(field: Schema) -> Iterator[str]:
    if field.get("examples"):
        yield f"Example: `{_yaml(field['examples'][0])}`"


def _yaml(value: Any) -> str:
    """Write a value as a person writes it in YAML, in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_yaml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    if isinstance(value, str) and not value.startswith("#"):
        return value
    return json.dumps(value, ensure_ascii=False)


def _default(model: type[BaseModel], name: str) -> str:
    value = model.model_fields[name].get_default(call_default_factory=True)
    if value is None or isinstance(value, BaseModel) or value in ("", (), {}):
        return "–"
    return f"`{_yaml(value)}`"


def _type(field: Schema, schema: Schema, depth: int = 0) -> str:
    """Say in words what a value is; what a mapping in a mapping holds is left out.

    >>> _type({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]}, {})
    'list of texts'
    """
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return _type(schema["$defs"][name], schema, depth)
    if "anyOf" in field:
        kinds = [_type(one, schema, depth) for one in field["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in field:
        return ", ".join(f"`{_yaml(one)}`" for one in field["enum"] if one is not False)
    kind = field.get("type")
    if isinstance(kind, list):
        return " or ".join(_TYPES[one] for one in kind if one != "null")
    if kind == "array":
        one = _type(field["items"], schema, depth + 1) if "items" in field else "value"
        return f"list of {_plural(one)}"
    if kind == "string" and field.get("format") == "date":
        return "date"
    of = field.get("additionalProperties")
    if kind == "object" and isinstance(of, Mapping) and not depth:
        return f"mapping to {_type(of, schema, depth + 1)}"
    return _TYPES.get(str(kind), "any value")


def _plural(noun: str) -> str:
    return f"{noun}s" if noun in ("text", "number", "date", "mapping") else noun
