"""Weighs what the words of a text state against those of its translation, by their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kbgen.languages.language import shared_opposites
from kbgen.model.meaning import Group

_NOT = "not"
_NEGATIONS = (_NOT, "none", "never")


class Balance:
    """What the one text states and the other does not, by the number of times.

    What both state in other words is taken away: "unless" and "if not", "not closed" and "open".
    """

    def __init__(self, source: Iterable[str], translation: Iterable[str]) -> None:
        self.stated = Counter(source), Counter(translation)
        """What each of both states."""
        one, other = self.stated
        self.rest = one - other, other - one
        """What each of both states beyond the other."""

    def exchanges(self, known: tuple[frozenset[str], frozenset[str]]) -> list[Exchange]:
        """Take away what is equal, and return what was exchanged.

        `known` are the keys that each language has words for.
        """
        if not any(self.rest):
            return []
        rows = _equal()
        self._remove(rows.equal)
        exchanged = [
            one
            for one in list(self._exchanged(known))
            if one.is_loose or one.group == "polarity" or not self._is_denied()
        ]
        self._remove(rows.denying)
        return exchanged

    def _remove(self, rows: Iterable[_Row]) -> None:
        for row in rows:
            for pair in (row, row[::-1]):
                beyond = pair[0] - pair[1], pair[1] - pair[0]
                while self._has(pair, self.stated) and self._has(beyond, self.rest):
                    for rest, gone in zip(self.rest, beyond, strict=True):
                        rest.subtract(gone)

    @staticmethod
    def _has(pair: _Row, counted: _Row) -> bool:
        return pair[0] <= counted[0] and pair[1] <= counted[1]

    def _is_denied(self) -> bool:
        """Tell whether a negation makes up for an exchange, and take it away."""
        for rest in self.rest:
            for key in _NEGATIONS:
                if rest[key] > 0:
                    rest[key] -= 1
                    return True
        return False

    def _exchanged(self, known: tuple[frozenset[str], frozenset[str]]) -> Iterator[Exchange]:
        left, come = self.rest
        for key in list(left):
            for line, side in _contrasts_of().get(key, ()):
                if left[key] <= 0:
                    break
                if any(self.stated[1][same] for same in side) or known[1].isdisjoint(side):
                    continue
                new = next(self._instead(line, side, known[0]), None)
                if new is not None:
                    left[key] -= 1
                    come[new] -= 1
                    yield Exchange(line.group, key, new, line.is_loose)

    def _instead(self, line: _Contrast, side: _Side, known: frozenset[str]) -> Iterator[str]:
        """Yield what came in place of a side: keys of another, which the source does not state."""
        stated, come = self.stated[0], self.rest[1]
        for another in line.sides:
            is_new = another is not side and not any(stated[key] for key in another)
            if is_new and not known.isdisjoint(another):
                yield from (key for key in another if come[key] > 0)


class Exchange(NamedTuple):
    """A key of the source, and the one that stands in its place."""

    group: Group
    source: str
    translation: str
    is_loose: bool
    """Whether the words are too loose for more than a doubt."""


@cache
def compared_alone() -> dict[str, tuple[Group, bool]]:
    """Return key → its group, and whether it weighs only with all other languages.

    These keys are compared even if nothing stands in their place.
    """
    table = shared_opposites()
    return {
        key: (group, is_weak)
        for keys, is_weak in ((table.present, False), (table.weak, True))
        for group, of_group in keys.items()
        for key in of_group.split()
    }


_Side = tuple[str, ...]
_Row = tuple[Counter[str], Counter[str]]


class _Contrast(NamedTuple):
    """A line of the table: sides that may not stand in each other's place."""

    group: Group
    sides: tuple[_Side, ...]
    is_loose: bool


@cache
def _contrasts_of() -> dict[str, list[tuple[_Contrast, _Side]]]:
    """Return key → the lines and sides that hold it."""
    table, found = shared_opposites(), dict[str, list[tuple[_Contrast, _Side]]]()
    for lines, is_loose in ((table.opposites, False), (table.doubtful, True)):
        for group, of_group in lines.items():
            for text in of_group:
                line = _Contrast(
                    group, tuple(tuple(side.split()) for side in text.split("/")), is_loose
                )
                for side in line.sides:
                    for key in side:
                        found.setdefault(key, []).append((line, side))
    return found


class _Equal(NamedTuple):
    equal: list[_Row]
    """What is the same in other words, the rows with the most keys first."""
    denying: list[_Row]
    """Negations, and words that may stand for one; they come after exchanges."""


@cache
def _equal() -> _Equal:
    table = shared_opposites()
    equal = [(Counter(one.split()), Counter(other.split())) for one, other, *_ in table.equal]
    equal.sort(key=lambda row: row[0].total() + row[1].total(), reverse=True)
    return _Equal(equal, [(Counter([_NOT]), Counter([key])) for key in table.denying.split()])
