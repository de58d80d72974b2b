"""What customers were told on a day, as text for the terminal and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kbgen.model.as_of import FactOnDay, PageOnDay, PlacedWords, Provenance

_EVERYWHERE = "Everywhere"


def pages_text(pages: Sequence[PageOnDay], day: date) -> str:
    """Return a line for each page that was in force: its edition, and from what that is known."""
    if not pages:
        return f"Nothing was in force on {day}, as far as is known."
    rows = [(one.page, _edition(one), _known(one.provenance, day)) for one in pages]
    widths = [max(len(row[at]) for row in rows) for at in range(2)]
    return "\n".join(f"{row[0]:{widths[0]}}  {row[1]:{widths[1]}}  {row[2]}" for row in rows)


def page_text(page: PageOnDay, day: date) -> str:
    """Return what a page said, in each language, with the values that differed at places."""
    lines = [f"{page.page}: {page.title}", _edition(page), _known(page.provenance, day)]
    if page.is_gone:
        lines.append("This page is gone today; on which day it went is not recorded.")
    for lang, text in page.texts.items():
        lines += ["", f"[{lang}]", text or "(this language had no such section)"]
    if page.untranslated:
        named = ", ".join(f"[{lang}]" for lang in page.untranslated)
        lines += ["", f"{named}: readers saw the text in '{page.lang}'."]
    if page.values:
        lines += ["", "What differed by country or branch:"]
        lines += _values_lines(page.values)
    return "\n".join(lines)


def fact_text(fact: str, records: Sequence[FactOnDay], ledger: FactOnDay | None, day: date) -> str:
    """Return what a fact was, by each record that differs, else by the ledger."""
    lines = [f"{fact} on {day}"]
    for one in records:
        lines += ["", *(_known(provenance, day) for provenance in one.provenance)]
        lines += _values_lines(one.values)
    if records and len(records) > 1:
        lines += ["", "The records differ: pages were published on different days."]
    if ledger and not records:
        lines += ["", "No record of that day; the ledger as it is today says of it:"]
        lines += _values_lines(ledger.values)
    elif ledger and any(one.values != ledger.values for one in records):
        lines += ["", "The ledger as it is today says otherwise of that day:"]
        lines += _values_lines(ledger.values)
    return "\n".join(lines)


def page_data(page: PageOnDay, day: date) -> dict[str, Any]:
    """Return a page on a day as plain data."""
    data: dict[str, Any] = {
        "page": page.page,
        "title": page.title,
        "starts": page.starts.isoformat() if page.starts else None,
        "version": page.version or None,
        **_provenance_data(page.provenance, day),
    }
    if page.is_gone:
        data["is_gone"] = True
    if page.texts:
        data |= {"texts": dict(page.texts), "values": _values_data(page.values)}
    return data


def fact_data(
    fact: str, records: Sequence[FactOnDay], ledger: FactOnDay | None, day: date
) -> dict[str, Any]:
    """Return a fact on a day as plain data."""
    return {
        "fact": fact,
        "records": [
            {
                "known_from": [_provenance_data(provenance, day) for provenance in one.provenance],
                "values": _values_data(one.values),
            }
            for one in records
        ],
        "ledger_today": _values_data(ledger.values) if ledger else None,
    }


def _edition(page: PageOnDay) -> str:
    version = f"version {page.version}" if page.version else ""
    starts = f"in force from {page.starts}" if page.starts else ""
    return ", ".join(filter(None, (version, starts))) or "no version, no first day"


def _known(provenance: Provenance, day: date) -> str:
    if not provenance.path:
        return "no record of that day; this is the content as it is today"
    if provenance.is_exact(day):
        return provenance.path
    return f"{provenance.path}: first recorded on {provenance.recorded}, after that day"


def _values_lines(values: Sequence[PlacedWords]) -> Iterator[str]:
    fact = ""
    for one in values:
        if one.fact != fact:
            yield f"  {one.fact}"
            fact = one.fact
        yield f"    {one.place or _EVERYWHERE}"
        yield from (f"      {lang}  {words}" for lang, words in one.words.items())


def _values_data(values: Sequence[PlacedWords]) -> list[dict[str, Any]]:
    return [
        {"fact": one.fact, "place": one.place or _EVERYWHERE, "words": dict(one.words)}
        for one in values
    ]


def _provenance_data(provenance: Provenance, day: date) -> dict[str, Any]:
    if not provenance.path:
        return {"record": None}
    recorded = provenance.recorded.isoformat() if provenance.recorded else None
    return {"record": provenance.path, "recorded": recorded, "is_exact": provenance.is_exact(day)}
