"""nginx and Apache as the current user on a free port, with the output of `kbgen hosting`."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

MODULES = (
    *("mpm_event", "authz_core", "alias", "dir", "mime", "headers", "rewrite", "env"),
    *("filter", "deflate", "autoindex", "negotiation"),
)
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

Answer = tuple[int, dict[str, list[str]], bytes]


class Running:
    """A server that is running; header names are in lower case, each with all its values."""

    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        if method == "POST":
            connection.putheader("Content-Length", "3")
        connection.endheaders(b"a=1" if method == "POST" else None)
        response = connection.getresponse()
        found: dict[str, list[str]] = {}
        for name, value in response.getheaders():
            found.setdefault(name.lower(), []).append(value)
        body = response.read()
        connection.close()
        return response.status, found, body


def _nginx(folder: Path, public: Path, port: int, text: str) -> list[str]:
    if BROTLI.exists():
        text = text.replace("# With the module ngx_brotli: ", "")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"{f'load_module {BROTLI};' if BROTLI.exists() else ''}\n"
        f"{'user root root;' if os.geteuid() == 0 else ''}\n"
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/log;\n"
        "events {}\nhttp {\ninclude /etc/nginx/mime.types; access_log off;\n"
        f"{temporary}server {{\nlisten 127.0.0.1:{port};\nroot {public};\n{text}\n}}\n}}\n",
        "utf-8",
    )
    return ["nginx", "-p", str(folder), "-e", f"{folder}/log", "-c", str(config)]


def _apache(folder: Path, public: Path, port: int, text: str) -> list[str]:
    program = shutil.which("apache2") or "httpd"
    places = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/lib/httpd/modules")
    modules = next(Path(place) for place in places if Path(place).is_dir())
    loaded = "".join(f"LoadModule {m}_module {modules}/mod_{m}.so\n" for m in MODULES)
    # Apache refuses to serve as root.
    nobody = pwd.getpwnam("nobody")
    user = f"User nobody\nGroup #{nobody.pw_gid}\n" if os.geteuid() == 0 else ""
    config = folder / "apache.conf"
    config.write_text(
        f"{loaded}{user}ServerRoot {folder}\nServerName localhost\nListen 127.0.0.1:{port}\n"
        f"DefaultRuntimeDir {folder}\nPidFile {folder}/pid\nErrorLog {folder}/log\n"
        f"TypesConfig /etc/mime.types\nDocumentRoot {public}\n"
        f"<Directory {public}>\nOptions Indexes\nAllowOverride All\nRequire all granted\n"
        "</Directory>\n",
        "utf-8",
    )
    if text:
        site = next(public.rglob("404.html")).parent
        (site / ".htaccess").write_text(text, "utf-8")
    return [program, "-d", str(folder), "-f", str(config), "-DFOREGROUND"]


SERVERS: dict[str, Callable[[Path, Path, int, str], list[str]]] = {
    "nginx": _nginx,
    "apache": _apache,
}


def skip_without(name: str) -> None:
    """Skip the test where a server is not installed."""
    programs = ("apache2", "httpd") if name == "apache" else ("nginx",)
    if not any(map(shutil.which, programs)):
        pytest.skip(f"no {name} here")


@contextmanager
def running(name: str, site: Path, at: str, text: str) -> Iterator[Running]:
    """Serve a built site below the path `at` by a server with the configuration `text`."""
    with readable_folder() as folder:
        public = folder / "public"
        shutil.copytree(site, public / at.strip("/"))
        with serving(name, folder, public, text) as server:
            yield server


@contextmanager
def readable_folder() -> Iterator[Path]:
    """Make a folder for the time of a test; pytest's own are closed to other users."""
    with tempfile.TemporaryDirectory(prefix="kbgen-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def serving(name: str, folder: Path, public: Path, text: str) -> Iterator[Running]:
    """Serve the folder `public` as it is; logs and settings go into `folder`.

    Without a `text`, Apache reads the .htaccess that is there.
    """
    skip_without(name)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "log"
    command = SERVERS[name](folder, public, port, text)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
        try:
            _wait_for(port, server, log)
            yield Running(port, log)
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.02)
        else:
            return
    server.kill()
    shown = server.stderr.read().decode() if server.stderr else ""
    pytest.fail(f"{shown}\n{log.read_text('utf-8') if log.exists() else ''}")


def policy_in(text: str) -> str:
    """Return the policy that a configuration names."""
    found = re.search(r"Content-Security-Policy:? \"?([^\"\n]+)", text)
    assert found, text
    return found[1]
