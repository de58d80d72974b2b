"""The changes after the day of a build; on the first of these days the site must be built again.

Pages with JavaScript show the values of the reader's day; feeds, sitemaps, the search and pages
without JavaScript show the values of the day of the build.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field

from kbgen.facts.changes import last_day_of_note
from kbgen.model.article import Article
from kbgen.model.days import day_after
from kbgen.model.fact import Fact
from kbgen.model.site import Site

UPCOMING = "api/upcoming.json"
ANNOUNCEMENT = "announcement"


class UpcomingChange(BaseModel):
    """One change with the day from which it counts.

    `what` is a fact, a page or an answer, or `hours` for the hours of a branch; `where` is a branch
    or a region. Of a value that is not announced yet, only the day of its announcement is told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    day: date
    what: str
    where: str | None = None
    change: Literal["value", "announced", "unmarked", "starts", "ends", "effective", "updated"]


class Upcoming(BaseModel):
    """api/upcoming.json: all known changes by day."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, defer_build=True)

    schema_: Annotated[Literal["kbgen/upcoming/1"], Field(alias="schema")] = "kbgen/upcoming/1"
    changes: tuple[UpcomingChange, ...]


def upcoming(site: Site) -> tuple[UpcomingChange, ...]:
    """Return the changes after the day of the build, the next first."""
    today = site.settings.today
    found = [
        *(change for fact in site.facts.values() for change in _of_fact(site, fact)),
        *_of_hours(site),
        *(_announcement(day) for day in site.announcements),
        *(_announcement(a.meta.announced) for a in site.sources.values() if site.is_secret(a)),
        *(
            change
            for article in site.sources.values()
            if not site.is_draft(article)
            for change in _of_page(article)
        ),
    ]
    later = {change for change in found if change.day > today}
    return tuple(sorted(later, key=lambda one: (one.day, one.what, one.where or "", one.change)))


def to_bytes(changes: tuple[UpcomingChange, ...]) -> bytes:
    """Return the file."""
    text = Upcoming(changes=changes).model_dump_json(indent=1, by_alias=True, exclude_none=True)
    return f"{text}\n".encode()


def begins_everywhere(site: Site, day: date) -> str:
    """Return when a day has begun in all of the site's time zones: 2027-01-01T00:00+04:00.

    A site that is built before has no value of the day before for a place where it still is.
    """
    named = {site.timezone(), *(branch.timezone for branch in site.branches.values())}
    try:
        begins = [datetime.combine(day, time(), ZoneInfo(zone)) for zone in named if zone]
    except (ZoneInfoNotFoundError, ValueError):  # a machine without a database of time zones
        begins = []
    return max(begins).isoformat(timespec="minutes") if begins else day.isoformat()


def _announcement(day: date | None) -> UpcomingChange:
    return UpcomingChange(day=day or date.max, what=ANNOUNCEMENT, change="announced")


def _of_fact(site: Site, fact: Fact) -> Iterator[UpcomingChange]:
    if fact.updated:
        yield UpcomingChange(day=fact.updated, what=fact.id, change="updated")
    if last := last_day_of_note(site, site.periods(fact.id)[0]):
        yield UpcomingChange(day=last + timedelta(days=1), what=fact.id, change="unmarked")
    for later in fact.dated:
        if later.announced:
            yield _announcement(later.announced)
    places = [(None, None), *((None, region) for region in fact.regions)]
    for branch, region in [*places, *((branch, None) for branch in fact.branches)]:
        for period in site.periods(fact.id, branch, region)[1:]:
            if period.starts:
                where = branch or region
                yield UpcomingChange(day=period.starts, what=fact.id, where=where, change="value")


def _of_hours(site: Site) -> Iterator[UpcomingChange]:
    for branch in site.branches.values():
        for period in site.hours(branch.id) if branch.hours else ():
            if period.starts:
                yield UpcomingChange(
                    day=period.starts, what="hours", where=branch.id, change="value"
                )


def _of_page(article: Article) -> Iterator[UpcomingChange]:
    meta = article.meta
    if article.first_day:
        yield UpcomingChange(day=article.first_day, what=article.id, change="starts")
    if over := day_after(meta.last_day):
        yield UpcomingChange(day=over, what=article.id, change="ends")
    if meta.in_force and meta.in_force != article.starts:
        yield UpcomingChange(day=meta.in_force, what=article.id, change="effective")
    if meta.updated:
        yield UpcomingChange(day=meta.updated, what=article.id, change="updated")
    for heading in article.headings:
        if heading.updated:
            what = f"{article.id}#{heading.id}"
            yield UpcomingChange(day=heading.updated, what=what, change="updated")
