"""What servers refuse is named, with what to do; what stood there stays."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kbgen.publish import sftp_wire as wire
from kbgen.publish.errors import PublishError, TransientError
from kbgen.publish.folder import LocalFolder
from kbgen.publish.headers import headers_of
from kbgen.publish.store_errors import explained
from tests.publishing import Publishing, broken, of_folder, place, site_of, whole
from tests.ssh_server import find
from tests.stores import S3_KEYS, azure, azure_variables, google, refusing

A, B = site_of("A"), site_of("B", first=1)
XML = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>{}</Code><Message>{}</Message></Error>'

S3 = [
    (403, "AccessDenied", "Access Denied", r"refused \(Access Denied\); check the credentials"),
    (403, "InvalidAccessKeyId", "The AWS Access Key Id …", r"no valid credentials .*AWS_PROFILE"),
    (403, "SignatureDoesNotMatch", "The request signature …", "no valid credentials"),
    (400, "ExpiredToken", "The provided token has expired.", r"no valid credentials .*expired"),
    (404, "NoSuchBucket", "The specified bucket does not exist", r"no such bucket .*make it first"),
    (301, "PermanentRedirect", "must be addressed …", r"in another region .*AWS_DEFAULT_REGION"),
    (400, "AuthorizationHeaderMalformed", "expecting 'eu-central-1'", r"another region .*eu-cen"),
    (403, "RequestTimeTooSkewed", "The difference …", "this machine's clock is wrong"),
    (403, "QuotaExceeded", "Quota exceeded", "no room there"),
    (507, "XMinioStorageFull", "minimum free drive threshold", "no room there"),
    (400, "InvalidBucketName", "not valid", "mend the name"),
]


def refusal(address: str, tmp_path: Path, variables: dict[str, str]) -> str:
    """Return why nothing is published there."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        with pytest.raises(PublishError) as caught:
            Publishing(tmp_path / "site", address, pauses=()).publish(A)
    assert str(caught.value).startswith(f"{address}: "), "the target is named"
    assert len(str(caught.value)) < 400
    return str(caught.value)


@pytest.mark.parametrize(
    ("status", "code", "text", "expected"), S3, ids=[code for _, code, _, _ in S3]
)
def test_s3_says_why(status: int, code: str, text: str, expected: str, tmp_path: Path) -> None:
    pytest.importorskip("s3fs")
    with refusing(status, XML.format(code, text)) as server:
        message = refusal("s3://help/site", tmp_path, {**S3_KEYS, "AWS_ENDPOINT_URL": server})
    assert re.search(expected, message), message


def test_azure_says_why(tmp_path: Path) -> None:
    with azure(tmp_path / "azurite") as server:
        message = refusal("az://help/site", tmp_path, azure_variables(server, "Zm9vYmFy"))
        assert "no valid credentials (Server failed to authenticate" in message
        message = refusal("az://nobody/site", tmp_path, azure_variables(server))
        assert "no such bucket or container (The specified container does not exist.)" in message
        message = refusal("az://No_Body/site", tmp_path, azure_variables(server))
        assert "mend the name" in message
    message = refusal("az://help/site", tmp_path, {"AZURE_STORAGE_CONNECTION_STRING": "nonsense"})
    assert "no valid credentials" in message


def test_google_says_why(tmp_path: Path) -> None:
    with google() as server:
        message = refusal("gs://nobody/site", tmp_path, {"STORAGE_EMULATOR_HOST": server})
        assert "no such bucket" in message
    text = "kb@help.iam.gserviceaccount.com does not have storage.objects.create access"
    body = f'{{"error": {{"code": 403, "message": "{text}"}}}}'
    with refusing(403, body, "application/json") as server:
        message = refusal("gs://help/site", tmp_path, {"STORAGE_EMULATOR_HOST": server})
        assert f"refused ({text}); check the credentials" in message


def test_a_key_of_google_s_that_is_no_file_is_named(tmp_path: Path) -> None:
    pytest.importorskip("gcsfs")
    variables = {"GOOGLE_APPLICATION_CREDENTIALS": "/nowhere/key.json"}
    message = refusal("gs://help/site", tmp_path, variables)
    assert "GOOGLE_APPLICATION_CREDENTIALS names /nowhere/key.json, which is no file" in message


UNKNOWN = [
    ("s3://help/site", {**S3_KEYS, "AWS_ENDPOINT_URL": "https://s3.kbgen.invalid"}, "s3fs"),
    ("gs://help/site", {"STORAGE_EMULATOR_HOST": "https://gs.kbgen.invalid"}, "gcsfs"),
    ("az://help/site", azure_variables("https://az.kbgen.invalid/help"), "adlfs"),
]


@pytest.mark.parametrize(("address", "variables", "library"), UNKNOWN)
def test_an_unknown_host_is_named_before_anything_is_tried(
    address: str, variables: dict[str, str], library: str, tmp_path: Path
) -> None:
    pytest.importorskip(library)
    message = refusal(address, tmp_path, variables)
    assert "no such host, or no network" in message and "kbgen.invalid" in message


