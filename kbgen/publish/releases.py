"""Publishes each release into a folder of its own, and one link leads to the one that is shown.

Below the target lie releases/NAME/ with the files and `current`, a link to one of them, which a web
server is given as its root. Files that did not change are shared by hard links.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from kbgen.output.hosting import is_hashed
from kbgen.publish.errors import PublishError
from kbgen.publish.in_place import Run
from kbgen.publish.lock import Holding
from kbgen.publish.plan import PublishPlan, Standing, plan
from kbgen.publish.records import (
    PUBLISHED,
    RELEASES,
    Files,
    Origin,
    PublishedFile,
    Release,
    decode,
    encode,
    release_file,
)
from kbgen.publish.target import INCOMING, LinkTarget

CURRENT = "current"
FOLDER = "releases/"


@dataclass(frozen=True)
class ReleaseFolders:
    """The releases of a target by name, and the name of the one that is shown ("" for none)."""

    name: str
    releases: dict[str, Release]

    @property
    def release(self) -> Release:
        return self.releases.get(self.name) or Release(0, Origin(), {})

    @property
    def before(self) -> str:
        """Return the name of the release before the one that is shown; "" if it is not kept."""
        return self.release.before if self.release.before in self.releases else ""

    def plan(self, wanted: Files) -> PublishPlan:
        """Compare the wanted files with the release that is shown."""
        todo = plan(Standing(self.release), wanted)
        is_foreign = self.name and self.name not in self.releases
        return replace(todo, replaces=(CURRENT,)) if is_foreign else todo


def look_at_releases(run: Run, target: LinkTarget) -> ReleaseFolders:
    """Find out which releases a target has. Raises PublishError if it is published otherwise."""
    shown = run.effort.patiently(lambda: target.pointer(CURRENT))
    if shown is None and run.read(PUBLISHED) is not None:
        raise PublishError(
            f"{target.address} was published without --releases; leave it out, or publish into "
            "another folder"
        )
    releases = {}
    for path in run.effort.patiently(lambda: target.sizes(RELEASES)):
        with suppress(ValueError):  # such a release is sent again
            name = path.removeprefix(RELEASES).removesuffix(".gz")
            if (data := run.read(path)) is not None:
                releases[name] = decode(data, Release)
    return ReleaseFolders((shown or "").removeprefix(FOLDER), releases)


def publish_release(
    run: Run,
    target: LinkTarget,
    wanted: Files,
    origin: Origin,
    send: Callable[[str, str], object],
    shown: ReleaseFolders,
    keep: int,
    holding: Holding,
) -> PublishPlan:
    """Make a release and show it; `send` puts a file (path, where) there. Raises PublishError."""
    todo = shown.plan(wanted)
    if todo.is_empty:
        if shown.name in shown.releases and origin != shown.release.origin:
            run.record(release_file(shown.name), encode(replace(shown.release, origin=origin)))
        _prune(run, target, shown, keep)
        return todo
    number = 1 + max((one.number for one in shown.releases.values()), default=0)
    at = int(time.time())
    release = Release(number, origin, dict(wanted), todo.retired, at, before=shown.name)
    name = f"{number:05}-{release.digest[:12]}"
    holding.check()
    there = _left_behind(run, target, name)
    _fill(run, target, release, f"{INCOMING}{name}/", send, shown, there, holding)
    holding.check()
    # First the record: a folder without one would never be removed.
    run.record(release_file(name), encode(release))
    run.effort.patiently(lambda: target.rename(f"{INCOMING}{name}", f"{FOLDER}{name}"))
    run.effort.patiently(lambda: target.point(CURRENT, f"{FOLDER}{name}"))
    _prune(run, target, ReleaseFolders(name, {**shown.releases, name: release}), keep)
    return todo


def _left_behind(run: Run, target: LinkTarget, name: str) -> dict[str, int]:
    """Return the files of a release that an interrupted run has sent; remove those of others.

    The name of a release has its digest in it, so each file there has the content of this one.
    """
    found = run.effort.patiently(lambda: target.sizes(INCOMING))
    parts = [path.removeprefix(INCOMING).partition("/") for path in found]
    run.remove([INCOMING + top for top, slash, _ in parts if not slash])
    for folder in {top for top, slash, _ in parts if slash} - {name}:
        run.effort.patiently(partial(target.remove_tree, f"{INCOMING}{folder}"))
    own = f"{INCOMING}{name}/"
    return {path.removeprefix(own): size for path, size in found.items() if path.startswith(own)}


def _fill(
    run: Run,
    target: LinkTarget,
    release: Release,
    folder: str,
    send: Callable[[str, str], object],
    shown: ReleaseFolders,
    there: Mapping[str, int],
    holding: Holding,
) -> None:
    """Fill the folder of a release: with links to files of the one that is shown, or sent.

    `there` are the sizes of files that an interrupted run has put there.
    """
    files, standing = release.everything, shown.release.everything
    files = {path: file for path, file in files.items() if there.get(path) != file.size}
    shared = [path for path, file in files.items() if standing.get(path) == file]
    missing = set(files) - set(shared)

    def share(path: str) -> None:
        if not target.link(f"{FOLDER}{shown.name}/{path}", f"{folder}{path}"):
            missing.add(path)

    run.effort.each(share, shared)
    # An asset that was only kept for open pages, and is gone, cannot be sent.
    sends = sorted(missing & release.files.keys())
    run.note(f"Sending files ({len(sends)})")
    count = 0

    def done(path: str) -> None:
        nonlocal count
        holding.check()
        count += 1
        run.progress(path, count, len(sends))

    run.effort.each(lambda path: send(path, f"{folder}{path}"), sends, done)


def _prune(run: Run, target: LinkTarget, shown: ReleaseFolders, keep: int) -> None:
    """Remove all but the last releases, that before the shown one included, and what is unknown."""
    by_number = sorted(shown.releases, key=lambda name: shown.releases[name].number)
    wanted = {shown.name, shown.before, *by_number[-max(1, keep) :]}
    if keep < 2:
        wanted = {shown.name}
    for name in by_number:
        if name not in wanted:
            run.effort.patiently(partial(target.remove_tree, f"{FOLDER}{name}"))
            run.remove([release_file(name)])


def release_before(target: LinkTarget, shown: ReleaseFolders) -> Release:
    """Return the release before the one that is shown. Raises PublishError if there is none."""
    if shown.before:
        return shown.releases[shown.before]
    raise PublishError(
        f"{target.address} has no release before the one that is shown; build the revision "
        "that you want and publish it"
    )


def roll_back_release(
    run: Run, target: LinkTarget, shown: ReleaseFolders, holding: Holding
) -> None:
    """Show the release before the one that is shown. Raises PublishError."""
    name, release, now = shown.before, release_before(target, shown), shown.release
    retired: dict[str, PublishedFile] = {
        path: file
        for path, file in now.everything.items()
        if is_hashed(path) and path not in release.everything
    }

    def keep(path: str) -> None:
        # Pages of the release that goes are open in browsers, which still ask for its assets.
        target.link(f"{FOLDER}{shown.name}/{path}", f"{FOLDER}{name}/{path}")

    holding.check()
    run.effort.each(keep, list(retired))
    kept = replace(release, retired={**release.retired, **retired})
    run.record(release_file(name), encode(kept))
    run.effort.patiently(lambda: target.point(CURRENT, f"{FOLDER}{name}"))
