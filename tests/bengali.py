"""The starter's pages with Bengali in addition to the other languages."""

from __future__ import annotations

import shutil
from pathlib import Path

from kbgen.resources import folder

SAMPLE = Path(__file__).parent / "samples" / "bengali"


def write_bengali(root: Path) -> Path:
    """Write the project into a folder, which may be there, and return it."""
    shutil.copytree(folder("starter") / "content", root / "content", dirs_exist_ok=True)
    shutil.copytree(SAMPLE, root, dirs_exist_ok=True)
    return root
