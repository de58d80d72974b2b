"""Locks a target, so that two runs do not mix their files.

The lock is a file at the target, which its holder renews; one that is not renewed is of a run that
was killed, and is taken over. Whether it is renewed is judged by watching it: clocks may differ.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from kbgen.publish.errors import PublishError
from kbgen.publish.headers import headers_of
from kbgen.publish.target import OWN, Lease, Target
from kbgen.publish.transfer import Effort

LOCK = f"{OWN}lock.json"
_LOOK = 0.5


@dataclass
class Holding:
    """A lock that this run holds; `is_taken` once another run has it."""

    target: Target
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    count: int = 0
    is_taken: bool = False

    def note(self) -> bytes:
        """Return the next content of the lock's file."""
        self.count += 1
        held = {"token": self.token, "count": self.count, "host": socket.gethostname()}
        held |= {"process": os.getpid(), "at": int(time.time())}
        return json.dumps(held).encode()

    def renew(self) -> None:
        """Renew the lock, unless another run took it."""
        if _token(self.target.read(LOCK)) != self.token:
            self.is_taken = True
            return
        self.target.write(LOCK, self.note(), headers_of(LOCK))

    def check(self) -> None:
        """Raise PublishError if another run has taken the lock."""
        if self.is_taken:
            raise PublishError(
                f"{self.target.address}: another run began to publish there, since this one did "
                "not answer for a while; this one stops. Publish again when the other has ended"
            )


@contextmanager
def locked(
    target: Target, effort: Effort, wait: Callable[[str], None], lease: Lease
) -> Iterator[Holding]:
    """Lock a target while the context lasts; `wait` is told who is waited for. PublishError."""
    holding = Holding(target)
    _acquire(holding, effort, wait, lease)
    ended = threading.Event()
    renewing = threading.Thread(target=_renew, args=(holding, ended, lease.renew), daemon=True)
    renewing.start()
    try:
        yield holding
    finally:
        ended.set()
        renewing.join()
        with suppress(PublishError):
            if _token(target.read(LOCK)) == holding.token:
                target.remove(LOCK)


def _acquire(holding: Holding, effort: Effort, wait: Callable[[str], None], lease: Lease) -> None:
    target, seen, since, is_first = holding.target, b"", time.monotonic(), True
    while True:
        # Looked at before and after, since some stores know no condition for a write.
        found = effort.patiently(lambda: target.read(LOCK))
        if found is None and effort.patiently(lambda: target.create(LOCK, holding.note())):
            found = effort.patiently(lambda: target.read(LOCK))
        if found is None:
            continue
        if _token(found) == holding.token:
            return
        if found != seen:
            seen, since = found, time.monotonic()
        if _is_dead_here(found) or time.monotonic() - since > lease.dead:
            if target.read(LOCK) == found:
                target.remove(LOCK)
            continue
        if is_first:
            wait(_described(found))
            is_first = False
        time.sleep(min(_LOOK, lease.dead / 4))


def _renew(holding: Holding, ended: threading.Event, pause: float) -> None:
    while not ended.wait(pause):
        with suppress(PublishError):  # the next time may do
            holding.renew()


def _read(data: bytes | None) -> dict[str, object]:
    with suppress(ValueError):
        found = json.loads(data or b"{}")
        return found if isinstance(found, dict) else {}
    return {}


def _token(data: bytes | None) -> object:
    return _read(data).get("token")


def _is_dead_here(data: bytes) -> bool:
    """Tell whether the holder was a process of this machine that has ended."""
    held = _read(data)
    process = held.get("process")
    if held.get("host") != socket.gethostname() or not isinstance(process, int):
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _described(data: bytes) -> str:
    held = _read(data)
    at = held.get("at")
    since = time.strftime("%H:%M", time.localtime(at)) if isinstance(at, int) else "?"
    return f"process {held.get('process', '?')} on {held.get('host', '?')}, last seen at {since}"
