"""Writes the files of an index as a build does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kbgen.output.search.index import IndexedLanguage, index_files


def write_index(root: Path, editions: Sequence[IndexedLanguage]) -> None:
    for path, content in index_files(editions).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
