"""The files of `kbgen workflow`, read as the hosts read them: their steps, run as they are printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from kbgen.output.workflows import WorkflowValues, workflow_files

EXAMPLE = WorkflowValues("Asia/Dubai", "site", datetime(2026, 12, 1))
NOT_RUN: Mapping[str, str] = {
    "actions/checkout": "a test clones the repository in its place",
    "actions/setup-python": "a test has the Python that runs it",
    "actions/cache": "a test begins without a cache",
    "actions/upload-pages-artifact": "GitHub Pages alone takes it",
    "actions/deploy-pages": "GitHub Pages alone takes it",
    "npx --yes wrangler@4 pages deploy": "it needs an account of Cloudflare",
}
"""The steps that no test runs, by how they begin, and why."""
STOOD_IN: Mapping[str, str] = {
    "pip install": "is not run; kbgen is the one that is tested",
    "curl": "calls a server of the test, not Netlify",
    "kbgen publish": "publishes to OpenSSH's server, or to a folder, of the test",
    "git fetch": "fetches from a repository of the test",
}
"""What steps name that stands for something else when a test runs them."""


@dataclass(frozen=True)
class Step:
    """One step of a workflow: a shell script, or an action that is used."""

    script: str = ""
    uses: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    condition: str = ""
    shell: tuple[str, ...] = ("bash", "-e", "-c")

    @property
    def is_run(self) -> bool:
        return not any((self.uses or self.script).startswith(name) for name in NOT_RUN)


def steps(host: str, values: WorkflowValues = EXAMPLE) -> list[Step]:
    """Return the steps of all files for a host, in their order."""
    return [
        step for path, text in workflow_files(host, values).items() for step in read(path, text)
    ]


def read(path: str, text: str) -> Iterator[Step]:
    if path.endswith(".toml"):
        settings = tomllib.loads(text)["build"]
        yield Step(settings["command"], environment=settings["environment"])
    elif path.endswith(".sh"):
        yield Step(text, shell=("sh", "-c"))
    elif path.startswith(".gitlab"):
        yield from _of_gitlab(yaml.safe_load(text))
    else:
        yield from _of_github(yaml.safe_load(text))


def _of_github(workflow: dict[str, Any]) -> Iterator[Step]:
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            environment = workflow["env"] | step.get("env", {})
            yield Step(
                step.get("run", ""), step.get("uses", ""), environment, str(step.get("if", ""))
            )


def _of_gitlab(jobs: dict[str, Any]) -> Iterator[Step]:
    for job in jobs.values():
        # GitLab runs the lines of a job in one shell, with pipefail.
        script = "\n".join(job["script"])
        yield Step(script, environment=job["variables"], shell=("bash", "-eo", "pipefail", "-c"))


def write_program(file: Path, script: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)


def write_programs(folder: Path) -> None:
    """Write `kbgen` and `pip` into a folder: kbgen as it is tested, and a pip that installs nothing."""
    write_program(folder / "kbgen", f'exec "{sys.executable}" -m kbgen "$@"')
    write_program(folder / "pip", f'echo "$@" >> "{folder}/installed"')


def run(step: Step, folder: Path, programs: Path, given: Mapping[str, str]) -> str:
    """Run a step in a folder; return what it prints. `given` are the expressions and variables of the host."""
    own = {name: _filled(str(value), given) for name, value in step.environment.items()}
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    repository = str(Path(__file__).parent.parent)
    variables = {name: value for name, value in given.items() if name.isidentifier()}
    environment = os.environ | {"PYTHONPATH": repository} | variables | own | {"PATH": path}
    done = subprocess.run(
        [*step.shell, step.script],
        cwd=folder,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode == 0, f"{step.script}\n{done.stdout}"
    return done.stdout


def _filled(text: str, given: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda match: given[match[1]], text)
