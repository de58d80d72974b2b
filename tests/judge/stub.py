"""A server that speaks chat completions as a test wants it, and a program that judges."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the server answers; it is silent for good where `body` is None.

    One that `drips` sends a space now and then, without an end.
    """

    body: bytes | None = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drips: bool = False


def completion(content: object, **more: object) -> Reply:
    """Return a chat completion with a text, or with other fields of the message."""
    message = content if isinstance(content, dict) else {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop", **more}
    body = {"id": "1", "object": "chat.completion", "choices": [choice]}
    return Reply(json.dumps(body, ensure_ascii=False).encode())


def verdict(name: str, reason: str = "as it is") -> Reply:
    return completion(json.dumps({"verdict": name, "reason": reason}))


def failure(status: int, message: str = "", **headers: str) -> Reply:
    body = json.dumps({"error": {"message": message}}).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(body, status, names)


Respond = Callable[[dict[str, Any]], Reply]


class StubServer(ThreadingHTTPServer):
    """Answers requests by `respond`, which is given their data; keeps what it received."""

    daemon_threads = True

    def __init__(self, respond: Respond) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.respond = respond
        self.received: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def asked(self) -> list[dict[str, Any]]:
        """Return the data of the questions that were received."""
        return [json.loads(one["messages"][-1]["content"]) for one in self.received]

    def handle_error(self, *_: Any) -> None:
        """A client that gave up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: StubServer

    def do_POST(self) -> None:
        data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.received.append({**data, "path": self.path})
        self.server.headers.append(dict(self.headers))
        reply = self.server.respond(data)
        if reply.body is None:
            self.server.closing.wait()
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in reply.headers:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)
        while reply.drips and not self.server.closing.wait(0.01):
            self.wfile.write(b" ")

    def log_message(self, *_: Any) -> None:
        """Tests read other things."""


@contextmanager
def serving(respond: Respond | Reply) -> Iterator[StubServer]:
    """Run a server; it answers each request by a function, or all of them alike."""
    server = StubServer(respond if callable(respond) else lambda _: respond)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def program(folder: Path, body: str) -> list[str]:
    """Write a program that is given `questions`, an iterator; return its command."""
    file = folder / "judge.py"
    file.write_text(
        "import json, os, signal, sys, time\n"
        "questions = (json.loads(line) for line in sys.stdin)\n"
        "def answer(question, **more):\n"
        "    print(json.dumps({'id': question['id'], **more}), flush=True)\n"
        f"{body}",
        "utf-8",
    )
    return [sys.executable, str(file)]
