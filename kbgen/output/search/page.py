"""What a page's answers bring into the index of a language: all that depends on them alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kbgen.output.search.record import ALWAYS, Days, Record
from kbgen.output.search.weigh import LEVELS, weigh

LONGEST_TEXT = 1500
"""Characters of an answer that are kept to quote from."""

json_of = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class PageWords:
    """A page's answers, weighed and written: strings and numbers only, the same in every run.

    `ids`, `titles`, `levels` and `rows` have an entry for each answer; a title is "" where it is
    that of the page. `levels` are pairs of a level and the words that weigh so much, apart by
    spaces. `head` is what the answers share and `rows` what each has of its own, in JSON, but for
    the place that the merge gives it. All are found on its `days` alone.
    """

    page: str
    head: str
    ids: tuple[str, ...]
    titles: tuple[str, ...]
    levels: tuple[tuple[tuple[int, str], ...], ...]
    rows: tuple[str, ...]
    days: Days = ALWAYS

    def __post_init__(self) -> None:
        """Raises ValueError for words that are not put together like this."""
        if not len(self.ids) == len(self.titles) == len(self.levels) == len(self.rows):
            raise ValueError("every answer has an id, a title, levels and a row")
        if any(not 0 <= level <= LEVELS for answer in self.levels for level, _ in answer):
            raise ValueError(f"levels are from 0 to {LEVELS}")
        for day in filter(None, self.days[:2]):
            date.fromisoformat(day)


def page_words(records: Sequence[Record], lang: str) -> PageWords:
    """Weigh and write the answers of one page, for the index of `lang`.

    A pure function: its value may be kept as long as the records, the language and kbgen are the
    same.
    """
    first = records[0]
    page = first.id.partition("#")[0]
    head = (page, first.url, first.page, first.kind, first.branch, first.lang)
    return PageWords(
        page,
        json_of(head)[1:-1],
        tuple(record.id for record in records),
        tuple(_own_title(record) for record in records),
        tuple(_by_level(record, lang) for record in records),
        tuple(_row(record) for record in records),
        first.days,
    )


def _by_level(record: Record, lang: str) -> tuple[tuple[int, str], ...]:
    found: list[list[str]] = [[] for _ in range(LEVELS + 1)]
    for word, level in weigh(record, lang).items():
        found[level].append(word)
    return tuple((level, " ".join(words)) for level, words in enumerate(found) if words)


def _own_title(record: Record) -> str:
    return record.title if record.title != record.page else ""


def _row(record: Record) -> str:
    return json_of((record.anchor, _own_title(record), _cut(record.text)))[1:-1]


def _cut(text: str) -> str:
    """Return the beginning of a text; what is isolated is not cut in two."""
    cut = text[:LONGEST_TEXT]
    opened = cut.rfind("\u2068")
    return cut if opened <= cut.rfind("\u2069") or len(text) == len(cut) else cut[:opened]
