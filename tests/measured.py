"""Has coverage look at the tests that are about the packages it measures.

    python -m pytest --cov -p tests.measured

All others run as they do without it: what waits for a browser, and what is held to a time, which
measuring would make longer.
"""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDERS = {
    *("build", "checks", "facts", "languages", "markdown", "model"),
    *("commands", "kinds", "resolve", "source", "views"),
}
"""Folders of tests: those of the packages themselves, then those of what uses them most."""
TIMED = {"test_limits.py", "test_linear.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        place = item.path.relative_to(Path(__file__).parent)
        is_timed = place.name in TIMED or "browser" in getattr(item, "fixturenames", ())
        if place.parts[0] not in FOLDERS or is_timed:
            item.add_marker("no_cover")  # pytest-cov's
