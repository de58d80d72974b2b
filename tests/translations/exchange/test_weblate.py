"""The workflow of docs/weblate.md, as CI runs it after translators worked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
import yaml

from tests.sites import Project, write_site
from tests.translations.exchange.sites import FACTS, PAGE, contents, entry, record_all

ROOT = Path(__file__).parents[3]
STEPS = ("Take what is translated", "Send what is new")


def workflow() -> dict[str, str]:
    """Return name → script of the steps that are shown."""
    text = (ROOT / "docs/weblate.md").read_text("utf-8")
    found = re.search(r"```yaml\n(.*?)```", text, re.S)
    assert found
    steps = yaml.safe_load(found[1])["jobs"]["translations"]["steps"]
    return {step["name"]: step["run"] for step in steps if "name" in step}


def test_all_that_may_change_is_published() -> None:
    assert "git add content mkdocs.yml translation" in workflow()["Publish"]


def run_steps(project: Project) -> str:
    """Run the steps that translate; return the summary that a person reads."""
    summary = project.root / "summary.md"
    env = {**os.environ, "GITHUB_STEP_SUMMARY": str(summary), "PYTHONPATH": str(ROOT)}
    for name in STEPS:
        script = f'kbgen() {{ "{sys.executable}" -m kbgen "$@"; }}\n{workflow()[name]}'
        subprocess.run(["bash", "-e", "-c", script], cwd=project.root, env=env, check=True)
    return summary.read_text("utf-8")


@pytest.mark.skipif(shutil.which("bash") is None, reason="the steps are written for bash")
def test_the_steps_take_what_is_done_and_keep_what_is_not(tmp_path: Path) -> None:
    project = write_site(tmp_path, FACTS + PAGE)
    record_all(project)
    place = "translation/{lang}/help.po"
    assert project.run("translate", "out", "--output", place).exit_code == 0
    path = project.root / "translation/ur/help.po"
    file = polib.pofile(str(path))
    entry(file, "faq/returns#else:1").msgstr = "ہمیں فون کریں۔"
    entry(file, "faq/returns:1").msgstr = "اسے سات دن میں واپس لائیں۔"
    entry(file, "faq/returns#when:3").msgstr = "دوسری"
    entry(file, "faq/returns#when:3").flags.append("fuzzy")
    file.save()
    summary = run_steps(project)
    assert "1 taken, 20 unchanged, 1 unfinished, 1 refused" in summary
    assert "{{ refund.time }} is missing" in summary
    assert "ہمیں فون کریں۔" in contents(project)["ur/faq/returns.md"].decode()
    left = polib.pofile(str(path))
    assert entry(left, "faq/returns:1").msgstr == "اسے سات دن میں واپس لائیں۔"
    assert entry(left, "faq/returns#when:3").fuzzy
    before = contents(project), path.read_bytes()
    run_steps(project)
    assert (contents(project), path.read_bytes()) == before
