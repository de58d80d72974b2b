"""The wheel alone, beside nothing but what it says that it needs."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
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
    run(tmp_path / "venv/bin/pip", "install", "--quiet", "--no-deps", wheel, cwd=tmp_path)
    # The libraries of this environment, but not the kbgen in it.
    [home] = (tmp_path / "venv/lib").glob("python3.*/site-packages")
    (home / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    shown = run(tmp_path / "venv/bin/python", "-c", "import kbgen; print(kbgen.__file__)", cwd=home)
    assert Path(shown.strip()).is_relative_to(home)
    kbgen = tmp_path / "venv/bin/kbgen"
    run(kbgen, "new", "help", cwd=tmp_path)
    shown = run(kbgen, "build", "--strict", cwd=tmp_path / "help")
    assert shown.startswith("Built ")
    home_page = (tmp_path / "help/site/ur/index.html").read_text("utf-8")
    assert '<html lang="ur" dir="rtl"' in home_page
    assert list((tmp_path / "help/site/assets/kb").glob("kb.????????.css"))
    assert "No findings." in run(kbgen, "check", cwd=tmp_path / "help")
    assert "/kbgen publish" in run(kbgen, "workflow", "server", "--dry-run", cwd=tmp_path / "help")
