"""The HTTP server: sends pages, and a stream of messages to each browser."""

from __future__ import annotations

import errno
import json
import mimetypes
import queue
import re
import select
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hmac import compare_digest
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from kbgen.errors import KbgenError
from kbgen.model.hosting import DIRECTIVES
from kbgen.serve.session import Session
from kbgen.serve.words import NOT_YET, words_in
from kbgen.system.digest import digest_bytes

OWN = "/__kbgen/"
"""The path of the server's own addresses, which no site has."""
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".webp": "image/webp"}
TEXTS = ("text/", "application/json", "image/svg+xml", "application/xml")
LOOK = 1.0
"""Seconds after which the server notices that a browser has gone."""
PATIENCE = 60
"""Seconds that a browser waits for a file that is made last."""
LONGEST = 1 << 20
"""The most bytes that are read of a submitted form."""
_HEAD = re.compile(rb"<head(\s[^>]*)?>", re.I)
_EMPTY = """\
<!doctype html>
<html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><title>kbgen serve</title></head>
<body><p>{text}</p></body></html>
"""


def parse_address(text: str) -> tuple[str, int]:
    """Read HOST:PORT.

    >>> parse_address("127.0.0.1:8000"), parse_address("[::1]:8000")
    (('127.0.0.1', 8000), ('::1', 8000))
    """
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise KbgenError(f"--dev-addr {text}: write a host and a port: 127.0.0.1:8000")
    return host.strip("[]"), int(port)


