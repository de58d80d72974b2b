"""JSON Schemas of the files that editors write, for YAML support in text editors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def front_matter_schema(models: Iterable[type[BaseModel]]) -> dict[str, Any]:
    """Return one schema for the front matter of all kinds, with the fields of all kinds."""
    properties: dict[str, Any] = {}
    definitions: dict[str, Any] = {}
    for model in models:
        schema = model.model_json_schema()
        definitions |= schema.pop("$defs", {})
        properties |= schema["properties"]
    return {
        "$schema": DRAFT,
        "title": "kbgen front matter",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }


def map_schema(title: str, model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of a file that maps ids to `model`: facts.yml, glossary.yml."""
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    return {
        "$schema": DRAFT,
        "title": title,
        "type": "object",
        "additionalProperties": schema,
        "$defs": definitions,
    }


def file_schema(title: str, model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of a file that is one `model`: branches/*.yml."""
    return {"$schema": DRAFT} | model.model_json_schema() | {"title": title}


def plugin_schema(name: str, model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of a mkdocs.yml in which a plugin's options are `model`.

    It allows anything else in the file, so that it can be combined with another schema.
    """
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    # An option without a value counts as left out.
    schema["properties"] = {
        option: {"description": field["description"], "anyOf": [field, {"type": "null"}]}
        for option, field in schema["properties"].items()
    }
    # Each keyword applies to its own type only: `plugins` may be a list or a mapping.
    plugin = {"properties": {name: {"$ref": f"#/$defs/{name}"}}}
    definitions[name] = {"anyOf": [schema, {"type": "null"}]}
    return {
        "$schema": DRAFT,
        "title": f"mkdocs.yml with {name}",
        "type": "object",
        "properties": {"plugins": {"items": plugin, **plugin}},
        "$defs": definitions,
    }
