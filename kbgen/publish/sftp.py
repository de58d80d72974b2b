"""A folder of a server as a target, by SFTP."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from kbgen.publish import sftp_wire as wire
from kbgen.publish.errors import PublishError
from kbgen.publish.headers import FileHeaders
from kbgen.publish.sftp_session import SftpSession, SshServer, StatusError
from kbgen.publish.target import INCOMING
from kbgen.system.modes import FILE, FOLDER

T = TypeVar("T")
_LOW = 64 * 1024
"""So few bytes are left on a disk that is full: no file of a few pages fits any more."""
_HINTS = {
    wire.DENIED: "let this user write there, or choose another folder",
    wire.FAILED: "the user's quota may be used up, or a file stand where a folder is needed: look "
    "after it and publish again",
    wire.NO_FILE: "a folder above it cannot be made: does a file stand in its place?",
}


class SftpFolder:
    """A folder of a server; each file is renamed into its place."""

    def __init__(self, server: SshServer, root: str, address: str) -> None:
        self.server, self.root, self.address = server, root.rstrip("/"), address
        self._session: SftpSession | None = None
        self._lock = threading.Lock()
        self._folders: set[str] = set()

    def read(self, path: str) -> bytes | None:
        with self._named(path) as session:
            try:
                handle = session.do(
                    wire.OPEN, self._at(path), wire.number(wire.FOR_READING), wire.NO_ATTRIBUTES
                ).field()
            except StatusError as problem:
                if problem.code == wire.NO_FILE:
                    return None
                raise
            try:
                return b"".join(_chunks(session, handle))
            finally:
                session.do(wire.CLOSE, wire.text(handle))

    def write(self, path: str, data: bytes, headers: FileHeaders) -> None:  # noqa: ARG002 # no place
        with self._named(path) as session:
            part = self._incoming(session, data)
            self._into(session, path, lambda: self._rename(session, part, path))

    def create(self, path: str, data: bytes) -> bool:
        with self._named(path) as session:
            part = self._incoming(session, data)
            try:
                self._into(session, path, lambda: self._link(session, part, path))
            except StatusError:
                if not self._exists(session, path):
                    raise
                return False
            finally:
                session.do(wire.REMOVE, self._at(part))
        return True

    def copy(self, old: str, new: str) -> bool:
        """Link a file, since files are never changed, only replaced."""
        return self.link(old, new)

    def link(self, old: str, new: str) -> bool:
        part = f"{INCOMING}{secrets.token_hex(8)}"
        with self._named(new) as session:
            with suppress(StatusError):  # as a rule nothing is in its place
                self._into(session, new, lambda: self._link(session, old, new))
                return True
            try:
                self._into(session, part, lambda: self._link(session, old, part))
            except StatusError as problem:
                if problem.code in (wire.NO_FILE, wire.FAILED):
                    return False
                raise
            self._into(session, new, lambda: self._rename(session, part, new))
            # Two names of one file: a rename does nothing then.
            with suppress(StatusError):
                session.do(wire.REMOVE, self._at(part))
        return True

    def remove(self, path: str) -> None:
        """Remove a file, and the folders above that are empty then."""
        with self._named(path) as session:
            try:
                session.do(wire.REMOVE, self._at(path))
            except StatusError as problem:
                if problem.code != wire.NO_FILE:
                    raise
            folder = path.rpartition("/")[0]
            with suppress(StatusError):
                while folder:
                    session.do(wire.RMDIR, self._at(folder))
                    self._folders.discard(folder)
                    folder = folder.rpartition("/")[0]

    def sizes(self, folder: str = "") -> dict[str, int]:
        found: dict[str, int] = {}
        with self._named(folder) as session:
            for path, entry in self._below(session, folder.rstrip("/")):
                if not entry.is_folder:
                    found[path] = entry.size
        return found

    def rename(self, old: str, new: str) -> None:
        with self._named(new) as session:
            self._into(session, new, lambda: self._rename(session, old, new))
            self._folders = {one for one in self._folders if not f"{one}/".startswith(f"{old}/")}

    def pointer(self, path: str) -> str | None:
        with self._named(path) as session:
            try:
                return session.do(wire.READLINK, self._at(path)).entries()[0].name
            except StatusError as problem:
                if problem.code == wire.NO_FILE:
                    return None
                if self._exists(session, path):
                    raise PublishError(
                        f"{self.address}/{path} is no link to a release; move it away"
                    ) from problem
                raise

    def point(self, path: str, to: str) -> None:
        part = f"{INCOMING}{secrets.token_hex(8)}"
        with self._named(path) as session:
            # OpenSSH has the two in the other order than the draft.
            self._into(
                session, part, lambda: session.do(wire.SYMLINK, wire.text(to), self._at(part))
            )
            self._rename(session, part, path)

    def remove_tree(self, folder: str) -> None:
        folder = folder.rstrip("/")
        with self._named(folder) as session:
            found = list(self._below(session, folder))
            waiting = [
                session.ask(wire.REMOVE, self._at(path))
                for path, entry in found
                if not entry.is_folder
            ]
            for future in waiting:
                session.answer(future)
            for path in [path for path, entry in reversed(found) if entry.is_folder] + [folder]:
                self._folders.discard(path)
                with suppress(StatusError):
                    session.do(wire.RMDIR, self._at(path))

    def close(self) -> None:
        if self._session:
            self._session.close()

    def _at(self, path: str) -> bytes:
        return wire.text(f"{self.root}/{path}" if path else self.root or ".")

    def _incoming(self, session: SftpSession, data: bytes) -> str:
        """Write a file of its own; return its path."""
        part = f"{INCOMING}{secrets.token_hex(8)}"
        flags = wire.number(wire.FOR_NEW)
        handle = self._into(
            session,
            part,
            lambda: session.do(wire.OPEN, self._at(part), flags, wire.mode(FILE)).field(),
        )
        waiting = [
            session.ask(
                wire.WRITE,
                wire.text(handle),
                wire.long(at),
                wire.text(data[at : at + wire.CHUNK]),
            )
            for at in range(0, len(data), wire.CHUNK)
        ]
        waiting.append(session.ask(wire.CLOSE, wire.text(handle)))
        try:
            for future in waiting:
                session.answer(future)
        except StatusError:
            with suppress(StatusError):
                session.do(wire.REMOVE, self._at(part))
            raise
        return part

    def _rename(self, session: SftpSession, old: str, new: str) -> None:
        session.extended(wire.POSIX_RENAME, self._at(old), self._at(new))

    def _link(self, session: SftpSession, old: str, new: str) -> None:
        session.extended(wire.HARD_LINK, self._at(old), self._at(new))

    def _exists(self, session: SftpSession, path: str) -> bool:
        try:
            session.do(wire.LSTAT, self._at(path))
        except StatusError:
            return False
        return True

    def _into(self, session: SftpSession, path: str, work: Callable[[], T]) -> T:
        """Put a file into its place, and make the folders above it if they are missing."""
        folder = path.rpartition("/")[0]
        if folder in self._folders:
            try:
                return work()
            except StatusError as problem:
                if problem.code != wire.NO_FILE:
                    raise
                self._folders = set()  # another run may have removed it
        self._make(session, folder)
        return work()

    def _make(self, session: SftpSession, folder: str) -> None:
        if folder in self._folders:
            return
        place = self._at(folder)
        if not self._try_folder(session, place):
            if folder:
                self._make(session, folder.rpartition("/")[0])
            else:
                parts = self.root.split("/")
                for count in range(2 if self.root.startswith("/") else 1, len(parts)):
                    self._try_folder(session, wire.text("/".join(parts[:count])))
            if not self._try_folder(session, place):
                session.do(wire.MKDIR, place, wire.mode(FOLDER))
        self._folders.add(folder)

    def _try_folder(self, session: SftpSession, place: bytes) -> bool:
        """Make a folder; tell whether it is there now."""
        try:
            session.do(wire.MKDIR, place, wire.mode(FOLDER))
        except StatusError:
            with suppress(StatusError):
                session.do(wire.LSTAT, place)
                return True
            return False
        return True

    def _below(self, session: SftpSession, folder: str) -> Iterator[tuple[str, wire.Entry]]:
        """Yield what lies below a folder, each folder before what it holds; links are files."""
        todo = [folder]
        while todo:
            here = todo.pop()
            for entry in self._entries(session, here):
                path = f"{here}/{entry.name}" if here else entry.name
                yield path, entry
                if entry.is_folder:
                    todo.append(path)

    def _entries(self, session: SftpSession, folder: str) -> list[wire.Entry]:
        try:
            handle = session.do(wire.OPENDIR, self._at(folder)).field()
        except StatusError as problem:
            if problem.code == wire.NO_FILE:
                return []
            raise
        found: list[wire.Entry] = []
        try:
            while True:
                found += session.do(wire.READDIR, wire.text(handle)).entries()
        except StatusError as problem:
            if problem.code != wire.END:
                raise
        session.do(wire.CLOSE, wire.text(handle))
        return [entry for entry in found if entry.name not in (".", "..")]

    @contextmanager
    def _named(self, path: str) -> Iterator[SftpSession]:
        """Yield an open session; turn a server's refusals into errors that say what to do."""
        session = self._opened()
        try:
            yield session
        except StatusError as problem:
            what = self._disk_problem(session) if problem.code == wire.FAILED else ""
            hint = _HINTS.get(problem.code, "look after it and publish again")
            what = what or f"{str(problem).lower()}; {hint}"
            raise PublishError(f"{self.address.rstrip('/')}/{path}: {what}") from problem

    def _disk_problem(self, session: SftpSession) -> str:
        """Return what is wrong with the server's disk, and what to do; "" if nothing is known."""
        folder = self.root or "."
        while folder and wire.DISK in session.extensions:
            try:
                free, is_writable = session.extended(wire.DISK, wire.text(folder)).disk()
            except (StatusError, ValueError):  # as long as it is not there, what is above it
                folder = folder.rpartition("/")[0]
                continue
            if not is_writable:
                return "the disk is read-only; choose another folder, or ask the server's owner"
            return "no space left on the disk; make room and publish again" if free < _LOW else ""
        return ""

    def _opened(self) -> SftpSession:
        with self._lock:
            if self._session is None or not self._session.is_open:
                if self._session:
                    self._session.close()
                session = SftpSession(self.server)
                missing = {wire.POSIX_RENAME, wire.HARD_LINK} - session.extensions
                if missing:
                    session.close()
                    raise PublishError(
                        f"{self.server} cannot replace a file in one step ({', '.join(missing)}); "
                        "it is no OpenSSH: publish by another way"
                    )
                self._session, self._folders = session, set()
            return self._session


def _chunks(session: SftpSession, handle: bytes) -> Iterator[bytes]:
    at = 0
    while True:
        try:
            fields = session.do(
                wire.READ, wire.text(handle), wire.long(at), wire.number(wire.CHUNK)
            )
        except StatusError as problem:
            if problem.code == wire.END:
                return
            raise
        data = fields.field()
        at += len(data)
        yield data
