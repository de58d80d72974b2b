"""Tells of which thing a text says what: 8 dinars for adults and 3 for children, or 3 and 8.

Compared are things of a kind that stand in turn with as many of another: adults, 8, children, 3.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from kbgen.meaning.balance import contrasts_of
from kbgen.meaning.equivalence import is_compatible, normal
from kbgen.model.meaning import Meaning


class Thing(NamedTuple):
    """What words of a text state: a meaning, or a key of the tables; with their offsets."""

    stated: Meaning | str
    start: int
    end: int
    is_certain: bool = True


class Exchanged(NamedTuple):
    """What the source says of a thing, and what the translation says of the same."""

    source: Thing
    translation: Thing


class Alike(NamedTuple):
    """The same thing in both texts."""

    source: Thing
    translation: Thing


def exchanged_pairs(
    source: Sequence[Thing], translation: Sequence[Thing], *, of_states: bool = True
) -> Exchanged | None:
    """Return the first thing that the translation puts beside another than the source does.

    Without `of_states`, one of both has to be a meaning: an amount, a day, a place.

    >>> adults, children = Thing("adult", 0, 6), Thing("child", 10, 18)
    >>> three, eight = Meaning("number", "3"), Meaning("number", "8")
    >>> text = [adults, Thing(eight, 7, 8), children, Thing(three, 19, 20)]
    >>> found = exchanged_pairs(text, [adults, Thing(three, 7, 8), children, Thing(eight, 19, 20)])
    >>> found.source.stated.value, found.translation.stated.value
    ('8', '3')
    """
    for ours, here, there in _side_by_side(source, translation):
        if not of_states and isinstance(ours[0].source.stated, str):
            continue
        for n, place in enumerate(here):
            if there[n] != place:
                return Exchanged(ours[n].source, ours[there.index(place)].translation)
    return None


def are_paired_alike(source: Sequence[Thing], translation: Sequence[Thing]) -> bool:
    """Tell whether both texts put the same things beside one another, in whatever order."""
    found = [here == there for _, here, there in _side_by_side(source, translation)]
    return bool(found) and all(found)


def _side_by_side(
    source: Sequence[Thing], translation: Sequence[Thing]
) -> Iterator[tuple[list[Alike], list[int], list[int]]]:
    """Yield things that stand in turn with others in both texts, and beside which in each."""
    pairs = alike(source, translation)
    kinds = [*_by_kind(pairs), *_by_kind([pair for pair in pairs if pair.source.is_certain])]
    for ours, others in combinations(kinds, 2):
        here, there = (
            _beside([pair[side] for pair in ours], [pair[side] for pair in others])
            for side in (0, 1)
        )
        if here and there:
            yield ours, here, there


def may_be_exchanged(stated: Iterable[Meaning | str]) -> set[Meaning | str]:
    """Return what a text states of kinds of which it has several, if there are two such kinds."""
    kinds: defaultdict[object, set[Meaning | str]] = defaultdict(set)
    for one in stated:
        for kind in _kinds_of(one):
            kinds[kind].add(one)
    several = [found for found in kinds.values() if len(found) > 1]
    return set[Meaning | str]().union(*several) if len(several) > 1 else set()


def alike(source: Sequence[Thing], translation: Sequence[Thing]) -> list[Alike]:
    """Return what both texts state once, what has a meaning first."""
    pairs = [Alike(one, other) for one in source for other in translation if _is_same(one, other)]
    ours, theirs = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    once = [pair for pair in pairs if ours[pair.source] == theirs[pair.translation] == 1]
    return sorted(once, key=lambda pair: isinstance(pair.source.stated, str))


def _is_same(one: Thing, other: Thing) -> bool:
    if isinstance(one.stated, str) or isinstance(other.stated, str):
        return one.stated == other.stated
    return is_compatible(normal(one.stated), normal(other.stated))


def _by_kind(pairs: Sequence[Alike]) -> list[list[Alike]]:
    """Return the things of each kind of which there are several."""
    kinds: defaultdict[object, list[Alike]] = defaultdict(list)
    for pair in pairs:
        for kind in _kinds_of(pair.source.stated):
            kinds[kind].append(pair)
    return [found for found in kinds.values() if len(found) > 1]


def _kinds_of(stated: Meaning | str) -> list[object]:
    """Return the kind of a meaning, or the contrasts in which a key stands."""
    if isinstance(stated, str):
        return [line for line, _ in contrasts_of().get(stated, ()) if not line.is_loose]
    return [stated.kind]


def _beside(things: Sequence[Thing], others: Sequence[Thing]) -> list[int]:
    """Return which of the others stands beside each thing; none if they do not stand in turn."""
    in_turn = sorted((*things, *others), key=lambda one: one.start)
    is_ours = [one in things for one in in_turn]
    if len(things) != len(others) or any(one == other for one, other in pairwise(is_ours)):
        return []
    pairs = dict[Thing, Thing]()
    for n in range(0, len(in_turn), 2):
        one, other = in_turn[n : n + 2]
        pairs |= {one: other, other: one}
    return [others.index(pairs[one]) for one in things]
