"""The vectors to which Python and JavaScript are both held."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
SCRIPTS = REPOSITORY / "theme" / "scripts"
VECTORS: dict[str, Any] = json.loads(
    Path(__file__).with_name("search_vectors.json").read_text("utf-8")
)
WORDS: list[tuple[str, str, str]] = [tuple(row) for row in VECTORS["words"]]
STEMS: list[tuple[str, str, list[str]]] = [tuple(row) for row in VECTORS["stems"]]
