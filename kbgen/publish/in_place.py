"""Publishes where files can only be replaced one by one: buckets, and folders without links."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from kbgen.publish.errors import PublishError
from kbgen.publish.headers import headers_of
from kbgen.publish.lock import Holding
from kbgen.publish.phases import Phase
from kbgen.publish.plan import PREVIOUS, PublishPlan, Standing, aside_name, plan
from kbgen.publish.records import (
    PENDING,
    PUBLISHED,
    RELEASES,
    Files,
    Origin,
    Pending,
    Previous,
    Published,
    Release,
    Sent,
    decode,
    difference,
    encode,
)
from kbgen.publish.redirects import may_redirect, redirect_of
from kbgen.publish.target import INCOMING, OWN, Target
from kbgen.publish.transfer import Effort

Progress = Callable[[str, int, int], None]
"""Receives what is being done, how many files are done, and of how many."""
NOTES = {
    Phase.HASHED: "Sending assets",
    Phase.OTHERS: "Sending files",
    Phase.NEW_PAGES: "Sending new pages",
    Phase.PAGES: "Sending pages",
    Phase.LISTS: "Sending lists",
    Phase.INDEXES: "Sending indexes",
}
_BUILD_IT = "build the revision that you want and publish it"
_CHECKPOINT, _CHECKPOINTS = 500, 10
"""After so many files it is recorded which were sent; a run after an interrupted one skips them.

The record is as large as the list of all files, so it is written no more often than so.
"""


@dataclass(frozen=True)
class Run:
    """What a run works with; `keeps` is whether the release before can be returned to.

    `place` is the path of the site on its host, "" where that is not known.
    """

    target: Target
    effort: Effort = field(default_factory=Effort)
    keeps: bool = True
    progress: Progress = lambda *_: None
    note: Callable[[str], None] = lambda _: None
    place: str = ""

    def write(self, path: str, data: bytes, where: str = "") -> None:
        """Write a file of the site with its headers, `where` if not at its own path."""
        redirect = redirect_of(path, data, self.place) if self.place else ""
        self.target.write(where or path, data, replace(headers_of(path), redirect=redirect))

    def record(self, path: str, data: bytes) -> None:
        """Write a record of kbgen's own."""
        headers = headers_of(path)
        self.effort.patiently(lambda: self.target.write(path, data, headers))

    def read(self, path: str) -> bytes | None:
        return self.effort.patiently(lambda: self.target.read(path))

    def remove(self, paths: Collection[str]) -> None:
        self.effort.each(self.target.remove, paths)


def look(run: Run) -> tuple[Standing, Published | None]:
    """Find out what stands at a target. A damaged record counts as none, and `note` says so."""
    data, left = run.read(PUBLISHED), run.read(PENDING)
    try:
        published = decode(data, Published) if data is not None else None
        pending = decode(left, Pending) if left is not None else None
    except ValueError as problem:
        run.note(
            f"the record of what was published there is damaged ({problem}): every file is sent "
            "again, and none is removed"
        )
        published = pending = None
        data = None
    if published:
        if pending and pending.number == published.release.number:  # only removals were left
            pending = replace(pending, sends={})
        return Standing(published.release, pending), published
    nothing = Release(0, Origin(), {})
    found = run.effort.patiently(run.target.sizes)
    if any(path.startswith(RELEASES) for path in found):
        raise PublishError(
            f"{run.target.address} has releases in folders of their own; publish with --releases"
        )
    others = {path: size for path, size in found.items() if not path.startswith(OWN)}
    if pending:  # the first run was interrupted
        others = {path: size for path, size in others.items() if path not in pending.sends}
        return Standing(nothing, pending, others or None), None
    return Standing(nothing, None, others or None), None


