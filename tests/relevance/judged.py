"""The judged queries: what a customer types, and the answers that would help.

`<lang>.tsv` beside this file: query, group, answers (ids apart by spaces; none for nonsense), half.
Those in `everyday` were written, before anything was tuned, by people who had seen situations
alone, neither pages nor engine; what each situation's answers are, by one who had read the pages.
Layouts and wrong keys are made from theirs, by the tables of X's keyboards.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LANGS = ("en", "ur", "ar", "hi")
GROUPS = ("native", "variant", "inflected", "question", "typo", "latin", "other", "nonsense")
KINDS = ("message", "fault", "dialect", "layout", "keys", "number", "open")
"""The groups of everyday queries, beside "latin" and "nonsense"."""
HALVES = ("tune", "kept")
FOLDER = Path(__file__).parent
SETS = {"near": FOLDER, "everyday": FOLDER / "everyday"}
"""Queries near to the words of the pages, and those in everyday words."""


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


def read_queries(halves: Sequence[str] = HALVES, folder: Path = FOLDER) -> list[Query]:
    """Read the queries of all languages that belong to one of the halves."""
    files = {lang: folder / f"{lang}.tsv" for lang in LANGS}
    found = (q for lang, file in files.items() if file.is_file() for q in _read(file, lang))
    return [q for q in found if q.half in halves]


def _read(file: Path, lang: str) -> list[Query]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Query(lang, row["query"], row["group"], tuple(row["answers"].split()), row["half"])
            for row in rows
        ]
