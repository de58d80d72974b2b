"""Holds a built site to the HTML standard with the Nu Html Checker, warnings included.

Run `python -m tests.audit [SITE]` (`make audit`). It needs npm, which fetches the checker, and Java.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests import npm

PACKAGE = ("vnu-jar", "26.9.27")
# The elements of a table that becomes a list on a phone need their roles: Safari takes them away
# with `display: table`. To the checker they are one word too many, of elements and of attributes.
ROLES = (
    "The “(table|rowgroup|row|columnheader|rowheader|cell)” role is unnecessary for element .*"
    "|The “role” attribute must not be used on a “(tr|th|td)” element which has a “table” ancestor .*"
)


def main(site: Path) -> int:
    if shutil.which("java") is None:
        sys.exit("java is not installed; the checker needs it to run")
    if not (site / "index.html").exists():
        sys.exit(f"there is no site in {site}; build it first: kbgen build")
    jar = npm.fetch(*PACKAGE) / "build/dist/vnu.jar"
    options = ["--Werror", "--skip-non-html", "--filterpattern", ROLES]
    command = ["java", "-jar", str(jar), *options, str(site)]
    return subprocess.run(command).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
