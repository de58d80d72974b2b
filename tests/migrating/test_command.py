"""`kbgen migrate`: what it recognizes, refuses and leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli import main
from kbgen.migrating.recognize import NAMES
from kbgen.migrating.write import write_new
from tests.migrations import migrated
from tests.sites import write_files

BOOK = "-- SUMMARY.md --\n* [A](README.md)\n-- README.md --\n# A\n"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["migrate", *map(str, args)])


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_without_pages_is_refused(tmp_path: Path, name: str) -> None:
    old = tmp_path / "old"
    old.mkdir()
    result = run(old, "--from", name, "--into", tmp_path / "new")
    assert result.exit_code == 2, result.output
    assert result.output.startswith("Error: ")
    assert "Internal" not in result.output
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ("-- notes.txt --\nx\n", "say which: --from"),
        (BOOK + "-- _config.yml --\ntitle: A\n", "may be of jekyll or gitbook; say which"),
        (BOOK.replace("# A", "# \xff"), ""),
    ],
)
def test_what_is_not_recognized_is_asked(tmp_path: Path, files: str, message: str) -> None:
    write_files(tmp_path / "old", files)
    result = run(tmp_path / "old", "--into", tmp_path / "new")
    assert message in result.output
    assert (result.exit_code == 2) is bool(message)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    write_files(tmp_path / "old", BOOK)
    (tmp_path / "old/README.md").write_bytes(b"# caf\xe9")
    result = run(tmp_path / "old", "--into", tmp_path / "new")
    assert result.exit_code == 2
    assert "README.md is not UTF-8; save it as UTF-8" in result.output


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    write_files(tmp_path / "old", BOOK)
    before = sorted(tmp_path.rglob("*"))
    result = run(tmp_path / "old", "--into", tmp_path / "new", "--dry-run")
    assert result.exit_code == 0
    assert "README.md → content/en/index.md" in result.output
    assert "(nothing was written)" in result.output
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("into", ["new", "old/inside"])
def test_nothing_is_overwritten(tmp_path: Path, into: str) -> None:
    write_files(tmp_path / "old", BOOK)
    write_files(tmp_path / "new", "-- mine.txt --\nkeep\n")
    result = run(tmp_path / "old", "--into", tmp_path / into)
    assert result.exit_code == 2
    assert (tmp_path / "new/mine.txt").read_text("utf-8") == "keep\n"
    assert not (tmp_path / "old/inside").exists()


def test_a_failure_leaves_nothing_half_done(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"is a file|Not a directory|exists"):
        write_new(tmp_path / "new", {"a": b"1", "a/b": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_two_pages_of_one_address_are_both_kept(tmp_path: Path) -> None:
    text = "-- SUMMARY.md --\n* [A](README.md)\n* [B](b.md)\n* [C](b/README.md)\n"
    done = migrated(
        tmp_path, f"{text}-- README.md --\n# A\n-- b.md --\n# B\n-- b/README.md --\n# C\n"
    )
    done.project.build()
    assert "it has the same address as b.md; it is b-2 now" in done.output
    assert done.body("en/b-2.md") == "# C\n"


def test_links_that_led_nowhere_do_not_stop_the_build(tmp_path: Path) -> None:
    done = migrated(tmp_path, f"{BOOK}\n[x](gone.md) [y](#gone)\n")
    done.project.build()
    assert "content/en/index.md:3" in done.output
    assert "gone.md" in done.report
