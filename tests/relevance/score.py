"""Success@1, success@5 and mean reciprocal rank of ranked answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.relevance.judged import Query, page_of

DEPTH = 10
"""Results that count: one screen of them."""


@dataclass(frozen=True)
class Found:
    """What an engine returned for a query: ids, best first."""

    query: Query
    ids: tuple[str, ...]

    @property
    def rank(self) -> int:
        """The place of the first right answer, from 1; 0 if it is not among the results."""
        return _rank(self.ids, self.query.answers)

    @property
    def page_rank(self) -> int:
        """The place of the first page that holds a right answer; each page counts once."""
        return _rank(tuple(dict.fromkeys(map(page_of, self.ids))), self.query.pages)


def _rank(ids: Sequence[str], right: Sequence[str]) -> int:
    places = (place for place, id_ in enumerate(ids[:DEPTH], 1) if id_ in right)
    return next(places, 0)


@dataclass(frozen=True)
class Score:
    """Shares of `count` queries, 0 to 1."""

    count: int
    at_1: float
    at_5: float
    mrr: float


def score(ranks: Iterable[int]) -> Score:
    """Score the places of right answers (0: none).

    >>> score([1, 2, 0, 4])
    Score(count=4, at_1=0.25, at_5=0.75, mrr=0.4375)
    """
    ranks = list(ranks)
    count = len(ranks)
    if not count:
        return Score(0, 0.0, 0.0, 0.0)
    return Score(
        count,
        sum(rank == 1 for rank in ranks) / count,
        sum(1 <= rank <= 5 for rank in ranks) / count,
        sum(1 / rank for rank in ranks if rank) / count,
    )
