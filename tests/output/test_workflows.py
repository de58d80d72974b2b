"""The files of `kbgen workflow` are what their hosts understand."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from click import Choice

from kbgen.cli import workflow
from kbgen.output.workflows import WORKFLOWS, nightly, workflow_files
from tests.conftest import REPOSITORY
from tests.workflows import EXAMPLE, NOT_RUN, steps

BIN = Path(sys.executable).parent
ALL = [(host, path) for host, paths in WORKFLOWS.items() for path in paths]
GITHUB = [(host, path) for host, path in ALL if path.startswith(".github/")]
PERMISSIONS = {"contents": {"read"}, "pages": {"write"}, "id-token": {"write"}}
"""The most that any job may be allowed."""


def text_of(host: str, path: str) -> str:
    return workflow_files(host, EXAMPLE)[path]


def output_of(program: str, *args: str, text: str = "", code: int | None = None) -> str:
    """Return what a program prints; of `code`, if that is how it has to end."""
    done = subprocess.run([BIN / program, *args], input=text, text=True, capture_output=True)
    assert code in (None, done.returncode), done.stdout
    return str(done.stdout)


def actionlint(text: str) -> str:
    checker = str(BIN / "shellcheck")
    return output_of("actionlint", "-shellcheck", checker, "-no-color", "-", text=text)


def shellcheck(script: str, shell: str) -> str:
    return output_of("shellcheck", "--shell", shell, "-", text=script)


def test_the_command_has_all_of_them() -> None:
    [host] = [one for one in workflow.params if one.name == "host"]
    assert isinstance(host.type, Choice)
    assert list(host.type.choices) == list(WORKFLOWS)


@pytest.mark.parametrize(("host", "path"), GITHUB)
def test_actionlint_and_shellcheck_find_nothing(host: str, path: str) -> None:
    assert actionlint(text_of(host, path)) == ""


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("fetch-depth", "fetch-depht", 'input "fetch-depht" is not defined'),
        ("steps.pages.", "steps.page.", 'property "page" is not defined'),
        ("needs: build", "needs: built", 'needs job "built"'),
        ("pip install -r", "cd $HOME; pip install -r", "SC2086"),
        ("17 20 * * *", "17 25 * * *", "invalid CRON"),
    ],
)
def test_actionlint_would_find_a_mistake(right: str, wrong: str, named: str) -> None:
    text = text_of("github-pages", ".github/workflows/help.yml")
    assert right in text
    assert named in actionlint(text.replace(right, wrong))


def test_actionlint_finds_nothing_in_workflows_of_the_documentation() -> None:
    found = [
        text
        for file in sorted((REPOSITORY / "docs").rglob("*.md"))
        for text in re.findall(r"^```yaml\n(.*?)^```$", file.read_text("utf-8"), re.M | re.S)
        if re.search(r"^jobs:", text, re.M)
    ]
    assert len(found) >= len(GITHUB)
    whole = [text if re.search(r"^on:", text, re.M) else f"on: push\n{text}" for text in found]
    assert [wrong for text in whole if (wrong := actionlint(text))] == []


@pytest.mark.parametrize("host", [host for host, path in ALL if path == ".gitlab-ci.yml"])
def test_the_file_of_gitlab_has_its_schema(host: str, tmp_path: Path) -> None:
    file = tmp_path / ".gitlab-ci.yml"
    schema = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci")
    for text, code in [
        (text_of(host, ".gitlab-ci.yml"), 0),
        (text_of(host, ".gitlab-ci.yml").replace("resource_group", "resource_grup"), 1),
    ]:
        file.write_text(text, "utf-8")
        output_of("check-jsonschema", *schema, str(file), code=code)


@pytest.mark.parametrize("host", WORKFLOWS)
def test_shellcheck_finds_nothing(host: str) -> None:
    for step in steps(host):
        if step.script:
            assert shellcheck(step.script, step.shell[0]) == ""


@pytest.mark.parametrize(("host", "path"), GITHUB)
def test_a_workflow_may_do_no_more_than_it_must(host: str, path: str) -> None:
    workflow: dict[Any, Any] = yaml.safe_load(text_of(host, path))
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["cancel-in-progress"] is False
    assert workflow[True]["schedule"] == [{"cron": "17 20 * * *"}]  # "on" is true in YAML 1.1
    assert "workflow_dispatch" in workflow[True]
    assert "pull_request" not in workflow[True]
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 30
        assert all(right in PERMISSIONS[name] for name, right in job["permissions"].items())
        for step in job["steps"]:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/x@v1"))
            assert "${{" not in step.get("run", "")  # what people type is no part of a script
            if "checkout" in step.get("uses", "") and path != "netlify-days.yml":
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("host", WORKFLOWS)
def test_each_builds_strictly_then_verifies_then_publishes(host: str) -> None:
    scripts = "\n".join(step.script for step in steps(host))
    order = [scripts.index("kbgen build --strict"), scripts.index("kbgen verify")]
    if "publish --no-verify" in scripts or 'publish "$' in scripts:
        order.append(scripts.rindex("kbgen publish"))
    assert order == sorted(order)


def test_each_step_that_is_not_run_is_there() -> None:
    every = [step.uses or step.script for host in WORKFLOWS for step in steps(host)]
    assert [name for name in NOT_RUN if not any(one.startswith(name) for one in every)] == []


@pytest.mark.parametrize(
    "zone",
    """Asia/Dubai Asia/Karachi Asia/Kolkata Asia/Kathmandu Europe/London America/New_York
    Australia/Lord_Howe Pacific/Kiritimati Pacific/Niue Africa/Cairo UTC""".split(),
)
def test_a_night_begins_after_midnight_all_year(zone: str) -> None:
    minute, hour, *rest = nightly(zone, datetime(2027, 3, 1)).split()
    assert rest == ["*", "*", "*"]
    for count in range(366):
        day = date(2027, 1, 1) + timedelta(days=count)
        begins = datetime.combine(day, time(int(hour), int(minute)), UTC)
        local = begins.astimezone(ZoneInfo(zone))
        assert (local.hour, local.minute) in {(0, 17), (1, 17), (0, 47)}
