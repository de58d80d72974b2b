"""Holds that pytest looks for tests in each folder of tests."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    # Without an own list pytest passes over folders with names such as "build" and "dist".
    folders = {file.parent for file in TESTS.rglob("test_*.py")}
    passed_over = [
        folder.relative_to(TESTS).as_posix()
        for folder in folders
        for pattern in pytestconfig.getini("norecursedirs")
        if any(fnmatch(part, pattern) for part in folder.relative_to(TESTS).parts)
    ]
    assert folders
    assert not passed_over
