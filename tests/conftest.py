"""Fixtures: a site from one string, the Nahr site built once."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kbgen.cli import main
from tests.sites import Project, write_site

REPOSITORY = Path(__file__).parent.parent
os.environ["NO_MKDOCS_2_WARNING"] = "1"

MakeSite = Callable[[str], Project]


@pytest.fixture
def site(tmp_path: Path) -> MakeSite:
    return lambda text: write_site(tmp_path / "project", text)


@pytest.fixture(scope="session")
def nahr(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The repository's own content, built as CI does it."""
    root = tmp_path_factory.mktemp("nahr")
    for name in ("mkdocs.yml", "content"):
        (root / name).symlink_to(REPOSITORY / name)
    project = Project(root)
    project.build()
    return project


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """What `kbgen new` writes, built."""
    folder = tmp_path_factory.mktemp("new")
    with contextlib.chdir(folder):
        result = CliRunner().invoke(main, ["new", "help", "--name", "Sahil & Sons: Deira"])
    assert result.exit_code == 0, result.output
    assert "kbgen build" in result.output
    project = Project(folder / "help")
    project.build("--strict")
    return project
