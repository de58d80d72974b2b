"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(REPOSITORY).with_suffix("").parts)


FILES = [*(REPOSITORY / "kbgen").rglob("*.py"), REPOSITORY / "tests/lock.py"]
MODULES = sorted(module_name(f) for f in FILES if ">>> " in f.read_text("utf-8"))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_are_true(name: str) -> None:
    failed, tried = doctest.testmod(import_module(name))
    assert tried
    assert not failed, f"{failed} of {tried} examples in {name}: see the output below"
