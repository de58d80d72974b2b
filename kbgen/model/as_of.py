"""What customers were told on a day, and from what that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Provenance:
    """From what it is known: `path` is a folder of history/, "" for the content as it is now.

    `is_exact` tells that the folder was written on the day or before; else the first record of that
    edition is a later one, of `recorded`.
    """

    path: str = ""
    recorded: date | None = None

    def is_exact(self, day: date) -> bool:
        return self.recorded is not None and self.recorded <= day


@dataclass(frozen=True)
class PlacedWords:
    """The words of a fact at a place, by language; `place` is "" for the whole company."""

    fact: str
    place: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class PageOnDay:
    """What a page said on a day; `starts` is the first day of the edition, if it is known.

    `is_gone` tells that there is no such page any more.
    """

    page: str
    title: str
    starts: date | None
    version: str
    provenance: Provenance
    is_gone: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    """Language → the Markdown of the text with the values of the day."""
    untranslated: tuple[str, ...] = ()
    """The languages whose readers saw the text in its own language, `lang`."""
    lang: str = ""
    values: tuple[PlacedWords, ...] = ()
    """The values in it that differed at a place, after those of the whole company."""


@dataclass(frozen=True)
class FactOnDay:
    """What a fact was said to be on a day, by each record that differs."""

    fact: str
    values: tuple[PlacedWords, ...]
    provenance: tuple[Provenance, ...]
