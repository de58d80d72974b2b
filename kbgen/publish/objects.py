"""Buckets and other places that fsspec knows as targets: the one module that imports it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from kbgen.publish.errors import PublishError
from kbgen.publish.headers import FileHeaders, headers_of
from kbgen.publish.network import (
    endpoint_of,
    google_endpoint,
    refuse_missing_key,
    refuse_unknown_host,
)
from kbgen.publish.store_errors import LOG_IN, explained
from kbgen.publish.target import INCOMING, OWN

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

_BARE = ("Forbidden", "Bad Request", "Moved Permanently")
"""How the errors end that S3 gives no reason for."""


class ObjectStore:
    """A place of fsspec; `root` is its path there, bucket included."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.protocol = address.partition("://")[0]
        self._headers = _HEADERS.get(self.protocol)
        self._has_redirects = True
        with self._named():
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
            if not self._headers:
                self._write_and_rename(path, data)
                return
            if not self._has_redirects:
                headers = replace(headers, redirect="")
            try:
                self._fs.pipe_file(self._at(path), data, **self._headers(headers))
            except Exception as problem:
                if not headers.redirect or not _is_unknown_header(problem):
                    raise
                self._has_redirects = False  # what speaks like S3 need not have websites
                self.write(path, data, headers)

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
        if self._headers is _az:
            return self._read_and_write(old, new)
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

    def _read_and_write(self, old: str, new: str) -> bool:
        """Copy an object through this machine: Azure may copy later, and it is empty until then."""
        data = self.read(old)
        if data is not None:
            self.write(new, data, headers_of(new))
        return data is not None

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
            is_own = not path or path.startswith(OWN)
            where = self.address if is_own else f"{self.address.rstrip('/')}/{path}"
            error = explained(self._with_reason(problem))
            raise type(error)(f"{where}: {error}") from problem

    def _with_reason(self, problem: Exception) -> Exception:
        """Return an error with the reason of the store: S3 gives none to a HEAD."""
        if not self.protocol.startswith("s3") or not str(problem).endswith(_BARE):
            return problem
        try:
            self._fs.call_s3("list_objects_v2", Bucket=self.root.partition("/")[0], MaxKeys=1)
        except Exception as found:
            return found
        return problem


def _open(protocol: str, address: str) -> tuple[Any, Any]:
    extra = _EXTRAS.get(protocol, "publish")
    try:
        import fsspec

        for library in _LIBRARIES:  # what fails is told once, in the words of `explained`
            logging.getLogger(library).setLevel(logging.CRITICAL)
        fsspec.get_filesystem_class(protocol)
        if protocol in ("gs", "gcs"):
            refuse_missing_key(address)
            refuse_unknown_host(address, google_endpoint())
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
        if "credential" in str(problem) or "onnection string" in str(problem):
            raise PublishError(f"{address}: no valid credentials; {LOG_IN}") from problem
        raise PublishError(
            f"{address} is no target: {problem}; write a folder, sftp://user@host/folder, "
            "s3://bucket/folder, gs://bucket/folder or az://container/folder"
        ) from problem
    return opened


def _is_unknown_header(problem: Exception) -> bool:
    text = f"{problem} {problem.__cause__}".lower()
    return "notimplemented" in text or "not implemented" in text


def _is_conflict(problem: OSError) -> bool:
    text = f"{problem} {problem.__cause__}"
    return any(code in text for code in ("PreconditionFailed", "ConditionalRequestConflict"))
