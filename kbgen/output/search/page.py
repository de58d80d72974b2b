"""The part of the index that depends on one page alone."""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from kbgen.output.search.record import ALWAYS, Days, Record
from kbgen.output.search.text import usual_words
from kbgen.output.search.varying import VaryingPlace
from kbgen.output.search.weigh import LEVELS, keyword_level, weigh

LONGEST_TEXT = 1500
"""The most characters of an answer from which search results quote."""

json_of = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class PageWords:
    """The weighed and encoded answers of a page: strings and numbers only, equal in every run.

    `ids`, `titles`, `levels` and `rows` have an entry for each answer; a title is "" if it is the
    page's. `levels` are pairs of a level and the words of this weight, separated by spaces. `head`
    is the shared data and `rows` the data of each answer, in JSON without the number that the merge
    adds. The answers are found on its `days` only.
    """

    page: str
    head: str
    ids: tuple[str, ...]
    titles: tuple[str, ...]
    levels: tuple[tuple[tuple[int, str], ...], ...]
    rows: tuple[str, ...]
    days: Days = ALWAYS

    def __post_init__(self) -> None:
        """Raise ValueError for inconsistent lengths or types."""
        if not len(self.ids) == len(self.titles) == len(self.levels) == len(self.rows):
            raise ValueError("every answer has an id, a title, levels and a row")
        if any(not 0 <= level <= LEVELS for answer in self.levels for level, _ in answer):
            raise ValueError(f"levels are from 0 to {LEVELS}")
        for day in filter(None, self.days[:2]):
            date.fromisoformat(day)


def page_words(records: Sequence[Record], lang: str) -> PageWords:
    """Weigh and encode the answers of one page for the index of `lang`.

    A pure function: its result may be cached by the records, the language and kbgen's version.
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


def with_keywords(page: PageWords, keywords: Sequence[str], lang: str) -> PageWords:
    """Return a page whose lead has more keywords; its other answers know them as the page's."""
    words = {word for keyword in keywords for word in usual_words(keyword, lang)}
    levels = tuple(
        _raised(levels, words, keyword_level(of_page=id_ != page.page))
        for id_, levels in zip(page.ids, page.levels, strict=True)
    )
    return replace(page, levels=levels)


def _raised(
    levels: tuple[tuple[int, str], ...], words: Set[str], least: int
) -> tuple[tuple[int, str], ...]:
    """Return words by level, some of them with a least level."""
    by_word = {word: level for level, listed in levels for word in listed.split(" ")}
    by_word |= {word: max(by_word.get(word, 0), least) for word in words}
    found: dict[int, list[str]] = {}
    for word, level in by_word.items():
        found.setdefault(level, []).append(word)
    return tuple((level, " ".join(listed)) for level, listed in sorted(found.items()))


def _by_level(record: Record, lang: str) -> tuple[tuple[int, str], ...]:
    found: list[list[str]] = [[] for _ in range(LEVELS + 1)]
    for word, level in weigh(record, lang).items():
        found[level].append(word)
    return tuple((level, " ".join(words)) for level, words in enumerate(found) if words)


def _own_title(record: Record) -> str:
    return record.title if record.title != record.page else ""


def _row(record: Record) -> str:
    title = _with_places(_own_title(record), record.title_varying)
    text = _with_places(_cut(record.text), record.varying)
    return json_of((record.anchor, title, text))[1:-1]


def _with_places(text: str, varying: Sequence[VaryingPlace]) -> object:
    """Return a text, in a list with the places of its facts that differ by branch, if there are."""
    places = [_place(text, one) for one in varying if one.end <= len(text)]
    return [text, *places] if places else text


def _place(text: str, one: VaryingPlace) -> tuple[object, ...]:
    """Return (start, end, fact), and a 1 after it for a number; in the units of scripts, UTF-16."""
    start, end = (len(text[:at].encode("utf-16-le")) // 2 for at in (one.start, one.end))
    return (start, end, one.fact, 1) if one.is_number else (start, end, one.fact)


def _cut(text: str) -> str:
    """Return the beginning of a text without cutting an isolate in two."""
    cut = text[:LONGEST_TEXT]
    opened = cut.rfind("\u2068")
    return cut if opened <= cut.rfind("\u2069") or len(text) == len(cut) else cut[:opened]
