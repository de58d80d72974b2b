"""Compares a site with what stands at a target: what is sent, kept aside, retired and removed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from kbgen.output.hosting import is_hashed
from kbgen.publish.phases import Phase, in_phases
from kbgen.publish.records import Files, Pending, PublishedFile, Release
from kbgen.publish.target import OWN

PREVIOUS = f"{OWN}previous/"
"""Where a target whose files are replaced one by one keeps what they were before."""


@dataclass(frozen=True)
class Standing:
    """What is known of a target: its last whole release, and what an interrupted run left.

    `found` are files of nobody known, if there is no record: path → size.
    """

    release: Release
    pending: Pending | None = None
    found: dict[str, int] | None = None

    @property
    def is_known(self) -> bool:
        return self.found is None

    @cached_property
    def content(self) -> dict[str, PublishedFile]:
        """Return the files of which it is known that they stand there with this content."""
        known = self.release.everything
        if self.pending:
            for path, sent in self.pending.sends.items():
                known.pop(path, None)
                if sent.is_done:
                    known[path] = sent.file
        return known

    @cached_property
    def own(self) -> set[str]:
        """Return the paths of all files that kbgen may have put there."""
        pending = self.pending
        left = {*pending.sends, *pending.removes} if pending else set()
        return self.release.everything.keys() | left


@dataclass(frozen=True)
class PublishPlan:
    """What a run does, in this order: copies aside, sends by phase, records, removals."""

    aside: dict[str, PublishedFile]
    phases: list[tuple[Phase, list[str]]]
    retired: dict[str, PublishedFile]
    removes: tuple[str, ...]
    withdrawn: tuple[str, ...]
    """Those removed that a visitor would notice: no assets with a digest in their names."""
    replaces: tuple[str, ...]
    """Files of others that would be replaced."""

    @property
    def sends(self) -> list[str]:
        return [path for _, paths in self.phases for path in paths]

    @property
    def is_empty(self) -> bool:
        return not self.phases and not self.withdrawn


def plan(standing: Standing, wanted: Files) -> PublishPlan:
    """Compare the files of a release with what stands at a target."""
    content, release = standing.content, standing.release
    sends = [path for path, file in wanted.items() if not _has(standing, path, file)]
    unknown = standing.pending.sends if standing.pending else {}
    retired = {
        path: file
        for path, file in {**_left_by(standing), **release.files}.items()
        if path not in wanted and is_hashed(path)
    }
    if release.files == wanted:
        retired = {**release.retired, **retired}
    removes = standing.own - wanted.keys() - retired.keys()
    return PublishPlan(
        aside={
            path: file
            for path, file in sorted(release.files.items())
            if wanted.get(path) != file and path not in unknown and not is_hashed(path)
        },
        phases=list(in_phases(sends, content, wanted)),
        retired=retired,
        removes=tuple(sorted(removes)),
        withdrawn=tuple(sorted(path for path in removes if not is_hashed(path))),
        replaces=tuple(sorted(_foreign(standing, sends))),
    )


def _left_by(standing: Standing) -> Files:
    """Return what an interrupted run may have sent, with no digest where it is not known."""
    sends = standing.pending.sends if standing.pending else {}
    return {
        path: sent.file if sent.is_done else replace(sent.file, digest="")
        for path, sent in sends.items()
    }


def _has(standing: Standing, path: str, file: PublishedFile) -> bool:
    """Tell whether a target has a file already.

    Without a record only names with a digest tell of contents.
    """
    if standing.found is not None:
        return is_hashed(path) and standing.found.get(path) == file.size
    return standing.content.get(path) == file


def _foreign(standing: Standing, sends: Collection[str]) -> set[str]:
    found = standing.found or {}
    return {path for path in sends if path in found and not is_hashed(path)}


def aside_name(path: str, file: PublishedFile) -> str:
    """Return where the previous content of a file is kept: by digest, with its suffixes."""
    return f"{PREVIOUS}{file.digest}{''.join(PurePosixPath(path).suffixes[-2:])}"
