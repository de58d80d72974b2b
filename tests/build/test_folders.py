"""What a build leaves on disk: the folder that it prepares, what it notes of it, what it remembers."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kbgen.build import exchange as exchanging
from kbgen.build.exchange import exchange
from kbgen.build.holder import holder_of
from kbgen.build.manifest import (
    FileStamp,
    OutputFile,
    PreviousBuild,
    read_manifest,
    write_manifest,
)
from kbgen.build.memory import CancellableStore, MemoryManifest, MemoryOutput
from kbgen.build.staging import Staging, alone, clean_up, keep, prepared
from kbgen.build.store import ArtifactStore
from kbgen.system.digest import digest_bytes

KEY, OTHER = "a" * 32, "ab" + "c" * 30
DAY = 86_400
GONE = "999999999"


def write(folder: Path, **files: str) -> None:
    """Write files; `__` in a name is a slash."""
    for name, text in files.items():
        file = folder / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def read(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that a build has written and noted."""
    staging = Staging(tmp_path / "site")
    staging.folder.mkdir()
    made = [staging.write(path, text) for path, text in {"a": b"one", "b/c": b"two"}.items()]
    write_manifest(tmp_path / "site.json", staging.folder, {"page": (KEY, made), "web": ("", [])})
    return staging.folder


@pytest.fixture
def previous(site: Path) -> PreviousBuild:
    return read_manifest(site.with_name("site.json"), site)


def test_a_build_knows_what_the_last_one_left(previous: PreviousBuild) -> None:
    one, two = OutputFile("a", digest_bytes(b"one")), OutputFile("b/c", digest_bytes(b"two"))
    assert previous.part("page", KEY) == (one, two)
    assert previous.part("page", OTHER) is None and previous.part("other", KEY) is None
    assert previous.part("web", "") == () and previous.part("unknown", "") == ()
    assert previous.has(one) and not previous.has(replace(one, digest=two.digest))
    assert not previous.has(OutputFile("d", one.digest))
    assert previous.mode == 0o755 and previous.files["a"].mode == 0o644


def test_files_and_folders_are_readable_by_all(site: Path) -> None:
    assert (site / "a").stat().st_mode & 0o777 == 0o644
    assert (site / "b").stat().st_mode & 0o777 == 0o755


# What happens to the first file of a site, and whether it stands as it was written.
TOUCHED: dict[str, tuple[Callable[[Path], object], bool]] = {
    "nothing": (lambda _: None, True),
    "another time": (lambda file: os.utime(file, (1, 1)), True),
    "another text of the same length": (lambda file: file.write_text("eno"), False),
    "another length": (lambda file: file.write_text("other"), False),
    "another mode": (lambda file: file.chmod(0o600), False),
    "removed": (lambda file: file.unlink(), False),
}


@pytest.mark.parametrize("name", TOUCHED)
def test_what_was_touched_is_made_anew(name: str, previous: PreviousBuild) -> None:
    touch, is_there = TOUCHED[name]
    touch(previous.folder / "a")
    assert previous.is_intact("a") is is_there and previous.is_intact("b/c")
    assert (previous.part("page", KEY) is not None) is is_there


def noted(**changes: object) -> str:
    stamp = [digest_bytes(b"one"), 3, 1, 0o644]
    data = {"format": 2, "parts": {"page": [KEY, ["a"]]}, "files": {"a": stamp}, "mode": 0o755}
    return json.dumps(data | changes)


