"""Computes cache keys: digests of everything that a result depends on."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from kbgen.system.files import LARGEST, FileEntry, files_below, open_file, too_large, unreadable

LIBRARIES = frozenset(
    """
    annotated_types babel backrefs brotli jinja2 kbgen latex2mathml markdown markupsafe mergedeep
    mkdocs msgspec mkdocs_material mkdocs_static_i18n nh3 pathspec phonenumbers properdocs pydantic
    pydantic_core pygments pymdown_extensions pyyaml pyyaml_env_tag typing_extensions
    typing_inspection
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
"""The libraries that can change a page, by the names of their metadata folders."""
_DIGITS = 32
_AT_ONCE = 1024 * 1024


def digest(*parts: str) -> str:
    """Return 32 hexadecimal digits that depend on all parts and on the borders between them."""
    lengths = ",".join([str(len(part)) for part in parts])
    data = f"{lengths}|{''.join(parts)}".encode("utf-8", "surrogatepass")
    return digest_bytes(data)


def digest_bytes(content: bytes | memoryview) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


def canonical(value: Any) -> str:
    """Serialize plain data: equal data gives equal text in every process and on every machine.

    Sets are sorted; mappings keep their order, which pages may show. A field named `span`, the
    place in a file, is left out.
    """
    return "".join(_pieces(value))


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{len(value)}'{value}"
    elif isinstance(value, Mapping):
        yield "{"
        for key, item in value.items():
            yield from _pieces(key)
            yield ":"
            yield from _pieces(item)
            yield ","
        yield "}"
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _object(value, [field.name for field in fields(value)])
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        yield from _object(value, value._fields)
    elif isinstance(value, list | tuple):
        yield "["
        for item in value:
            yield from _pieces(item)
            yield ","
        yield "]"
    elif isinstance(value, set | frozenset):
        yield f"<{','.join(sorted(map(canonical, value)))}>"
    elif hasattr(value, "model_dump"):
        yield type(value).__name__
        yield from _pieces(value.model_dump())
    elif isinstance(value, partial):
        yield from _pieces([value.func, value.args, value.keywords])
    elif callable(value):
        yield f"{value.__module__}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    else:
        yield f"{type(value).__name__} {value!r}"


def _object(value: object, names: Iterable[str]) -> Iterator[str]:
    yield f"{type(value).__name__}("
    for name in names:
        if name != "span":
            yield from _pieces(getattr(value, name))
            yield ","
    yield ")"


def digest_files(files: Iterable[FileEntry]) -> str:
    """Return the digest of the names and contents of files."""
    return digest(*(part for file in files for part in (file.name, digest_file(file))))


def digest_file(file: FileEntry) -> str:
    """Return the digest of a file's content, or a word for the reason why it is not read."""
    if file.refusal:
        return f"refused: {file.refusal.what}"
    try:
        with open_file(file.path) as opened:
            size = os.fstat(opened.fileno()).st_size
            if size <= _AT_ONCE:
                return digest_bytes(opened.read(size))
            if size > LARGEST:
                return f"refused: {too_large(size).what}"
            whole = hashlib.sha256()
            while part := opened.read(_AT_ONCE):
                whole.update(part)
            return whole.hexdigest()[:_DIGITS]
    except OSError as problem:
        return f"refused: {unreadable(problem).what}"


@cache
def program_digest(*folders: Path) -> str:
    """Return the digest of the program: its own files, the installed libraries, Python's version.

    A library is identified by the name of its metadata folder, which contains its version.
    """
    own = [digest_files(files_below(folder)) for folder in folders]
    return digest(sys.version, *installed(LIBRARIES), *own)


def installed(libraries: frozenset[str]) -> list[str]:
    """Return the names of the metadata folders of libraries, which tell their versions."""
    return sorted(name for name in _metadata() if _library(name) in libraries)


def _library(folder: str) -> str:
    return folder.partition("-")[0].lower().replace(".", "_")


@cache
def _metadata() -> tuple[str, ...]:
    return tuple(
        entry.name
        for place in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        for entry in os.scandir(place)
    )
