"""The wheel alone, in an empty environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY


def run(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_the_wheel_starts_and_builds_a_site(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    run(*pip, "wheel", "--no-deps", "-w", tmp_path, REPOSITORY, cwd=tmp_path)
    [wheel] = tmp_path.glob("kbgen-*.whl")
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    run(tmp_path / "venv/bin/pip", "install", "--quiet", wheel, cwd=tmp_path)
    kbgen = tmp_path / "venv/bin/kbgen"
    run(kbgen, "new", "help", cwd=tmp_path)
    said = run(kbgen, "build", "--strict", cwd=tmp_path / "help")
    assert said.startswith("Built ")
    home = (tmp_path / "help/site/ur/index.html").read_text("utf-8")
    assert '<html lang="ur" dir="rtl"' in home
    assert list((tmp_path / "help/site/assets/kb").glob("kb.????????.css"))
    assert "No findings." in run(kbgen, "check", cwd=tmp_path / "help")
