"""Holds a built site to the HTML standard with the Nu Html Checker, warnings included.

Run `python -m tests.audit [SITE]` (`make audit`). It needs npm, which fetches the checker, and Java.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = "vnu-jar@26.9.27"
FOLDER = Path(".venv/audit")


def main(site: Path) -> int:
    for tool in ("npm", "java"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not installed; the checker needs npm to come and Java to run")
    if not (site / "index.html").exists():
        sys.exit(f"there is no site in {site}; build it first: kbgen build")
    jar = FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
    if not jar.exists():
        command = [
            "npm",
            "install",
            "--silent",
            "--ignore-scripts",
            "--prefix",
            str(FOLDER),
            PACKAGE,
        ]
        subprocess.run(command, check=True)
    command = ["java", "-jar", str(jar), "--Werror", "--skip-non-html", str(site)]
    return subprocess.run(command).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
