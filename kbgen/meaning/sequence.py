"""Tells in which order a text says that things happen: pay before you sign, sign, then pay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kbgen.languages.marks import commas, semicolons, sentence_ends
from kbgen.meaning.pairs import Exchanged, Thing, alike

THEN, AFTERWARDS, BEFORE, AFTER = "then", "afterwards", "before", "after"
JOINTS = frozenset(("and", "or"))
MARKERS = frozenset((THEN, AFTERWARDS, BEFORE, AFTER))
"""The keys of words that tell an order."""
_SENTENCE_END = re.compile(rf"[{sentence_ends()}](?=\s|$)")
_CLAUSE_END = re.compile(rf"[{commas()}{semicolons()}:—–](?=\s|$)")


class OrderedText(NamedTuple):
    """A text with what it states that may have an order, and the words that tell it."""

    text: str
    things: Sequence[Thing]
    """In reading order."""
    markers: Sequence[Thing]
    """Words that tell an order, and joints."""
    is_postpositional: bool
    """Whether "before" follows what it governs, as in Urdu, or precedes it, as in English."""


def reversed_things(source: OrderedText, translation: OrderedText) -> Exchanged | None:
    """Return two things of which the one is first in the source, and the other in the translation.

    >>> def text(first, second):
    ...     things = Thing(first, 0, 4), Thing(second, 11, 15)
    ...     return OrderedText("Sign, then pay.", things, [Thing("then", 6, 10)], False)
    >>> found = reversed_things(text("sign", "pay"), text("pay", "sign"))
    >>> found.source.stated, found.translation.stated
    ('sign', 'pay')
    """
    same = dict(alike(source.things, translation.things))
    theirs = {(one, other) for one, other in _ordered(translation)}
    for one, other in _ordered(source):
        if one in same and other in same and (same[other], same[one]) in theirs:
            return Exchanged(one, same[other])
    return None


def _ordered(text: OrderedText) -> Iterator[tuple[Thing, Thing]]:
    """Yield pairs of things, that which is earlier first."""
    # "Afterwards" is also a word for "after", but governs nothing.
    taken = {one.start for one in text.markers if one.stated in (THEN, AFTERWARDS)}
    for marker in text.markers:
        start, end = _around(_SENTENCE_END, text.text, marker)
        if marker.stated in (THEN, AFTERWARDS):
            yield from _in_turn(text, marker, start, end)
        of_sentence = [one for one in text.markers if start <= one.start < end]
        relations = [one for one in of_sentence if one.stated in (BEFORE, AFTER)]
        if relations != [marker] or marker.start in taken:
            continue
        if governed := _governed(text, marker):
            for thing in text.things:
                if start <= thing.start < end and _is_apart(text, thing, marker, governed):
                    yield (thing, governed) if marker.stated == BEFORE else (governed, thing)


def _is_apart(text: OrderedText, one: Thing, marker: Thing, governed: Thing) -> bool:
    """Tell whether a thing is surely none of what "before" governs."""
    _, end = _around(_CLAUSE_END, text.text, marker)
    if not text.is_postpositional and marker.end <= one.start < end:
        return False
    first, last = min(one.end, governed.end), max(one.start, governed.start)
    joints = (joint for joint in text.markers if joint.stated in JOINTS)
    return one is not governed and not any(first <= joint.start < last for joint in joints)


def _in_turn(
    text: OrderedText, marker: Thing, start: int, end: int
) -> Iterator[tuple[Thing, Thing]]:
    """Yield what "then" orders: what stands before its clause, and what is in it."""
    begin = marker.start
    if marker.stated == AFTERWARDS:  # it may stand anywhere in its clause
        clause, _ = _around(_CLAUSE_END, text.text, marker)
        begins = [clause, *(one.start for one in text.markers if one.stated in JOINTS)]
        inside = [one.start for one in text.things if one.end <= marker.start]
        begins = [at for at in begins if start < at and any(at <= one for one in inside)]
        begin = max(begins, default=begin)
    for one in text.things:
        for other in text.things:
            if start <= one.start and one.end <= begin <= other.start < end:
                yield one, other


def _governed(text: OrderedText, marker: Thing) -> Thing | None:
    """Return the thing next to "before", on the side where its language has it."""
    start, end = _around(_CLAUSE_END, text.text, marker)
    if text.is_postpositional:
        before = [one for one in text.things if start <= one.start and one.end <= marker.start]
        return before[-1] if before else None
    return next((one for one in text.things if marker.end <= one.start < end), None)


def _around(ends: re.Pattern[str], text: str, thing: Thing) -> tuple[int, int]:
    """Return the bounds of the sentence or the clause in which a thing stands."""
    start = max((m.end() for m in ends.finditer(text, 0, thing.start)), default=0)
    after = ends.search(text, thing.end)
    return start, after.start() if after else len(text)
