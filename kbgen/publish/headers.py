"""The headers of each published file, for targets that keep them: type, encoding, cache."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath

from kbgen.output.hosting import cache_control

ENCODINGS = {".br": "br", ".gz": "gzip"}
"""Suffix of a compressed copy beside a file → its content encoding."""
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".pdf": "application/pdf",
    ".webmanifest": "application/manifest+json",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".wasm": "application/wasm",
}
_FEEDS = {"feed.xml": "application/atom+xml", "_headers": "text/plain", "_redirects": "text/plain"}
_TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
_OTHERS = mimetypes.MimeTypes()
"""Python's own table; that of the machine would make a file's type depend on who publishes it."""


@dataclass(frozen=True)
class FileHeaders:
    """The headers of a file: `encoding` is "" for a file that is not compressed."""

    content_type: str
    encoding: str
    cache_control: str
    redirect: str = ""
    """The address to which a store should lead those who ask for the file, if it can."""


def headers_of(path: str) -> FileHeaders:
    """Return the headers of a file by its path below the site's folder.

    >>> headers_of("faq/index.html.br").content_type, headers_of("faq/index.html.br").encoding
    ('text/html; charset=utf-8', 'br')
    """
    base = uncompressed(path)
    encoding = ENCODINGS[path[len(base) :]] if base != path else ""
    return FileHeaders(_type_of(base), encoding, cache_control(path))


def uncompressed(path: str) -> str:
    """Return the path of the file that a compressed copy is of; others as they are.

    An archive (list.csv.gz alone) is taken for a copy too: browsers unpack it.

    >>> uncompressed("index.html.gz"), uncompressed("backup.tar.gz")
    ('index.html', 'backup.tar.gz')
    """
    base, dot, suffix = path.rpartition(".")
    is_copy = f".{suffix}" in ENCODINGS and PurePosixPath(base).suffix in _TYPES
    return base if dot and is_copy else path


def _type_of(path: str) -> str:
    file = PurePosixPath(path)
    suffix = file.suffix.lower()
    found = _FEEDS.get(file.name) or _TYPES.get(suffix)
    found = found or _OTHERS.guess_type(file.name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith(_TEXTS) else found
