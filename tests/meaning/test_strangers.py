"""Sentences of native readers who had not seen a rule: floors below what was measured.

`python -m benchmarks.meaning` shows the figures, and which sentences pass.
"""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.meaning import count_changed, count_right

# Per cent, of contradictions, and of these and doubts together.
LEAST = {
    "amounts": (92, 96),
    "days": (91, 95),
    "names": (78, 88),
    "order": (58, 81),
    "limits": (66, 95),
    "relation": (73, 87),
    "polarity": (5, 89),
    "duty": (42, 89),
    "scope": (0, 84),
    "states": (3, 83),
}
MOST_CONTRADICTIONS, MOST_DOUBTS = 1, 4


@pytest.fixture(scope="module")
def changed() -> dict[str, Counter[str]]:
    return dict(count_changed())


@pytest.mark.parametrize("group", LEAST)
def test_changes_of_meaning_are_noticed(group: str, changed: dict[str, Counter[str]]) -> None:
    count = changed[group]
    firm, noticed = LEAST[group]
    assert 100 * count["contradiction"] / count.total() >= firm
    assert 100 * (count.total() - count["same"]) / count.total() >= noticed


def test_right_translations_are_not_blamed() -> None:
    whole = sum(count_right().values(), Counter[str]())
    assert 100 * whole["contradiction"] / whole.total() <= MOST_CONTRADICTIONS
    assert 100 * whole["doubt"] / whole.total() <= MOST_DOUBTS
