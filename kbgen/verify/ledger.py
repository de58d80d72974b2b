"""Compares the facts on pages with the ledger: their words, links, differences and days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import unquote

from kbgen.model.expected import DatedWords, Expectations, ExpectedDays, Place
from kbgen.model.finding import did_you_mean
from kbgen.verify.hours import wrong_clock
from kbgen.verify.matrix import Problem, State, problem_at
from kbgen.verify.published import PublishedPage, Shown, TableRow


def check_ledger(page: PublishedPage, expected: Expectations) -> Iterator[Problem]:
    """Yield what a page states otherwise than the ledger."""
    own = expected.by_page.get(page.url, expected)
    yield from _check_words(page, own, expected)
    yield from _check_table(page, own)
    yield from _check_announced(page, own)
    yield from _check_answered(page, expected)


def _check_words(page: PublishedPage, own: Expectations, around: Expectations) -> Iterator[Problem]:
    """Yield facts whose words or links differ from the ledger, in a page's text and around it."""
    parts = [(part.id, part.facts, own) for part in page.sections]
    parts += [("", page.outer_facts, around), ("", page.repeated, own)]
    for section, facts, expected in parts:
        for shown in facts:
            what = _wrong(shown, page, expected)
            if what and (expected is own or _wrong(shown, page, own)):
                yield problem_at(State.CONTRADICTION, page, section, what)


def _wrong(shown: Shown, page: PublishedPage, expected: Expectations) -> str:
    lang = shown.lang if shown.lang in expected.langs else page.lang
    values = expected.words.get((lang, shown.fact))
    own = _since(shown.values, expected.today)
    if values is None:
        known = {fact for _, fact in expected.words}
        hint = did_you_mean(shown.fact, known)
        return f"shows “{quoted(own)}” as '{shown.fact}', which is no fact" + (
            f"; {hint}" if hint else ""
        )
    if own not in values:
        return f"{shown.fact} shows “{quoted(own)}”, the ledger says “{quoted(values[0])}”"
    targets = [unquote(link) for link in expected.links.get(shown.fact, ())]
    for value, links in zip(shown.values, shown.links, strict=True):
        wrong = [link for link in links if unquote(link) not in targets]
        if wrong and not value.days.is_over(expected.today):
            wanted = " or ".join(targets) or "no link"
            return f"{shown.fact} links to {wrong[0]}, the ledger says {wanted}"
    return ""


def _check_table(page: PublishedPage, expected: Expectations) -> Iterator[Problem]:
    """Yield mistakes in a page's table of differences, for each varying fact that it uses."""
    expected_here = dict(_groups(page.rows, expected.today))
    used = [shown.fact for part in page.sections for shown in part.facts]
    for fact in dict.fromkeys((*used, *expected_here)):
        places = expected.places.get((page.lang, fact), ())
        rows = expected_here.get(fact)
        if rows is None and any(_since(place.differing, expected.today) for place in places):
            branches = tuple(branch for place in places for branch in place.branches)
            what = f"{fact} differs by place, and the table of differences does not say so"
            problem = problem_at(State.CONTRADICTION, page, "", what)
            yield replace(problem, fact=fact, branches=branches)
        elif rows is not None:
            yield from _check_places(page, fact, rows, places, expected.today)


def _check_announced(page: PublishedPage, expected: Expectations) -> Iterator[Problem]:
    """Yield announced values of a notice that differ from the ledger."""
    for row in page.rows:
        if row.where != "announced":
            continue
        fact, shown = row.facts[0], _since(row.cells[0], expected.today)
        company = (expected.words.get((page.lang, fact)) or ((),))[0]
        usual = Place(row.head, company, (), ())
        key = (page.lang, fact)
        places = (*expected.places.get(key, ()), *expected.announced.get(key, ()))
        place = next((one for one in places if one.name == row.head), usual)
        last = row.days.ends
        if not shown and row.days.is_over(expected.today):
            continue  # all its periods are over, like the notice
        values = _since(place.values, expected.today)
        wanted = tuple(v for v in values if not last or v.days.starts <= last)
        if shown != wanted:
            wording = f"announces “{quoted(shown)}” as {fact} for {row.head}"
            what = f"{wording}, the ledger says “{quoted(wanted)}”"
            problem = problem_at(State.CONTRADICTION, page, "", what)
            yield replace(problem, fact=fact, branches=place.branches)


def _check_answered(page: PublishedPage, expected: Expectations) -> Iterator[Problem]:
    """Yield contacts whose script data of hours differ from the ledger."""
    for fact, clock in page.answered:
        if what := wrong_clock(clock, expected.answered.get((page.lang, fact), {}), expected.today):
            problem = problem_at(State.CONTRADICTION, page, "", f"{what}, of {fact}")
            yield replace(problem, fact=fact)


_Values: TypeAlias = tuple[DatedWords, ...]


def _groups(rows: Sequence[TableRow], day: str) -> Iterator[tuple[str, dict[str, _Values]]]:
    """Yield (fact, {place: values}) of the table; the row with the fact's element ends its group.

    A place whose own values are all over on `day` is left out.
    """
    group: dict[str, _Values] = {}
    for row in rows:
        if row.where != "varies" or len(row.cells) < 2:
            continue
        if row.facts:
            yield row.facts[0], {name: values for name, values in group.items() if values}
            group = {}
        else:
            group[words_of(row.cells[0])] = _since(row.cells[1], day)


def words_of(values: Sequence[DatedWords]) -> str:
    """Join the words of a cell's periods."""
    return " ".join(value.words for value in values)


def _since(values: _Values, day: str) -> _Values:
    """Return the values that are not over before a day."""
    return tuple(
        replace(value, days=value.days.since(day))
        for value in values
        if not value.days.is_over(day)
    )


def quoted(values: Sequence[DatedWords]) -> str:
    """Format values for a problem: “until 2026-11-30: 7 days; from 2026-12-01: 5 days”."""
    return "; ".join(f"{_quoted_days(value.days)}{value.words}" for value in values)


def _quoted_days(days: ExpectedDays) -> str:
    parts = [f"from {days.starts}"] if days.starts else []
    parts += [f"until {days.ends}"] if days.ends else []
    parts += [f"in {days.zone}"] if days.zone else []
    parts += [f"(“{days.words}”)"] if days.words else []
    return f"{' '.join(parts)}: " if parts else ""


def _check_places(
    page: PublishedPage, fact: str, rows: Mapping[str, _Values], places: Sequence[Place], day: str
) -> Iterator[Problem]:
    for place in places:
        shown, wanted = rows.get(place.name), _since(place.differing, day)
        if (shown or ()) != wanted:
            wording = f"shows “{quoted(shown)}”" if shown is not None else "is not told"
            what = f"{fact} for {place.name} {wording}, the ledger says “{quoted(wanted)}”"
            problem = problem_at(State.CONTRADICTION, page, "", what)
            yield replace(problem, fact=fact, branches=place.branches)
    declared = {place.name for place in places}
    for name in rows.keys() - declared:
        what = f"{fact} for {name} shows “{quoted(rows[name])}”, which the ledger does not declare"
        yield replace(problem_at(State.CONTRADICTION, page, "", what), fact=fact)
