"""Editions of a page: its later texts, each in a file that is named after its first day.

    policies/delivery.md                      the text in force
    policies/delivery.from-2027-03-01.md      the text from 1 March 2027 on

Before its day an edition is a page of its own, with the name of its file as its id. From its day
on it is the page, and the file of the text before is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

_NAME = re.compile(r"(?P<page>.+)\.from-(?P<day>[^/]*)\Z", re.S)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.A)


class Edition(NamedTuple):
    """An edition: the id of its page, and its first day."""

    page: str
    starts: date

    @property
    def id(self) -> str:
        """Return the name of its file below the language folder, without .md."""
        return f"{self.page}.from-{self.starts.isoformat()}"


def edition_of(file_id: str) -> Edition | None:
    """Return the edition that a file is by its name; None for any other page.

    >>> edition_of("policies/delivery.from-2027-03-01")
    Edition(page='policies/delivery', starts=datetime.date(2027, 3, 1))
    >>> edition_of("policies/delivery"), edition_of("faq/a.from-2027-02-31")
    (None, None)
    """
    named = _NAME.match(file_id)
    if named is None or not _DAY.fullmatch(named["day"]):
        return None
    try:
        return Edition(named["page"], date.fromisoformat(named["day"]))
    except ValueError:
        return None


def misnamed_day(file_id: str) -> str | None:
    """Return the text after ".from-" in a file's name if it is no day; else None.

    >>> misnamed_day("a.from-1-march"), misnamed_day("a.from-2027-03-01"), misnamed_day("a")
    ('1-march', None, None)
    """
    named = _NAME.match(file_id)
    return named["day"] if named and edition_of(file_id) is None else None


def pages_on(file_ids: Iterable[str], day: date) -> dict[str, str]:
    """Return file id → the id of its page on a day; files of texts that are over are left out.

    >>> files = ["a", "a.from-2027-03-01", "a.from-2027-05-01"]
    >>> pages_on(files, date(2027, 3, 1))
    {'a.from-2027-03-01': 'a', 'a.from-2027-05-01': 'a.from-2027-05-01'}
    """
    ids = [*file_ids]
    begun: dict[str, Edition] = {}
    for file_id in ids:
        edition = edition_of(file_id)
        if edition and edition.starts <= day:
            before = begun.get(edition.page)
            begun[edition.page] = max(before, edition) if before else edition
    in_force = {edition.id: page for page, edition in begun.items()}
    return {
        file_id: in_force.get(file_id, file_id)
        for file_id in ids
        if file_id in in_force or not is_over(file_id, begun)
    }


def begun_on(day: date, file_ids: Iterable[str]) -> dict[str, str]:
    """Return file id of each edition that has begun by a day → the id of its page."""
    editions = (edition for file_id in file_ids if (edition := edition_of(file_id)))
    return {one.id: one.page for one in editions if one.starts <= day}


def is_over(file_id: str, begun: Mapping[str, Edition]) -> bool:
    """Tell whether a later text of the same page has begun."""
    edition = edition_of(file_id)
    if edition is None:
        return file_id in begun
    return edition.page in begun and edition.starts < begun[edition.page].starts
