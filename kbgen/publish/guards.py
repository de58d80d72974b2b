"""What is refused: an older site, the loss of many pages, files of others, the project itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kbgen.publish.errors import PublishError
from kbgen.publish.plan import PublishPlan
from kbgen.publish.records import Origin, Release

_SHARE = 10
"""Of so many files that stand, one may go without being asked about."""
_NAMED = 3

Ancestry = Callable[[str, str], bool | None]
"""Tells whether the first commit came before the second; None if that is not known."""


def is_older(site: Origin, standing: Origin, came_before: Ancestry) -> bool:
    """Tell whether a site was made of older sources than another, or on an earlier day.

    What git knows of the commits is certain; else the days and times of the builds are compared.
    """
    if site.commit and standing.commit and site.commit != standing.commit:
        if came_before(site.commit, standing.commit):
            return True
        if came_before(standing.commit, site.commit):
            return False
    if site.day != standing.day:
        return bool(site.day) and site.day < standing.day
    return site.commit != standing.commit and site.built < standing.built


def refuse_unwanted(
    address: str, todo: PublishPlan, standing: Release, origin: Origin, came_before: Ancestry
) -> None:
    """Raise PublishError for what nobody would want unless they say so."""
    if todo.replaces:
        raise PublishError(
            f"{address} has files that kbgen did not publish and that would be replaced: "
            f"{_some(todo.replaces)}; name a folder of the site's own, or agree with --yes"
        )
    if not todo.is_empty and is_older(origin, standing.origin, came_before):
        raise PublishError(
            f"the site is older than the one that stands at {address}: {origin}; that one: "
            f"{standing.origin}; build the newest sources, or agree with --yes. To return to the "
            "release before, use --rollback"
        )
    if len(todo.withdrawn) * _SHARE > len(standing.files):
        raise PublishError(
            f"{len(todo.withdrawn)} of {len(standing.files)} files would be removed at {address}: "
            f"{_some(todo.withdrawn)}; if that is right, agree with --yes"
        )


def refuse_place(folder: Path, own: Iterable[Path]) -> None:
    """Raise PublishError if a folder is, holds or lies in one of the site or the project's sources.

    `own` are the folders of the project and of the site; a folder within the project is no problem,
    one within the others is.
    """
    place = folder.resolve()
    project, *others = (one.resolve() for one in own)
    for one in (project, *others):
        if one.is_relative_to(place) or (one != project and place.is_relative_to(one)):
            raise PublishError(
                f"{folder} cannot be published to: it is, holds or lies in {one}; name another "
                "folder"
            )


def _some(paths: tuple[str, ...]) -> str:
    more = len(paths) - _NAMED
    return ", ".join(paths[:_NAMED]) + (f" and {more} more" if more > 0 else "")