# What stands where it is noted what was built, and whether any of it is believed.
NOTES = {
    noted(): True,
    noted(parts={"page": [f"{KEY}.{OTHER}", ["a"]]}): True,
    noted(parts={"page": ["", ["a"]]}): True,
    noted(parts={"page": [f"{KEY}.", ["a"]]}): True,
    noted(format=1): False,
    noted(parts={"page": ["no key", ["a"]]}): False,
    noted(parts={"page": [KEY, ["b"]]}): False,
    noted(parts={"page": KEY}): False,
    noted(files={}): False,
    noted(files={"a": [5, 3, 1, 0o644]}): False,
    noted(files={"a": "x"}): False,
    noted(parts={}, files={"../a": ["x", 3, 1, 0o644]}): False,
    noted(parts={}, files={"/a": ["x", 3, 1, 0o644]}): False,
    noted(parts={}, files={"b/../a": ["x", 3, 1, 0o644]}): False,
    noted(parts={}, files={"a\0": ["x", 3, 1, 0o644]}): False,
    noted(parts={}, files={"..a": ["x", 3, 1, 0o644]}): True,
    noted(mode="x"): False,
    "[]": False,
    "{": False,
    "": False,
}


@pytest.mark.parametrize("text", NOTES)
def test_notes_are_believed_where_they_can_be_right(text: str, tmp_path: Path) -> None:
    (tmp_path / "note.json").write_text(text)
    found = read_manifest(tmp_path / "note.json", tmp_path)
    assert bool(found.files) is NOTES[text] and found.folder == tmp_path


