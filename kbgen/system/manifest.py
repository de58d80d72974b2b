"""What the last build wrote: each part of the site by its key, each file by its digest."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kbgen.system.digest import digest_bytes

FORMAT = 1


@dataclass(frozen=True)
class Made:
    """A file of a site: its path below the site's folder, and the digest of its content."""

    path: str
    digest: str


@dataclass(frozen=True)
class Previous:
    """The site that stands, and what is known of it: part → key and paths, path → digest."""

    folder: Path
    parts: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    files: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    """Path → digest, size and time of writing: a file with the same two was not touched."""

    def take(self, part: str, key: str, into: Path) -> tuple[Made, ...] | None:
        """Put a part's files into another folder, if all of them are as the build left them."""
        known, paths = self.parts.get(part, ("", ()))
        if known != key:
            return None
        taken = tuple(Made(path, self.files[path][0]) for path in paths if self.is_intact(path))
        if len(taken) < len(paths):
            return None
        for made in taken:
            self.link(made.path, into)
        return taken

    def is_intact(self, path: str) -> bool:
        """Tell whether a file is there with the content that it was written with."""
        content, size, written = self.files.get(path, ("", -1, 0))
        try:
            status = (self.folder / path).stat()
            if status.st_size != size:
                return False
            return status.st_mtime_ns == written or self.digest(path) == content
        except OSError:
            return False

    def digest(self, path: str) -> str:
        return digest_bytes((self.folder / path).read_bytes())

    def has(self, made: Made) -> bool:
        """Tell whether the same file stands in the same place."""
        return self.files.get(made.path, ("",))[0] == made.digest and self.is_intact(made.path)

    def link(self, path: str, into: Path) -> None:
        """Let a file stand in another folder as well; it is copied where it cannot be linked."""
        old, new = self.folder / path, into / path
        for _ in range(2):
            try:
                os.link(old, new)
                return
            except FileNotFoundError:
                new.parent.mkdir(parents=True, exist_ok=True)
            except OSError:
                break
        new.unlink(missing_ok=True)
        shutil.copy2(old, new)


def read_manifest(file: Path, folder: Path) -> Previous:
    """Read what is known of the site in a folder; nothing, if that cannot be read."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        data = json.loads(file.read_bytes())
        if data["format"] == FORMAT:
            parts = {part: (key, tuple(paths)) for part, (key, paths) in data["parts"].items()}
            files = {path: (d, size, time) for path, (d, size, time) in data["files"].items()}
            return Previous(folder, parts, files)
    return Previous(folder)


def write_manifest(
    file: Path, folder: Path, parts: Mapping[str, tuple[str, Iterable[Made]]]
) -> None:
    """Note what was written, and when: `folder` is where it stands now."""
    noted: dict[str, tuple[str, list[str]]] = {}
    files: dict[str, tuple[str, int, int]] = {}
    for part, (key, made) in parts.items():
        noted[part] = (key, [one.path for one in made])
        for one in made:
            status = (folder / one.path).stat()
            files[one.path] = (one.digest, status.st_size, status.st_mtime_ns)
    data = {"format": FORMAT, "parts": noted, "files": files}
    part_file = file.with_name(f"{file.name}.{os.getpid()}")
    file.parent.mkdir(parents=True, exist_ok=True)
    part_file.write_text(json.dumps(data, separators=(",", ":")), "utf-8")
    part_file.replace(file)
