"""What a built page says at a moment, by the days in its markup (docs/code.md)."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from lxml import html

from tests.days.values import plain

Element: TypeAlias = Any
"""An element of lxml."""
APART = frozenset({"beside", "card", "varies", "contact", "today"})
"""Parts of an article that are no part of an answer."""
BLOCKS = frozenset({"p", "li", "td", "th", "h1", "h2", "h3", "div", "tr", "summary"})


@dataclass(frozen=True)
class Moment:
    """A moment, which is a day in each zone."""

    at: datetime

    def today(self, zone: str) -> date:
        return self.at.astimezone(_zone(zone)).date()

    def holds(self, element: Element) -> bool:
        """Return whether an element is of the day: it has no days, or they include it."""
        zone = element.get("data-zone")
        if element.get("hidden") is not None:
            return False
        if not zone:
            return True
        day = self.today(zone).isoformat()
        return bool(element.get("data-from", day) <= day <= element.get("data-until", day))


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def read_page(file: Path) -> Element:
    """Return the part of a page that is its own: `<main>`."""
    main: Element = html.fromstring(file.read_text("utf-8")).find(".//main")
    return main


def text_at(element: Element, moment: Moment, apart: AbstractSet[str] = frozenset()) -> str:
    """Return the text that holds at a moment, without the words that name days, and some parts."""
    return plain("".join(_pieces_at(element, moment, {"when", *apart})))


def _pieces_at(element: Element, moment: Moment, apart: AbstractSet[str]) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.get("data-kb-part") in apart:
        return
    if not moment.holds(element):
        return
    yield element.text or ""
    for child in element:
        yield from _pieces_at(child, moment, apart)
        yield child.tail or ""
    yield " " if element.tag in BLOCKS else ""


def links(element: Element, moment: Moment) -> list[str]:
    """Return where the links lead that hold at a moment, but for those to what differs."""
    found = element.iter("a")
    live = (one for one in found if all(map(moment.holds, _above(one))))
    own = (one for one in live if not any(up.get("data-kb-part") == "varies" for up in _above(one)))
    return [one.get("href", "") for one in own if one.get("href") != "#kb-varies"]


def coming(element: Element, moment: Moment) -> list[tuple[str, str]]:
    """Return what is told beforehand at a moment: the first day, and the text."""
    later = (one for one in element.iter() if one.get("data-coming") is not None)
    later = (
        one for one in later if not any(up.get("data-kb-part") == "varies" for up in _above(one))
    )
    return [
        (one.get("data-from", ""), plain("".join(_whole(one))))
        for one in later
        if one.get("data-from", "") > moment.today(one.get("data-zone")).isoformat()
    ]


def _whole(element: Element) -> Iterator[str]:
    if element.get("data-kb-part") == "when":
        return
    yield element.text or ""
    for child in element:
        yield from _whole(child)
        yield child.tail or ""
    yield " " if element.tag in BLOCKS else ""


def slots(main: Element) -> list[Element]:
    """Return the elements of the facts that the text of a page says, in order."""
    return [
        one
        for one in main.iter()
        if one.get("data-fact") is not None
        and not any(up.get("data-kb-part") in APART for up in _above(one))
    ]


def without_days(element: Element) -> str:
    """Return the whole text, as who has no script reads it, without "changed on …"."""
    return plain("".join(_whole_text(element)))


def _whole_text(element: Element) -> Iterator[str]:
    if "kb-changed" in element.get("class", ""):
        return
    yield element.text or ""
    for child in element:
        yield from _whole_text(child)
        yield child.tail or ""


def _above(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()
