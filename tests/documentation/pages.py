"""All pages of docs/ that are made, by their path there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.documentation import reference
from tests.documentation.findings import findings_page

DOCS = Path(__file__).parent.parent.parent / "docs"


def _findings() -> str:
    return findings_page((DOCS / "findings.md").read_text("utf-8"))


_PAGES: dict[str, Callable[[], str]] = {
    "findings.md": _findings,
    "reference/settings.md": reference.settings_page,
    "reference/front-matter.md": reference.front_matter_page,
    "reference/files.md": reference.files_page,
}
NAMES = tuple(_PAGES)


def page(name: str) -> str:
    return _PAGES[name]()
