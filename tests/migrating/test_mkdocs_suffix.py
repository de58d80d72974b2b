"""MkDocs in suffix structure: files move into folders, all else stays as it is written."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from kbgen.cli import main
from tests.migrations import migrated, unanswered
from tests.sites import write_files

SITE = """\
-- mkdocs.yml --
site_name: Acme # the name
docs_dir: docs
theme: {name: material}
nav:
  - Home: index.md
  - faq/refunds.md
plugins:
  - search
  - i18n:
      languages: # two
        - {locale: en, name: English, default: true}
        - {locale: ur, name: اردو}
  - redirects:
      redirect_maps:
        old/money.md: faq/refunds.md
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
-- docs/index.md --
# Home

[Refunds](faq/refunds.md#time)
-- docs/index.ur.md --
# آغاز
-- docs/faq/refunds.en.md --
---
title: Refunds
approved_by: Ali
---
## Time

![card](card.png) [in Urdu](refunds.ur.md) [self](refunds.en.md) [again](../index.md)
-- docs/faq/refunds.ur.md --
## وقت

![card](card.png) [دوسرا](refunds.ur.md)
-- docs/faq/card.png --
PNG
-- docs/faq/card.ur.png --
PNG
-- hooks/other.py --
# kept
"""


def test_files_move_into_the_folders_of_their_languages(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    root = done.project.root / "docs"
    files = sorted(one.relative_to(root).as_posix() for one in root.rglob("*") if one.is_file())
    assert files == [
        "en/faq/card.png",
        "en/faq/refunds.md",
        "en/index.md",
        "ur/faq/card.png",
        "ur/faq/refunds.md",
        "ur/index.md",
    ]
    assert (root / "en/index.md").read_text("utf-8") == "# Home\n\n[Refunds](faq/refunds.md#time)\n"
    linked = "![card](card.png) [in Urdu](../../ur/faq/refunds.md) [self](refunds.md) [again](../index.md)\n"
    assert (root / "en/faq/refunds.md").read_text("utf-8").endswith(linked)
    assert "[دوسرا](refunds.md)" in (root / "ur/faq/refunds.md").read_text("utf-8")
    assert (done.project.root / "hooks/other.py").exists()


def test_the_configuration_keeps_its_comments(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    written = SITE.split("-- docs/index.md --")[0].removeprefix("-- mkdocs.yml --\n")
    expected = written.replace(
        "  - i18n:\n      languages", "  - i18n:\n      docs_structure: folder\n      languages"
    ).replace("  - redirects", "  - kbgen:\n      meta_fields: [approved_by]\n  - redirects")
    assert (done.project.root / "mkdocs.yml").read_text("utf-8") == expected
    assert done.led == {"/old/money/": "faq/refunds"}


def test_it_builds_and_answers_the_old_addresses(tmp_path: Path) -> None:
    text = SITE.replace(
        "  - redirects:\n      redirect_maps:\n        old/money.md: faq/refunds.md\n", ""
    )
    done = migrated(tmp_path, text)
    site = done.project.build()
    assert (
        unanswered(["/", "/faq/refunds/", "/ur/", "/ur/faq/refunds/", "/faq/card.png"], site) == []
    )


def test_in_place_git_follows_the_files(tmp_path: Path) -> None:
    root = tmp_path / "old"
    write_files(root, SITE)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Begin")
    result = CliRunner().invoke(main, ["migrate", str(root)])
    assert result.exit_code == 0, result.output
    moves = git(root, "status", "--porcelain")
    assert "R  docs/index.ur.md -> docs/ur/index.md" in moves
    assert "M  mkdocs.yml" in moves
    assert not (root / "docs/index.md").exists()


@pytest.mark.parametrize("change", ["mkdocs.yml", "new.txt"])
def test_in_place_needs_a_clean_work_tree(tmp_path: Path, change: str) -> None:
    root = tmp_path / "old"
    write_files(root, SITE)
    before = CliRunner().invoke(main, ["migrate", str(root)])
    assert before.exit_code == 2
    assert "git repository" in before.output
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Begin")
    (root / change).write_text("changed", "utf-8")
    result = CliRunner().invoke(main, ["migrate", str(root), "--from", "mkdocs-suffix"])
    assert result.exit_code == 2
    assert f"{change} …" in result.output
    assert "--into DIR" in result.output
    assert (root / "docs/index.ur.md").exists()


def git(root: Path, *args: str) -> str:
    named = ["-c", "user.name=A", "-c", "user.email=a@acme.example"]
    command = ["git", "-C", str(root), *named, *args]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
