"""Tells which mentions of two texts state the same: two weeks and 14 days, half and 50 %."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from kbgen.facts.all import kind_of_unit
from kbgen.languages.language import shared_units
from kbgen.meaning.amounts import ORDINAL
from kbgen.meaning.mention import Mention
from kbgen.meaning.prose import UNKNOWN
from kbgen.meaning.units import families
from kbgen.model.meaning import Meaning, write_number

_CERTAINTIES = ("certain", "likely", "possible")
_NUMBER = kind_of_unit("")


class Unmatched(NamedTuple):
    """The mentions of each of two texts that the other does not have."""

    source: list[Mention]
    translation: list[Mention]

    def __bool__(self) -> bool:
        return bool(self.source or self.translation)


@lru_cache(maxsize=1 << 12)
def normal(meaning: Meaning) -> Meaning:
    """Return a meaning as it is compared: equivalent ones are equal.

    >>> normal(Meaning("duration", "2", "week")) == normal(Meaning("duration", "14", "day"))
    True
    """
    unit = shared_units().units.get(meaning.unit)
    if unit is None or not unit.of or meaning.value == UNKNOWN:
        return meaning
    try:
        value = Fraction(meaning.value) * Fraction(unit.times)
    except ValueError:
        return meaning
    return Meaning(kind_of_unit(unit.of), write_number(value), unit.of)


def unmatched(source: Iterable[Mention], translation: Iterable[Mention]) -> Unmatched:
    """Return the mentions of a source and its translation that contradict one another.

    What a text only may state is not missed in the other.
    """
    left = _Left(_by_certainty(source), _by_certainty(translation))
    left.match(lambda one, other: normal(one) == normal(other))
    left.match(_may_be_same)
    return Unmatched(
        [one for one in left.source if left.is_missed(one, left.translation, left.matched)],
        [one for one in left.translation if left.is_missed(one, left.source, left.matched)],
    )


class _Left:
    """The mentions that have no counterpart yet, and the meanings that have one."""

    def __init__(self, source: list[Mention], translation: list[Mention]) -> None:
        self.source, self.translation = source, translation
        self.matched: set[Meaning] = set()

    def match(self, is_same: Callable[[Meaning, Meaning], bool]) -> None:
        """Take away the pairs of mentions that are the same."""
        rest = []
        for one in self.source:
            same = (other for other in self.translation if is_same(one.meaning, other.meaning))
            if other := next(same, None):
                self.translation.remove(other)
                self.matched |= {normal(one.meaning), normal(other.meaning)}
            else:
                rest.append(one)
        self.source = rest

    def is_missed(self, one: Mention, others: list[Mention], matched: set[Meaning]) -> bool:
        if one.certainty == "certain":
            # What is stated twice may be translated once.
            return normal(one.meaning) not in matched
        return one.certainty == "likely" and any(
            other.certainty != "possible"
            and (other.meaning.kind == one.meaning.kind or other.meaning.value == UNKNOWN)
            for other in others
        )


def _by_certainty(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda one: (_CERTAINTIES.index(one.certainty), one.start))


def _may_be_same(one: Meaning, other: Meaning) -> bool:
    """Tell whether two meanings may be the same: 5 riyals and SAR 5, step 2 and the second step."""
    if one.value != other.value:
        return False
    if _currencies(one.unit) & _currencies(other.unit):
        return True
    kinds = {one.kind, other.kind}
    return kinds <= {ORDINAL, _NUMBER} and not one.unit and not other.unit


@lru_cache(maxsize=256)
def _currencies(unit: str) -> frozenset[str]:
    return families().get(unit) or frozenset({unit} if unit else ())
