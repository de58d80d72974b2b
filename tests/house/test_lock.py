"""The lock files have a version of everything that is installed, and no address."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.lock import LOCK, needed, normal, read_project

PROJECT = read_project()
PINS = dict(
    line.split("==") for line in LOCK.read_text("utf-8").splitlines() if not line.startswith("#")
)
MEASURED = [line for group in PROJECT["dependency-groups"].values() for line in group]


@pytest.mark.parametrize("line", [*needed(PROJECT), *MEASURED])
def test_what_is_declared_has_a_version_in_its_range(line: str) -> None:
    asked = Requirement(line)
    assert normal(asked.name) in PINS, "run `make lock`"
    assert asked.specifier.contains(PINS[normal(asked.name)]), "run `make lock`"


def test_it_has_names_and_versions_alone() -> None:
    for line in LOCK.read_text("utf-8").splitlines():
        assert line.startswith("# ") or re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.+!]*", line), line
    assert list(PINS) == sorted(PINS)


def test_the_linters_of_styles_and_scripts_have_versions_and_no_addresses() -> None:
    text = (Path(__file__).parents[1] / "baseline/package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for name, package in packages.items() if name)
