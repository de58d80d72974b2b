"""The options of the plugin as a test gives them, and what is found wrong in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kbgen.model.options import Options
from kbgen.source.options import read_options
from kbgen.source.yaml import parse_yaml

ROOT = Path("/nowhere")


def read(**given: Any) -> Options:
    """Return options that are right."""
    options, findings = read_options(parse_yaml(json.dumps(given), "mkdocs.yml")[0], ROOT)
    assert options is not None, findings
    return options


def wrong(**given: Any) -> list[str]:
    """Return what is wrong with options: message and hint of each mistake."""
    options, findings = read_options(parse_yaml(json.dumps(given), "mkdocs.yml")[0], ROOT)
    assert options is None
    assert all(finding.code == "KB001" for finding in findings)
    return [f"{finding.message} ({finding.hint})" for finding in findings]
