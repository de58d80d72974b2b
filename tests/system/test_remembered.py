"""What is remembered of a project between runs, by several processes at once."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbgen.system.codec import Codec
from kbgen.system.parse_cache import ParseCache

TEXT: Codec[str] = Codec(str)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache/sites/project.pages"


def remember(file: Path, values: dict[str, str], program: str = "1") -> None:
    cache = ParseCache(file, program)
    for key, value in values.items():
        cache.put(key, TEXT, value)
    cache.save()


def known(file: Path, *keys: str, program: str = "1") -> dict[str, str]:
    cache = ParseCache(file, program)
    found = {key: cache.get(key, TEXT) for key in keys}
    return {key: value for key, value in found.items() if value is not None}


def test_a_value_is_known_to_the_next_run(file: Path) -> None:
    assert not ParseCache(file, "1").has_data
    remember(file, {"a": "one", "b": ""})
    assert ParseCache(file, "1").has_data
    assert known(file, "a", "b", "c") == {"a": "one", "b": ""}


def test_a_value_is_known_before_it_is_saved_but_to_nobody_else(file: Path) -> None:
    cache = ParseCache(file, "1")
    cache.put("a", TEXT, "one")
    assert cache.get("a", TEXT) == "one"
    assert known(file, "a") == {}


def test_a_newer_value_takes_the_place_of_the_older(file: Path) -> None:
    remember(file, {"a": "one"})
    remember(file, {"a": "two"})
    assert known(file, "a") == {"a": "two"}


def test_another_program_knows_nothing_and_its_values_take_their_place(file: Path) -> None:
    remember(file, {"a": "one"}, program="1")
    assert known(file, "a", program="2") == {}
    remember(file, {"a": "two"}, program="2")
    assert known(file, "a", program="2") == {"a": "two"}
    assert known(file, "a", program="1") == {}


def test_a_value_of_another_type_is_unknown(file: Path) -> None:
    remember(file, {"a": "one"})
    numbers: Codec[int] = Codec(int)
    assert ParseCache(file, "1").get("a", numbers) is None


def test_without_a_file_nothing_is_remembered() -> None:
    cache = ParseCache()
    cache.put("a", TEXT, "one")
    cache.save()
    assert cache.get("a", TEXT) is None
    assert not cache.has_data


def test_what_was_of_no_use_is_removed_once_it_is_most(file: Path) -> None:
    """Each edit leaves a value behind: what is kept is at most twice what is used."""
    old = {f"old-{number}": "x" * 1000 for number in range(30)}
    remember(file, old)
    cache = ParseCache(file, "1")
    kept = [key for key in list(old)[:10] if cache.get(key, TEXT)]
    cache.put("new", TEXT, "n")
    cache.save()  # 11 were used, 20 were not
    assert known(file, *old, "new").keys() == {*kept, "new"}


def test_what_was_of_no_use_this_once_is_kept(file: Path) -> None:
    remember(file, {"a": "one", "b": "two", "c": "three"})
    cache = ParseCache(file, "1")
    assert [cache.get(key, TEXT) for key in ("a", "b")] == ["one", "two"]
    cache.put("d", TEXT, "four")
    cache.save()
    assert known(file, "a", "b", "c", "d").keys() == {"a", "b", "c", "d"}


def test_a_project_that_is_edited_all_day_does_not_fill_the_disk(file: Path) -> None:
    pages = {f"page-{number}": "x" * 2000 for number in range(20)}
    remember(file, pages)
    size = file.stat().st_size
    for edit in range(200):
        cache = ParseCache(file, "1")
        for key in pages:
            cache.get(key, TEXT)
        cache.put(f"edit-{edit}", TEXT, "y" * 2000)
        cache.save()
    assert file.stat().st_size < size * 3


def test_what_two_write_at_once_is_known_to_the_next(file: Path) -> None:
    one, two = ParseCache(file, "1"), ParseCache(file, "1")
    one.put("a", TEXT, "one")
    two.put("b", TEXT, "two")
    one.save()
    two.save()
    assert known(file, "a", "b") == {"a": "one", "b": "two"}


def test_what_was_learnt_first_is_let_go_of(file: Path) -> None:
    cache = ParseCache(file, "1")
    for key in ("a", "b", "c"):
        cache.put(key, TEXT, key)
    cache.forget(2)
    assert [cache.get(key, TEXT) for key in ("a", "b", "c")] == [None, "b", "c"]


WRITER = """
import sys
from pathlib import Path
from kbgen.system.codec import Codec
from kbgen.system.parse_cache import ParseCache

