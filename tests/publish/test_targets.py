"""Publishing to folders, to OpenSSH and to S3: whole at every moment, mended by the next run."""

from __future__ import annotations

import errno
import json
import os
import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kbgen.publish.address import open_target
from kbgen.publish.errors import PublishError, TransientError
from kbgen.publish.folder import LocalFolder
from kbgen.publish.guards import refuse_place
from kbgen.publish.headers import headers_of
from kbgen.publish.lock import LOCK, locked
from kbgen.publish.publish import PublishOptions
from kbgen.publish.records import Origin
from kbgen.publish.target import Lease, Target
from kbgen.publish.transfer import Effort
from tests.publishing import (
    KINDS,
    Place,
    Publishing,
    broken,
    of_folder,
    place,
    site_of,
    whole,
)
from tests.stores import BUCKET, signed

A, B, C = site_of("A"), site_of("B", first=1), site_of("C", first=1)
LEASE = Lease(renew=0.2, dead=1.0)


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running target of each kind."""
    root = tmp_path_factory.mktemp(str(request.param))
    with place(str(request.param), root) as found, pytest.MonkeyPatch.context() as patch:
        for name, value in found.environment.items():
            patch.setenv(name, value)
        yield found


@pytest.fixture
def where(kind: Place, request: pytest.FixtureRequest) -> Place:
    """A folder of its own at that target."""
    return kind.at("".join(c for c in request.node.name if c.isalnum()))


def publishing(where: Place, tmp_path: Path, **more: Any) -> Publishing:
    options = PublishOptions(where.has_releases, is_agreed=True, lease=LEASE)
    return Publishing(tmp_path / "site", where.address, options, **more)


def test_a_site_is_published_and_only_changes_are_sent(where: Place, tmp_path: Path) -> None:
    to = publishing(where, tmp_path)
    assert len(to.publish(A).todo.sends) == len(A)
    assert (whole(where.get, A), broken(where.get)) == ([], [])
    assert to.publish(A).todo.is_empty
    report = to.publish({**A, "faq/3/index.html": A["faq/4/index.html"], "faq/new.html": "new"})
    assert report.todo.sends == ["faq/new.html", "faq/3/index.html"]
    assert report.todo.removes == ()
    assert where.get("faq/3/index.html") == A["faq/4/index.html"].encode()
    report = to.publish(B)
    assert report.todo.withdrawn == ("faq/0/index.html", "faq/new.html")
    assert (whole(where.get, B), broken(where.get)) == ([], [])
    assert where.get("faq/0/index.html") is None


def test_old_assets_stay_for_one_more_release(where: Place, tmp_path: Path) -> None:
    to = publishing(where, tmp_path)
    assets = [path for path in A if path.startswith("assets/kb/")]
    to.publish(A)
    to.publish(B)
    assert [path for path in assets if where.get(path) is None] == []
    to.publish(C)
    assert [path for path in assets if where.get(path) is not None] == []
    assert broken(where.get) == []


def test_one_returns_to_the_release_before(where: Place, tmp_path: Path) -> None:
    to = publishing(where, tmp_path)
    to.publish(A)
    with pytest.raises(PublishError, match=r"no release before"):
        to.roll_back()
    to.publish(B)
    to.roll_back()
    assert (whole(where.get, A), broken(where.get)) == ([], [])
    assert where.get("faq/8/index.html") is None or not where.has_releases
    with pytest.raises(PublishError, match=r"no release before"):
        to.roll_back()
    to.publish(C)
    assert (whole(where.get, C), broken(where.get)) == ([], [])
    to.roll_back()
    assert whole(where.get, A) == [], "the release that was left by a rollback is not returned to"


def test_files_of_others_are_neither_replaced_nor_removed(where: Place, tmp_path: Path) -> None:
    if where.has_releases:
        return
    to = publishing(where, tmp_path)
    to.options = replace(to.options, is_agreed=False)
    target = to.target()
    target.write("index.html", b"the company's", headers_of("x.html"))
    target.write("press/index.html", b"the company's", headers_of("x.html"))
    with pytest.raises(PublishError, match=r"did not publish.*: index\.html; .*--yes"):
        to.publish(A)
    assert where.get("index.html") == b"the company's"
    to.options = replace(to.options, is_agreed=True)
    to.publish(A)
    to.publish(B)
    assert where.get("press/index.html") == b"the company's"
    target.close()


def test_a_damaged_record_costs_no_file(where: Place, tmp_path: Path) -> None:
    if where.has_releases:
        return
    to = publishing(where, tmp_path)
    to.publish(A)
    target = to.target()
    target.write(".kbgen/published.gz", b"{", headers_of("x.html"))
    target.close()
    to.options = replace(to.options, is_agreed=True)
    to.publish(B)
    assert any("is damaged" in note for note in to.notes)
    assert (whole(where.get, B), broken(where.get)) == ([], [])
    assert where.get("faq/0/index.html") is not None, "nobody knows whose it is"


def test_two_at_once_wait_for_each_other(where: Place, tmp_path: Path) -> None:
    one, other = (publishing(where, tmp_path / name) for name in "ab")
    waiting = threading.Thread(target=other.publish, args=(A,))
    with closing(one.target()) as target:
        with locked(target, Effort(), lambda _: None, LEASE):
            waiting.start()
            while not other.notes:
                waiting.join(0.01)
            assert "Waiting for another run" in other.notes[0]
            assert f"process {os.getpid()}" in other.notes[0]
            assert where.get("index.html") is None
        waiting.join()
    assert whole(where.get, A) == []


def test_the_lock_of_a_killed_run_elsewhere_is_taken_over(where: Place, tmp_path: Path) -> None:
    to = publishing(where, tmp_path)
    target = to.target()
    held = {"token": "x", "host": "elsewhere", "process": 1, "at": 0}
    assert target.create(LOCK, json.dumps(held).encode())
    to.publish(A)
    assert whole(where.get, A) == []
    assert target.read(LOCK) is None
    target.close()


def test_that_of_one_here_at_once(where: Place, tmp_path: Path) -> None:
    to = publishing(where, tmp_path)
    target = to.target()
    held = {"token": "x", "host": socket.gethostname(), "process": 2**22 + 1, "at": 0}
    assert target.create(LOCK, json.dumps(held).encode())
    to.publish(A)
    assert to.notes[0].startswith("Sending"), "nobody is waited for"
    target.close()


def test_who_lost_the_lock_stops(tmp_path: Path) -> None:
    target = LocalFolder(tmp_path, str(tmp_path))
    with locked(target, Effort(), lambda _: None, Lease(renew=60, dead=60)) as holding:
        target.remove(LOCK)
        target.create(LOCK, b'{"token": "another"}')
        holding.renew()
        with pytest.raises(PublishError, match="another run began to publish there"):
            holding.check()
    assert target.read(LOCK) == b'{"token": "another"}', "it is not this run's to remove"


class Failing:
    """A target of which the n-th change fails; from then on all do, as if the run was killed."""

    def __init__(self, target: Target, after: int) -> None:
        self.target, self.after, self.count = target, after, 0

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.target, name)
        if name not in ("write", "copy", "remove", "link", "rename", "point", "remove_tree"):
            return method

        def counted(*args: Any) -> Any:
            self.count += 1
            if self.count > self.after:
                raise PublishError("killed")
            return method(*args)

        return counted


@pytest.mark.parametrize("has_releases", [False, True], ids=["in place", "releases"])
@pytest.mark.parametrize("returns", [False, True], ids=["publish", "rollback"])
def test_it_may_end_after_each_change(tmp_path: Path, has_releases: bool, returns: bool) -> None:
    """Whatever was the last that was done, the site is whole, and the next run makes it so."""
    one, other = site_of("A", 2), site_of("B", 2, first=1)
    third = {**site_of("C", 2), "extra.html": "extra"}
    after, ended = 0, False
    while not ended:
        root = tmp_path / str(after)
        get = of_folder(root / "current" if has_releases else root)
        options = PublishOptions(has_releases, is_agreed=True, lease=LEASE)
        to = Publishing(tmp_path / "site", str(root), options)
        to.publish(one)
        to.publish(other)
        wrap: Any = partial(Failing, after=after)
        cut = replace(to, wrap=wrap)
        try:
            cut.roll_back() if returns else cut.publish(third)
            ended = True
        except PublishError as problem:
            assert str(problem) == "killed"
        assert broken(get) == [], after
        # A killed run would have left its lock.
        LocalFolder(root, "").remove(LOCK)
        if after % 3 == 0:  # the same again
            to.roll_back() if returns and not ended else to.publish(one if returns else third)
            wanted = one if returns else third
        elif after % 3 == 1:  # something else
            to.publish(one)
            wanted = one
        else:  # back to what stood before
            to.publish(other)
            wanted = other
        assert (whole(get, wanted), broken(get)) == ([], []), after
        left = {p for p in (*one, *other, *third) if get(p) is not None} - wanted.keys()
        assert {path for path in left if not path.startswith("assets/")} == set(), after
        after += 1
    assert after > 4


def test_an_interrupted_run_can_be_taken_back(tmp_path: Path) -> None:
    one, other = site_of("A", 2), site_of("B", 2, first=1)
    root = tmp_path / "public"
    to = Publishing(tmp_path / "site", str(root), PublishOptions(is_agreed=True, lease=LEASE))
    to.publish(one)
    cut: Any = partial(Failing, after=12)
    with pytest.raises(PublishError, match="killed"):
        replace(to, wrap=cut).publish(other)
    LocalFolder(root, "").remove(LOCK)
    assert whole(of_folder(root), one) != [], "it had begun"
    to.roll_back()
    assert (whole(of_folder(root), one), broken(of_folder(root))) == ([], [])
    assert not (root / "faq/2").exists()


def test_what_may_pass_is_tried_again() -> None:
    pauses: list[float] = []
    calls: list[int] = []

    def work() -> str:
        calls.append(1)
        if len(calls) < 3:
            raise TransientError("busy")
        return "done"

    effort = Effort(pauses=(1, 2, 4), sleep=pauses.append)
    assert effort.patiently(work) == "done"
    assert 0.5 <= pauses[0] <= 1.5 and 1 <= pauses[1] <= 3
    calls.clear()
    with pytest.raises(TransientError, match="busy"):
        Effort(pauses=(1,), sleep=pauses.append).patiently(work)


def test_no_target_is_the_project_or_a_part_of_its_site(tmp_path: Path) -> None:
    project = tmp_path / "project"
    own = (project, project / "site", project / "content")
    for folder in (project / "site/public", project / "content", tmp_path, project, Path("/")):
        with pytest.raises(PublishError, match="cannot be published to"):
            refuse_place(folder, own)
    refuse_place(project / "public", own)
    refuse_place(tmp_path / "public", own)


ADDRESSES = [
    ("sftp://user:secret@host/x", "leave the password out"),
    ("sftp://host", "names no folder"),
    ("sftp://-oProxyCommand=x/x", "names no folder"),
    ("sftp://-l@host/x", "names no folder"),
    ("sftp://host:port/x", "names no folder"),
    ("file://elsewhere/x", "names no folder"),
    ("s3:///x", "names no bucket"),
    ("qqq://bucket/x", "is no target"),
]


@pytest.mark.parametrize(("address", "message"), ADDRESSES)
def test_an_address_that_is_none_is_explained(address: str, message: str) -> None:
    with pytest.raises(PublishError, match=message) as caught:
        open_target(address, Path("/"))
    assert "secret" not in str(caught.value)


def test_a_full_disk_and_a_file_in_the_way_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = Publishing(tmp_path / "site", str(tmp_path / "public"))
    (tmp_path / "public").mkdir()
    (tmp_path / "public/faq").write_text("a file")
    with pytest.raises(PublishError, match=r"faq/\S+: .*; a file stands where a folder is needed"):
        to.publish(A)
    (tmp_path / "public/faq").unlink()

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("kbgen.publish.folder.set_mode", full)
        with pytest.raises(PublishError, match="no space left on device; make room"):
            to.publish(A)
    to.publish(A)
    assert whole(of_folder(tmp_path / "public"), A) == []
    assert list((tmp_path / "public/.kbgen/incoming").iterdir()) == []


def test_a_server_that_refuses_is_explained(kind: Place, tmp_path: Path) -> None:
    if kind.address.startswith("sftp"):
        wrong = kind.address.replace("127.0.0.1", "localhost")
        with pytest.raises(PublishError, match=r"verification failed.*connect once by hand"):
            Publishing(tmp_path / "site", wrong).publish(A)
        closed = kind.address.replace(kind.address.split(":")[2].split("/")[0], "1")
        with pytest.raises(TransientError, match=r"refused.*publish again"):
            Publishing(tmp_path / "site", closed).publish(A)
    if kind.address.startswith("s3"):
        missing = kind.address.replace(BUCKET, "nobody", 1)
        with pytest.raises(PublishError, match="no such bucket"):
            Publishing(tmp_path / "site", missing).publish(A)
        with pytest.raises(PublishError, match="leave out --releases"):
            options = PublishOptions(has_releases=True, lease=LEASE)
            Publishing(tmp_path / "site", kind.address, options).publish(A)


def test_objects_have_the_headers_that_hosts_are_told(kind: Place, tmp_path: Path) -> None:
    if not kind.address.startswith("s3"):
        return
    to = Publishing(tmp_path / "site", f"{kind.address}/headers")
    to.publish({**A, "index.html.gz": "zipped"})
    to.publish({**B, "index.html.gz": "zipped, too"})
    to.roll_back()  # what is copied back has them, too
    sheet = next(path for path in A if path.endswith(".css"))
    found = {}
    for path in ("index.html", "index.html.gz", sheet):
        address = f"{os.environ['AWS_ENDPOINT_URL']}/{kind.address.removeprefix('s3://')}/headers"
        with urllib.request.urlopen(signed(f"{address}/{path}"), timeout=30) as answer:
            names = ("Content-Type", "Content-Encoding", "Cache-Control")
            found[path] = tuple(answer.headers[name] for name in names)
    assert found == {
        "index.html": ("text/html; charset=utf-8", None, "public, max-age=0, must-revalidate"),
        "index.html.gz": (
            "text/html; charset=utf-8",
            "gzip",
            "public, max-age=0, must-revalidate",
        ),
        sheet: ("text/css; charset=utf-8", None, "public, max-age=31536000, immutable"),
    }


def test_modes_are_not_mixed(tmp_path: Path) -> None:
    plain = Publishing(tmp_path / "site", str(tmp_path / "public"))
    releases = replace(plain, options=replace(plain.options, has_releases=True))
    plain.publish(A)
    with pytest.raises(PublishError, match="was published without --releases"):
        releases.publish(A)
    to = replace(releases, address=str(tmp_path / "other"))
    to.publish(A)
    with pytest.raises(PublishError, match="publish with --releases"):
        replace(plain, address=str(tmp_path / "other")).publish(A)


def test_the_last_releases_are_kept(tmp_path: Path) -> None:
    options = PublishOptions(has_releases=True, keep=2, is_agreed=True, lease=LEASE)
    to = Publishing(tmp_path / "site", str(tmp_path / "public"), options)
    for which in "ABCD":
        to.publish(site_of(which))
    found = sorted(path.name for path in (tmp_path / "public/releases").iterdir())
    assert [name.partition("-")[0] for name in found] == ["00003", "00004"]
    records = sorted(path.name for path in (tmp_path / "public/.kbgen/releases").iterdir())
    assert records == [f"{name}.gz" for name in found]


def test_with_nothing_kept_there_is_no_way_back(tmp_path: Path) -> None:
    to = Publishing(tmp_path / "site", str(tmp_path / "public"), keeps=False)
    to.publish(A)
    to.publish(B)
    assert not (tmp_path / "public/.kbgen/previous").exists()
    with pytest.raises(PublishError, match="keeps no release before"):
        to.roll_back()


def test_a_dry_run_writes_nothing_and_says_what_would_be_refused(tmp_path: Path) -> None:
    to = Publishing(tmp_path / "site", str(tmp_path / "public"))
    to.options = replace(to.options, is_agreed=False)
    dry = replace(to, options=replace(to.options, is_dry=True))
    assert len(dry.publish(A).todo.sends) == len(A)
    assert not (tmp_path / "public").exists()
    to.publish(A, Origin("2026-12-01"))
    report = dry.publish(B, Origin("2026-11-30"))
    assert "older" in report.refusal
    assert whole(of_folder(tmp_path / "public"), A) == []
    to.options = replace(to.options, is_agreed=True)
    to.publish(B, Origin("2026-12-02"))
    assert dry.roll_back().todo.sends != []
    assert whole(of_folder(tmp_path / "public"), B) == []


def test_a_site_that_changes_meanwhile_is_noticed(tmp_path: Path) -> None:
    to = Publishing(tmp_path / "site", str(tmp_path / "public"))

    def wrap(target: Target) -> Target:
        (tmp_path / "site/index.html").write_text("another build")
        return target

    with pytest.raises(PublishError, match=r"index\.html changed while it was published"):
        replace(to, wrap=wrap).publish(A)


def test_what_fsspec_knows_without_headers_works_as_well(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    to = Publishing(tmp_path / "site", f"memory://{tmp_path.name}/help")
    target = to.target()
    for files in (A, B):
        to.publish(files)
        assert (whole(target.read, files), broken(target.read)) == ([], [])
    to.roll_back()
    assert (whole(target.read, A), broken(target.read)) == ([], [])
    assert not [path for path in target.sizes() if path.startswith(".kbgen/incoming/")]


class NoCredentialsError(Exception):
    """Named as botocore's."""


