"""Whether a build would change anything, told before it begins: all that it reads is looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kbgen.build.manifest import write_manifest
from kbgen.build.staging import Staging
from kbgen.build.uptodate import (
    BuildInputs,
    Inspection,
    PublishedSite,
    configurations,
    inspect_site,
    manifest_file,
    note_inputs,
    read_inputs,
)
from kbgen.options import BuildOptions
from tests.sites import write_files

DAY = date(2027, 1, 15)
PROJECT = """\
-- mkdocs.yml --
INHERIT: base.yml
site_name: !ENV [KBGEN_TEST_NAME, KBGEN_TEST_OTHER, Help]
site_url: !ENV KBGEN_TEST_URL
-- base.yml --
INHERIT: 'more/far.yml'  # the company's
-- more/far.yml --
site_author: A
-- other.yml --
site_author: B
-- content/a.md --
A
-- content/.icons/b.svg --
B
"""


@pytest.fixture
def options(tmp_path: Path) -> BuildOptions:
    """A project whose site stands as a build has noted it."""
    write_files(tmp_path, PROJECT)
    options = BuildOptions(cache=tmp_path / "cache", as_of=DAY)
    staging = Staging(tmp_path / "site")
    staging.folder.mkdir()
    made = [staging.write(name, b"x") for name in ("index.html", "a/index.html", ".nojekyll")]
    for hidden in (".git", ".well-known/x"):
        write_files(staging.folder, f"-- {hidden} --\nkept\n")
    assert options.cache
    write_manifest(
        manifest_file(options.cache, staging.folder), staging.folder, {"all": ("", made)}
    )
    write_files(tmp_path, "-- site.digests.json --\n{}\n")
    note(tmp_path, options)
    return options


def note(root: Path, options: BuildOptions, pages: int = 2) -> None:
    roots = (root / "content", root / "base.yml", root / "gone")
    inputs = read_inputs(root / "mkdocs.yml", options, roots).digest
    published = PublishedSite(root / "site", pages, "2 pages")
    note_inputs(root / "mkdocs.yml", options, inputs, roots, (), published)


def test_a_site_that_stands_is_told_with_what_was_said_of_it(
    options: BuildOptions, tmp_path: Path
) -> None:
    found = inspect_site(tmp_path / "mkdocs.yml", options)
    assert found.published == PublishedSite(tmp_path / "site", 2, "2 pages")
    assert [root.name for root in found.roots] == ["content", "base.yml", "gone"]
    read = {Path(name).relative_to(tmp_path).as_posix() for name in found.inputs.files}
    assert read == {"content/a.md", "content/.icons/b.svg", "base.yml"}


def write(path: str, text: str = "other") -> Callable[[Path], object]:
    return lambda root: write_files(root, f"-- {path} --\n{text}\n")


# What a person or another build does, after which the site must be built again.
CHANGES: dict[str, Callable[[Path], object]] = {
    "a page": write("content/a.md"),
    "a new page": write("content/b.md"),
    "a hidden file": write("content/.icons/b.svg"),
    "a page removed": lambda root: (root / "content/a.md").unlink(),
    "the configuration": write("mkdocs.yml"),
    "what it inherits from": write("base.yml"),
    "what that inherits from": lambda root: (root / "more/far.yml").write_text("other"),
    "a file where none was": write("gone"),
    "a page of the site": write("site/index.html"),
    "a page of the site removed": lambda root: (root / "site/index.html").unlink(),
    "a file more in the site": write("site/b/index.html"),
    "a page that nobody may read": lambda root: (root / "site/index.html").chmod(0o600),
    "a folder that nobody may enter": lambda root: (root / "site/a").chmod(0o700),
    "what --against reads": write("site.digests.json"),
    "what --against reads, removed": lambda root: (root / "site.digests.json").unlink(),
    "the site removed": lambda root: (root / "site").rename(root / "moved"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_a_site_has_it_built_again(
    name: str, options: BuildOptions, tmp_path: Path
) -> None:
    CHANGES[name](tmp_path)
    assert inspect_site(tmp_path / "mkdocs.yml", options).published is None


# What does not change a site.
OTHERS: dict[str, Callable[[Path], object]] = {
    "a file beside it": write("other.yml"),
    "a hidden file of the site": write("site/.git"),
    "the time of a page": lambda root: os.utime(root / "content/a.md", (1, 1)),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_changes_nothing_has_nothing_built(
    name: str, options: BuildOptions, tmp_path: Path
) -> None:
    OTHERS[name](tmp_path)
    assert inspect_site(tmp_path / "mkdocs.yml", options).published


@pytest.mark.parametrize("name", ["KBGEN_TEST_NAME", "KBGEN_TEST_OTHER", "KBGEN_TEST_URL"])
def test_a_variable_of_the_configuration_is_looked_at(
    name: str, options: BuildOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KBGEN_TEST_UNNAMED", "x")
    assert inspect_site(tmp_path / "mkdocs.yml", options).published
    monkeypatch.setenv(name, "x")
    assert inspect_site(tmp_path / "mkdocs.yml", options).published is None


def test_on_another_day_and_by_other_options_a_site_is_another(
    options: BuildOptions, tmp_path: Path
) -> None:
    config = tmp_path / "mkdocs.yml"
    assert inspect_site(config, replace(options, as_of=date(2027, 1, 16))).published is None
    assert inspect_site(config, replace(options, strict=True)).published is None
    assert inspect_site(config, replace(options, site_dir=tmp_path / "other")) == Inspection()
    assert inspect_site(config, replace(options, cache=None)) == Inspection()
    note_inputs(
        config, replace(options, cache=None), "", (), (), PublishedSite(tmp_path / "site", 0, "")
    )
    assert inspect_site(tmp_path / "none.yml", options) == Inspection()


def test_what_was_not_noted_by_this_program_is_not_believed(
    options: BuildOptions, tmp_path: Path
) -> None:
    assert options.cache
    [file] = options.cache.glob("sites/*.note.json")
    whole = file.read_text()
    for text in ("", "[]", "{}", whole.replace('"format": 4', '"format": 3')):
        file.write_text(text)
        assert inspect_site(tmp_path / "mkdocs.yml", options) == Inspection()
    file.write_text(whole.replace('"inputs": "', '"inputs": "0'))
    seen = inspect_site(tmp_path / "mkdocs.yml", options)
    assert seen.inputs != BuildInputs() and seen.published is None


def test_another_build_in_between_is_noticed(options: BuildOptions, tmp_path: Path) -> None:
    assert options.cache
    staging = Staging(tmp_path / "site")
    made = [staging.write("index.html", b"another")]
    (tmp_path / "site/a/index.html").unlink()
    (tmp_path / "site/a").rmdir()
    write_manifest(
        manifest_file(options.cache, staging.folder), staging.folder, {"all": ("", made)}
    )
    assert inspect_site(tmp_path / "mkdocs.yml", options).published is None
    note(tmp_path, options, pages=1)
    assert inspect_site(tmp_path / "mkdocs.yml", options).published == PublishedSite(
        tmp_path / "site", 1, "2 pages"
    )


# What an INHERIT line may hold, and the files that are read for it.
INHERITED = {
    "INHERIT: base.yml": ["base.yml", "more/far.yml"],
    "'INHERIT' : \"base.yml\" # ours": ["base.yml", "more/far.yml"],
    "{INHERIT: base.yml, site_name: A}": ["base.yml", "more/far.yml"],
    "INHERIT: !ENV [KBGEN_TEST_BASE, other.yml]": ["base.yml", "more/far.yml", "other.yml"],
    "INHERIT: far away.yml": ["far away.yml"],
    "INHERIT: none.yml": [],
    "# none": [],
}


@pytest.mark.parametrize("line", INHERITED)
def test_every_configuration_that_may_be_inherited_is_found(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KBGEN_TEST_BASE", "base.yml")
    write_files(tmp_path, PROJECT)
    (tmp_path / "far away.yml").write_text("")
    (tmp_path / "mkdocs.yml").write_text(f"{line}\n")
    found = configurations(tmp_path / "mkdocs.yml")
    assert [file.relative_to(tmp_path).as_posix() for file in found] == sorted(
        ["mkdocs.yml", *INHERITED[line]]
    )


def test_a_configuration_that_inherits_from_itself_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("INHERIT: mkdocs.yml\n")
    assert configurations(tmp_path / "mkdocs.yml") == [tmp_path / "mkdocs.yml"]


def test_a_note_is_written_through_no_link(options: BuildOptions, tmp_path: Path) -> None:
    assert options.cache
    [file] = options.cache.glob("sites/*.note.json")
    (tmp_path / "outside").write_text("kept")
    file.with_name(f"{file.name}.{os.getpid()}").symlink_to(tmp_path / "outside")
    note(tmp_path, options)
    assert (tmp_path / "outside").read_text() == "kept"
    assert inspect_site(tmp_path / "mkdocs.yml", options).published
