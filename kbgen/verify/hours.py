"""Compares the opening hours on a branch's page and in the list of branches with the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kbgen.model.expected import ExpectedDays, Week
from kbgen.verify.published import PublishedPage

_Table = tuple[str, ExpectedDays, tuple[tuple[str, str], ...]]
"""A table of hours: its caption, the days on which it is shown, and its rows."""


def wrong_weeks(page: PublishedPage, weeks: tuple[Week, ...], today: str) -> Iterator[str]:
    """Yield the differences between a branch's tables of hours and the ledger, from today on."""
    shown = [table for table in _tables(page) if not table[1].is_over(today)]
    for week in weeks:
        table = next((one for one in shown if _is_of(one, week, today)), None)
        if table is None:
            when = week.days.words or "usually"
            hours = "; ".join(" ".join(row) for row in week.rows)
            yield f"shows no table of opening hours for “{when}” that says “{hours}”"
        else:
            shown.remove(table)
    for caption, _, _ in shown:
        yield f"shows opening hours for “{caption}” that the ledger does not declare"


def _tables(page: PublishedPage) -> Iterator[_Table]:
    caption, days, rows = "", ExpectedDays(), list[tuple[str, str]]()
    for row in page.rows:
        if row.where != "hours":
            continue
        if row.cells:
            rows.append((row.head, " ".join(value.words for value in row.cells[0])))
        elif row.is_caption:
            if rows:
                yield caption, days, tuple(rows)
            caption, days, rows = row.head, row.days, []
    if rows:
        yield caption, days, tuple(rows)


def _is_of(table: _Table, week: Week, today: str) -> bool:
    caption, days, rows = table
    if rows != week.rows or days.ends != week.days.ends:
        return False
    # A first day in the words may have passed since the build; such words are still right.
    is_begun = bool(week.days.starts) and week.days.starts <= today
    return is_begun or not week.days.words or caption == f"{week.days.words} {week.reason}".strip()


def wrong_clock(text: str, wanted: Mapping[str, Any], today: str) -> str:
    """Return the difference between a script's data of opening hours and the ledger; "" if none."""
    try:
        shown = json.loads(text) if text else {}
        is_same = (
            shown.get("zone") == wanted["zone"]
            and _stretches(shown, today) == _stretches(wanted, today)
            and all(wanted[words].items() <= shown[words].items() for words in ("times", "dates"))
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        is_same = False
    return "" if is_same else "a script would tell other opening hours than the ledger"


def _stretches(clock: Mapping[str, Any], today: str) -> list[tuple[str, str, Any]]:
    """Return (first day, last day, week) of each period of a clock that is not over."""
    weeks = clock["weeks"]
    return sorted(
        (first if first > today else "", last, weeks[number])
        for first, last, number in clock["days"]
        if not last or last >= today
    )
