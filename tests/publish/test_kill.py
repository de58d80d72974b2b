"""A few of the kills of tests.kill_publish, in every run of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kill_publish import run


@pytest.mark.parametrize("kind", ["folder", "releases", "sftp"])
def test_a_killed_run_leaves_a_whole_site(kind: str, tmp_path: Path) -> None:
    assert run(kind, tmp_path, 3, seed=1, report=print) == []