class EndpointConnectionError(Exception):
    """Named as botocore's."""


class HttpError(Exception):
    """Named as gcsfs'."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


FAILURES = [
    (PermissionError("Access Denied"), PublishError, "check the credentials, and that they may"),
    (FileNotFoundError("The specified bucket does not exist"), PublishError, "make it first"),
    (NoCredentialsError("Unable to locate credentials"), PublishError, "no valid credentials"),
    (OSError(errno.EINVAL, "QuotaExceeded"), PublishError, "make room or raise the quota"),
    (
        EndpointConnectionError("Could not connect"),
        TransientError,
        "check the name and the network",
    ),
    (OSError(errno.EBUSY, "Please reduce your request rate"), TransientError, "goes on where it"),
    (TimeoutError(), TransientError, "no answer (TimeoutError)"),
    (OSError(-2, "Name or service not known"), PublishError, "no such host, or no network"),
    (HttpError(503, "backend"), TransientError, "no answer (backend)"),
    (HttpError(400, "bad " * 100), PublishError, "bad … ; see what your provider says"),
]


@pytest.mark.parametrize(
    ("problem", "kind_of", "text"), FAILURES, ids=lambda value: str(value)[:20]
)
def test_a_failure_of_a_store_is_named_with_what_to_do(
    problem: Exception, kind_of: type[PublishError], text: str, tmp_path: Path
) -> None:
    pytest.importorskip("fsspec")
    store = open_target(f"memory://{tmp_path.name}", Path("/"))

    def fail(*_: Any, **__: Any) -> None:
        raise problem

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_fs", type("Failing", (), {"makedirs": fail})())
        with pytest.raises(PublishError) as caught:
            store.write("x/", b"", headers_of("x.html"))
    assert type(caught.value) is kind_of
    assert text.replace(" ;", ";") in str(caught.value)
    assert str(caught.value).startswith(f"memory://{tmp_path.name}/x/: ")
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("returned", [False, True], ids=["the same site", "another site"])
def test_what_an_interrupted_release_has_sent_is_not_sent_again(
    tmp_path: Path, returned: bool
) -> None:
    root = tmp_path / "public"
    options = PublishOptions(has_releases=True, is_agreed=True, lease=LEASE)
    to = Publishing(tmp_path / "site", str(root), options)
    cut: Any = partial(Failing, after=8)
    with pytest.raises(PublishError, match="killed"):
        replace(to, wrap=cut).publish(A)
    LocalFolder(root, "").remove(LOCK)
    left = [path for path in (root / ".kbgen/incoming").rglob("*") if path.is_file()]
    to.publish(B if returned else A)
    (sending,) = [note for note in to.notes if note.startswith("Sending")][-1:]
    assert sending == f"Sending files ({len(B) if returned else len(A) - len(left)})"
    assert len(left) >= 5
    get = of_folder(root / "current")
    assert (whole(get, B if returned else A), broken(get)) == ([], [])
    assert not [*(root / ".kbgen/incoming").rglob("*")]
