"""JSON Schemas of what editors write, for the YAML plug-in of their editor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def front_matter_schema(models: Iterable[type[BaseModel]]) -> dict[str, Any]:
    """Return one schema for the front matter of every kind: any field of any kind."""
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

    What else stands in it is not looked at, so that another schema can be used beside this one.
    """
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    # An option without a value is as if it were left out.
    schema["properties"] = {
        option: {"description": field["description"], "anyOf": [field, {"type": "null"}]}
        for option, field in schema["properties"].items()
    }
    # Each of these keywords speaks of its own type alone: plugins may be a list or a mapping.
    plugin = {"properties": {name: {"$ref": f"#/$defs/{name}"}}}
    definitions[name] = {"anyOf": [schema, {"type": "null"}]}
    return {
        "$schema": DRAFT,
        "title": f"mkdocs.yml with {name}",
        "type": "object",
        "properties": {"plugins": {"items": plugin, **plugin}},
        "$defs": definitions,
    }
