"""The texts of a project while a move is planned, and writing them: all or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kbgen.errors import FindingsError
from kbgen.model.site import Settings
from kbgen.source.text import LARGEST_RECORD, decode, read_data
from kbgen.system.writing import write_whole

BOM = b"\xef\xbb\xbf"


@dataclass
class ProjectFiles:
    """Files by their paths below the project's folder: as they are, and as they will be."""

    settings: Settings
    before: dict[str, bytes | None] = field(default_factory=dict)
    after: dict[str, bytes | None] = field(default_factory=dict)
    """None for a file that is not there."""

    def text(self, path: str) -> str:
        """Return the text of a file as it will be. Raises FindingsError if it cannot be read."""
        text, findings = decode(self._data(path) or b"", path)
        if findings:
            raise FindingsError(findings)
        return text

    def _data(self, path: str) -> bytes | None:
        if path in self.after:
            return self.after[path]
        if path not in self.before:
            file = self.settings.root / path
            self.before[path] = None
            if file.exists():
                data, findings = read_data(file, path, self.settings.bounds, LARGEST_RECORD)
                if findings:
                    raise FindingsError(findings)
                self.before[path] = data
        return self.before[path]

    def exists(self, path: str) -> bool:
        return self._data(path) is not None

    def write(self, path: str, text: str) -> None:
        """Change a file; it keeps its line ends and its byte order mark."""
        data = self._data(path) or b""
        if text == decode(data, path)[0] and path in (*self.before, *self.after):
            return
        if b"\r\n" in data:
            text = text.replace("\n", "\r\n")
        self.after[path] = (BOM if data.startswith(BOM) else b"") + text.encode()

    def move(self, old: str, new: str) -> None:
        self.after[new], self.after[old] = self._data(old), None
        self.before.setdefault(new, None)

    def remove(self, path: str) -> None:
        if self.exists(path):
            self.after[path] = None

    def changed(self) -> Iterator[str]:
        """Yield the paths of files that are others afterwards."""
        for path, data in sorted(self.after.items()):
            if self.before.get(path) != data:
                yield path

    def save(self) -> None:
        """Write all files, or none: if one cannot be written, the others are as before."""
        done: list[str] = []
        try:
            for path in sorted(self.changed(), key=lambda path: self.after[path] is None):
                done.append(path)
                self._put(path, self.after[path])
        except OSError:
            for path in reversed(done):
                self._put(path, self.before.get(path))
            raise
        self._remove_empty_folders()

    def _put(self, path: str, data: bytes | None) -> None:
        file = self.settings.root / path
        if data is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(_real(file), data)

    def _remove_empty_folders(self) -> None:
        """Remove the folders that a move has left empty."""
        gone = {path.rpartition("/")[0] for path, data in self.after.items() if data is None}
        for folder in sorted(gone, key=len, reverse=True):
            place = self.settings.root / folder
            while place.is_relative_to(self.settings.content) and place != self.settings.content:
                if not place.is_dir() or any(place.iterdir()):
                    break
                place.rmdir()
                place = place.parent


def _real(file: Path) -> Path:
    """Return the file itself where a link of the project leads to it."""
    return file.resolve() if file.is_symlink() else file
