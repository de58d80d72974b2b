"""All pages of docs/ that are made, by their path there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.documentation import reference
from tests.documentation.findings import findings_page
from tests.documentation.templates import templates_page
from tests.documentation.workflows import workflows_page

DOCS = Path(__file__).parent.parent.parent / "docs"


def written(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


_PAGES: dict[str, Callable[[], str]] = {
    "findings.md": lambda: findings_page(written("findings.md")),
    "reference/settings.md": reference.settings_page,
    "reference/front-matter.md": reference.front_matter_page,
    "reference/files.md": reference.files_page,
    "reference/templates.md": lambda: templates_page(written("reference/templates.md")),
    "reference/workflows.md": workflows_page,
}
NAMES = tuple(_PAGES)


def page(name: str) -> str:
    return _PAGES[name]()
