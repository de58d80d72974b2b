"""The theme's styles are small sheets, and each of their rules is for something that pages have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

SHEETS = sorted(
    [*REPOSITORY.glob("theme/styles/*.css"), *REPOSITORY.glob("kbgen/languages/*/style.css")]
)
MOST_LINES = 300

# Classes that others write: Python-Markdown, its extensions, and MkDocs Material's buttons.
OTHERS = {
    *("admonition", "admonition-title", "arithmatex", "headerlink", "task-list-item", "twemoji"),
    *("tabbed-set", "tabbed-labels", "tabbed-content", "tabbed-block"),
    *("md-button", "md-button--primary"),
    *("warning", "caution", "attention", "question", "danger", "error", "failure", "bug"),
}
# Modifiers whose last part is data, as templates and scripts write them.
MADE = (
    ("kb-article--", "kb-article--{{"),
    ("kb-bulletin--", "kb-bulletin--{{"),
    ("kb-notice--", "kb-notice--{{"),
    ("kb-status--", "kb-status--${"),
    ("kb-align-", 'f"kb-align-{'),
)
NAME = re.compile(r"kb(-[a-z0-9]+)+(__[a-z]+)?(--[a-z]+)?")
RULE = re.compile(r"([^{};]+)\{")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def classes(css: str) -> set[str]:
    """Return the classes of a sheet's selectors."""
    bare = re.sub(r'/\*.*?\*/|"[^"]*"', "", css, flags=re.S)
    return {name for rule in RULE.findall(bare) for name in CLASS.findall(rule)}


@pytest.fixture(scope="module")
def written() -> str:
    """All that writes classes: templates, scripts, and Python."""
    theme = REPOSITORY / "theme"
    files = [
        *theme.rglob("*.html"),
        *(theme / "scripts").glob("*.js"),
        *(REPOSITORY / "kbgen").rglob("*.py"),
    ]
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.parent.name}/{sheet.name}")
def test_a_sheet_is_short_and_says_what_it_is_for(sheet: Path) -> None:
    text = sheet.read_text("utf-8")
    assert text.count("\n") <= MOST_LINES
    assert text.startswith("/* ")


def test_classes_are_named_alike() -> None:
    names = {name for sheet in SHEETS for name in classes(sheet.read_text("utf-8"))}
    assert {name for name in names - OTHERS if not NAME.fullmatch(name)} == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.parent.name}/{sheet.name}")
def test_every_class_is_written_by_something(sheet: Path, written: str) -> None:
    found = classes(sheet.read_text("utf-8"))
    assert {name for name in found - OTHERS if not _is_written(name, written)} == set()


def _is_written(name: str, written: str) -> bool:
    if any(name.startswith(start) and pattern in written for start, pattern in MADE):
        return True
    return bool(re.search(rf"(?<![\w.-]){name}(?![\w-])", written))
