"""Writes constraints.txt: the newest version of every package that pyproject.toml admits.

Run `make lock`. pip alone chooses, from wherever it is set up to look; nothing is installed. What is
chosen installs on the oldest Python that kbgen supports, its first patch release included.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
LOCK = REPOSITORY / "constraints.txt"
# Not in pyproject.toml: hatchling asks for it when pip installs a folder with -e.
EDITABLE = "editables"
HEAD = """\
# The versions with which kbgen is built, tested and measured. Written by `make lock`; do not edit.
# They install on Python {oldest}.0 and newer, and were chosen with Python {running}.
"""


def main() -> int:
    project = read_project()
    oldest = oldest_python(project)
    if platform.python_version_tuple()[:2] != tuple(oldest.split(".")):
        here = platform.python_version()
        # pip asks the Python that runs it whether a requirement is for that Python.
        print(
            f"Python {oldest} may need more packages than {here} can see: make PYTHON=python{oldest}"
        )
    pins = choose(needed(project), oldest)
    # After the others, so that nothing that is only measured holds back what kbgen uses.
    measured = [line for group in project["dependency-groups"].values() for line in group]
    pins = choose([*(f"{name}=={version}" for name, version in pins), *measured], oldest)
    head = HEAD.format(oldest=oldest, running=platform.python_version())
    LOCK.write_text(head + "".join(f"{name}=={version}\n" for name, version in pins), "utf-8")
    print(f"Wrote {len(pins)} versions to {LOCK.name}.")
    return 0


def read_project() -> dict[str, Any]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))


def oldest_python(project: dict[str, Any]) -> str:
    return str(project["project"]["requires-python"]).removeprefix(">=")


def needed(project: dict[str, Any]) -> list[str]:
    """Return what the package, its extras and its build need, each as pip reads it."""
    own = project["project"]
    extras = [line for lines in own["optional-dependencies"].values() for line in lines]
    others = [line for line in extras if not line.startswith(f"{own['name']}[")]
    return [*own["dependencies"], *others, *project["build-system"]["requires"], EDITABLE]


def choose(wanted: list[str], python: str) -> list[tuple[str, str]]:
    """Return name and version of what pip would install for a Python, by name."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
        install = ("install", "--dry-run", "--ignore-installed", "--only-binary", ":all:")
        target = ("--python-version", python, "--target", folder, "--report", str(report))
        # The versions of the last time must not hold those of this time.
        free = {name: value for name, value in os.environ.items() if name != "PIP_CONSTRAINT"}
        if subprocess.run([*pip, *install, *target, *wanted], check=False, env=free).returncode:
            sys.exit("pip finds no versions that fit together: see above. Nothing was written.")
        chosen = json.loads(report.read_text("utf-8"))["install"]
    pins = ((item["metadata"]["name"], item["metadata"]["version"]) for item in chosen)
    return sorted((normal(name), version) for name, version in pins)


def normal(name: str) -> str:
    """Return the one name of a package that is written in several ways.

    >>> normal("Mkdocs_Material")
    'mkdocs-material'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
