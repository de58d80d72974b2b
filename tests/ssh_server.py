"""OpenSSH's server for the tests of publishing, as the current user on a free port.

Run as a module, this installs one where there is none.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def find() -> str | None:
    """Return the path of the server, if it and a client are installed."""
    program = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    return program if shutil.which("ssh") else None


@contextmanager
def sshd(folder: Path) -> Iterator[str]:
    """Run OpenSSH's server for SFTP as this user; yield host and port. Skips where there is none."""
    program = find()
    if not program:
        pytest.skip("no OpenSSH server here; run: python -m tests.ssh_server")
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True
        )
    port = free_port()
    (folder / "keys").write_text((folder / "user.pub").read_text())
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/keys\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
        "Subsystem sftp internal-sftp\nMaxStartups 100\n"
    )
    kind, key = (folder / "host.pub").read_text().split()[:2]
    (folder / "known").write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    (folder / "config").write_text(
        f"Host *\nUserKnownHostsFile {folder}/known\nGlobalKnownHostsFile none\n"
        f"IdentityFile {folder}/user\nIdentitiesOnly yes\nIdentityAgent none\nLogLevel ERROR\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    command = [program, "-D", "-e", "-f", str(folder / "sshd_config")]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stderr=log) as server:
        try:
            wait_for(port, server)
            yield f"{getpass.getuser()}@127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    server.kill()
    pytest.fail("the server did not start")


def install() -> None:
    """Install the server if there is none; without it, tests of SFTP are skipped."""
    if find() or not shutil.which("apt-get"):
        return
    for command in (["update", "-q"], ["install", "-yq", "openssh-server", "openssh-client"]):
        print("Installing OpenSSH: apt-get", *command, flush=True)
        subprocess.run(["apt-get", *command], check=False, timeout=900)


if __name__ == "__main__":
    install()
    print("OpenSSH's server:", find() or "none; tests of SFTP are skipped")
