"""What comes from npm alone: packages at pinned versions, in .venv/npm."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / ".venv/npm"
NODE = (["apt-get", "update", "-q"], ["apt-get", "install", "-yq", "nodejs", "npm"])


def find(package: str, version: str) -> Path | None:
    """Return the folder of a package that was fetched in this version."""
    folder = FOLDER / "node_modules" / package
    try:
        about = json.loads((folder / "package.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    return folder if about["version"] == version else None


def fetch(package: str, version: str) -> Path:
    """Return the folder of a package, fetched if need be. Exits with advice if that fails."""
    if (folder := find(package, version)) is not None:
        return folder
    for command in () if shutil.which("npm") else NODE:
        print("Installing npm:", " ".join(command), flush=True)
        if shutil.which(command[0]) is None or subprocess.run(command).returncode:
            break
    if shutil.which("npm") is None:
        sys.exit(f"npm is not installed, and {package} comes from nowhere else. Install Node.js.")
    options = ["--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(FOLDER)]
    subprocess.run(["npm", "install", *options, f"{package}@{version}"], check=True)
    folder = find(package, version)
    assert folder is not None, f"npm has not brought {package} {version} to {FOLDER}"
    return folder
