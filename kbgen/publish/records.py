"""What a target keeps of its releases: files with digests, so that only changes are sent."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from kbgen.publish.target import OWN
from kbgen.system.digest import digest

FORMAT = 1
PUBLISHED = f"{OWN}published.gz"
PENDING = f"{OWN}pending.gz"
RELEASES = f"{OWN}releases/"
# No .json.gz: the clients of some stores would unpack what they read.
_LEADS_OUT = re.compile(r"^/|\\|\0|(^|/)\.\.(/|$)|^$")

R = TypeVar("R", "Published", "Pending", "Release")


@dataclass(frozen=True)
class PublishedFile:
    """The content of a file: its digest and its size in bytes."""

    digest: str
    size: int


Files = Mapping[str, PublishedFile]
"""Path below the site → content."""


@dataclass(frozen=True)
class Origin:
    """When a site was made of what: the day of its values, its sources' commit, the last change.

    `day` is an ISO date, `commit` "" without git, `built` seconds since 1970.
    """

    day: str = ""
    commit: str = ""
    built: int = 0

    def __str__(self) -> str:
        commit = f", commit {self.commit[:10]}" if self.commit else ""
        return f"built on {self.day}{commit}" if self.day else f"unknown{commit}"


@dataclass(frozen=True)
class Release:
    """A site as it was published.

    `retired` are assets of the release before, which open pages of it may still ask for; they go
    with the next release. `at` is the second since 1970 in which it was published.
    """

    number: int
    origin: Origin
    files: dict[str, PublishedFile]
    retired: dict[str, PublishedFile] = field(default_factory=dict)
    at: int = 0
    before: str = ""
    """The name of the release that it took the place of, if each has a folder."""
    format: int = FORMAT

    @property
    def digest(self) -> str:
        """Return a digest of all files."""
        pairs = sorted(self.files.items())
        return digest(*(part for path, file in pairs for part in (path, file.digest)))

    @property
    def everything(self) -> dict[str, PublishedFile]:
        """Return the files of the release and the assets kept from the one before."""
        return {**self.retired, **self.files}


@dataclass(frozen=True)
class Previous:
    """The release before, as its difference: files it had otherwise, and files it had not."""

    number: int
    origin: Origin
    others: dict[str, PublishedFile]
    lacked: tuple[str, ...]

    def files(self, after: Release) -> dict[str, PublishedFile]:
        """Return all its files."""
        lacked = set(self.lacked)
        same = {path: file for path, file in after.files.items() if path not in lacked}
        return {**same, **self.others}


def difference(before: Release, files: Files) -> Previous:
    """Return a release as its difference to the files of the next."""
    others = {path: file for path, file in before.files.items() if files.get(path) != file}
    lacked = tuple(path for path in files if path not in before.files)
    return Previous(before.number, before.origin, others, lacked)


@dataclass(frozen=True)
class Published:
    """The record of a target whose files are replaced one by one."""

    release: Release
    previous: Previous | None = None
    format: int = FORMAT


@dataclass(frozen=True)
class Sent:
    """A file that a run wants to send; `is_done` once it was."""

    file: PublishedFile
    is_done: bool = False


@dataclass(frozen=True)
class Pending:
    """What a run is about to change; it is there from before the first change to after the last.

    `number` is that of the release that the run makes, `removes` are files of kbgen's that go.
    """

    number: int
    sends: dict[str, Sent] = field(default_factory=dict)
    removes: tuple[str, ...] = ()
    is_rollback: bool = False
    format: int = FORMAT


def encode(record: Published | Pending | Release) -> bytes:
    return gzip.compress(msgspec.json.encode(record), 6, mtime=0)


def decode(data: bytes, kind: type[R]) -> R:
    """Read a record. Raises ValueError if it is damaged, or of another version of kbgen."""
    try:
        record = msgspec.json.decode(gzip.decompress(data), type=kind)
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError, RecursionError) as problem:
        raise ValueError(str(problem)) from problem
    if record.format != FORMAT:
        raise ValueError(f"format {record.format}")
    if any(map(_LEADS_OUT.search, _paths(record))):
        raise ValueError("it names files outside of the target")
    return record


def _paths(record: Published | Pending | Release) -> list[str]:
    match record:
        case Release():
            return [*record.files, *record.retired]
        case Pending():
            return [*record.sends, *record.removes]
        case Published():
            others = record.previous.others if record.previous else {}
            return [*_paths(record.release), *others]


def release_file(name: str) -> str:
    """Return the path of the record of a release in a folder of its own."""
    return f"{RELEASES}{name}.gz"