class AnswerError(Exception):
    """An error with the status of an answer."""

    def __init__(self, status: int) -> None:
        super().__init__("it said no")
        self.status_code = status


@pytest.mark.parametrize(
    ("status", "kind_of", "text"),
    [
        (403, PublishError, "refused (it said no); check the credentials"),
        (404, PublishError, "no such bucket or container (it said no)"),
        (429, TransientError, "too busy (it said no)"),
        (503, TransientError, "no answer (it said no)"),
        (507, PublishError, "no room there (it said no)"),
        (418, PublishError, "it said no; see what your provider says of it"),
    ],
)
def test_a_status_tells_enough(status: int, kind_of: type[PublishError], text: str) -> None:
    problem = RuntimeError("it said no")
    problem.__cause__ = AnswerError(status)
    assert (type(explained(problem)), str(explained(problem))[: len(text)]) == (kind_of, text)


def test_another_key_of_a_server_is_no_case_for_trust(tmp_path: Path) -> None:
    with place("sftp", tmp_path) as where:
        known = tmp_path / "ssh/known"
        before = known.read_text()
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "other")]
        subprocess.run(key, check=True)
        kind, text = (tmp_path / "other.pub").read_text().split()[:2]
        known.write_text(f"{before.split()[0]} {kind} {text}\n")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KBGEN_SSH", where.environment["KBGEN_SSH"])
            with pytest.raises(PublishError, match=r"another key than before.*ask its owner"):
                Publishing(tmp_path / "site", where.address).publish(A)
        assert not (tmp_path / "public").exists()


def test_the_space_of_a_server_s_disk_is_read() -> None:
    """Free blocks of 4,096 bytes; a disk without files left is full, one that counts none is not."""

    def disk(blocks: int, files: int, names: int, flags: int) -> tuple[int, bool]:
        numbers = (512, 4096, 100, 90, blocks, files, 9, names, 7, flags, 255)
        return wire.PacketReader(b"".join(map(wire.long, numbers))).disk()

    assert disk(10, 1000, 5, 0) == (40960, True)
    assert disk(10, 1000, 0, 0) == (0, True)
    assert disk(10, 0, 0, 2) == (40960, True)
    assert disk(10, 1000, 5, 1) == (40960, False)


@pytest.fixture
def small_disk(tmp_path: Path) -> Any:
    """A folder with room for 300 KB; skips where nobody may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "none", str(folder), "-o", "size=300k"]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("kind", ["folder", "sftp"])
def test_a_full_disk_leaves_a_whole_site(kind: str, small_disk: Path, tmp_path: Path) -> None:
    if kind == "sftp" and not find():
        pytest.skip("no OpenSSH server")
    with place(kind, tmp_path) as where, pytest.MonkeyPatch.context() as patch:
        for name, value in where.environment.items():
            patch.setenv(name, value)
        public = small_disk / "public"
        address = where.address.replace(str(tmp_path / "public"), str(public))
        to = Publishing(tmp_path / "site", address)
        to.publish(A)
        with pytest.raises(PublishError, match=r"no space left on (the disk|device); make room"):
            to.publish(site_of("B", 400))
        assert broken(of_folder(public)) == []
        more = ["mount", "-o", "remount,size=4m", str(small_disk)]
        subprocess.run(more, check=True)
        to.publish(B)
        assert (whole(of_folder(public), B), broken(of_folder(public))) == ([], [])


def test_a_connection_that_ends_in_the_middle_leaves_a_whole_site(tmp_path: Path) -> None:
    """The server is killed; once it is there again, the next run goes on."""

    class Cut:
        """A target whose sessions end at the tenth file."""

        def __init__(self, target: Any) -> None:
            self.target, self.count = target, 0

        def __getattr__(self, name: str) -> Any:
            return getattr(self.target, name)

        def write(self, *args: Any) -> None:
            self.count += 1
            if self.count == 10:
                os.kill(self.target._session._ssh.pid, signal.SIGKILL)
            self.target.write(*args)

    with place("sftp", tmp_path) as where, pytest.MonkeyPatch.context() as patch:
        patch.setenv("KBGEN_SSH", where.environment["KBGEN_SSH"])
        to = Publishing(tmp_path / "site", where.address)
        to.publish(A)
        to.wrap = Cut
        to.publish(B)  # it connects again by itself
        assert (whole(where.get, B), broken(where.get)) == ([], [])
        to.pauses = ()
        with pytest.raises(TransientError, match=r"the connection to .* was lost; check"):
            to.publish(site_of("C", 9, first=2))
        assert broken(where.get) == []


def test_a_file_larger_than_allowed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_large(*_: Any) -> None:
        raise OSError(27, "File too large")

    monkeypatch.setattr("kbgen.publish.folder.set_mode", too_large)
    with pytest.raises(PublishError, match=r"x\.html: file too large; .*ulimit -f"):
        LocalFolder(tmp_path, str(tmp_path)).write("x.html", b"", headers_of("x.html"))