def publish_in_place(
    run: Run,
    wanted: Files,
    origin: Origin,
    send: Callable[[str], object],
    seen: tuple[Standing, Published | None],
    holding: Holding,
    rollback: bool = False,
) -> PublishPlan:
    """Make a target hold the wanted files, in an order in which each page has what it needs.

    `send` puts one file there. Raises PublishError.
    """
    standing, published = seen
    todo = plan(standing, wanted)
    before = standing.release
    if todo.is_empty and not standing.pending:
        if origin != before.origin and published:
            release = replace(before, origin=origin)
            run.record(PUBLISHED, encode(replace(published, release=release)))
        return todo
    is_same = dict(wanted) == before.files
    number = before.number + 1 + (standing.pending is not None)
    if run.keeps and not is_same:
        _copy_aside(run, todo)
    holding.check()
    pending = _intent(standing, todo, wanted, number, rollback)
    run.record(PENDING, encode(pending))
    if standing.pending:
        run.remove(run.effort.patiently(lambda: run.target.sizes(INCOMING)))
    _send(run, todo, send, pending, holding)
    holding.check()
    release = Release(number, origin, dict(wanted), todo.retired, int(time.time()))
    previous = published.previous if published and is_same else None
    if run.keeps and before.files and not rollback and not is_same:
        previous = difference(before, wanted)
    run.record(PUBLISHED, encode(Published(release, previous)))
    # Pages before the assets that they need.
    run.remove(todo.withdrawn)
    run.remove(set(todo.removes).difference(todo.withdrawn))
    _forget(run, previous)
    run.remove([PENDING])
    return todo


def _intent(
    standing: Standing, todo: PublishPlan, wanted: Files, number: int, rollback: bool
) -> Pending:
    """Return the record of what a run is about to do, with what an interrupted one has done."""
    sends = {path: Sent(wanted[path]) for path in todo.sends}
    if standing.pending:
        sends = {**standing.pending.sends, **sends}
    return Pending(number, sends, todo.removes, rollback)


def _copy_aside(run: Run, todo: PublishPlan) -> None:
    def copy(path: str) -> None:
        run.target.copy(path, aside_name(path, todo.aside[path]))

    run.effort.each(copy, list(todo.aside))


def _send(
    run: Run, todo: PublishPlan, send: Callable[[str], object], pending: Pending, holding: Holding
) -> None:
    sends = dict(pending.sends)
    total, count = len(todo.sends), 0
    step = max(_CHECKPOINT, total // _CHECKPOINTS)

    def done(path: str) -> None:
        nonlocal count
        holding.check()
        sends[path] = replace(sends[path], is_done=True)
        count += 1
        run.progress(path, count, total)
        if count % step == 0:
            run.record(PENDING, encode(replace(pending, sends=sends)))

    for phase, paths in todo.phases:
        run.note(f"{NOTES[phase]} ({len(paths)})")
        run.effort.each(send, paths, done)


def _forget(run: Run, previous: Previous | None) -> None:
    """Remove what was kept aside of older releases."""
    others = previous.others if previous else {}
    wanted = {aside_name(path, file) for path, file in others.items()}
    kept = run.effort.patiently(lambda: run.target.sizes(PREVIOUS))
    run.remove([path for path in kept if path not in wanted])


def roll_back_in_place(
    run: Run, seen: tuple[Standing, Published | None], holding: Holding
) -> PublishPlan:
    """Return to the release before; after an interrupted run, to the one it began to replace.

    Raises PublishError if none is kept.
    """
    wanted, origin = files_before(run, seen)
    kept = run.effort.patiently(lambda: run.target.sizes(PREVIOUS))
    for path in plan(seen[0], wanted).sends:
        if aside_name(path, wanted[path]) not in kept:
            raise PublishError(
                f"{run.target.address} no longer has what {path} was before; {_BUILD_IT}"
            )

    def restore(path: str) -> None:
        old, file = aside_name(path, wanted[path]), wanted[path]
        # A store that copies an object leaves out where it leads.
        data = run.target.read(old) if run.place and may_redirect(path, file.size) else None
        if data is None:
            run.target.copy(old, path)
        else:
            run.write(path, data)

    return publish_in_place(run, wanted, origin, restore, seen, holding, rollback=True)


def files_before(run: Run, seen: tuple[Standing, Published | None]) -> tuple[Files, Origin]:
    """Return the files to which a rollback leads. Raises PublishError if there are none."""
    standing, published = seen
    release, pending = standing.release, standing.pending
    # A run that was interrupted: one that published has begun, or one that returned has ended.
    if published and pending and bool(pending.sends) != pending.is_rollback:
        return release.files, release.origin
    if published and published.previous:
        return published.previous.files(release), published.previous.origin
    raise PublishError(
        f"{run.target.address} keeps no release before the one that stands; {_BUILD_IT}"
    )
