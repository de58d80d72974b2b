"""Periods laid over one another say on every day what the topmost of them says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.period import Period, from_day, overlay

FIRST = date(2027, 1, 1)
_day = st.none() | st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n))
_layers = st.lists(
    st.builds(Period[str], st.sampled_from("abc"), _day, _day).filter(
        lambda p: not (p.starts and p.ends) or p.starts <= p.ends
    ),
    max_size=6,
)


@given(_layers, st.integers(-3, 44).map(lambda n: FIRST + timedelta(days=n)))
def test_on_every_day_holds_what_was_laid_last(layers: list[Period[str]], day: date) -> None:
    wanted = [layer.value for layer in layers if layer.holds_on(day)][-1:]
    assert [p.value for p in overlay(layers) if p.holds_on(day)] == wanted


@given(_layers)
def test_periods_stand_in_order_and_as_few_as_can_be(layers: list[Period[str]]) -> None:
    found = overlay(layers)
    for one, other in pairwise(found):
        assert one.ends is not None
        assert other.starts is not None
        assert one.ends < other.starts
        assert one.value != other.value or one.ends + timedelta(days=1) < other.starts


def test_a_reason_keeps_equal_values_apart() -> None:
    closed = Period("closed", date(2027, 3, 10), date(2027, 3, 12), {"en": "Eid"})
    refit = Period("closed", date(2027, 3, 12), date(2027, 3, 20), {"en": "Refit"})
    found = overlay([Period("open"), closed, refit])
    assert [(p.value, p.reason.get("en"), p.starts) for p in found] == [
        ("open", None, None),
        ("closed", "Eid", date(2027, 3, 10)),
        ("closed", "Refit", date(2027, 3, 12)),
        ("open", None, date(2027, 3, 21)),
    ]


def test_the_first_and_the_last_of_all_days_are_days_too() -> None:
    found = overlay([Period("a", date.min, date(1, 1, 3)), Period("b", date(9999, 1, 1), date.max)])
    assert [(p.value, p.starts, p.ends) for p in found] == [
        ("a", None, date(1, 1, 3)),
        ("b", date(9999, 1, 1), None),
    ]


def test_what_is_over_is_left_out() -> None:
    found = overlay([Period("a"), Period("b", date(2027, 1, 5), date(2027, 1, 7))])
    assert [p.value for p in from_day(found, date(2027, 1, 7))] == ["b", "a"]
    assert [p.value for p in from_day(found, date(2027, 1, 8))] == ["a"]
