"""Tells which mentions of two texts say the same, though their meanings are not equal.

A meaning of a kind in `OPEN` may have several readings, separated by bars: `9:00` without a part of
the day is the time `09:00|21:00`, 3/4/2027 the date `2027-04-03|2027-03-04`. An empty reading says
that the words may mean nothing of the kind: they are a counterpart, but never missed. The reading
`?` says that they are missed only where the other text has another meaning of the kind: *weekend*
for *weekdays*. Meanings of all other kinds have to be equal.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from kbgen.facts.all import kind_of_unit
from kbgen.languages.language import language, shared_units
from kbgen.meaning.amounts import CURRENCY, ORDINAL, SHARE
from kbgen.meaning.mention import CERTAINTIES, Mention
from kbgen.meaning.prose import UNKNOWN
from kbgen.meaning.units import families
from kbgen.model.locale import ENGLISH
from kbgen.model.meaning import Meaning, write_number

NAMED = ("place", "language")
"""The kinds of what has a name."""
OPEN = frozenset({"time", "part", "date", "month", "year", "weekday", "day", *NAMED})
"""The kinds of meaning that may have several readings."""
ANY_YEAR = "----"
"""What a date or a month has in place of a year that is not named."""
LIKELY = "?"
"""The last reading of a meaning that is missed only where another of its kind is left."""
EVERY_MONTH = f"{ANY_YEAR}-*-"
"""What a day of every month has in place of a year and a month."""
_NUMBER = kind_of_unit("")
_DIGITS = re.compile(r"\d+")
_HOURS = {"noon": (12, 13), "midnight": (0, 1), "dawn": (3, 7), "morning": (4, 12)}
_HOURS |= {"afternoon": (12, 18), "evening": (16, 23), "night": (18, 30)}
"""Part of the day → its first hour, and the hour after its last; from 24 on, of the next day."""
_DATED = ("date", "month")
"""The kinds of meaning that may have a year."""
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKENDS = [{"saturday", "sunday"}, {"friday", "saturday"}]
_WEEKS: dict[str, list[set[str]]] = {
    "weekend": _WEEKENDS,
    "weekdays": [{*_WEEK} - weekend for weekend in _WEEKENDS] + [{*_WEEK} - {"sunday"}],
}
"""Words for some days of the week → the days that they may be in a country (CLDR, weekData)."""
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
    ours, theirs = _without_week(ours, theirs)
    theirs, ours = _without_week(theirs, ours)
    ours, theirs = _missed(ours, theirs), _missed(theirs, ours)
    ours, theirs = _without_repeated(ours, translation), _without_repeated(theirs, source)
    return (
        _without_stated(ours, theirs, (source, translation)),
        _without_stated(theirs, ours, (translation, source)),
    )


@lru_cache(maxsize=1 << 12)
def normal(meaning: Meaning) -> Meaning:
    """Return a meaning as it is compared: equivalent amounts are equal.

    >>> normal(Meaning("duration", "2", "week")) == normal(Meaning("duration", "14", "day"))
    True
    """
    unit = shared_units().units.get(meaning.unit)
    if unit is None or not unit.of or meaning.value == UNKNOWN:
        return meaning
    try:
        value = Fraction(meaning.value) * Fraction(unit.times)
    except ValueError:  # a number that is too long to be read
        return meaning
    return Meaning(kind_of_unit(unit.of), write_number(value), unit.of)


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
    ours = Counter(normal(one.meaning) for one in source)
    theirs = Counter(normal(one.meaning) for one in translation)
    return _left(source, ours - theirs), _left(translation, theirs - ours)


def _left(mentions: Iterable[Mention], count: Counter[Meaning]) -> list[Mention]:
    """Return as many mentions of each meaning as are counted, the last and least certain ones."""
    found = []
    for one in sorted(mentions, key=_order, reverse=True):
        meaning = normal(one.meaning)
        if count[meaning] > 0:
            count[meaning] -= 1
            found.append(one)
    return sorted(found, key=lambda mention: mention.start)


def _order(mention: Mention) -> tuple[int, int]:
    return CERTAINTIES.index(mention.certainty), mention.start


def _without_repeated(left: Sequence[Mention], other: Sequence[Mention]) -> list[Mention]:
    """Take away amounts that the other text states, though not as often."""
    stated = {normal(one.meaning) for one in other}
    values = {one.meaning.value for one in other}
    return [
        one
        for one in left
        if one.meaning.kind in OPEN
        or not (
            normal(one.meaning) in stated
            or (
                one.meaning.kind == _NUMBER and not one.meaning.unit and one.meaning.value in values
            )
        )
    ]


def _without_compatible(
    source: Sequence[Mention], translation: Sequence[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """Take away pairs of compatible mentions; those with the fewest readings choose first."""
    by_key: defaultdict[_Key, list[int]] = defaultdict(list)
    for n, one in sorted(enumerate(translation), key=lambda pair: _order(pair[1]), reverse=True):
        for key in _keys(one.meaning):
            by_key[key].append(n)
    taken: set[int] = set()
    left: list[Mention] = []
    for one in sorted(source, key=lambda one: (one.meaning.value.count("|"), *_order(one))):
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


_Side = Literal["", "whole", "part"]
_COUNTERPARTS: dict[_Side, _Side] = {"": "", "whole": "part", "part": "whole"}


class _Key(NamedTuple):
    """What two compatible meanings have in common; `side` tells which of two forms it is."""

    kind: str
    value: str
    side: _Side = ""


def _counterpart(key: _Key) -> _Key:
    """Return the key of what a key is compatible with: of a date without a year, one with it."""
    return key._replace(side=_COUNTERPARTS[key.side])


def _keys(meaning: Meaning) -> Iterator[_Key]:
    kind, calendar = meaning.kind, meaning.unit
    if kind not in OPEN:
        yield _Key(f"{kind} {calendar}", meaning.value)
        yield from _keys_of_amount(kind, meaning.value, calendar)
        return
    for reading in readings(meaning):
        of = _POINTS.get(reading) if kind == "part" else None
        yield _Key("time " if of else f"{kind} {calendar}", of or reading)
        if kind in _DATED:
            side: Literal["whole", "part"] = "part" if reading.startswith(ANY_YEAR) else "whole"
            yield _Key(f"{kind} {calendar}", reading[len(ANY_YEAR) :], side)
        elif kind == "time" and reading.endswith(":00"):
            hour = int(reading[:2])
            yield from (_Key("counted", str(one), "whole") for one in {hour, hour % 12 or 12})
        if kind == "year" or reading.startswith(EVERY_MONTH):
            yield _Key("counted", reading.removeprefix(EVERY_MONTH).lstrip("0"), "whole")


def _without_week(
    left: list[Mention], other_left: list[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """Take away days that the other text calls the weekend, or weekdays: Monday to Friday."""
    days = [one for one in left if one.meaning.kind == "weekday"]
    named = {reading for one in days for reading in readings(one.meaning)}
    for one in other_left if days else ():
        weeks = _WEEKS.get(one.meaning.value.removesuffix(f"|{LIKELY}"), ())
        if one.meaning.kind == "weekday" and any(named <= week for week in weeks):
            return [m for m in left if m not in days], [m for m in other_left if m is not one]
    return left, other_left


def _keys_of_amount(kind: str, value: str, unit: str) -> Iterator[_Key]:
    if kind == "code" and len(digits := _DIGITS.findall(value)) == 1:
        yield _Key("coded", digits[0], "whole")  # 3D, 3-D in another script
    if kind == CURRENCY:
        yield from (_Key(CURRENCY, one) for one in families().get(value, (value,)))
        return
    for currency in families().get(unit, ()):
        yield from (_Key("money", f"{value} {currency}"), _Key(f"{kind} {currency}", value))
    if kind == "money":
        yield _Key("money", f"{value} {unit}")
    if kind == _NUMBER:
        yield _Key("coded", value, "part")
    if unit == "fortnight" and value.isdecimal() and len(value) < 4:
        yield _Key("duration day", str(15 * int(value)))  # as it is said in South Asia
    if unit and unit != SHARE:
        yield _Key("measured", value, "whole")
    elif kind in (_NUMBER, ORDINAL):
        yield _Key("place", value)  # step 2, the second step
        yield _Key("counted", value, "part")  # from 9 to 5, by the 7th, in 2019
        yield _Key("measured", value, "part")  # three attempts, three times


def _without_stated(
    left: Sequence[Mention], other_left: Sequence[Mention], texts: Sequence[Sequence[Mention]]
) -> list[Mention]:
    """Take away what the other text states by another mention: 9 every night is 21:00.

    Parts of a day in which its time is, the years of its dates, and the weekdays between two of
    its own. `texts` are all mentions of the text and of the other one.
    """
    kinds = {one.meaning.kind for one in other_left}
    parts = [] if "part" in kinds else [one for one in left if one.meaning.kind == "part"]
    own, others = ([m.meaning.value for m in text if m.meaning.kind == "time"] for text in texts)
    hours = {int(time[:2]) for time in others if "|" not in time} if own else set()
    stated = {one for one in parts if hours & set(_hours(one.meaning))}
    own, others = ([m.meaning.value for m in text if m.meaning.kind in _DATED] for text in texts)
    years = {date[:4] for date in others} if any(date.startswith(ANY_YEAR) for date in own) else ()
    stated |= {one for one in left if one.meaning.kind == "year" and one.meaning.value in years}
    weekdays = {one for one in left if one.meaning.kind == "weekday"}
    is_one_side = "weekday" not in kinds
    if is_one_side and {one.meaning.value for one in weekdays} in _between(texts[1]):
        stated |= weekdays
    return [one for one in left if one not in stated]


def _between(mentions: Iterable[Mention]) -> list[set[str]]:
    """Return the weekdays between each two that a text names one after the other."""
    week = list(language(ENGLISH).days.weekdays)[:7]
    named = [m.meaning.value for m in mentions if m.meaning.kind == "weekday"]
    places = [week.index(day) for day in named if day in week]
    return [
        {week[(first + n) % 7] for n in range(1, (last - first) % 7)}
        for first, last in pairwise(places)
    ]


def _hours(part: Meaning) -> Iterator[int]:
    for reading in readings(part):
        yield from (hour % 24 for hour in range(*_HOURS[reading]))


def readings(meaning: Meaning) -> list[str]:
    """Return what a meaning of a kind in `OPEN` may be."""
    return [one for one in meaning.value.split("|") if one and one != LIKELY]


def _missed(left: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Return what is missed in the other text, of which `others` are left."""
    stated = [one.meaning for one in others if one.certainty != "possible"]
    kinds = {one.kind for one in stated}
    has_unknown = any(one.value == UNKNOWN for one in stated)
    return [one for one in left if _is_missed(one, kinds, has_unknown)]


