"""Reads the characters that a site's fonts can show from theme/fonts/manifest.json."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_RANGE = re.compile(r"U\+([0-9A-F]{4,6})(?:-([0-9A-F]{4,6}))?$")


@cache
def read_coverage(manifest: Path | None) -> Mapping[str, frozenset[str]]:
    """Return language → the characters that all its fonts or the system fonts show.

    The manifest is a file of kbgen, which a test checks. Without one, return {}.
    """
    if manifest is None or not manifest.is_file():
        return {}
    data: dict[str, Any] = json.loads(manifest.read_text("utf-8"))
    return {lang: _of_language(data, lang) for lang in {e["language"] for e in data["files"]}}


def _of_language(data: Mapping[str, Any], lang: str) -> frozenset[str]:
    # Readers choose the font, so every font must have the character.
    fonts = [characters(e["unicode_range"]) for e in data["files"] if e["language"] == lang]
    return frozenset.intersection(*fonts) | characters(data["system"][lang]) | frozenset("\n\r\t")


def characters(ranges: Iterable[str]) -> frozenset[str]:
    """Read ranges of code points as CSS writes them.

    >>> sorted(characters(["U+0041-0043", "U+06CC"]))
    ['A', 'B', 'C', 'ی']
    """
    found: set[str] = set()
    for written in ranges:
        match = _RANGE.match(written)
        if match is None:
            raise ValueError(f"'{written}' is no range of code points")
        found |= {chr(c) for c in range(int(match[1], 16), int(match[2] or match[1], 16) + 1)}
    return frozenset(found)