class Server(ThreadingHTTPServer):
    """Serves a session's site below a path."""

    daemon_threads = True

    def __init__(
        self,
        address: tuple[str, int],
        session: Session,
        base: Callable[[], str],
        headers: Callable[[], Mapping[str, str]],
    ) -> None:
        self.session, self.base, self.headers = session, base, headers
        self.is_closing = self._is_serving = False
        host, port = address
        self._name = host.lower()
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            super().__init__(address, _Handler)
        except (OSError, OverflowError) as problem:
            raise KbgenError(_refused(host, port, problem)) from problem

    @property
    def url(self) -> str:
        host, port = self.server_address[:2]
        name = f"[{host!s}]" if ":" in str(host) else str(host)
        return f"http://{name}:{port}{self.base()}"

    def is_own_host(self, host: str) -> bool:
        """Tell whether the Host header of a request names this server.

        Otherwise another site could resolve its own host name to this machine and read the pages
        (DNS rebinding). A server that listens to the network is open to all.
        """
        if not ip_address(str(self.server_address[0])).is_loopback:
            return True
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
        name = name.strip("[]").rstrip(".").lower()
        try:
            return bool(ip_address(name)) and "%" not in name
        except ValueError:
            return name in ("", "localhost", self._name) or name.endswith(".localhost")

    def close(self) -> None:
        """Stop listening; do not wait for open requests."""
        self.is_closing = True
        if self._is_serving:
            self.shutdown()
        self.server_close()

    def serve_forever(self, poll_interval: float = 0.1) -> None:
        self._is_serving = True
        super().serve_forever(poll_interval)

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore browsers that close the connection early."""


def _refused(host: str, port: int, problem: Exception) -> str:
    code = getattr(problem, "errno", None)
    other = f"kbgen serve --dev-addr {host}:{port + 1}"
    if code == errno.EADDRINUSE:
        return f"{host}:{port} is taken, perhaps by another kbgen serve; end that, or run: {other}"
    if code == errno.EACCES:
        return f"port {port} is not open to you; choose one above 1023: --dev-addr {host}:8000"
    return f"cannot listen at {host}:{port}: {getattr(problem, 'strerror', None) or problem}"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if not self.server.is_own_host(self.headers.get("Host", "")):
            port = self.server.server_address[1]
            how = f"to be reached by another name: kbgen serve --dev-addr 0.0.0.0:{port}"
            text = f"This server is for its own machine alone; {how}\n"
            self._send(403, text.encode(), {"Content-Type": "text/plain; charset=utf-8"})
            return
        parts = urlsplit(self.path)
        path, base = unquote(parts.path), self.server.base()
        if path == f"{OWN}events" and self.command == "GET":
            self._events(parse_qs(parts.query))
        elif path == f"{OWN}accept" and self.command == "POST":
            self._change(("address", "digest"), self.server.session.accept)
        elif path == f"{OWN}settle" and self.command == "POST":
            names = ("page", "lang", "source", "translation")
            self._change(names, self.server.session.settle)
        elif path.startswith(OWN):
            self._own(path.removeprefix(OWN))
        elif path.startswith(base):
            self._site(path.removeprefix(base), parts.path)
        elif path == "/" or f"{path}/" == base:
            self._send(302, b"", {"Location": base})
        else:
            self._not_found("")

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 # names of http.server

    def _own(self, name: str) -> None:
        file = Path(__file__).parent / name
        if name == "live.js":
            # A function hides its names from the page; a module would run too late.
            script = b'(() => {\n"use strict";\n' + file.read_bytes() + b"})();\n"
            self._send(200, script, {"Content-Type": _type_of(name)})
        elif name in ("live.css", "outdated.js", "doubts.js"):
            self._send(200, file.read_bytes(), {"Content-Type": _type_of(name)})
        else:
            self._send(404, b"", {})

    def _change(self, names: Sequence[str], change: Callable[..., bool]) -> None:
        """Change a file as the panel asks: {"token", …} as JSON, with a text for each name.

        Only a page of this server knows the token, and another site cannot send JSON unasked.
        """
        length = self.headers.get("Content-Length", "")
        body = self.rfile.read(min(int(length), LONGEST) if length.isdecimal() else 0)
        given: Any = None
        if self.headers.get_content_type() == "application/json":
            with suppress(ValueError, RecursionError):
                given = json.loads(body)
        is_object = isinstance(given, dict)
        values = [given.get(name) for name in ("token", *names)] if is_object else [None]
        token, *of = (value if isinstance(value, str) else "" for value in values)
        if not compare_digest(token.encode(), self.server.session.token.encode()):
            status = 403
        else:
            status = 204 if change(*of) else 409
        self.close_connection = True
        self.send_response(status)
        self.send_header("Connection", "close")
        self.end_headers()

    def _site(self, path: str, address: str) -> None:
        session = self.server.session
        pages = session.pages()
        name = f"{path}index.html" if not path or path.endswith("/") else path
        if name not in pages and f"{path}/index.html" in pages:
            self._send(301, b"", {"Location": f"{quote(unquote(address))}/"})
            return
        if name in pages:
            content = session.page(name)
        else:
            content = session.file(name, 0 if name.endswith(".html") else PATIENCE)
        if content is None and name in pages:
            self._send_page(503, self._empty(), name)
        elif content is None:
            self._not_found(name)
        elif self.command not in ("GET", "HEAD"):
            self._send(405, b"", {"Allow": "GET, HEAD"})
        elif name.endswith(".html"):
            self._send_page(200, content, name)
        else:
            self._send(200, content, {"Content-Type": _type_of(name)})

    def _not_found(self, file: str) -> None:
        """Send the 404 page of the address's language."""
        session, lang = self.server.session, file.partition("/")[0]
        name = f"{lang}/404.html" if f"{lang}/404.html" in session.pages() else "404.html"
        self._send_page(404, session.page(name) or self._empty(), file)

    def _empty(self) -> bytes:
        """Return a page for as long as there is none, in the editor's language."""
        catalog = self.server.session.catalog
        direction = "rtl" if catalog.is_rtl else "ltr"
        page = _EMPTY.format(lang=catalog.lang, dir=direction, text=catalog.text(NOT_YET))
        return page.encode()

    def _send_page(self, status: int, content: bytes, file: str) -> None:
        """Send a page with the script that keeps it up to date, which no file contains.

        The script comes first, to receive an event for everything that the policy blocks.
        """
        shown = digest_bytes(content) if status == 200 else ""
        words = escape(json.dumps(words_in(self.server.session.catalog), ensure_ascii=False))
        script = (
            f'<script src="{OWN}live.js" data-file="{quote(file)}" data-shown="{shown}" '
            f'data-directives="{" ".join(DIRECTIVES)}" data-words="{words}"></script>'
        )
        head = _HEAD.search(content)
        place = head.end() if head else 0
        content = content[:place] + script.encode() + content[place:]
        self._send(status, content, {"Content-Type": "text/html; charset=utf-8"})

    def _send(self, status: int, content: bytes, headers: Mapping[str, str]) -> None:
        if self.command not in ("GET", "HEAD"):
            # An unread body must not pass for the next request.
            length = self.headers.get("Content-Length", "")
            self.rfile.read(min(int(length), LONGEST) if length.isdecimal() else 0)
            self.close_connection = True
            headers = {**headers, "Connection": "close"}
        self.send_response(status)
        for name, value in {**self.server.headers(), **headers}.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _events(self, query: dict[str, list[str]]) -> None:
        """Send messages about a page to a browser as long as it listens."""
        session = self.server.session
        viewer = session.join(query.get("file", [""])[0], query.get("shown", [""])[0])
        try:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(b"retry: 300\n\n")
            while not self.server.is_closing and not self._has_gone():
                try:
                    text = viewer.inbox.get(timeout=LOOK)
                except queue.Empty:
                    continue
                self.wfile.write(f"data: {text}\n\n".encode())
        except OSError:
            pass
        finally:
            session.leave(viewer)
            self.close_connection = True

    def _has_gone(self) -> bool:
        ready, _, _ = select.select([self.connection], [], [], 0)
        return bool(ready) and not self.connection.recv(1, socket.MSG_PEEK)


def _type_of(name: str) -> str:
    kind = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "text/plain"
    return f"{kind}; charset=utf-8" if kind.startswith(TEXTS) else kind
