"""Pagefind's search of the same pages: its own index of the built HTML."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "pagefind[bin]"
LOCK = Path(__file__).parent.parent.parent / "constraints.txt"
TIMEOUT = 300
"""Seconds, for the installation and for the index."""


class UnavailableError(Exception):
    """Pagefind cannot be installed or run here."""


@dataclass(frozen=True)
class Pagefind:
    """`folder` is its bundle."""

    folder: Path

    @property
    def mounts(self) -> dict[str, Path]:
        return {"pagefind": self.folder}


@contextmanager
def pagefind_search(site: Path) -> Iterator[Pagefind]:
    """Install Pagefind into a temporary folder and index a built site; UnavailableError if not.

    Only articles are indexed: not the header and the lists that all pages share.
    """
    with tempfile.TemporaryDirectory(prefix="kbgen-pagefind-") as name:
        packages, bundle = Path(name, "packages"), Path(name, "bundle")
        pip = ("pip", "install", "--quiet", "--disable-pip-version-check", "--target")
        _run([*pip, str(packages), "--constraint", str(LOCK), PACKAGE], {})
        options = ["--site", str(site), "--output-path", str(bundle), "--root-selector", "article"]
        _run(["pagefind", *options], {"PYTHONPATH": str(packages)})
        yield Pagefind(bundle)


def _run(module: list[str], variables: dict[str, str]) -> None:
    command = [sys.executable, "-m", *module]
    environment = {**os.environ, **variables}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=TIMEOUT
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise UnavailableError(str(problem)) from problem
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise UnavailableError(lines[-1] if lines else f"{module[0]} failed")
