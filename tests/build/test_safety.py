"""After any failure of a build, a complete site is published and the owner knows what to do."""

from __future__ import annotations

import contextlib
import errno
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kbgen.build import exchange as exchanging
from kbgen.build import staging as staging_
from kbgen.build.context import BuildContext
from kbgen.build.exchange import exchange
from kbgen.build.staging import Staging, clean_up
from kbgen.build.store import ArtifactStore
from kbgen.mkdocs import language
from kbgen.system.codec import Codec
from kbgen.system.parse_cache import ParseCache
from tests import kill
from tests.conftest import MakeSite
from tests.kill import tree
from tests.sites import HOME, Project

PAGES = "".join(
    f"-- content/en/faq/page-{n}.md --\n---\ntitle: Page {n}\n---\nText {n}.\n" for n in range(16)
)
GONE = "999999999"
WORD: Codec[str] = Codec(str)


@pytest.fixture
def built(site: MakeSite) -> Project:
    """A site that stands, and a change to be built."""
    project = site(PAGES)
    project.build("--jobs", "1")
    (project.root / "content/en/faq/page-1.md").write_text("Another text.")
    return project


def beside(project: Project) -> list[str]:
    return [entry.name for entry in project.root.iterdir() if entry.name.startswith(".site")]


def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    assert kill.run(tmp_path / "project", 6, seed=1, report=print) == []


def _full(*_: object, **__: object) -> object:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "site/index.html")


def _read_only(*_: object, **__: object) -> object:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS), "site")


