"""A host for the browser tests: it uses the site's _headers, its 404 pages and its .br files.

Every violation of the Content-Security-Policy that a browser meets is reported to the server,
and fails the test (or module) that serves the site.
"""

from __future__ import annotations

import json
import mimetypes
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser

REPORTS = "/csp-reports"
LAST = "/csp-last"
"""A page that the policy forbids something, so that a report comes after all others."""
ENCODINGS = {"br": ".br", "gzip": ".gz"}
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".webp": "image/webp"}
TEXTS = ("text/", "application/json", "image/svg+xml", "application/xml")

Rules = list[tuple[re.Pattern[str], dict[str, str]]]


class Host(ThreadingHTTPServer):
    """Serves a folder below a path; `violations` is what browsers reported."""

    daemon_threads = True

    def __init__(self, folder: Path, at: str = "/") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder.resolve()
        self.at = at
        self.violations: list[str] = []
        self.last = threading.Event()
        headers = folder / "_headers"
        self.rules = read_headers(headers.read_text("utf-8")) if headers.exists() else []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{self.at}"


def serve(folder: Path, at: str = "/", browser: Browser | None = None) -> Iterator[str]:
    """Serve a folder while the generator is open; yield its address.

    Fails when it is closed if `browser` met a violation of the policy.
    """
    host = Host(folder, at)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    yield host.address
    if browser:
        _await_reports(host, browser)
    host.shutdown()
    host.server_close()
    assert not host.violations, "\n".join(host.violations)


def _await_reports(host: Host, browser: Browser) -> None:
    """Return when the reports that `browser` has sent are here."""
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{host.server_port}{LAST}")
    assert host.last.wait(60), "no report of a violation comes: is the policy still sent?"
    page.close()


def read_headers(text: str) -> Rules:
    """Read _headers as Netlify and Cloudflare do: a path, below it its headers."""
    rules: Rules = []
    for line in text.splitlines():
        if line.strip().startswith("#") or not line.strip():
            continue
        if not line[0].isspace():
            escaped = re.escape(line.strip()).replace(r"\*", ".*")
            rules.append((re.compile(re.sub(r"/:\w+", "/[^/]+", escaped)), {}))
        else:
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules


class _Handler(BaseHTTPRequestHandler):
    server: Host
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self._file(path)
        if path == LAST:
            forbidden = {"Content-Type": "text/html", "Content-Security-Policy": "img-src 'none'"}
            self._send(200, b"<!doctype html><img src=x>", forbidden)
        elif file and file.is_dir():
            self._send(301, b"", {"Location": f"{urlsplit(self.path).path}/"})
        elif file:
            self._send_file(200, path, file)
        elif missing := self._not_found(path):
            self._send_file(404, path, missing)
        else:
            self._send(404, b"", {})

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != REPORTS:
            self._send(405, b"", {})
            return
        report = json.loads(body)["csp-report"]
        if urlsplit(report["document-uri"]).path == LAST:
            self.server.last.set()
        else:
            self.server.violations.append(
                "{document-uri}: {violated-directive} forbids {blocked-uri}".format(**report)
                + f" ({report.get('source-file', '')}:{report.get('line-number', '')})"
            )
        self._send(204, b"", {})

    def _file(self, path: str) -> Path | None:
        """Return the file of an address, or the folder to whose index it should lead."""
        if not path.startswith(self.server.at):
            return None
        file = (self.server.folder / path.removeprefix(self.server.at)).resolve()
        if not file.is_relative_to(self.server.folder):
            return None
        if file.is_dir() and path.endswith("/"):
            file = file / "index.html"
        return file if file.exists() else None

    def _not_found(self, path: str) -> Path | None:
        """Return the nearest 404.html, from the folder of the address upwards."""
        folder = self.server.folder / path.removeprefix(self.server.at)
        for parent in folder.parents:
            if parent.is_relative_to(self.server.folder) and (parent / "404.html").is_file():
                return parent / "404.html"
        return None

    def _send_file(self, status: int, path: str, file: Path) -> None:
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "text/plain"
        headers = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith(TEXTS) else kind}
        for pattern, more in self.server.rules:
            if pattern.fullmatch(path):
                headers |= more
        for encoding, suffix in ENCODINGS.items():
            copy = file.with_name(file.name + suffix)
            if encoding in self.headers.get("Accept-Encoding", "") and copy.is_file():
                headers |= {"Content-Encoding": encoding, "Vary": "Accept-Encoding"}
                file = copy
                break
        self._send(status, file.read_bytes(), headers)

    def _send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            reports = f"; report-uri {REPORTS}" if name == "Content-Security-Policy" else ""
            self.send_header(name, value + reports)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
