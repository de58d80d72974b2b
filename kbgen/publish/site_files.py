"""Reads a built site: which of its files are published, and their digests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kbgen.publish.errors import PublishError
from kbgen.publish.records import PublishedFile
from kbgen.system.digest import digest_bytes
from kbgen.system.files import read_place, walk

HIDDEN = (".well-known", ".htaccess", ".nojekyll")
"""What is published of the hidden files at the top of a site; .git and others stay at home."""


@dataclass(frozen=True)
class BuiltSite:
    """A built site; `places` are the real paths of its files, `newest` the time of the last."""

    folder: Path
    files: dict[str, PublishedFile]
    places: dict[str, str]
    newest: int

    def read(self, path: str) -> bytes:
        """Return a file's content. Raises PublishError if it changed since it was looked at."""
        try:
            data = read_place(self.places[path])
        except OSError:
            data = b""
        if digest_bytes(data) != self.files[path].digest:
            raise PublishError(
                f"{self.folder / path} changed while it was published, perhaps by a build; "
                "publish again when nothing writes there"
            )
        return data


def read_built_site(folder: Path) -> BuiltSite:
    """Look at all files of a built site. Raises PublishError for none, and for unusable ones."""
    files, places, newest = {}, {}, 0.0
    for entry in walk(folder, [folder.resolve()], lambda name: name == "__pycache__"):
        if entry.name.startswith(".") and entry.name.split("/")[0] not in HIDDEN:
            continue
        if entry.refusal:
            raise PublishError(f"{folder / entry.name}: {entry.refusal.what}; {entry.refusal.hint}")
        data = read_place(entry.path)
        files[entry.name] = PublishedFile(digest_bytes(data), len(data))
        places[entry.name] = entry.path
        newest = max(newest, Path(entry.path).stat().st_mtime)
    if "index.html" not in files or not any(path.startswith("assets/kb/") for path in files):
        raise PublishError(f"{folder} has no site that kbgen built; build it first: kbgen build")
    return BuiltSite(folder, files, places, int(newest))