@pytest.mark.parametrize(
    ("place", "fail", "says"),
    [
        ((Staging, "write"), _full, "make room and try again"),
        ((Staging, "link"), _full, "No space left on device"),
        ((staging_, "exchange"), _read_only, "Read-only file system"),
    ],
)
def test_a_disk_that_fails_leaves_the_old_site(
    place: tuple[object, str],
    fail: Callable[..., object],
    says: str,
    built: Project,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = tree(built.root / "site")
    with monkeypatch.context() as patched:
        patched.setattr(*place, fail)
        result = built.run("build", "--jobs", "1")
    assert result.exit_code == 2, result.output
    assert says in result.output and "Traceback" not in result.output
    assert tree(built.root / "site") == before and beside(built) == []
    built.build()
    assert "Another text." in built.text("faq/page-1")


def test_a_site_folder_that_is_a_mount_is_a_clear_error(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda self: self.name == "site")
    result = built.run("build", "--jobs", "1")
    assert result.exit_code == 2 and "--site-dir" in result.output, result.output


@pytest.mark.parametrize("fail", [_full, _read_only])
def test_a_cache_that_cannot_be_written_only_makes_it_slow(
    fail: Callable[..., object], built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def write_bytes(self: Path, data: bytes) -> int:
        if ".cache" in self.as_posix():
            fail()
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    monkeypatch.setattr("kbgen.build.site.write_manifest", fail)
    result = built.run("build", "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert "nothing could be remembered" in result.output
    assert "Another text." in built.text("faq/page-1")


def test_a_file_in_the_place_of_the_cache_only_makes_it_slow(site: MakeSite) -> None:
    project = site(PAGES + "-- .cache --\na file\n")
    for _ in range(2):
        result = project.run("build", "--jobs", "1")
        assert result.exit_code == 0, result.output
        assert "nothing could be remembered" in result.output
    assert (project.root / ".cache").read_text() == "a file\n"


def test_a_file_in_the_place_of_the_sites_notes_only_makes_it_slow(built: Project) -> None:
    project = built
    for file in (project.root / ".cache/kbgen/sites").glob("*.note.json"):
        file.unlink()
        file.mkdir()
    assert project.run("build", "--jobs", "1").exit_code == 0
    assert "Another text." in project.text("faq/page-1")


def test_a_process_that_is_lost_is_a_clear_error(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, before = os.getpid(), tree(built.root / "site")

    def die(self: BuildContext, task: object) -> object:
        assert os.getpid() != parent, "this would end the tests"
        os.kill(os.getpid(), signal.SIGKILL)
        return self, task

    for page in (built.root / "content/en/faq").iterdir():
        page.write_text("All are other ones.")
    with monkeypatch.context() as patched:
        patched.setattr(BuildContext, "make_page", die)
        result = built.run("build", "--jobs", "2")
    assert result.exit_code == 2, result.output
    assert "--jobs 1" in result.output and "Traceback" not in result.output
    assert tree(built.root / "site") == before and beside(built) == []


def test_two_builds_at_once_leave_a_whole_site(built: Project) -> None:
    command = [sys.executable, "-m", "kbgen", "build", "--jobs", "1"]
    both = [
        subprocess.Popen([*command, *more], cwd=built.root, stderr=subprocess.PIPE, text=True)
        for more in ([], ["--no-cache"], [])
    ]
    for build in both:
        _, errors = build.communicate(timeout=120)
        assert build.returncode == 0, errors
    found = tree(built.root / "site")
    built.build("--no-cache", "--site-dir", "cold")
    assert tree(built.root / "cold") == found and beside(built) == []


# The one that is killed leaves its temporary folder to the collector.
@pytest.mark.filterwarnings("ignore:Implicitly cleaning up:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("when", ["before", "after"])
def test_hidden_files_outlive_a_build_that_is_killed(
    when: str, built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed just before, or just after the two folders have been exchanged."""
    (built.root / "site/.git").mkdir()
    (built.root / "site/.git/head").write_text("kept")

    def killed(one: Path, other: Path) -> None:
        if when == "after":
            exchange(one, other)
        raise _Killed

    with monkeypatch.context() as patched:
        patched.setattr(staging_, "exchange", killed)
        # A process that is killed cleans up nothing.
        patched.setattr(staging_, "_remove", lambda *_: None)
        patched.setattr("tempfile.TemporaryDirectory.cleanup", lambda _: None)
        with contextlib.suppress(_Killed):
            built.run("build", "--jobs", "1")
    (built.root / "content/en/faq/page-2.md").write_text("A third text.")
    built.build()
    assert (built.root / "site/.git/head").read_text() == "kept"
    assert "A third text." in built.text("faq/page-2") and beside(built) == []


class _Killed(BaseException):
    pass


def test_without_an_exchange_in_one_step_a_site_that_was_put_aside_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanging, "_in_one_step", lambda *_: False)
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    exchange(tmp_path / "new", tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert (tmp_path / "new/index.html").read_text() == "site"
    (tmp_path / "site").rename(tmp_path / f".site-kbgen-aside-{GONE}")
    clean_up(tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "new"


def test_results_that_cannot_be_kept_are_kept_for_the_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = ArtifactStore(tmp_path / "file", tmp_path / "spare")
    store.put("a" * 32, b"result")
    assert store.get("a" * 32) == b"result" and store.problem


@pytest.mark.parametrize("kept", [3, 100, 5000, -3])
def test_a_recall_that_was_cut_short_is_written_anew(kept: int, tmp_path: Path) -> None:
    file = tmp_path / "pages"
    first = ParseCache(file, "p")
    for value in ("one", "two"):
        first.put(value, WORD, value)
    first.save()
    file.write_bytes(file.read_bytes()[:kept])
    parse_cache = ParseCache(file, "p")
    assert parse_cache.get("one", WORD) in (None, "one") and parse_cache.get("two", WORD) in (
        None,
        "two",
    )
    for value in ("one", "two"):
        parse_cache.put(value, WORD, value)
    parse_cache.save()
    after = ParseCache(file, "p")
    assert (after.get("one", WORD), after.get("two", WORD)) == ("one", "two")


@pytest.mark.skipif(sys.platform != "linux", reason="processes follow their parent on Linux only")
def test_the_processes_of_a_build_end_with_it() -> None:
    script = (
        "import os, signal, time\n"
        "from kbgen.system.parallel import each\n"
        "def work(item):\n"
        "    print(os.getpid(), flush=True)\n"
        "    time.sleep(60)\n"
        "list(each(work, [1, 2], 2))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        assert all(parent.stdout.readline() for _ in range(2))
        parent.kill()
        parent.wait()
        # Their end of the pipe closes when they end.
        assert select.select([parent.stdout], [], [], 30)[0], "they live on"
        assert parent.stdout.read() == ""


def test_templates_are_compiled_where_their_folder_has_gone(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "gone").mkdir()
    kept = language._Templates(str(tmp_path / "gone"))
    (tmp_path / "gone").rmdir()
    monkeypatch.setattr(language, "_compiled", lambda: kept)
    assert (site(HOME).build("--no-cache") / "index.html").is_file()
