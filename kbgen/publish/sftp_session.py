"""A session of SFTP through OpenSSH's own `ssh`, with the user's keys, agent and known hosts."""

from __future__ import annotations

import os
import shlex
import struct
import subprocess
import tempfile
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NoAnswerError
from contextlib import suppress
from dataclasses import dataclass

from kbgen.publish import sftp_wire as wire
from kbgen.publish.errors import PublishError, TransientError

PROGRAM = "KBGEN_SSH"
"""The variable that names another command than ssh, with options: ssh -F ci.config."""
_OPTIONS = {
    "BatchMode": "yes",  # a question would wait for ever
    "ConnectTimeout": "20",
    "ServerAliveInterval": "15",
    "ServerAliveCountMax": "3",
    "ForwardAgent": "no",
    "ClearAllForwardings": "yes",
}
_ANSWER = 90.0
"""Seconds in which a server must answer a request."""
_LARGEST = 16 * 1024 * 1024
_SSH_ERRORS = (
    (
        "HAS CHANGED",
        "the server has another key than before, or is another one: ask its owner, and only then "
        "remove the old key with ssh-keygen -R",
    ),
    ("verification failed", "connect once by hand, and compare the key that ssh shows: ssh {}"),
    ("Could not resolve", "mend the host's name, or connect to the network"),
    (
        "Permission denied",
        "the server takes none of your keys: check the user's name and ssh-agent",
    ),
    ("Too many authentication", "name the key for this host in ~/.ssh/config: IdentityFile"),
    ("subsystem request failed", "the server offers no SFTP: ask its owner"),
)
"""What ssh says, and what to do; such things do not pass by themselves."""


@dataclass(frozen=True)
class SshServer:
    """Where to connect: `user` and `port` are "" where ssh's own settings say."""

    host: str
    user: str = ""
    port: str = ""

    def __str__(self) -> str:
        return f"{self.user}@{self.host}" if self.user else self.host

    def command(self) -> list[str]:
        options = [word for name, value in _OPTIONS.items() for word in ("-o", f"{name}={value}")]
        port = ["-p", self.port] if self.port else []
        user = ["-l", self.user] if self.user else []
        program = shlex.split(os.environ.get(PROGRAM, "")) or ["ssh"]
        return [*program, *options, *port, *user, "-s", "--", self.host, "sftp"]


class StatusError(Exception):
    """A server's answer that a request was not done."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class SftpSession:
    """An open connection; requests of several threads are under way at once."""

    def __init__(self, server: SshServer) -> None:
        self.server = server
        self.is_open = True
        self._messages = tempfile.TemporaryFile()  # noqa: SIM115 # it lives as long as the session
        self._waiting: dict[int, Future[tuple[int, wire.PacketReader]]] = {}
        self._lock, self._last = threading.Lock(), 0
        # Another lock: while one thread waits until the server takes what it sends, answers come.
        self._sending = threading.Lock()
        try:
            self._ssh = subprocess.Popen(
                server.command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._messages,
                start_new_session=True,  # Ctrl-C is for kbgen, which then ends ssh
            )
        except FileNotFoundError as problem:
            self._messages.close()
            raise PublishError(
                "sftp:// needs OpenSSH's ssh, which is not here; install openssh-client"
            ) from problem
        self.extensions = self._greet()
        self._reader = threading.Thread(target=self._read_all, daemon=True)
        self._reader.start()

    def ask(self, kind: int, *fields: bytes) -> Future[tuple[int, wire.PacketReader]]:
        """Send a request; its answer comes later. Raises TransientError without a connection."""
        future: Future[tuple[int, wire.PacketReader]] = Future()
        with self._lock:
            if not self.is_open:
                raise self._connection_error()
            self._last = request = (self._last + 1) % 2**32
            self._waiting[request] = future
        try:
            with self._sending:
                self._send(bytes([kind]) + wire.number(request) + b"".join(fields))
        except (OSError, ValueError):  # ValueError: it was closed meanwhile
            self.is_open = False
            raise self._connection_error() from None
        return future

    def answer(self, future: Future[tuple[int, wire.PacketReader]]) -> wire.PacketReader:
        """Wait for an answer. Raises StatusError for a status that is not OK, TransientError."""
        try:
            kind, fields = future.result(_ANSWER)
        except NoAnswerError:
            self.close()
            raise TransientError(f"{self.server} does not answer; {_AGAIN}") from None
        if kind == wire.STATUS:
            code = fields.number()
            if code != wire.OK:
                raise StatusError(code, fields.text())
        return fields

    def do(self, kind: int, *fields: bytes) -> wire.PacketReader:
        return self.answer(self.ask(kind, *fields))

    def extended(self, name: str, *fields: bytes) -> wire.PacketReader:
        return self.do(wire.EXTENDED, wire.text(name), *fields)

    def close(self) -> None:
        self.is_open = False
        with suppress(OSError):
            self._ssh.terminate()
        try:
            self._ssh.wait(10)
        except subprocess.TimeoutExpired:
            self._ssh.kill()
            self._ssh.wait()
        reader = getattr(self, "_reader", None)
        if reader and reader is not threading.current_thread():
            reader.join(10)
        for stream in (self._ssh.stdin, self._ssh.stdout, self._messages):
            with suppress(OSError, ValueError):
                if stream:
                    stream.close()

    def _greet(self) -> set[str]:
        try:
            self._send(bytes([wire.INIT]) + wire.number(wire.VERSION))
            packet = self._packet()
        except OSError:
            packet = b""
        if not packet or packet[0] != wire.SERVER_VERSION:
            with suppress(subprocess.TimeoutExpired):
                self._ssh.wait(10)
            problem = self._connection_error()
            self.close()
            raise problem
        fields = wire.PacketReader(packet[1:])
        fields.number()
        return fields.extensions()

    def _send(self, packet: bytes) -> None:
        assert self._ssh.stdin
        self._ssh.stdin.write(struct.pack(">I", len(packet)) + packet)
        self._ssh.stdin.flush()

    def _packet(self) -> bytes:
        """Return the next packet; nothing at the end."""
        assert self._ssh.stdout
        head = self._ssh.stdout.read(4)
        size = int.from_bytes(head, "big") if len(head) == 4 else 0
        # What is no packet is a line that the server's shell prints at the start.
        return self._ssh.stdout.read(size) if 0 < size <= _LARGEST else b""

    def _read_all(self) -> None:
        """Hand out answers to those who wait, until the connection ends."""
        with suppress(OSError, ValueError):
            while packet := self._packet():
                fields = wire.PacketReader(packet[1:])
                request = fields.number()
                with self._lock:
                    future = self._waiting.pop(request, None)
                if future:
                    future.set_result((packet[0], fields))
        with self._lock:
            self.is_open = False
            waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            future.set_exception(self._connection_error())

    def _connection_error(self) -> PublishError:
        """Return why there is no connection, by what ssh wrote."""
        with suppress(OSError, ValueError):
            self._messages.seek(0)
            lines = self._messages.read().decode(errors="replace").strip().splitlines()
            text = "\n".join(lines)
            last = lines[-1].removeprefix(f"{self.server}: ").rstrip(".") if lines else ""
            for mark, hint in _SSH_ERRORS:
                if mark in text:
                    return PublishError(f"{self.server}: {last}; {hint.format(self.server)}")
            if lines:
                return TransientError(f"{self.server}: {last}; {_AGAIN}")
        return TransientError(f"the connection to {self.server} was lost; {_AGAIN}")


_AGAIN = "check the name and the network, then publish again: it goes on where it stopped"
