"""`kbgen schema`: JSON Schemas of the files that editors write and programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kbgen.kinds import models
from kbgen.mkdocs.driver import load
from kbgen.model.options import Options
from kbgen.output.answers_schema import answers_schema
from kbgen.output.schema import file_schema, front_matter_schema, map_schema, plugin_schema
from kbgen.source.branches import BranchForm
from kbgen.source.glossary import term_form
from kbgen.source.ledger import FactForm


def schemas(config_file: Path) -> dict[str, dict[str, Any]]:
    """Return file name → JSON Schema, of the files that editors write and programs read."""
    settings = load(config_file).settings
    terms = term_form(settings.langs)
    return {
        "front-matter.schema.json": front_matter_schema(models().values()),
        "facts.schema.json": map_schema("kbgen facts", FactForm),
        "branch.schema.json": file_schema("kbgen branch", BranchForm),
        "glossary.schema.json": map_schema("kbgen glossary", terms),
        "mkdocs.schema.json": plugin_schema("kbgen", Options),
        "answers.schema.json": answers_schema(),
    }