def _is_missed(mention: Mention, kinds: Container[str], has_unknown: bool) -> bool:
    meaning = mention.meaning
    if meaning.kind not in OPEN:
        is_another = has_unknown or meaning.kind in kinds
        return mention.certainty == "certain" or (mention.certainty == "likely" and is_another)
    last = meaning.value.rpartition("|")[2]
    return meaning.kind in kinds if last == LIKELY else bool(last)


def exchanged(
    source: Sequence[Mention], translation: Sequence[Mention]
) -> tuple[Mention, Mention] | None:
    """Return the first amounts that stand in one another's place: 8 for adults, 3 for children.

    Only those of one unit are compared that both texts state once.

    >>> def amounts(*values):
    ...     return [Mention(Meaning("number", value), n, n) for n, value in enumerate(values)]
    >>> [one.meaning.value for one in exchanged(amounts("8", "3"), amounts("3", "8"))]
    ['8', '3']
    """
    ours, theirs = _once(source), _once(translation)
    units: dict[tuple[str, str], list[tuple[Mention, Mention]]] = {}
    for meaning, one in ours.items():
        if meaning in theirs:
            units.setdefault((meaning.kind, meaning.unit), []).append((one, theirs[meaning]))
    for pairs in units.values():
        in_order = sorted((other for _, other in pairs), key=lambda other: other.start)
        for (one, other), instead in zip(pairs, in_order, strict=True):
            if other is not instead:
                return one, instead
    return None


def _once(mentions: Sequence[Mention]) -> dict[Meaning, Mention]:
    """Return the amounts that a text states once, by their normal meanings, in reading order."""
    certain = [one for one in mentions if one.certainty == "certain"]
    amounts = [(normal(one.meaning), one) for one in certain if one.meaning.kind not in OPEN]
    counted = Counter(meaning for meaning, _ in amounts)
    return {meaning: one for meaning, one in amounts if counted[meaning] == 1}
