"""A site in memory, for `kbgen serve`, which is brought up to date part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kbgen.build.manifest import FileStamp, OutputFile, PreviousBuild
from kbgen.build.staging import Staging
from kbgen.build.store import ArtifactStore
from kbgen.system.digest import digest_bytes


@dataclass(frozen=True)
class MemoryOutput(Staging):
    """The files of a site in memory, in place of its folder."""

    files: dict[str, bytes] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    is_shared = False

    def write(self, path: str, content: bytes) -> OutputFile:
        made = OutputFile(path, digest_bytes(content))
        self.files[path], self.digests[path] = content, made.digest
        return made

    def link(self, made: OutputFile, site: Path) -> None:
        """Do nothing: an unchanged file is here already."""

    def prune(self, wanted: Iterable[str]) -> None:
        for path in set(self.files).difference(wanted):
            del self.files[path], self.digests[path]


@dataclass(frozen=True)
class MemoryManifest(PreviousBuild):
    """The manifest of a site in memory."""

    output: MemoryOutput = field(default_factory=lambda: MemoryOutput(Path()))

    def is_intact(self, path: str) -> bool:
        known = self.files.get(path)
        return known is not None and self.output.digests.get(path) == known.digest

    def has(self, made: OutputFile) -> bool:  # noqa: ARG002 # as its base has it
        return False  # writing a file again costs nothing in memory

    def after(self, parts: Mapping[str, tuple[str, Iterable[OutputFile]]]) -> MemoryManifest:
        """Return the manifest of the site with these parts."""
        files = {m.path: FileStamp(m.digest, 0, 0) for _, made in parts.values() for m in made}
        paths = {name: (key, tuple(m.path for m in made)) for name, (key, made) in parts.items()}
        return MemoryManifest(self.folder, paths, files, output=self.output)


class CancellableStore(ArtifactStore):
    """A store that can stop the work: it calls `pause`, which may raise, at each access.

    The results that were used last are kept in memory.
    """

    def __init__(self, folder: Path, pause: Callable[[], None]) -> None:
        super().__init__(folder)
        self._pause = pause
        self._near: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        self._pause()
        found = self._near.get(key) or super().get(key)
        if found is not None:
            self._near[key] = found
        return found

    def put(self, key: str, result: bytes) -> None:
        self._near[key] = result
        super().put(key, result)

    def forget(self, wanted: int) -> None:
        """Remove the oldest results from memory until at most `wanted` are left."""
        for key in list(self._near)[: max(0, len(self._near) - wanted)]:
            del self._near[key]
