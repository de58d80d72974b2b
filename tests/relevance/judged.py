"""The judged queries: what a customer types, and the answers that would help.

`<lang>.tsv` beside this file: query, group, answers (ids apart by spaces; none for nonsense), half.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LANGS = ("en", "ur", "ar", "hi")
GROUPS = ("native", "variant", "inflected", "question", "typo", "latin", "other", "nonsense")
HALVES = ("tune", "kept")


@dataclass(frozen=True)
class Query:
    """One query; `answers` are ids such as faq/refunds#refund-time, any of which is right."""

    lang: str
    text: str
    group: str
    answers: tuple[str, ...]
    half: str

    @property
    def pages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(page_of(answer) for answer in self.answers))


def page_of(answer: str) -> str:
    """Return the page of an answer.

    >>> page_of("faq/refunds#refund-time")
    'faq/refunds'
    """
    return answer.partition("#")[0]


def read_queries(
    halves: Sequence[str] = HALVES, folder: Path = Path(__file__).parent
) -> list[Query]:
    """Read the queries of all languages that belong to one of the halves."""
    return [q for lang in LANGS for q in _read(folder / f"{lang}.tsv", lang) if q.half in halves]


def _read(file: Path, lang: str) -> list[Query]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Query(lang, row["query"], row["group"], tuple(row["answers"].split()), row["half"])
            for row in rows
        ]
