"""What mkdocs.yml says of the search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_ADDRESS = re.compile(
    r"https://[^\s\"'<>;,]+|http://(?:localhost|127\.0\.0\.1)(?::\d+)?/[^\s\"'<>;,]*"
)


class SearchError(ValueError):
    """`search` in mkdocs.yml cannot be understood; the message says what to write."""


@dataclass(frozen=True)
class Search:
    """`beacon` is told what customers could not find: the words and the language, no more."""

    beacon: str = ""

    @property
    def connect_sources(self) -> tuple[str, ...]:
        """Return the origins that pages send to, for the Content-Security-Policy."""
        parts = urlsplit(self.beacon)
        return (f"{parts.scheme}://{parts.netloc}",) if self.beacon else ()


def search_from(option: Mapping[str, Any]) -> Search:
    """Read `search` of mkdocs.yml. Raises SearchError."""
    unknown = sorted(map(str, set(option) - {"beacon"}))
    if unknown:
        raise SearchError(f"there is no '{unknown[0]}'; it has beacon")
    beacon = str(option.get("beacon") or "")
    if beacon and not _ADDRESS.fullmatch(beacon):
        raise SearchError(f"beacon: '{beacon}' is no address; write one that begins with https://")
    return Search(beacon)
