"""Compares the pages of branches with the ledger: differences, cards and opening hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kbgen.model.article import page_url
from kbgen.model.expected import DatedWords, Expectations, ExpectedDays
from kbgen.verify.hours import wrong_clock, wrong_weeks
from kbgen.verify.ledger import quoted, words_of
from kbgen.verify.matrix import Problem, State, problem_at
from kbgen.verify.published import PublishedPage


def check_branches(
    by_url: Mapping[str, Mapping[str, PublishedPage]], expected: Expectations
) -> Iterator[Problem]:
    """Yield what the pages of branches, and the list of them, state otherwise than the ledger."""
    list_url = page_url("branches/index", expected.directory_urls)
    for branch in expected.branches:
        url = page_url(f"branches/{branch}", expected.directory_urls)
        if url not in by_url:
            what = f"branch {branch} has no page {url}"
            yield Problem(State.MISSING, "", "", f"branches/{branch}", what, url, "", (branch,))
        for lang in expected.langs:
            page = by_url.get(url, {}).get(lang)
            if page and not page.problems:
                yield from _check_differences(page, branch, expected)
                yield from _check_card(page, branch, expected)
                yield from _check_hours(page, branch, expected)
            page = by_url.get(list_url, {}).get(lang)
            if page and not page.problems:
                yield from _check_card(page, branch, expected)
                yield from _check_clock(page, branch, expected)


def _check_hours(page: PublishedPage, branch: str, expected: Expectations) -> Iterator[Problem]:
    """Yield hours on a branch's page that differ from the ledger."""
    if not page.cards:  # the page is written by hand
        return
    weeks = expected.weeks.get((page.lang, branch), ())
    found = [*wrong_weeks(page, weeks, expected.today)]
    if weeks:
        found.append(
            wrong_clock(page.clocks[-1], expected.clocks[page.lang, branch], expected.today)
        )
    for what in filter(None, found):
        yield replace(problem_at(State.CONTRADICTION, page, "hours", what), branches=(branch,))


def _check_clock(page: PublishedPage, branch: str, expected: Expectations) -> Iterator[Problem]:
    """Yield a branch whose script data of hours in the list of branches differ from the ledger."""
    name = expected.cards[page.lang, branch].name
    for card, clock in zip(page.cards, page.clocks, strict=False):
        if name in card and expected.weeks.get((page.lang, branch)):
            what = wrong_clock(clock, expected.clocks[page.lang, branch], expected.today)
            if what:
                problem = problem_at(State.CONTRADICTION, page, "", f"{what} at {name}")
                yield replace(problem, branches=(branch,))
            return


def _check_differences(
    page: PublishedPage, branch: str, expected: Expectations
) -> Iterator[Problem]:
    """Yield differences on a branch's page that are missing, wrong or not in the ledger."""
    rows = [row for row in page.rows if row.where == "differences" and len(row.cells) > 1]
    wording = [
        _DifferenceLine(
            row.head, words_of(row.cells[0]), words_of(row.cells[1]), row.days.since(expected.today)
        )
        for row in rows
        if not row.days.is_over(expected.today)
    ]
    missed = []
    for difference in expected.differences[page.lang, branch]:
        wanted = _DifferenceLine(
            difference.label,
            difference.here,
            difference.usual,
            difference.days.since(expected.today),
        )
        if wanted in wording:
            wording.remove(wanted)
        else:
            missed.append((difference.fact, wanted))
    for fact, wanted in missed:
        shown = next((line for line in wording if line.label == wanted.label), None)
        if shown:
            wording.remove(shown)
        state = State.CONTRADICTION if shown else State.MISSING
        problem = problem_at(state, page, "differences", f"{fact} {_unlike(wanted, shown)}")
        yield replace(problem, fact=fact, branches=(branch,))
    for line in wording:
        what = f"lists “{line.label}: {line.wording}”, which the ledger does not declare"
        problem = problem_at(State.CONTRADICTION, page, "differences", what)
        yield replace(problem, branches=(branch,))


@dataclass(frozen=True)
class _DifferenceLine:
    """A line of a branch's differences: the label, its words here and usually, and its days."""

    label: str
    here: str
    usual: str
    days: ExpectedDays

    @property
    def wording(self) -> str:
        return quoted([DatedWords(self.here, self.days)])


def _unlike(wanted: _DifferenceLine, shown: _DifferenceLine | None) -> str:
    if shown is None:
        return f"differs here (“{wanted.wording}”), and the page does not list it"
    if shown.wording != wanted.wording:
        return f"shows “{shown.wording}” here, the ledger says “{wanted.wording}”"
    return f"shows “{shown.usual}” as usual, the ledger says “{wanted.usual}”"


def _check_card(page: PublishedPage, branch: str, expected: Expectations) -> Iterator[Problem]:
    """Yield lines of a branch's card that are missing or differ from the ledger."""
    wanted = expected.cards[page.lang, branch]
    is_list = not page.name.endswith(f"/{branch}")
    cards = [card for card in page.cards if not is_list or wanted.name in card]
    if not cards:
        if is_list:
            what = f"the list of branches lacks {wanted.name}"
            yield replace(problem_at(State.MISSING, page, "", what), branches=(branch,))
        return
    hours = expected.weeks.get((page.lang, branch), ()) if is_list else ()
    for line in (*wanted.lines, *(week.words for week in hours)):
        if line not in cards[0]:
            what = f"the card of {wanted.name} does not say “{line}”, as the ledger does"
            yield replace(problem_at(State.CONTRADICTION, page, "", what), branches=(branch,))
