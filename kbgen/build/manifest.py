"""The manifest of a build: the key of each part of the site, and the state of each file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kbgen.system.digest import digest_bytes
from kbgen.system.modes import FILE, FOLDER, permissions

FORMAT = 2
_KEYS = re.compile(r"([0-9a-f]{32})?(\.([0-9a-f]{32})?)*")
"""The key of a part: digests, separated by dots."""


@dataclass(frozen=True)
class OutputFile:
    """A file of a site: its path below the site's folder, and the digest of its content."""

    path: str
    digest: str


class FileStamp(NamedTuple):
    """The state of a written file; equal size and time mean that it was not changed since.

    `mode` are its permissions, as far as its disk has them.
    """

    digest: str
    size: int
    written: int
    mode: int = FILE

    def is_intact(self, folder: Path, path: str) -> bool:
        """Tell whether a file exists with the content that was written."""
        try:
            status = _status(folder, path)
            if status.st_size != self.size or permissions(status) != self.mode:
                return False
            if status.st_mtime_ns == self.written:
                return True
            return digest_bytes((folder / path).read_bytes()) == self.digest
        except OSError:
            return False


def _status(folder: Path, path: str) -> os.stat_result:
    return os.stat(f"{folder}/{path}")  # noqa: PTH116 # a Path would double the time


@dataclass(frozen=True)
class PreviousBuild:
    """The published site and its manifest: part → (key, paths), and path → state of the file."""

    folder: Path
    parts: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    files: Mapping[str, FileStamp] = field(default_factory=dict)
    mode: int = FOLDER
    """The permissions of its folders."""

    def part(self, name: str, key: str) -> tuple[OutputFile, ...] | None:
        """Return the files of a part if it has this key and all are unchanged, else None."""
        known, paths = self.parts.get(name, ("", ()))
        if known != key or not all(map(self.is_intact, paths)):
            return None
        return tuple(OutputFile(path, self.files[path].digest) for path in paths)

    def is_intact(self, path: str) -> bool:
        """Tell whether a file is unchanged."""
        return path in self.files and self.files[path].is_intact(self.folder, path)

    def has(self, made: OutputFile) -> bool:
        """Tell whether the site has an equal file at this path."""
        known = self.files.get(made.path)
        return known is not None and known.digest == made.digest and self.is_intact(made.path)


def read_manifest(file: Path, folder: Path) -> PreviousBuild:
    """Read the manifest of the site in a folder; return an empty one if it cannot be read."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        data = json.loads(file.read_bytes())
        if data["format"] == FORMAT:
            parts = {part: (key, tuple(paths)) for part, (key, paths) in data["parts"].items()}
            files = {path: FileStamp(*noted) for path, noted in data["files"].items()}
            if _is_sound(parts, files):
                return PreviousBuild(folder, parts, files, int(data["mode"]))
    return PreviousBuild(folder)


def _is_sound(
    parts: Mapping[str, tuple[str, tuple[str, ...]]], files: Mapping[str, FileStamp]
) -> bool:
    """Tell whether a manifest is valid: its keys are digests, and its paths lie in the site."""
    return (
        all(_KEYS.fullmatch(key) and files.keys() >= set(paths) for key, paths in parts.values())
        and all(type(noted.digest) is str for noted in files.values())
        and not any(map(_leads_out, files))
    )


def _leads_out(path: str) -> bool:
    return path.startswith("/") or "\0" in path or "/../" in f"/{path}/"


def write_manifest(
    file: Path, folder: Path, parts: Mapping[str, tuple[str, Iterable[OutputFile]]]
) -> None:
    """Write the manifest of a site, which is in `folder` now."""
    noted: dict[str, tuple[str, list[str]]] = {}
    files: dict[str, FileStamp] = {}
    for part, (key, made) in parts.items():
        noted[part] = (key, [one.path for one in made])
        for one in made:
            status = _status(folder, one.path)
            size, written = status.st_size, status.st_mtime_ns
            files[one.path] = FileStamp(one.digest, size, written, permissions(status))
    mode = permissions(folder.stat())
    data = {"format": FORMAT, "parts": noted, "files": files, "mode": mode}
    part_file = file.with_name(f"{file.name}.{os.getpid()}")
    file.parent.mkdir(parents=True, exist_ok=True)
    part_file.unlink(missing_ok=True)  # it may be a link
    part_file.write_text(json.dumps(data, separators=(",", ":")), "utf-8")
    part_file.replace(file)
