"""Weighs what the words of a text state against those of its translation, by their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kbgen.languages.language import shared_opposites
from kbgen.model.meaning import Group

NOT, _DENIED = "not", "denied"
_FIRM = ("limits", "polarity", "relation")
"""Groups whose exchanges no negation makes up for: "not before" is not "after"."""
_NEGATIONS = (NOT, "none", "never")


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
            if one.is_loose or one.group in _FIRM or one.is_of_none or not self._is_denied()
        ]
        self._remove(rows.denying)
        return exchanged

    def _remove(self, rows: Iterable[_Row]) -> None:
        keys = self.rest[0].keys() | self.rest[1].keys()
        for row in rows:
            while row.beyond <= keys and self._fits(row):
                for rest, gone in zip(self.rest, row.gone, strict=True):
                    rest.subtract(gone)

    def _fits(self, row: _Row) -> bool:
        pairs = zip((*row.sides, *row.gone), (*self.stated, *self.rest), strict=True)
        return all(all(held[key] >= n for key, n in needed.items()) for needed, held in pairs)

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
            for line, side in contrasts_of().get(key, ()):
                if left[key] <= 0:
                    break
                if any(self.stated[1][same] for same in side) or known[1].isdisjoint(side):
                    continue
                new = next(self._instead(line, side, known[0]), None)
                if new is not None:
                    left[key] -= 1
                    come[new] -= 1
                    yield Exchange(line.group, key, new, line.is_loose)

    def _instead(self, line: Contrast, side: Side, known: frozenset[str]) -> Iterator[str]:
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

    @property
    def is_of_none(self) -> bool:
        """Tell whether one of both denies by itself: "some do not" is not "none does"."""
        return not {self.source, self.translation}.isdisjoint(_NEGATIONS)


class Alone(NamedTuple):
    """How a key is compared in whose place nothing stands."""

    group: Group
    is_short: bool = False
    """Whether it is missed only in short sentences."""
    is_weak: bool = False
    """Whether it is missed only where all other languages have it."""


@cache
def compared_alone() -> dict[str, Alone]:
    """Return the keys that are compared even if nothing stands in their place."""
    table = shared_opposites()
    kinds = ((table.weak, (False, True)), (table.short, (True, False)), (table.present, ()))
    return {
        key: Alone(group, *how)
        for keys, how in kinds
        for group, of_group in keys.items()
        for key in of_group.split()
    }


Side = tuple[str, ...]


class Contrast(NamedTuple):
    """A line of the table: sides that may not stand in each other's place."""

    group: Group
    sides: tuple[Side, ...]
    is_loose: bool


@cache
def contrasts_of() -> dict[str, list[tuple[Contrast, Side]]]:
    """Return key → the lines and sides that hold it."""
    table, found = shared_opposites(), dict[str, list[tuple[Contrast, Side]]]()
    for lines, is_loose in ((table.opposites, False), (table.doubtful, True)):
        for group, of_group in lines.items():
            for text in of_group:
                line = Contrast(
                    group, tuple(tuple(side.split()) for side in text.split("/")), is_loose
                )
                for side in line.sides:
                    for key in side:
                        found.setdefault(key, []).append((line, side))
    return found


_OF_THINGS = ("states", "names", "amounts", "days", "order")
_OF_VERBS = frozenset(("you", "we", "done", "future"))
"""The keys of states that a language may say by the form of a verb alone."""


def is_thing(key: str) -> bool:
    """Tell whether a key is that of a thing or a state, not of a negation, limit or duty."""
    groups = {line.group for line, _ in contrasts_of().get(key, ())}
    return key not in _OF_VERBS and not groups.isdisjoint(_OF_THINGS)


class _Row(NamedTuple):
    """A row of what is the same in other words, from the source to the translation."""

    sides: tuple[Counter[str], Counter[str]]
    gone: tuple[Counter[str], Counter[str]]
    """What each side has beyond the other."""
    beyond: frozenset[str]
    """The keys of `gone`."""


class _Equal(NamedTuple):
    equal: list[_Row]
    """What is the same in other words, the rows with the most keys first."""
    denying: list[_Row]
    """Negations, and words that may stand for one; they come after exchanges."""


@cache
def _equal() -> _Equal:
    table = shared_opposites()
    equal = sorted(table.equal, key=_order)
    return _Equal(
        [row for one, other, *_ in equal for row in _both_ways(one, other)],
        [row for key in table.denying.split() for row in _both_ways(NOT, key)],
    )


def _order(row: tuple[str, ...]) -> tuple[int, bool]:
    """Return the place of a row: the most keys first, and what only implies a negation last."""
    keys = f"{row[0]} {row[1]}".split()
    return -len(keys), _DENIED in keys


def _both_ways(one: str, other: str) -> Iterator[_Row]:
    first, second = Counter(one.split()), Counter(other.split())
    for ours, theirs in ((first, second), (second, first)):
        gone = ours - theirs, theirs - ours
        yield _Row((ours, theirs), gone, frozenset(gone[0] | gone[1]))
