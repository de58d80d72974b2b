"""A build divided among machines gives an equal site, and reports missing parts."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import tarfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kbgen.build.language_renderer import LanguageRenderer
from kbgen.commands.cluster import pack_project, run_shard, unpack_results
from kbgen.errors import KbgenError
from kbgen.options import Shard
from tests.conftest import MakeSite
from tests.sites import HOME, Project

PAGES = "".join(
    f"-- content/{lang}/faq/q{number}.md --\n---\ntitle: Q{number} {lang}\n---\n\n"
    f"## How long? {{#long}}\n\n{{{{ window }}}}, see [home](../index.md).\n\n"
    for lang in ("en", "ur", "ar", "hi")
    for number in range(6)
)
SITE = (
    HOME
    + "".join(
        f"-- content/{lang}/index.md --\n---\ntitle: H\n---\nW\n" for lang in ("ur", "ar", "hi")
    )
    + "-- content/facts.yml --\nwindow: {duration: 14 days}\n"
    + PAGES
)


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files of a site, and what `kbgen verify --against` reads beside it."""
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    beside = folder.with_name(f"{folder.name}.digests.json")
    return {**files, beside.name: beside.read_bytes()}


def remove_site(project: Project) -> None:
    shutil.rmtree(project.root / "site")
    (project.root / "site.digests.json").unlink()


@pytest.fixture
def project(site: MakeSite) -> Project:
    return site(SITE)


@pytest.fixture
def whole(project: Project) -> dict[str, bytes]:
    return tree(project.build("--no-cache"))


def make(project: Project, *shards: str) -> list[str]:
    """Make shards, each in a folder of its own; return the folders."""
    folders = [f"out-{shard.replace('/', '-')}" for shard in shards]
    for shard, folder in zip(shards, folders, strict=True):
        result = project.run("build", "--shard", shard, "--cache-dir", folder)
        assert result.exit_code == 0, result.output
    return folders


def merge(project: Project, *args: str) -> str:
    result = project.run("merge", *args)
    assert result.exit_code == 2, result.output
    return result.stderr


def test_shards_make_the_same_site(project: Project, whole: dict[str, bytes]) -> None:
    folders = make(project, "3/3", "1/3", "2/3")
    remove_site(project)
    result = project.run("merge", *folders)
    assert result.exit_code == 0, result.output
    assert tree(project.root / "site") == whole


def test_a_shard_can_be_made_in_another_place(
    project: Project, whole: dict[str, bytes], tmp_path: Path
) -> None:
    other = Project(shutil.copytree(project.root, tmp_path / "other place/پروجیکٹ"))
    first = make(project, "1/2")
    second = [str(other.root / folder) for folder in make(other, "2/2")]
    assert project.run("merge", *first, *second).exit_code == 0
    assert tree(project.root / "site") == whole


def test_all_shards_may_use_one_folder(project: Project, whole: dict[str, bytes]) -> None:
    for shard in ("1/2", "2/2"):
        assert project.run("build", "--shard", shard).exit_code == 0
    assert project.run("merge").exit_code == 0
    assert tree(project.root / "site") == whole


def test_what_shards_made_is_not_made_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = make(project, "1/1")
    monkeypatch.setattr(LanguageRenderer, "render_page", lambda *_: pytest.fail("made again"))
    result = project.run("merge", *folders)
    assert result.exit_code == 0, result.output


def test_every_page_is_in_one_shard(project: Project) -> None:
    made = [project.run("build", "--shard", f"{n}/4").stdout for n in range(1, 5)]
    counts = [int(line.split()[1]) for line in made]
    # Eight pages in each of four languages: six questions, the home page, the list; and search.
    assert sum(counts) == 4 * 9
    assert max(counts) - min(counts) <= 1


def test_a_missing_shard_is_named(project: Project, whole: dict[str, bytes]) -> None:
    before = tree(project.root / "site")
    assert "shard 2/3 is missing" in merge(project, *make(project, "1/3", "3/3"))
    assert tree(project.root / "site") == before == whole


def test_shards_of_other_content_are_refused(project: Project) -> None:
    folders = make(project, "1/2", "2/2")
    file = project.root / "content/en/faq/q1.md"
    file.write_text(file.read_text("utf-8") + "\nMore.\n", "utf-8")
    assert "shard 1/2 in out-1-2 was made of other content" in merge(project, *folders)


def test_shards_of_different_divisions_are_refused(project: Project) -> None:
    assert "1/2 and 1/3" in merge(project, *make(project, "1/2", "2/3"))


def test_a_folder_without_shards_is_refused(project: Project) -> None:
    (project.root / "empty").mkdir()
    assert "empty holds no shard" in merge(project, "empty")


def test_a_note_that_cannot_be_read_is_named(project: Project) -> None:
    folders = make(project, "1/1")
    (project.root / folders[0] / "shards/1-of-1.json").write_text("{", "utf-8")
    assert "1-of-1.json is not as kbgen writes it" in merge(project, *folders)


def test_a_damaged_page_is_made_again(project: Project, whole: dict[str, bytes]) -> None:
    folders = make(project, "1/2", "2/2")
    for file in (project.root / folders[0]).glob("[0-9a-f][0-9a-f]/*"):
        file.write_bytes(file.read_bytes()[:-3])
    assert project.run("merge", *folders).exit_code == 0
    assert tree(project.root / "site") == whole


