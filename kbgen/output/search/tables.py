"""The tables that Python and the browser share."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("tables.json")


@cache
def tables() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return loaded


def shared_tables_bytes() -> bytes:
    """Return what a browser needs of every language's words: letters, but no vocabulary."""
    shared = {name: table for name, table in tables().items() if name not in ("about", "languages")}
    return json.dumps(shared, ensure_ascii=False, separators=(",", ":")).encode()


def language_tables(lang: str) -> dict[str, Any]:
    """Return what travels with a language's index: its own tables, and English ones.

    Every site has words in Latin letters.
    """
    languages = tables()["languages"]
    return {name: languages[name] for name in dict.fromkeys((lang, "en")) if name in languages}
