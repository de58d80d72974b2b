"""Serves several folders as one host, and remembers what was fetched."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

BLANK = b"<!doctype html><html lang=en><meta charset=utf-8><title>Bench</title></html>"
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json"}


class Host(ThreadingHTTPServer):
    """`mounts` maps the first part of an address to a folder; `fetched` are files, in order.

    `/` is a page without content, whose scripts may load modules and workers from all folders.
    """

    daemon_threads = True

    def __init__(self, mounts: Mapping[str, Path], cache: str) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory="/"))
        self.mounts = dict(mounts)
        self.cache = cache
        self.fetched: list[Path] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


@contextmanager
def hosted(mounts: Mapping[str, Path], cache: str = "no-store") -> Iterator[Host]:
    """Serve folders; `cache` is the Cache-Control header, by default without caching."""
    host = Host(mounts, cache)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        host.shutdown()
        host.server_close()


class _Handler(SimpleHTTPRequestHandler):
    server: Host
    protocol_version = "HTTP/1.1"

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return TYPES.get(Path(path).suffix) or super().guess_type(path)

    def do_GET(self) -> None:
        if urlsplit(self.path).path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(BLANK)))
        self.end_headers()
        self.wfile.write(BLANK)

    def translate_path(self, path: str) -> str:
        mount, _, rest = unquote(urlsplit(path).path).lstrip("/").partition("/")
        if mount not in self.server.mounts:
            return "/nonexistent"
        file = self.server.mounts[mount] / rest
        self.server.fetched.append(file)
        return str(file)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", self.server.cache)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass
