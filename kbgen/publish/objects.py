"""Buckets and other places that fsspec knows as targets: the one module that imports it."""

from __future__ import annotations

import errno
import logging
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from textwrap import shorten
from typing import Any

from kbgen.publish.errors import PublishError, TransientError
from kbgen.publish.headers import FileHeaders
from kbgen.publish.network import endpoint_of, google_endpoint, refuse_unknown_host
from kbgen.publish.target import INCOMING

_EXTRAS = {
    **dict.fromkeys(("s3", "s3a"), "publish"),
    **dict.fromkeys(("gs", "gcs"), "publish-gs"),
    **dict.fromkeys(("az", "abfs", "abfss"), "publish-az"),
}
"""Protocol → the extra of kbgen that has its library."""
_LIBRARIES = ("adlfs", "azure", "botocore", "fsspec", "gcsfs", "s3fs")


def _s3(headers: FileHeaders) -> dict[str, Any]:
    encoding = {"ContentEncoding": headers.encoding} if headers.encoding else {}
    return {
        "ContentType": headers.content_type,
        "CacheControl": headers.cache_control,
        **encoding,
        **({"WebsiteRedirectLocation": headers.redirect} if headers.redirect else {}),
    }


def _gs(headers: FileHeaders) -> dict[str, Any]:
    encoding = {"content_encoding": headers.encoding} if headers.encoding else {}
    fixed = {"cache_control": headers.cache_control, **encoding}
    return {"content_type": headers.content_type, "fixed_key_metadata": fixed}


def _az(headers: FileHeaders) -> dict[str, Any]:
    encoding = {"content_encoding": headers.encoding} if headers.encoding else {}
    content_type, cache = headers.content_type, headers.cache_control
    settings = {"content_type": content_type, "cache_control": cache, **encoding}
    return {"content_settings": settings}


_HEADERS: Mapping[str, Callable[[FileHeaders], dict[str, Any]]] = {
    **dict.fromkeys(("s3", "s3a"), _s3),
    **dict.fromkeys(("gs", "gcs"), _gs),
    **dict.fromkeys(("az", "abfs", "abfss"), _az),
}
"""Protocol → the arguments with which its library is given the headers of a file.

These stores replace a whole object at once; elsewhere a file is written and renamed.
"""

_PASSING = {errno.EBUSY, errno.EAGAIN, errno.ETIMEDOUT, errno.ECONNRESET, errno.EPIPE}
_PASSING |= {getattr(errno, "EREMOTEIO", errno.EIO), errno.EIO}
_LOG_IN = (
    "log in as your provider's own tools do, or set its variables (AWS_PROFILE; "
    "GOOGLE_APPLICATION_CREDENTIALS; AZURE_STORAGE_CONNECTION_STRING)"
)
_FULL = ("Quota", "quota", "InsufficientStorage", "StorageFull")
_UNKNOWN_HOST = ("DNSError", "gaierror", "Name or service not known", "nodename nor servname")
_LONGEST = 160
"""Of a library's message; some hold a whole document."""
_LATER = ("Timeout", "Connection", "Connect", "ServerDisconnected", "Payload", "IncompleteRead")


class ObjectStore:
    """A place of fsspec; `root` is its path there, bucket included."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.protocol = address.partition("://")[0]
        self._headers = _HEADERS.get(self.protocol)
        with self._named():
            if self.protocol in ("gs", "gcs"):
                refuse_unknown_host(address, google_endpoint())
            self._fs, root = _open(self.protocol, address)
            refuse_unknown_host(address, endpoint_of(self.protocol, self._fs))
        self.root = str(root).rstrip("/")

    def read(self, path: str) -> bytes | None:
        with self._named(path):
            try:
                found: bytes = self._fs.cat_file(self._at(path))
            except FileNotFoundError:
                return None
        return found

    def write(self, path: str, data: bytes, headers: FileHeaders) -> None:
        with self._named(path):
            if self._headers:
                self._fs.pipe_file(self._at(path), data, **self._headers(headers))
            else:
                self._write_and_rename(path, data)

    def create(self, path: str, data: bytes) -> bool:
        with self._named(path):
            if not self._headers:
                if self._fs.exists(self._at(path)):
                    return False
                self._write_and_rename(path, data)
                return True
            try:
                self._fs.pipe_file(self._at(path), data, mode="create")
            except FileExistsError:
                return False
            except OSError as problem:
                if not _is_conflict(problem):
                    raise
                return False
        return True

    def copy(self, old: str, new: str) -> bool:
        with self._named(old):
            try:
                if not self._headers:
                    self._fs.makedirs(self._at(new).rpartition("/")[0], exist_ok=True)
                self._fs.cp_file(self._at(old), self._at(new))
            except FileNotFoundError:
                return False
        return True

    def remove(self, path: str) -> None:
        with self._named(path):
            try:
                self._fs.rm_file(self._at(path))
            except FileNotFoundError:
                return

    def sizes(self, folder: str = "") -> dict[str, int]:
        with self._named(folder):
            try:
                found = self._fs.find(self._at(folder.rstrip("/")), detail=True)
            except FileNotFoundError:
                return {}
        top = f"{self.root}/"
        return {
            name.removeprefix(top): int(info.get("size") or 0)
            for name, info in found.items()
            if name.startswith(top) and not name.endswith("/")
        }

    def close(self) -> None:
        pass

    def _at(self, path: str) -> str:
        return f"{self.root}/{path}" if path else self.root

    def _write_and_rename(self, path: str, data: bytes) -> None:
        part = self._at(f"{INCOMING}{secrets.token_hex(8)}")
        for place in (part, self._at(path)):
            self._fs.makedirs(place.rpartition("/")[0], exist_ok=True)
        self._fs.pipe_file(part, data)
        self._fs.mv(part, self._at(path))

    @contextmanager
    def _named(self, path: str = "") -> Iterator[None]:
        """Turn the many errors of these libraries into those that say what to do."""
        try:
            yield
        except PublishError:
            raise
        except Exception as problem:
            where = f"{self.address.rstrip('/')}/{path}" if path else self.address
            kind, what = _explained(problem)
            raise kind(f"{where}: {what}") from problem


def _open(protocol: str, address: str) -> tuple[Any, Any]:
    extra = _EXTRAS.get(protocol, "publish")
    try:
        import fsspec

        for library in _LIBRARIES:  # what fails is told once, in the words of `_explained`
            logging.getLogger(library).setLevel(logging.CRITICAL)
        options = {"use_listings_cache": False} if protocol in _HEADERS else {}
        opened: tuple[Any, Any] = fsspec.core.url_to_fs(
            address, skip_instance_cache=True, **options
        )
    except ImportError as problem:
        more = "" if protocol in _EXTRAS else f" ({problem})"
        raise PublishError(
            f"{protocol}:// needs more libraries; install them with: pip install "
            f"'kbgen[{extra}]'{more}"
        ) from problem
    except ValueError as problem:
        if "credential" in str(problem):
            raise PublishError(f"{address}: no valid credentials; {_LOG_IN}") from problem
        raise PublishError(
            f"{address} is no target: {problem}; write a folder, sftp://user@host/folder, "
            "s3://bucket/folder, gs://bucket/folder or az://container/folder"
        ) from problem
    return opened


def _is_conflict(problem: OSError) -> bool:
    text = f"{problem} {problem.__cause__}"
    return any(code in text for code in ("PreconditionFailed", "ConditionalRequestConflict"))


def _explained(problem: Exception) -> tuple[type[PublishError], str]:
    """Return the kind of an error, and what to say of it."""
    name, whole = type(problem).__name__, str(problem)
    text = shorten(whole or name, _LONGEST, placeholder=" …")
    if any(mark in whole for mark in _FULL):
        return PublishError, f"no room there ({text}); make room or raise the quota"
    if isinstance(problem, PermissionError) or "Forbidden" in whole:
        return PublishError, (
            f"refused ({text}); check the credentials, and that they may read, write, list and "
            "delete there"
        )
    if isinstance(problem, FileNotFoundError) or "ContainerNotFound" in whole:
        return (
            PublishError,
            f"no such bucket or container ({text}); make it first, or mend the name",
        )
    if "Credential" in name or "Auth" in name:
        return PublishError, f"no valid credentials ({text}); {_LOG_IN}"
    if any(mark in name + whole for mark in _UNKNOWN_HOST):
        return PublishError, f"no such host, or no network ({text}); mend the name, or go online"
    is_passing = isinstance(problem, (ConnectionError, TimeoutError))
    is_passing |= isinstance(problem, OSError) and problem.errno in _PASSING
    is_passing |= any(part in name for part in _LATER) or 500 <= _status(problem) < 600
    if is_passing:
        return TransientError, (
            f"no answer ({text}); check the name and the network, then publish again: it goes on "
            "where it stopped"
        )
    return PublishError, f"{text}; see what your provider says of it"


def _status(problem: Exception) -> int:
    status = getattr(problem, "status_code", None) or getattr(problem, "code", None)
    return status if isinstance(status, int) else 0
