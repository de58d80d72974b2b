"""Publishes a built site, or returns to the release before: in order, locked, or only shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from kbgen.publish.errors import PublishError
from kbgen.publish.guards import Ancestry, refuse_unwanted
from kbgen.publish.in_place import (
    Run,
    files_before,
    look,
    publish_in_place,
    roll_back_in_place,
)
from kbgen.publish.lock import Holding, locked
from kbgen.publish.plan import PublishPlan, plan
from kbgen.publish.records import Files, Origin, Release
from kbgen.publish.releases import (
    look_at_releases,
    publish_release,
    release_before,
    roll_back_release,
)
from kbgen.publish.site_files import BuiltSite
from kbgen.publish.target import Lease, LinkTarget, Target


class Send(Protocol):
    """Puts a file of the site at the target, `where` if not at its own path."""

    def __call__(self, path: str, where: str = "") -> None: ...


@dataclass(frozen=True)
class PublishOptions:
    """`keep` is how many releases are kept; with `is_agreed`, what is unusual is not refused."""

    has_releases: bool = False
    keep: int = 5
    is_agreed: bool = False
    is_dry: bool = False
    lease: Lease = field(default_factory=Lease)


@dataclass(frozen=True)
class PublishReport:
    """What a run did, or would do: `wanted` are the files of the release, `todo` the changes.

    `refusal` is why a run would be refused, if it was only to be shown.
    """

    wanted: Files
    todo: PublishPlan
    origin: Origin
    refusal: str = ""

    @property
    def bytes(self) -> int:
        return sum(self.wanted[path].size for path in self.todo.sends)


def publish_site(
    run: Run, site: BuiltSite, origin: Origin, came_before: Ancestry, options: PublishOptions
) -> PublishReport:
    """Make a target show a built site. Raises PublishError."""
    target, refusal = run.target, ""

    def send(path: str, where: str = "") -> None:
        run.write(path, site.read(path), where)

    with _locked(run, options) as holding:
        todo, standing, publish = _compared(run, site.files, origin, send, options)
        try:
            if not options.is_agreed:
                refuse_unwanted(target.address, todo, standing, origin, came_before)
        except PublishError as problem:
            if holding:
                raise
            refusal = str(problem)
        if holding:
            publish(holding)
    return PublishReport(site.files, todo, origin, refusal)


def _compared(
    run: Run, files: Files, origin: Origin, send: Send, options: PublishOptions
) -> tuple[PublishPlan, Release, Callable[[Holding], object]]:
    """Return what is to be done, what stands, and a function that does it."""
    if options.has_releases:
        links = _with_links(run.target)
        shown = look_at_releases(run, links)
        publish = partial(publish_release, run, links, files, origin, send, shown, options.keep)
        return shown.plan(files), shown.release, publish
    seen = look(run)
    standing = seen[0]
    return (
        plan(standing, files),
        standing.release,
        partial(publish_in_place, run, files, origin, send, seen),
    )


def roll_back(run: Run, options: PublishOptions) -> PublishReport:
    """Return to the release before. Raises PublishError if none is kept."""
    with _locked(run, options) as holding:
        if options.has_releases:
            links = _with_links(run.target)
            shown = look_at_releases(run, links)
            before = release_before(links, shown)
            todo = shown.plan(before.files)
            if holding:
                roll_back_release(run, links, shown, holding)
            return PublishReport(before.files, replace(todo, phases=[]), before.origin)
        seen = look(run)
        wanted, origin = files_before(run, seen)
        todo = roll_back_in_place(run, seen, holding) if holding else plan(seen[0], wanted)
        return PublishReport(wanted, todo, origin)


@contextmanager
def _locked(run: Run, options: PublishOptions) -> Iterator[Holding | None]:
    """Lock the target; a run that only shows what it would do yields None."""
    if options.is_dry:
        yield None
        return

    def wait(who: str) -> None:
        run.note(f"Waiting for another run that publishes there: {who}")

    with locked(run.target, run.effort, wait, options.lease) as holding:
        yield holding


def _with_links(target: Target) -> LinkTarget:
    if isinstance(target, LinkTarget):
        return target
    raise PublishError(
        f"{target.address} has no links, so it cannot hold releases; leave out --releases"
    )
