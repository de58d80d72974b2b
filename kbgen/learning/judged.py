"""Judged queries of a site: what customers type, and the answers that would help."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kbgen.errors import KbgenError

_FIRST, _FIVE = 1, 5


@dataclass(frozen=True)
class JudgedQuery:
    """A query, and the ids of the answers any of which is right."""

    query: str
    lang: str
    answers: tuple[str, ...]


def read_judged(name: str, content: bytes, langs: Collection[str]) -> list[JudgedQuery]:
    """Read a table with tabs and the columns query, answers (ids, apart by spaces) and language.

    Without a column for the language it is in the file's name: ur.tsv. Lines without answers are
    passed over. Raises KbgenError for anything else.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise KbgenError(f"{name}: this is no text in UTF-8") from problem
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = [column for column in ("query", "answers") if column not in (rows.fieldnames or ())]
    if missing:
        raise KbgenError(
            f"{name}:1: the column '{missing[0]}' is missing; the first line names the columns, "
            "with tabs between them: query, language, answers"
        )
    by_name = name.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    return list(_queries(name, rows, langs, by_name))


def _queries(
    name: str, rows: csv.DictReader[str], langs: Collection[str], by_name: str
) -> Iterator[JudgedQuery]:
    for row in rows:
        lang = (row.get("language") or row.get("lang") or by_name).strip()
        answers = tuple((row["answers"] or "").split())
        if not (row["query"] or "").strip() or not answers:
            continue
        if lang not in langs:
            raise KbgenError(
                f"{name}:{rows.line_num}: '{lang}' is no language of this site "
                f"({', '.join(langs)}); add a column 'language', or name the file after it: ur.tsv"
            )
        yield JudgedQuery(row["query"].strip(), lang, answers)


@dataclass(frozen=True)
class Effect:
    """What a change does to the judged queries."""

    first: int = 0
    """How many more have a right answer in the first place."""
    five: int = 0
    """How many more have one among the first five."""
    worse: tuple[str, ...] = ()
    """Queries whose right answer was among the first five and is not any more, or not first."""


Places = Mapping[JudgedQuery, int | None]
"""The place of the first right answer, from 0; None if there is none."""


def effect(before: Places, after: Places) -> Effect:
    """Compare the places of right answers before and after a change."""
    return Effect(
        _within(after, _FIRST) - _within(before, _FIRST),
        _within(after, _FIVE) - _within(before, _FIVE),
        tuple(judged.query for judged in before if _is_worse(before[judged], after[judged])),
    )


def _within(places: Places, most: int) -> int:
    return sum(place is not None and place < most for place in places.values())


def _is_worse(before: int | None, after: int | None) -> bool:
    if before is None or before >= _FIVE:
        return False
    return after is None or after >= _FIVE or (before == 0 < after)
