"""Values with a first and a last day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period(Generic[T]):
    """A value with its first and its last day, both included; None where it has no such day.

    `reason` maps a language to the reason for the value.
    """

    value: T
    starts: date | None = None
    ends: date | None = None
    reason: Mapping[str, str] = field(default_factory=dict)

    def holds_on(self, day: date) -> bool:
        """Tell whether the value is valid on a day."""
        return (self.starts is None or self.starts <= day) and (
            self.ends is None or day <= self.ends
        )


def overlay(layers: Sequence[Period[T]]) -> tuple[Period[T], ...]:
    """Lay periods over one another, a later layer over an earlier one; return the topmost in order.

    The returned periods do not overlap. Neighbours with equal value and reason are merged; days
    without any value are in none of them.

    >>> a, b = Period("usual"), Period("Eid", date(2027, 3, 10), date(2027, 3, 12))
    >>> [(p.value, p.ends and p.ends.isoformat()) for p in overlay([a, b])]
    [('usual', '2027-03-09'), ('Eid', '2027-03-12'), ('usual', None)]
    """
    found: list[Period[T]] = []
    for starts, ends in _stretches(layers):
        day = starts or ends or date.max
        top = next((layer for layer in reversed(layers) if layer.holds_on(day)), None)
        if top is None:
            continue
        last = found[-1] if found else None
        adjoins = last is not None and last.ends is not None and last.ends + _DAY == starts
        if last and adjoins and (last.value, last.reason) == (top.value, top.reason):
            found[-1] = replace(last, ends=ends)
        else:
            found.append(replace(top, starts=starts, ends=ends))
    return tuple(found)


def lasting_first(layers: Sequence[Period[T]]) -> list[Period[T]]:
    """Sort layers so that one with a last day (a holiday) lies over one without (a usual week)."""
    return sorted(layers, key=lambda layer: layer.ends is not None)


def from_day(periods: Sequence[Period[T]], day: date) -> tuple[Period[T], ...]:
    """Return the periods that are not over before a day."""
    return tuple(p for p in periods if p.ends is None or p.ends >= day)


def _stretches(layers: Sequence[Period[T]]) -> Iterator[tuple[date | None, date | None]]:
    """Yield the spans of days within which no layer begins or ends, in order."""
    # A layer that begins on the first of all days has no beginning.
    begins = {layer.starts for layer in layers if layer.starts and layer.starts > date.min}
    begins |= {layer.ends + _DAY for layer in layers if layer.ends and layer.ends < date.max}
    edges: list[date | None] = [None, *sorted(begins)]
    for start, following in zip(edges, [*edges[1:], None], strict=True):
        yield start, following - _DAY if following else None