def test_notes_are_written_through_no_link(site: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("kept")
    (tmp_path / f"new.json.{os.getpid()}").symlink_to(tmp_path / "outside")
    write_manifest(tmp_path / "new.json", site, {})
    assert (tmp_path / "outside").read_text() == "kept"
    assert json.loads((tmp_path / "new.json").read_text())["files"] == {}


# The folder in preparation


def test_a_file_is_replaced_and_never_written_into(tmp_path: Path) -> None:
    write(tmp_path, a="old")
    os.link(tmp_path / "a", tmp_path / "kept")
    made = Staging(tmp_path).write("a", b"new")
    assert made == OutputFile("a", digest_bytes(b"new"))
    assert read(tmp_path) == {"a": "new", "kept": "old"}


def test_a_file_that_stands_is_shared(site: Path, previous: PreviousBuild, tmp_path: Path) -> None:
    staging = Staging(tmp_path / "new")
    staging.folder.mkdir()
    write(staging.folder, a="other")
    for path in ("a", "b/c"):
        staging.link(OutputFile(path, previous.files[path].digest), site)
        assert (staging.folder / path).samefile(site / path)
    assert read(staging.folder) == {"a": "one", "b/c": "two"}


def test_a_file_that_cannot_be_shared_is_copied(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    staging = Staging(tmp_path / "new")
    staging.folder.mkdir()
    write(staging.folder, a="other")
    (staging.folder / "b").mkdir()
    staging.link(OutputFile("a", digest_bytes(b"one")), site)
    staging.link(OutputFile("b/c", digest_bytes(b"two")), site)
    assert read(staging.folder) == {"a": "one", "b/c": "two"}
    assert (staging.folder / "a").stat().st_mtime_ns == (site / "a").stat().st_mtime_ns


def test_what_stands_in_the_folder_already_is_left_there(
    site: Path, previous: PreviousBuild, tmp_path: Path
) -> None:
    staging = Staging(site, previous.files)
    same = OutputFile("a", previous.files["a"].digest)
    staging.link(same, tmp_path / "nowhere")  # nothing is to be done
    write(tmp_path / "other", a="two")
    staging.link(replace(same, digest=digest_bytes(b"two")), tmp_path / "other")
    assert read(site)["a"] == "two"


def test_what_a_site_no_longer_has_is_removed(site: Path, previous: PreviousBuild) -> None:
    write(site, b__new="written since")
    (site / "b").chmod(0o700)
    Staging(site, previous.files).prune(["a", "b/new"])
    assert read(site) == {"a": "one", "b/new": "written since"}
    assert (site / "b").stat().st_mode & 0o777 == 0o755
    stamp = previous.files["a"]
    Staging(site, {"b/new": stamp, "a": stamp, "gone/file": stamp}).prune([])
    assert list(site.iterdir()) == []


def test_the_first_site_is_moved_and_the_next_exchanged(tmp_path: Path) -> None:
    target = tmp_path / "site"
    for number, text in enumerate(("one", "two")):
        staging = Staging(tmp_path / f"new-{number}")
        write(staging.folder, index=text)
        staging.publish(target)
        assert read(target)["index"] == text
        write(target, **{".git__head": "kept"})
    assert read(tmp_path / "new-1") == {"index": "one"}
    assert read(target) == {".git/head": "kept", "index": "two"}


@pytest.mark.parametrize("is_possible", [True, False])
def test_two_folders_change_places_or_stay_where_they_are(
    is_possible: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one step, and where the system knows of none in two."""
    if not is_possible:
        monkeypatch.setattr(exchanging, "_in_one_step", lambda *_: False)
    write(tmp_path, one__a="1", other__b="2")
    exchange(tmp_path / "one", tmp_path / "other")
    assert read(tmp_path) == {"one/b": "2", "other/a": "1"}
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "gone", tmp_path / "other")
    assert read(tmp_path) == {"one/b": "2", "other/a": "1"}


@pytest.mark.skipif(sys.platform != "linux", reason="asks the C library of Linux")
def test_a_system_without_such_a_step_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, is_known in ((errno.ENOSYS, False), (errno.EINVAL, False), (errno.EXDEV, True)):
        monkeypatch.setattr("ctypes.get_errno", lambda code=code: code)
        if is_known:
            with pytest.raises(OSError) as refused:
                exchanging._in_one_step(b"/gone/a", b"/gone/b")
            assert refused.value.errno == code and refused.value.filename == "/gone/b"
        else:
            assert not exchanging._in_one_step(b"/gone/a", b"/gone/b")
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
    assert not exchanging._in_one_step(b"/gone/a", b"/gone/b")


@pytest.mark.parametrize("has_spare", [True, False])
def test_a_failed_build_leaves_nothing_beside_the_site(has_spare: bool, tmp_path: Path) -> None:
    target, spare = tmp_path / "out/site", tmp_path / "cache/spare" if has_spare else None
    with pytest.raises(OSError), prepared(target, spare) as staging:
        staging.write("a/b", b"one")
        assert staging.folder.stat().st_mode & 0o777 == 0o755
        raise OSError
    assert read(tmp_path) == ({"cache/spare.lock": ""} if has_spare else {})
    assert list(target.parent.iterdir()) == []


def test_the_site_before_is_brought_up_to_date(site: Path, tmp_path: Path) -> None:
    spare, target = tmp_path / "spare", tmp_path / "out"
    site.rename(spare)
    keep(spare, tmp_path / "site.json")
    with prepared(target, spare) as staging:
        assert staging.folder == spare and set(staging.known) == {"a", "b/c"}
        with prepared(target, spare) as other:  # another build at the same time
            assert other.folder != spare and other.known == {}
    assert not spare.exists(), "nobody noted what it holds now"


def test_a_spare_folder_that_is_noted_again_stays(site: Path, tmp_path: Path) -> None:
    spare = tmp_path / "spare"
    with prepared(site, spare) as staging:
        made = staging.write("d", b"three")
        write_manifest(tmp_path / "next.json", spare, {"page": (KEY, [made])})
        keep(spare, tmp_path / "next.json")
    assert read(spare) == {"d": "three"}
    with prepared(site, spare) as staging:
        assert set(staging.known) == {"d"}


def linked(spare: Path) -> None:
    (spare / "a").unlink()
    (spare / "a").symlink_to("b/c")


def moved(spare: Path) -> None:
    (spare / "b").rename(spare.with_name("elsewhere"))
    (spare / "b").symlink_to(spare.with_name("elsewhere"))


# What somebody puts into the site before: it would be published, or written through.
UNUSUAL: dict[str, Callable[[Path], object]] = {
    "a file": lambda spare: write(spare, b__more="x"),
    "a link to a file": linked,
    "a link to a folder": lambda spare: (spare / "d").symlink_to(spare / "b"),
    "a link in the place of a folder": moved,
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_a_site_before_with_strange_files_is_not_used(
    name: str, site: Path, tmp_path: Path
) -> None:
    spare = tmp_path / "spare"
    site.rename(spare)
    keep(spare, tmp_path / "site.json")
    UNUSUAL[name](spare)
    with prepared(tmp_path / "out", spare) as staging:
        assert (staging.folder, dict(staging.known)) == (spare, {})
        assert read(spare) == {}


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    target = tmp_path / "site"
    mine = tmp_path / f".site-kbgen-new-{os.getpid()}"
    for folder in (tmp_path / f".site-kbgen-new-{GONE}", mine):
        write(folder, **{"a": "x", ".git__head": "kept"})
    write(target, index="stands")
    write(tmp_path / f".site-kbgen-aside-{GONE}", index="aside")
    (tmp_path / ".site-kbgen-new-x").mkdir()
    clean_up(target)
    assert read(target) == {".git/head": "kept", "index": "stands"}
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([mine.name, "site"])


def test_the_build_that_is_waited_for_is_named(tmp_path: Path) -> None:
    shown: list[str] = []
    with alone(tmp_path / "out/site", shown.append):
        assert shown == []
        lock = os.open(tmp_path / "out", os.O_RDONLY)
        try:
            assert holder_of(lock).startswith(f"process {os.getpid()}, since ")
        finally:
            os.close(lock)


LOCKS = "1: FLOCK  ADVISORY  WRITE {process} fd:01:{inode} 0 EOF\n"
STAT = "{process} (a (b) c) S " + " ".join(str(number) for number in range(4, 22)) + " {ticks} 9\n"


def test_a_process_is_described_by_what_the_system_tells(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock:
        inode = os.fstat(lock.fileno()).st_ino
        assert holder_of(lock.fileno(), tmp_path) == "this system does not tell which"
        write(tmp_path, locks="nonsense\n" + LOCKS.format(process=12, inode=inode + 1))
        assert holder_of(lock.fileno(), tmp_path) == "this system does not tell which"
        write(tmp_path, locks=LOCKS.format(process=0, inode=inode))
        assert holder_of(lock.fileno(), tmp_path) == "this system does not tell which"
        write(tmp_path, locks=LOCKS.format(process=12, inode=inode))
        assert holder_of(lock.fileno(), tmp_path) == "process 12"
        words = ["/usr/bin/python3", "/bin/kbgen", "build", "a/b"]
        write(tmp_path, **{"12__cmdline": "\0".join(words) + "\0"})
        assert holder_of(lock.fileno(), tmp_path) == "process 12, python3 kbgen build a/b"
        ticks = os.sysconf("SC_CLK_TCK")
        write(
            tmp_path,
            uptime=f"{3 * DAY}.0 1.0",
            **{"12__stat": STAT.format(process=12, ticks=DAY * ticks)},
        )
        began = time.strftime("%Y-%m-%d %H:%M", time.localtime(time.time() - 2 * DAY))
        described = holder_of(lock.fileno(), tmp_path)
        assert described.startswith("process 12, since ") and described.endswith("kbgen build a/b")
        assert began[:10] in described
        write(tmp_path, **{"12__stat": STAT.format(process=12, ticks=3 * DAY * ticks)})
        described = holder_of(lock.fileno(), tmp_path)
        assert re.fullmatch(r"process 12, since \d\d:\d\d, python3 kbgen build a/b", described)


# What is remembered


def test_a_result_is_found_by_its_key_alone(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    store.put(KEY, b"one")
    store.put(KEY, b"two")
    assert (store.get(KEY), store.get(OTHER), store.problem) == (b"two", None, None)
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [KEY[2:]]
    (tmp_path / OTHER[:2]).mkdir()
    (tmp_path / KEY[:2] / KEY[2:]).rename(tmp_path / OTHER[:2] / OTHER[2:])
    assert store.get(OTHER) is None, "it is the result of another key"
    assert not (tmp_path / OTHER[:2] / OTHER[2:]).exists()
    with pytest.raises(ValueError, match="is no key"):
        store.get("../../etc/passwd")


@pytest.mark.parametrize(("age", "is_noted"), [(2 * DAY, True), (DAY / 2, False)])
def test_a_result_that_is_used_stays_young(age: float, is_noted: bool, tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    store.put(KEY, b"one")
    file = tmp_path / KEY[:2] / KEY[2:]
    before = time.time() - age
    os.utime(file, (before, before))
    assert store.get(KEY) == b"one"
    assert (file.stat().st_mtime > before + 1) is is_noted


def test_results_of_another_folder_are_taken_over(tmp_path: Path) -> None:
    one, other = ArtifactStore(tmp_path / "one"), ArtifactStore(tmp_path / "other")
    one.put(KEY, b"mine")
    other.put(KEY, b"theirs")
    other.put(OTHER, b"new")
    one.add_results(tmp_path / "other")
    assert (one.get(KEY), one.get(OTHER), other.get(OTHER)) == (b"mine", b"new", b"new")


def test_results_are_copied_where_they_cannot_be_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    ArtifactStore(tmp_path / "other").put(KEY, b"new")
    monkeypatch.setattr("os.link", refuse)
    one = ArtifactStore(tmp_path / "one")
    one.add_results(tmp_path / "other")
    assert one.get(KEY) == b"new"


def test_a_link_in_the_place_of_results_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / KEY[:2]).symlink_to(tmp_path / "outside")
    store = ArtifactStore(tmp_path / "cache")
    store.put(KEY, b"one")
    assert store.problem and "a link stands in the cache" in str(store.problem)
    assert list((tmp_path / "outside").iterdir()) == [] and store.get(KEY) is None


def test_a_store_that_is_small_is_left_alone(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    keys = [f"{number:02x}" + "0" * 30 for number in range(256)]
    for key in keys:
        store.put(key, b"x" * 100)
    total = sum(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file())
    store.trim(total * 4)
    assert all(map(store.get, keys))
    store.trim(total)
    assert all(map(store.get, keys)), "no larger than it may be"
    store.trim(total - 1)
    assert sum(store.get(key) is None for key in keys) == 1


# A site in memory


def test_a_site_in_memory_is_brought_up_to_date(tmp_path: Path) -> None:
    output = MemoryOutput(tmp_path)
    one, two = output.write("a", b"one"), output.write("b", b"two")
    assert one == OutputFile("a", digest_bytes(b"one"))
    known = MemoryManifest(tmp_path, output=output).after(
        {"page": (KEY, [one]), "web": ("", [two])}
    )
    assert known.part("page", KEY) == (one,) and known.part("page", OTHER) is None
    assert not known.has(one), "what is written again costs nothing"
    assert output.write("a", b"other").digest != one.digest
    assert known.part("page", KEY) is None and known.is_intact("b") and not known.is_intact("c")
    output.prune(["b"])
    assert output.files == {"b": b"two"} and set(output.digests) == {"b"}
    assert list(tmp_path.iterdir()) == [] and not output.is_shared


def test_work_can_be_stopped_at_a_store_that_keeps_what_was_last_at_hand(tmp_path: Path) -> None:
    paused: list[None] = []
    store = CancellableStore(tmp_path, lambda: paused.append(None))
    keys = [str(number) * 32 for number in range(4)]
    for key in keys:
        store.put(key, key.encode())
    for key in keys:
        (tmp_path / key[:2] / key[2:]).unlink()
        assert store.get(key) == key.encode()
    assert len(paused) == 4 and store.get(OTHER) is None
    store.forget(3)
    assert [store.get(key) is not None for key in keys] == [False, True, True, True]
    store.forget(9)
    assert [store.get(key) is not None for key in keys] == [False, True, True, True]
    store.forget(0)
    assert not any(map(store.get, keys))
    ArtifactStore(tmp_path).put(OTHER, b"found")
    assert store.get(OTHER) == b"found"
    (tmp_path / OTHER[:2] / OTHER[2:]).unlink()
    assert store.get(OTHER) == b"found"


def test_a_stamp_of_a_file_in_a_folder_that_is_gone(tmp_path: Path) -> None:
    assert not FileStamp("x", 1, 1).is_intact(tmp_path / "gone", "a")