def test_a_shard_with_errors_fails(project: Project) -> None:
    (project.root / "content/en/faq/bad.md").write_text("---\ntitle: [\n---\n", "utf-8")
    result = project.run("build", "--shard", "1/2")
    assert result.exit_code == 1
    assert "bad.md" in result.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2", "write 2/8"),
        ("a/b", "write 2/8"),
        ("/", "write 2/8"),
        ("-1/2", "write 2/8"),
        ("2/²", "write 2/8"),
        ("0/2", "from 1/2 to 2/2"),
        ("3/2", "from 1/2 to 2/2"),
        ("0/0", "there is no shard"),
    ],
)
def test_a_shard_that_is_none(project: Project, text: str, message: str) -> None:
    result = project.run("build", f"--shard={text}")
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_shard_as_it_is_written() -> None:
    assert str(Shard.parse("2/8")) == "2/8"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--shard", "1/2", "--no-cache"), "leave out --no-cache"),
        (("--scheduler", "tcp://localhost:1", "--no-cache"), "leave out --no-cache"),
        (("--scheduler", "tcp://localhost:1", "--shard", "1/2"), "a cluster makes all shards"),
        (("--shards-at", "memory://x"), "goes with --scheduler"),
    ],
)
def test_options_that_do_not_go_together(
    project: Project, args: tuple[str, ...], message: str
) -> None:
    result = project.run("build", *args)
    assert result.exit_code == 2
    assert message in result.stderr


def test_what_a_plugin_may_change_is_not_shared(site: MakeSite) -> None:
    project = site(SITE)
    file = project.root / "mkdocs.yml"
    file.write_text(
        file.read_text("utf-8").replace("plugins:", "hooks: [hook.py]\nplugins:"), "utf-8"
    )
    (project.root / "hook.py").write_text("")
    result = project.run("build", "--shard", "1/2")
    assert result.exit_code == 2
    assert "the hook hook.py may change any page" in result.stderr


def test_a_project_is_sent_whole(project: Project) -> None:
    (project.root / "base.yml").write_text("copyright: Us\n", "utf-8")
    config = project.root / "mkdocs.yml"
    config.write_text(f"INHERIT: base.yml\n{config.read_text('utf-8')}", "utf-8")
    sent = pack_project(config, [project.root / "content", project.root / "none"])
    with tarfile.open(fileobj=io.BytesIO(sent)) as archive:
        names = set(archive.getnames())
    assert {"mkdocs.yml", "base.yml", "content/facts.yml", "content/ur/faq/q5.md"} <= names


def test_what_lies_outside_of_a_project_is_not_sent(project: Project, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(KbgenError, match="lies outside"):
        pack_project(project.root / "mkdocs.yml", [tmp_path / "elsewhere"])


def test_only_results_are_unpacked(tmp_path: Path) -> None:
    sent = io.BytesIO()
    good = f"ab/{'c' * 30}"
    with tarfile.open(fileobj=sent, mode="w") as archive:
        for name in ("../out.txt", "/etc/out.txt", "sites/x.json", good):
            entry = tarfile.TarInfo(name)
            entry.size = 1
            archive.addfile(entry, io.BytesIO(b"x"))
    unpack_results(sent.getvalue(), tmp_path / "cache")
    assert [f for f in sorted(tmp_path.rglob("*")) if f.is_file()] == [tmp_path / "cache" / good]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_makes_the_same_site(
    project: Project, whole: dict[str, bytes], scheduler: str, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for args in ((), ("--shards-at", place.as_uri())):
        shutil.rmtree(project.root / ".cache", ignore_errors=True)
        remove_site(project)
        result = project.run("build", "--scheduler", scheduler, *args)
        assert result.exit_code == 0, result.output
        assert tree(project.root / "site") == whole
    assert len(list(place.glob("shard-*-of-4-*.tar"))) == 4


def test_a_worker_that_dies_is_replaced(
    project: Project, whole: dict[str, bytes], scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = project.root / "alive"
    alive.touch()
    monkeypatch.setattr("kbgen.commands.cluster.run_shard", partial(_die_once, str(alive)))
    result = project.run("build", "--scheduler", scheduler)
    assert result.exit_code == 0, result.output
    assert tree(project.root / "site") == whole
    assert not alive.exists()


def _die_once(alive: str, *args: Any) -> tuple[str, bytes | str]:
    """End the worker's process the first time, without a word."""
    if Path(alive).exists():
        Path(alive).unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return run_shard(*args)


def test_without_a_scheduler_the_site_stands(
    project: Project, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("kbgen.commands.cluster.PATIENCE", 0.5)
    result = project.run("build", "--scheduler", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert "there is no Dask scheduler at tcp://127.0.0.1:9" in result.stderr
    assert tree(project.root / "site") == whole


def test_notes_name_their_shard(project: Project) -> None:
    (folder,) = make(project, "1/2")
    note = json.loads((project.root / folder / "shards/1-of-2.json").read_text("utf-8"))
    assert (note["shard"], note["of"], len(note["site"])) == (1, 2, 32)
