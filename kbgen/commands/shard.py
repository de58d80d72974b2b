"""Divides a large build among machines: each makes some of the pages, one merges them.

A shard is every n-th page of the project; its results are kept in a folder. From the folders of
all shards the site is built.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kbgen.build.manifest import PreviousBuild
from kbgen.build.site import Work, make_shard, site_digest
from kbgen.build.staging import Staging
from kbgen.build.store import ArtifactStore
from kbgen.commands.build import Opened, build_site, once, open_to_build, reported
from kbgen.errors import KbgenError
from kbgen.mkdocs.driver import load
from kbgen.model.finding import Finding
from kbgen.options import BuildOptions, Shard

NOTES = "shards"
"""The folder of notes, beside the results, about the shards."""


@dataclass(frozen=True)
class Note:
    """A note about the inputs of a shard: `site` is the digest of all pages of the site."""

    shard: Shard
    site: str

    @property
    def name(self) -> str:
        return f"{self.shard.number}-of-{self.shard.count}.json"

    def write(self, cache: Path) -> None:
        folder = cache / NOTES
        folder.mkdir(parents=True, exist_ok=True)
        data = {"shard": self.shard.number, "of": self.shard.count, "site": self.site}
        (folder / self.name).write_text(json.dumps(data) + "\n", "utf-8")


@dataclass(frozen=True)
class BuiltShard:
    """The result of a shard: the number of its pages, and the digest of the whole site."""

    pages: int
    site: str


def build_shard(
    config_file: Path,
    options: BuildOptions,
    shard: Shard,
    report: Callable[[Sequence[Finding]], None],
    progress: Callable[[str, int, int], None],
) -> BuiltShard:
    """Make the pages of a shard and keep them in the cache.

    Raises ContentError as build_site does, KbgenError if the project cannot be built in parts.
    """
    assert options.cache is not None
    # The merge proves sameness, since it has all languages anyway.
    project = load(config_file, options.site_dir, options.as_of)
    opened = open_to_build(project, config_file, options, report, is_complete=False)
    refuse_obstacles(opened)
    store = ArtifactStore(options.cache)
    work = Work(Staging(options.cache), store, PreviousBuild(options.cache), options.jobs)
    with reported(report):
        pages, site = make_shard(opened.project, opened.site, shard, work, progress)
    if store.problem:
        raise KbgenError(
            f"the results cannot be kept in {options.cache}: "
            f"{store.problem.strerror or store.problem}; choose another folder with --cache-dir"
        )
    Note(shard, site).write(options.cache)
    return BuiltShard(pages, site)


def merge_shards(
    config_file: Path,
    options: BuildOptions,
    folders: Sequence[Path],
    report: Callable[[Sequence[Finding]], None],
    progress: Callable[[str, int, int], None],
    note: Callable[[str], None],
) -> tuple[Path, int]:
    """Build a site from the folders of all its shards.

    Raises ContentError as build_site does, KbgenError if a folder is missing, or was made from
    another project or by another version of kbgen.
    """
    assert options.cache is not None
    project = load(config_file, options.site_dir, options.as_of)
    notes = [one for folder in folders for one in _read_notes(folder)]
    _refuse_gaps(notes, folders)
    report = once(report)
    opened = open_to_build(project, config_file, options, report)
    refuse_obstacles(opened)
    wanted = site_digest(opened.project, opened.site)
    for one, folder in notes:
        if one.site != wanted:
            raise KbgenError(
                f"shard {one.shard} in {folder} was made of other content, settings or another "
                "version of kbgen; make all shards and the merge of the same commit"
            )
    store = ArtifactStore(options.cache)
    for folder in dict.fromkeys(folder for _, folder in notes):
        store.add_results(folder)
    return build_site(config_file, options, report, progress, note)


def refuse_obstacles(opened: Opened) -> None:
    """Raise KbgenError for a project whose pages cannot be made by several machines."""
    found = opened.project.setup(opened.site).undivided
    if found:
        raise KbgenError(f"this site cannot be built in shards: {'; '.join(found)}")


def _read_notes(folder: Path) -> list[tuple[Note, Path]]:
    found = []
    for file in sorted((folder / NOTES).glob("*-of-*.json")):
        try:
            data = json.loads(file.read_bytes())
            shard = Shard(int(data["shard"]), int(data["of"]))
            found.append((Note(shard, str(data["site"])), folder))
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise KbgenError(
                f"{file} is not as kbgen writes it; make that shard again"
            ) from problem
    if not found:
        raise KbgenError(
            f"{folder} holds no shard; make it with: kbgen build --shard 1/4 --cache-dir {folder}"
        )
    return found


def _refuse_gaps(notes: Sequence[tuple[Note, Path]], folders: Sequence[Path]) -> None:
    counts = sorted({note.shard.count for note, _ in notes})
    if len(counts) > 1:
        text = " and ".join(f"1/{count}" for count in counts)
        raise KbgenError(f"these are shards of different divisions: {text}; make all with one")
    there = {note.shard.number for note, _ in notes}
    missing = [str(Shard(n, counts[0])) for n in range(1, counts[0] + 1) if n not in there]
    if missing:
        where = ", ".join(map(str, folders))
        raise KbgenError(
            f"shard {', '.join(missing)} is missing in {where}; make it, or add its folder"
        )
