"""A build publishes a complete site or nothing, and equal inputs give equal sites."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kbgen.mkdocs.generator import NAME
from tests.conftest import REPOSITORY, MakeSite
from tests.sites import Project, write_site

pytestmark = pytest.mark.generator
CORPUS = REPOSITORY.parent / "shared/bench/corpus.py"
BROKEN = "-- content/en/faq/pin.md --\n---\ntitle: Refunds: how\n---\n"


def differences(left: Path, right: Path) -> list[str]:
    """Return the files that are in one tree only, or that differ."""
    names = {
        file.relative_to(root).as_posix()
        for root in (left, right)
        for file in root.rglob("*")
        if file.is_file()
    }
    return sorted(
        name
        for name in names
        if not ((left / name).is_file() and (right / name).is_file())
        or not filecmp.cmp(left / name, right / name, shallow=False)
    )


def mkdocs_build(root: Path, target: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", NAME, "build", "--strict", "-d", str(target)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_mkdocs_build_strict_gives_the_same_bytes(nahr: Project, tmp_path: Path) -> None:
    result = mkdocs_build(nahr.root, tmp_path / "reference")
    assert result.returncode == 0, result.stderr
    assert differences(nahr.root / "site", tmp_path / "reference") == []


def test_an_error_leaves_the_previous_site_as_it_was(site: MakeSite) -> None:
    project = site("-- site/index.html --\nold\n" + BROKEN)
    result = project.run("build")
    assert result.exit_code == 1
    assert "content/en/faq/pin.md:2:15" in result.output
    assert "the previous site stands" in result.output
    assert (project.root / "site/index.html").read_text() == "old\n"
    assert [p.name for p in project.root.iterdir() if p.name.startswith(".site")] == []


def test_mkdocs_too_leaves_the_previous_site_and_names_the_place(site: MakeSite) -> None:
    project = site("-- site/index.html --\nold\n" + BROKEN)
    result = mkdocs_build(project.root, project.root / "site")
    assert result.returncode == 1
    assert "content/en/faq/pin.md:2:15: KB102" in result.stderr
    assert "Traceback" not in result.stderr
    assert (project.root / "site/index.html").read_text() == "old\n"


def test_a_new_site_replaces_the_old_one_whole(site: MakeSite) -> None:
    project = site("-- site/index.html --\nold\n-- site/gone.html --\nold\n-- site/.git --\nkept\n")
    project.build()
    assert not (project.root / "site/gone.html").exists()
    assert (project.root / "site/index.html").read_text("utf-8") != "old\n"
    assert (project.root / "site/.git").read_text() == "kept\n"


@pytest.mark.parametrize("folder", ["locales", "blocked", "notes"])
def test_what_is_no_site_is_never_replaced(folder: str, site: MakeSite) -> None:
    project = site("-- locales/ur/x.po --\n-- blocked --\nx\n-- notes/a.txt --\nx\n")
    before = sorted(project.root.rglob("*"))
    result = project.run("build", "--site-dir", folder)
    assert result.exit_code == 2 and "choose another" in result.output
    assert sorted(project.root.rglob("*")) == before


def test_a_link_to_the_site_folder_stays_a_link(site: MakeSite) -> None:
    project = site("")
    (project.root / "real").mkdir()
    (project.root / "site").symlink_to("real")
    project.build()
    assert (project.root / "site").is_symlink()
    assert (project.root / "real/index.html").exists()


def test_what_a_killed_build_left_is_removed(site: MakeSite) -> None:
    project = site("-- .site-kbgen-new-999999999/index.html --\nhalf\n")
    project.build()
    assert not list(project.root.glob(".site-*"))


def test_warnings_fail_a_strict_build_only(site: MakeSite) -> None:
    project = site("-- content/en/a.md --\n<script>x</script>\n")
    assert project.run("build").exit_code == 0
    assert project.run("build", "--strict").exit_code == 1


@pytest.mark.parametrize(
    ("folder", "says"), [("content/site", "overlap"), (".", "overlap"), ("content", "overlap")]
)
def test_a_site_folder_that_would_destroy_the_content_is_refused(
    folder: str, says: str, site: MakeSite
) -> None:
    project = site("")
    result = project.run("build", "--site-dir", folder)
    assert result.exit_code == 2
    assert says in result.output
    assert (project.root / "content/en/index.md").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_a_clear_error(site: MakeSite) -> None:
    project = site("")
    project.root.chmod(0o555)
    try:
        result = project.run("build")
    finally:
        project.root.chmod(0o755)
    assert result.exit_code == 2 and "Permission denied" in result.output


def test_a_site_folder_that_is_a_file_is_a_clear_error(site: MakeSite) -> None:
    project = site("-- blocked --\nx\n")
    result = project.run("build", "--site-dir", "blocked/site")
    assert result.exit_code == 2
    assert "blocked" in result.output and "Traceback" not in result.output


PLAIN = """\
-- mkdocs.yml --
site_name: Plain
docs_dir: content
theme: {name: material, font: false}
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ur, name: اردو}
  - kbgen
-- content/en/faq/page-1.md --
---
title: "A page 1"
description: "A page"
tags: [one]
---

Text with {{ braces }}.

## A heading 0

| a | b |
|---|---|
| 1 | 2 |

[Link](../policies/page-2.md) **bold** `1`.
-- content/en/policies/page-2.md --
---
title: "A page 2"
---
1. One
-- content/ur/faq/page-1.md --
---
title: "صفحہ 1"
description: "صفحہ"
tags: [ایک]
---

متن

## سرخی 0

[لنک](../policies/page-2.md)
"""


def test_a_plain_site_builds_by_adding_the_plugin(tmp_path: Path) -> None:
    project = write_site(tmp_path / "plain", PLAIN)
    assert project.check() == []
    project.build("--strict")
    assert mkdocs_build(project.root, tmp_path / "reference").returncode == 0
    assert "Text with {{ braces }}" in project.text("faq/page-1")
    assert 'href="../../policies/page-2/"' in project.article("ur/faq/page-1")


@pytest.mark.skipif(
    not CORPUS.exists(), reason="the benchmark corpus is not part of the repository"
)
def test_the_benchmark_corpus_builds_by_adding_the_plugin(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    subprocess.run([sys.executable, str(CORPUS), str(root / "content"), "10"], check=True)
    config = PLAIN.partition("-- mkdocs.yml --\n")[2].partition("-- content")[0]
    more = "        - {locale: ar, name: العربية}\n        - {locale: hi, name: हिंदी}\n  - kbgen"
    (root / "mkdocs.yml").write_text(config.replace("  - kbgen", more), "utf-8")
    project = Project(root)
    assert project.check() == []
    project.build("--strict")
    # The corpus's pages and its home page, the lists of its sections, and the search page.
    sections = {page.parent.name for page in (root / "content/hi").glob("*/*.md")}
    built = list((root / "site/hi").rglob("index.html"))
    assert len(built) == 11 + len(sections) + 1


def test_what_mkdocs_itself_cannot_read_is_built_by_its_command_too(site: MakeSite) -> None:
    project = site("-- content/en/faq/odd.md --\n---\ntitle: Odd\n---\nText.\n\n<![odd]>\n")
    project.build("--strict")
    result = mkdocs_build(project.root, project.root / "by-mkdocs")
    assert result.returncode == 0, result.stderr
    assert differences(project.root / "site", project.root / "by-mkdocs") == []
