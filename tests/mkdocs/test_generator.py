"""kbgen is a plugin of MkDocs, or of ProperDocs where that is installed alone."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kbgen.mkdocs.generator import NAME
from tests.conftest import MakeSite

WITHOUT = """\
import importlib.abc, sys
class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("mkdocs", "properdocs"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
from kbgen.cli import main
main()
"""


@pytest.mark.generator
def test_the_generator_is_the_one_that_these_tests_are_run_with() -> None:
    assert os.environ.get("KBGEN_GENERATOR", "mkdocs") == NAME


@pytest.mark.parametrize("command", [["check"], ["build"], ["serve"], ["hosting", "nginx"]])
def test_without_either_it_is_said_what_to_install(command: list[str], site: MakeSite) -> None:
    result = subprocess.run(
        [sys.executable, "-c", WITHOUT, *command],
        cwd=site("").root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert "pip install 'mkdocs<2', or: pip install properdocs" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.generator
def test_a_configuration_may_have_the_name_that_properdocs_gives_it(site: MakeSite) -> None:
    project = site("-- content/en/faq/pin.md --\n---\ntitle: PIN: how\n---\n")
    (project.root / "mkdocs.yml").rename(project.root / "properdocs.yml")
    assert project.found() == ["content/en/faq/pin.md:2:11 KB102"]


@pytest.mark.generator
def test_a_command_writes_no_warnings_of_the_generators_own(site: MakeSite) -> None:
    project = site("")
    command = [sys.executable, "-W", "error", "-m", "kbgen", "build", "--strict", "--jobs", "1"]
    result = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr and "lunr" not in result.stderr
