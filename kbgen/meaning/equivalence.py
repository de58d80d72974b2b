"""Tells which mentions of two texts say the same, though their meanings are not equal.

A meaning of a kind in `OPEN` may have several readings, separated by bars: `9:00` without a part of
the day is the time `09:00|21:00`, 3/4/2027 the date `2027-04-03|2027-03-04`. An empty reading says
that the words may mean nothing of the kind: they are a counterpart, but never missed. The reading
`?` says that they are missed only where the other text has another meaning of the kind: *weekend*
for *weekdays*. Meanings of all other kinds have to be equal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from kbgen.meaning.mention import Mention
from kbgen.model.meaning import Meaning

OPEN = frozenset({"time", "part", "date", "month", "year", "weekday", "day", "place"})
"""The kinds of meaning that may have several readings."""
ANY_YEAR = "----"
"""What a date or a month has in place of a year that is not named."""
LIKELY = "?"
"""The last reading of a meaning that is missed only where another of its kind is left."""
EVERY_MONTH = f"{ANY_YEAR}-*-"
"""What a day of every month has in place of a year and a month."""
_HOURS = {"noon": (12, 13), "midnight": (0, 1), "dawn": (3, 7), "morning": (4, 12)}
_HOURS |= {"afternoon": (12, 18), "evening": (16, 23), "night": (18, 30)}
"""Part of the day → its first hour, and the hour after its last; from 24 on, of the next day."""
_POINTS = {"noon": "12:00", "midnight": "00:00"}


def unmatched(
    source: Sequence[Mention], translation: Sequence[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """Return the mentions of two texts that have no counterpart in the other, in reading order.

    Each mention is the counterpart of one other at most: of one with an equal meaning if there is
    any, else of one that is compatible. What may mean nothing is never left.

    >>> nine = Mention(Meaning("time", "09:00|21:00"), 0, 4)
    >>> evening, ten = (Mention(Meaning("time", value), 0, 4) for value in ("21:00", "10:00"))
    >>> unmatched([nine], [evening]), len(unmatched([nine], [ten])[0])
    (([], []), 1)
    """
    ours, theirs = _without_equal(source, translation)
    if not (ours or theirs):
        return [], []
    ours, theirs = _without_compatible(ours, theirs)
    ours, theirs = _missed(ours, theirs), _missed(theirs, ours)
    return _without_stated(ours, theirs, translation), _without_stated(theirs, ours, source)


def is_compatible(one: Meaning, other: Meaning) -> bool:
    """Tell whether two meanings have a reading in common.

    >>> is_compatible(Meaning("date", "-----04-03"), Meaning("date", "2027-04-03|2027-03-04"))
    True
    """
    if one == other:
        return True
    return not {_counterpart(key) for key in _keys(one)}.isdisjoint(_keys(other))


def _without_equal(
    source: Sequence[Mention], translation: Sequence[Mention]
) -> tuple[list[Mention], list[Mention]]:
    ours = Counter(one.meaning for one in source)
    theirs = Counter(one.meaning for one in translation)
    return _left(source, ours - theirs), _left(translation, theirs - ours)


def _left(mentions: Iterable[Mention], count: Counter[Meaning]) -> list[Mention]:
    """Return as many mentions of each meaning as are counted, the last ones."""
    found = []
    for one in reversed(list(mentions)):
        if count[one.meaning] > 0:
            count[one.meaning] -= 1
            found.append(one)
    return found[::-1]


def _without_compatible(
    source: Sequence[Mention], translation: Sequence[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """Take away pairs of compatible mentions; those with the fewest readings choose first."""
    by_key: defaultdict[_Key, list[int]] = defaultdict(list)
    for n, one in enumerate(translation):
        for key in _keys(one.meaning):
            by_key[key].append(n)
    taken: set[int] = set()
    left: list[Mention] = []
    for one in sorted(source, key=lambda mention: mention.meaning.value.count("|")):
        for key in map(_counterpart, _keys(one.meaning)):
            found = by_key[key]
            while found and found[-1] in taken:
                found.pop()
            if found:
                taken.add(found.pop())
                break
        else:
            left.append(one)
    others = [one for n, one in enumerate(translation) if n not in taken]
    return sorted(left, key=lambda mention: mention.start), others


class _Key(NamedTuple):
    """What two compatible meanings have in common; `side` tells which of two forms it is."""

    kind: str
    value: str
    side: Literal["", "whole", "part"] = ""


def _counterpart(key: _Key) -> _Key:
    """Return the key of what a key is compatible with: of a date without a year, one with it."""
    return key._replace(side={"": "", "whole": "part", "part": "whole"}[key.side])


def _keys(meaning: Meaning) -> Iterator[_Key]:
    kind, calendar = meaning.kind, meaning.unit
    if kind not in OPEN:
        yield _Key(f"{kind} {calendar}", meaning.value)
        if kind in ("number", "ordinal") and not calendar:  # from 9 to 5, by the 7th, in 2019
            yield _Key("counted", meaning.value, "part")
        return
    for reading in readings(meaning):
        of = _POINTS.get(reading) if kind == "part" else None
        yield _Key("time " if of else f"{kind} {calendar}", of or reading)
        if kind in ("date", "month"):
            side: Literal["whole", "part"] = "part" if reading.startswith(ANY_YEAR) else "whole"
            yield _Key(f"{kind} {calendar}", reading[len(ANY_YEAR) :], side)
        elif kind == "time" and reading.endswith(":00"):
            hour = int(reading[:2])
            yield from (_Key("counted", str(one), "whole") for one in {hour, hour % 12 or 12})
        if kind == "year" or reading.startswith(EVERY_MONTH):
            yield _Key("counted", reading.removeprefix(EVERY_MONTH).lstrip("0"), "whole")


def _without_stated(
    left: Sequence[Mention], other_left: Sequence[Mention], others: Sequence[Mention]
) -> list[Mention]:
    """Take away the parts of a day that the other text states by a time: 9 every night, 21:00."""
    kinds = {one.meaning.kind for one in other_left}
    parts = [] if "part" in kinds else [one for one in left if one.meaning.kind == "part"]
    times = (one.meaning.value for one in others if one.meaning.kind == "time" and parts)
    hours = {int(time[:2]) for time in times if "|" not in time}
    stated = {one for one in parts if hours & set(_hours(one.meaning))}
    return [one for one in left if one not in stated]


def _hours(part: Meaning) -> Iterator[int]:
    for reading in readings(part):
        yield from (hour % 24 for hour in range(*_HOURS[reading]))


def readings(meaning: Meaning) -> list[str]:
    """Return what a meaning of a kind in `OPEN` may be."""
    return [one for one in meaning.value.split("|") if one and one != LIKELY]


def _missed(left: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Return what is missed in the other text, of which `others` are left."""
    kinds = {one.meaning.kind for one in others}
    return [one for one in left if _is_missed(one.meaning, kinds)]


def _is_missed(meaning: Meaning, kinds: Container[str]) -> bool:
    if meaning.kind not in OPEN:
        return True
    last = meaning.value.rpartition("|")[2]
    return meaning.kind in kinds if last == LIKELY else bool(last)
