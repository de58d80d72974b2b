"""Pages and answers say how it is known that they are the same: proven, or settled by whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kbgen.system.files import read_file
from tests.conftest import MakeSite
from tests.doubt_site import ADDRESS, DOUBT, EVERYBODY, TWO, UR, edit
from tests.sites import Project

PROVEN = DOUBT.replace(TWO, TWO.replace("  - kbgen", "  - kbgen: {prove: true}"))
STATED = {"": "The same in 2 languages", "ur/": "2 زبانوں میں یکساں"}
DAY = "2026-11-30"
COMPARED = {
    "": "A person has compared 1 passage with the original, last on",
    "ur/": "ایک شخص نے 1 عبارت کا اصل متن سے موازنہ کیا ہے، آخری بار",
}


def sameness(project: Project, lang: str) -> dict[str, dict[str, str] | None]:
    """Return section → how its answer in a language is known to be the same."""
    file = project.root / "site" / lang / "api/answers.json"
    answers = json.loads(read_file(file, (project.root,)))["answers"]
    return {
        one["id"].partition("#")[2]: one.get("sameness")
        for one in answers
        if one["id"].startswith("faq/returns#")
    }


def settle(project: Project) -> None:
    done = project.run("check", "--settle", ADDRESS, "--by", "Sana", "--as-of", DAY)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("lang", ["", "ur/"])
def test_a_page_in_doubt_claims_nothing(site: MakeSite, lang: str) -> None:
    project = site(PROVEN)
    project.build()
    assert STATED[lang] not in project.text(f"{lang}faq/returns")
    assert STATED[lang] in project.text(lang.rstrip("/") or "."), "another page does"
    assert sameness(project, lang) == {"who": None, "time": None}


@pytest.mark.parametrize("lang", ["", "ur/"])
def test_what_was_settled_is_said_with_its_day(site: MakeSite, lang: str) -> None:
    project = site(PROVEN)
    settle(project)
    project.build()
    text = project.text(f"{lang}faq/returns")
    assert STATED[lang] in text
    assert COMPARED[lang] in text
    assert "30" in text.partition(COMPARED[lang])[2]
    assert COMPARED[lang] not in project.text(lang.rstrip("/") or ".")
    assert sameness(project, lang) == {
        "who": {"state": "settled", "by": "Sana", "on": DAY},
        "time": {"state": "proven"},
    }


def test_a_site_that_proves_nothing_claims_nothing(site: MakeSite) -> None:
    project = site(DOUBT)
    settle(project)
    project.build()
    assert STATED[""] not in project.text("faq/returns")
    assert COMPARED[""] not in project.text("faq/returns")
    assert sameness(project, "") == {"who": None, "time": None}


def test_a_void_receipt_is_not_counted(site: MakeSite) -> None:
    project = site(PROVEN)
    settle(project)
    edit(project, UR, EVERYBODY, "صرف ممبران چیز واپس کر سکتے ہیں۔")
    project.build()
    assert STATED[""] in project.text("faq/returns")
    assert COMPARED[""] not in project.text("faq/returns")
    assert sameness(project, "ur") == {"who": {"state": "proven"}, "time": {"state": "proven"}}


def tree(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_a_build_after_a_receipt_is_as_a_build_without_a_cache(site: MakeSite) -> None:
    project = site(PROVEN)
    project.build()
    settle(project)
    warm = tree(project.build())
    assert COMPARED[""] in project.text("faq/returns")
    cold = tree(project.build("--no-cache"))
    assert [name for name in cold if cold[name] != warm.get(name)] == []
    (project.root / "content/ur/made-from.txt").unlink()
    project.build()
    assert STATED[""] not in project.text("faq/returns"), "in doubt again"


def test_shards_of_a_site_in_doubt_are_merged(site: MakeSite) -> None:
    project = site(PROVEN)
    for shard in ("1/2", "2/2"):
        done = project.run("build", "--shard", shard, "--cache-dir", f"shard-{shard[0]}")
        assert done.exit_code == 0, done.output
    merged = project.run("merge", "shard-1", "shard-2")
    assert merged.exit_code == 0, merged.output
    by_parts = tree(project.root / "site")
    assert by_parts == tree(project.build("--no-cache"))
    assert STATED[""] not in project.text("faq/returns")
