"""Which editions a page has had: what history/ says of it, under its former addresses too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kbgen.model.addresses import is_web, split_address
from kbgen.model.moves import moves_of
from kbgen.model.published import PublishedEdition, PublishedState, day_before, editions_of
from kbgen.model.site import Site, cached_per_site


@dataclass(frozen=True)
class PageHistory:
    """The editions of a page of today in the order in which they were published.

    `starts` is the first day of the text that holds today; None for a page that is gone.
    """

    page: str
    editions: tuple[PublishedEdition, ...]
    starts: date | None

    @property
    def earlier(self) -> tuple[PublishedEdition, ...]:
        """Return the editions before the one of today."""
        return tuple(one for one in self.editions if one.starts != self.starts)

    @property
    def current(self) -> PublishedEdition | None:
        """Return the edition of today, if it has been recorded."""
        return next((one for one in self.editions if one.starts == self.starts), None)

    @property
    def states(self) -> tuple[PublishedState, ...]:
        found = (state for edition in self.editions for state in edition.states)
        return tuple(sorted(found, key=lambda one: one.place))

    def last_day(self, edition: PublishedEdition) -> date | None:
        """Return the last day on which an edition applied; None if it does, or is not known."""
        following = [one.starts for one in self.editions]
        following = following[following.index(edition.starts) + 1 :]
        if self.starts and self.starts not in following and edition.starts != self.starts:
            following.append(self.starts)
        later = [day for day in following if day > edition.starts]
        return day_before(later[0]) if later else None


@cached_per_site
def histories(site: Site) -> Mapping[str, PageHistory]:
    """Return page id → its history, for pages of today and those that are gone."""
    found: dict[str, list[PublishedState]] = {}
    for state in site.history:
        found.setdefault(page_today(site, state.page) or state.page, []).append(state)
    return {page: _history(site, page, states) for page, states in found.items()}


def page_today(site: Site, page: str) -> str:
    """Return the page that a former page has become; "" if it is gone."""
    led = moves_of(site).follow(page) or ""
    led = "" if is_web(led) else split_address(led)[0]
    return led if led in site.sources else ""


def _history(site: Site, page: str, states: list[PublishedState]) -> PageHistory:
    editions = [one for one in editions_of(states) if one.starts <= site.settings.today]
    source = site.source_of(page)
    last = max(states, key=lambda one: one.place)
    starts = (source.starts or source.meta.in_force or last.starts) if source else None
    return PageHistory(page, tuple(editions), starts)


def first_day_of(site: Site, page: str) -> date:
    """Return the first day of the text of a page that holds today; today if nothing names it."""
    source, known = site.sources[page], histories(site).get(page)
    own = source.starts or source.meta.in_force
    return own or (known.starts if known and known.starts else site.settings.today)
