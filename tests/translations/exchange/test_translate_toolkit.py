"""PO files in the hands of translate-toolkit, on which Weblate is built.

It is installed in an environment apart (its licence is the GPL), and nothing of it is imported here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.sites import Project, write_site
from tests.translations.exchange.sites import FACTS, PAGE, contents, entry, record_all

ROOT = Path(__file__).parents[3]
CHECKS = (
    "blank compendiumconflicts doublespacing emails endwhitespace escapes filepaths functions "
    "hassuggestion isfuzzy newlines nplurals options printf purepunc pythonbraceformat "
    "startwhitespace tabs untranslated urls variables xmltags"
).split()
"""What is wrong in any language; the others are questions of style."""
SAVE = """
import sys
from translate.storage import pypo
store = pypo.pofile.parsefile(sys.argv[1])
store.wrapper.width = 65535
for unit in store.units[1:]:
    target = str(unit.target)
    unit.target = target + "."
    unit.target = target
store.savefile(sys.argv[1])
"""
"""Saves as Weblate does if only line breaks break lines, after each text was edited and restored."""


@pytest.fixture(scope="session")
def toolkit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    cache = getattr(request.config, "cache", None)
    folder = Path(cache.mkdir("translate-toolkit") if cache else tmp_path_factory.mktemp("toolkit"))
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not (programs / "pofilter").exists():
        made = subprocess.run([sys.executable, "-m", "venv", folder], check=False)
        command = [
            str(programs / "python"),
            "-m",
            "pip",
            "install",
            "-q",
            "translate-toolkit>=3.13",
        ]
        if made.returncode or subprocess.run(command, check=False, env=environment()).returncode:
            pytest.skip("translate-toolkit cannot be installed")
    return programs


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def run(toolkit: Path, program: str, *args: str | Path) -> str:
    command = [toolkit / program, *args]
    result = subprocess.run(command, capture_output=True, check=True, env=environment())
    return result.stdout.decode()


def filtered(toolkit: Path, file: Path, lang: str, *checks: str) -> set[str]:
    """Return the addresses of the texts with which pofilter finds something wrong."""
    tests = [f"--test={one}" for one in checks]
    out = file.with_suffix(".filtered")
    run(toolkit, "pofilter", "--progress=none", f"--language={lang}", *tests, file, out)
    return {one.msgctxt for one in polib.pofile(str(out))} if out.exists() else set()


@pytest.fixture(scope="module")
def nahr(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("po")
    result = Project(ROOT).run("translate", "out", "--output", str(folder / "{lang}.po"))
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize("lang", ["ur", "ar", "hi"])
def test_right_translations_are_right_for_its_checkers(
    nahr: Path, toolkit: Path, lang: str
) -> None:
    assert filtered(toolkit, nahr / f"{lang}.po", lang, *CHECKS) == set()


def test_it_counts_all_texts_as_translated(nahr: Path, toolkit: Path) -> None:
    count = len(polib.pofile(str(nahr / "ur.po")))
    assert f"{count} (100%)" in run(toolkit, "pocount", nahr / "ur.po")


@pytest.mark.parametrize("lang", ["ur", "ar", "hi"])
def test_it_saves_a_file_as_it_was(nahr: Path, toolkit: Path, lang: str) -> None:
    file = nahr / f"{lang}.po"
    before = file.read_bytes()
    run(toolkit, "python", "-c", SAVE, file)
    assert file.read_bytes() == before


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = write_site(tmp_path, FACTS + PAGE)
    record_all(made)
    assert made.run("translate", "out", "ur").exit_code == 0
    return made


def test_its_checkers_notice_a_fact_that_was_dropped(project: Project, toolkit: Path) -> None:
    file = project.root / "ur.po"
    texts = polib.pofile(str(file), wrapwidth=0)
    entry(texts, "faq/returns:1").msgstr = "اسے سات دن کے اندر واپس لائیں۔"
    texts.save()
    assert filtered(toolkit, file, "ur", "brackets") == {"faq/returns:1"}


def test_what_it_splits_and_merges_comes_back(project: Project, toolkit: Path) -> None:
    file = project.root / "ur.po"
    texts = polib.pofile(str(file), wrapwidth=0)
    for one in [*texts]:
        if one.msgctxt != "faq/returns#else:1":
            texts.remove(one)
    texts[0].msgstr = "ہمیں فون کریں۔"
    texts.save(str(project.root / "part.po"))
    merged, part = project.root / "merged.po", project.root / "part.po"
    run(toolkit, "pomerge", "--progress=none", "-t", file, "-i", part, "-o", merged)
    before = contents(project)
    output = project.run("translate", "in", "merged.po").output
    assert "1 taken" in output and "refused" not in output
    after = contents(project)
    wanted = before["ur/faq/returns.md"].decode().replace("ہمیں کال کریں۔", "ہمیں فون کریں۔")
    assert after["ur/faq/returns.md"].decode() == wanted
