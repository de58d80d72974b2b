"""Which meanings of two texts count as one: readings in common, not equal spelling."""

from __future__ import annotations

import pytest

from kbgen.meaning.equivalence import is_compatible, unmatched
from kbgen.meaning.mention import Mention
from kbgen.model.meaning import Meaning


def meaning(text: str) -> Meaning:
    kind, value, unit = [*text.split(" "), ""][:3]
    return Meaning(kind, value, unit)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("time 21:00", "time 21:00", True),
        ("time 09:00|21:00", "time 21:00", True),
        ("time 09:00|21:00", "time 09:00", True),
        ("time 09:00|21:00", "time 10:00|22:00", False),
        ("time 09:00", "time 21:00", False),
        ("part evening|night", "part afternoon|evening", True),
        ("part morning", "part evening|night", False),
        ("part noon", "time 12:00", True),
        ("part midnight", "time 00:00", True),
        ("part midnight", "time 12:00", False),
        ("part evening", "time 19:00", False),
        ("date 2027-04-03|2027-03-04", "date 2027-03-04", True),
        ("date 2027-04-03|2027-03-04", "date 2027-05-03", False),
        ("date -----04-03", "date 2027-04-03", True),
        ("date 2026-04-03", "date 2027-04-03", False),
        ("date 1448-09-01 hijri", "date 1448-09-01", False),
        ("month -----04", "month 2027-04", True),
        ("month 2026-04", "month 2027-04", False),
        ("day tomorrow|yesterday", "day tomorrow", True),
        ("number 9", "time 09:00|21:00", True),
        ("number 5", "time 17:00", True),
        ("number 5", "time 17:30", False),
        ("number 5", "time 18:00", False),
        ("money 5 AED", "money 5 SAR", False),
    ],
)
def test_compatible(one: str, other: str, expected: bool) -> None:
    assert is_compatible(meaning(one), meaning(other)) is expected
    assert is_compatible(meaning(other), meaning(one)) is expected


@pytest.mark.parametrize(
    ("source", "translation", "left", "other_left"),
    [
        # An equal meaning is chosen before one that is only compatible.
        ("time 09:00|21:00, time 21:00", "time 21:00, time 09:00", "", ""),
        ("time 09:00, time 09:00", "time 09:00", "time 09:00", ""),
        # A word that may mean nothing of the kind is never left, but may be a counterpart.
        ("day tomorrow", "day tomorrow|yesterday|", "", ""),
        ("", "day tomorrow|yesterday|", "", ""),
        ("day today", "day tomorrow|yesterday|", "day today", ""),
        # The part of the day belongs to a time, before or after it.
        ("time 09:00|21:00, part night", "time 21:00", "", ""),
        ("part morning, time 09:00", "part evening, time 09:00", "part morning", "part evening"),
        ("part night", "time 21:00", "part night", "time 21:00"),
    ],
)
def test_unmatched(source: str, translation: str, left: str, other_left: str) -> None:
    ours, theirs = unmatched(mentions(source), mentions(translation))
    assert ([one.meaning for one in ours], [one.meaning for one in theirs]) == (
        [one.meaning for one in mentions(left)],
        [one.meaning for one in mentions(other_left)],
    )


def mentions(text: str) -> list[Mention]:
    parts = filter(None, text.split(", "))
    return [Mention(meaning(part), 10 * n, 10 * n + 5) for n, part in enumerate(parts)]