text, name = Codec(str), sys.argv[2]
cache = ParseCache(Path(sys.argv[1]), "1")
print("open", flush=True)
sys.stdin.readline()
for n in range(int(sys.argv[3])):
    cache.put(f"{name}-{n}", text, f"{name} {n} " * 300)
    cache.save()
"""


@pytest.fixture
def writers() -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that write, each values of its own."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def start(file: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(file), name, str(count)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
    assert process.stdout and process.stdout.readline() == "open\n"
    return process


def let_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def test_processes_that_write_at_once_lose_nothing(
    file: Path, writers: list[subprocess.Popen[str]]
) -> None:
    writers += [start(file, name, 60) for name in ("a", "b", "c")]
    for writer in writers:
        let_go(writer)
    assert [process.wait(60) for process in writers] == [0, 0, 0]
    keys = [f"{name}-{number}" for name in "abc" for number in range(60)]
    assert known(file, *keys) == {key: f"{key.replace('-', ' ')} " * 300 for key in keys}


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_is_killed_as_it_writes_leaves_whole_values(
    file: Path, writers: list[subprocess.Popen[str]]
) -> None:
    for turn in range(6):
        process = start(file, f"w{turn}", 100_000)
        writers.append(process)
        let_go(process)
        until = time.monotonic() + 30
        while not known(file, f"w{turn}-{turn * 3}") and time.monotonic() < until:
            pass
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert known(file, f"w{turn}-0") == {f"w{turn}-0": f"w{turn} 0 " * 300}
    remember(file, {"after": "all"})
    assert known(file, "after") == {"after": "all"}


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_made_anew(content: bytes, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert known(file, "a") == {}
    remember(file, {"a": "one"})
    assert known(file, "a") == {"a": "one"}


def test_a_file_that_was_damaged_after_it_was_read_is_made_anew(file: Path) -> None:
    values = {f"{number}": "x" * 5000 for number in range(50)}
    remember(file, values)
    cache = ParseCache(file, "1")
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert [cache.get(key, TEXT) for key in values] == [*values.values()]
    assert known(file, *values) == {}
    cache.put("a", TEXT, "one")
    cache.save()
    assert known(file, "a") == {"a": "one"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", ["project.pages", "project.pages-journal"])
def test_no_link_is_written_through(name: str, file: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"")
    file.parent.mkdir(parents=True)
    file.with_name(name).symlink_to(outside)
    remember(file, {"a": "one"})
    assert outside.read_bytes() == b""


@pytest.fixture
def read_only(file: Path) -> Iterator[Path]:
    """A folder that may not be written, for root neither."""
    remember(file, {"a": "one"})
    yield file
    file.parent.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may write everywhere")
def test_in_a_folder_that_may_only_be_read_what_is_there_is_known(read_only: Path) -> None:
    read_only.chmod(stat.S_IRUSR)
    read_only.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    remember(read_only, {"b": "two"})
    assert known(read_only, "a", "b") == {"a": "one"}


def test_where_no_file_can_be_this_run_alone_remembers(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = ParseCache(tmp_path / "cache/sites/project.pages", "1")
    cache.put("a", TEXT, "one")
    cache.save()
    assert cache.get("a", TEXT) == "one"
    assert known(tmp_path / "cache/sites/project.pages", "a") == {}
