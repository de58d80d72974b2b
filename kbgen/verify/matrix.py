"""Compares pages with the ledger: answers × languages × branches, with reasons for each cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias
from urllib.parse import unquote

from kbgen.model.article import page_url
from kbgen.model.expected import DatedWords, Expectations, ExpectedDays, Place
from kbgen.model.finding import did_you_mean
from kbgen.verify.hours import wrong_clock, wrong_weeks
from kbgen.verify.pages import PublishedPage, PublishedSection, Shown, TableRow


class State(StrEnum):
    SAME = "same"
    DECLARED = "declared difference"
    MISSING = "missing"
    CONTRADICTION = "contradiction"


_WORST = (State.CONTRADICTION, State.MISSING, State.DECLARED, State.SAME)


@dataclass(frozen=True)
class Problem:
    """One mistake in a file; `fact` and `branches` tell which branches it concerns."""

    state: State
    file: str
    lang: str
    answer: str
    message: str
    url: str
    fact: str = ""
    branches: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerProof:
    """One answer with its state in each language and at each branch."""

    id: str
    languages: Mapping[str, State]
    branches: Mapping[str, State]


@dataclass(frozen=True)
class Matrix:
    langs: tuple[str, ...]
    branches: tuple[str, ...]
    answers: tuple[AnswerProof, ...]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> dict[State, int]:
        """Return the number of cells of each state."""
        cells = Counter[State]()
        for answer in self.answers:
            cells.update((*answer.languages.values(), *answer.branches.values()))
        return {state: cells[state] for state in State}


@dataclass(frozen=True)
class _Versions:
    """A page in each of its languages; `source` is the one with which the others are compared."""

    url: str
    name: str
    pages: Mapping[str, PublishedPage]
    source: PublishedPage | None = None
    sections: Mapping[str, Mapping[str, PublishedSection]] = field(default_factory=dict)
    """Language → section id → section."""


def prove(pages: Sequence[PublishedPage], expected: Expectations) -> Matrix:
    """Compare every page with the ledger and with its source language."""
    by_url: dict[str, dict[str, PublishedPage]] = defaultdict(dict)
    for page in pages:
        by_url[page.url][page.lang] = page
    versions = [_versions(url, found, expected) for url, found in by_url.items()]
    problems = [problem for page in versions for problem in _check(page, expected)]
    problems += _check_branches(by_url, expected)
    problems = list(dict.fromkeys(problems))
    by_page: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_page[problem.url].append(problem)
    answers = [answer for page in versions for answer in _answers(page, by_page, expected)]
    return Matrix(expected.langs, expected.branches, tuple(answers), tuple(problems))


def _versions(url: str, pages: Mapping[str, PublishedPage], expected: Expectations) -> _Versions:
    whole = {lang: page for lang, page in pages.items() if not page.problems}
    order = (expected.sources.get(url, expected.default), expected.default, *expected.langs)
    source = next((whole[lang] for lang in order if lang in whole), None)
    sections = {lang: {part.id: part for part in page.sections} for lang, page in whole.items()}
    return _Versions(url, next(iter(pages.values())).name, pages, source, sections)


def _answer_id(name: str, section: str) -> str:
    return f"{name}#{section}" if section else name


def _problem(state: State, page: PublishedPage, section: str, message: str) -> Problem:
    answer = _answer_id(page.name, section)
    return Problem(state, page.file, page.lang, answer, message, page.url)


def _check(versions: _Versions, expected: Expectations) -> Iterator[Problem]:
    for lang in expected.langs:
        page = versions.pages.get(lang)
        if page is None:
            what = f"there is no page {versions.url or '/'} in this language"
            yield Problem(State.MISSING, "", lang, versions.name, what, versions.url)
        elif page.problems:
            for what in page.problems:
                yield _problem(State.MISSING, page, "", f"{what}, so nothing in it counts")
        else:
            yield from _check_words(page, expected)
            yield from _check_table(page, expected)
            yield from _check_announced(page, expected)
            yield from _check_answered(page, expected)
            yield from _check_same(page, versions)


def _check_words(page: PublishedPage, expected: Expectations) -> Iterator[Problem]:
    """Yield facts whose words or links differ from the ledger."""
    parts = [(part.id, part.facts) for part in page.sections]
    parts += [("", page.outer_facts), ("", page.repeated)]
    for section, facts in parts:
        for shown in facts:
            if what := _wrong(shown, page, expected):
                yield _problem(State.CONTRADICTION, page, section, what)


def _wrong(shown: Shown, page: PublishedPage, expected: Expectations) -> str:
    lang = shown.lang if shown.lang in expected.langs else page.lang
    words = expected.words.get((lang, shown.fact))
    if words is None:
        known = {fact for _, fact in expected.words}
        hint = did_you_mean(shown.fact, known)
        return f"shows “{shown.words}” as '{shown.fact}', which is no fact" + (
            f"; {hint}" if hint else ""
        )
    if shown.words not in words:
        return f"{shown.fact} shows “{shown.words}”, the ledger says “{words[0]}”"
    link = expected.links.get(shown.fact, "")
    if shown.link and unquote(shown.link) != unquote(link):
        return f"{shown.fact} links to {shown.link}, the ledger says {link or 'no link'}"
    return ""


def _check_same(page: PublishedPage, versions: _Versions) -> Iterator[Problem]:
    """Yield sections, facts and numbers of a page that differ from its source."""
    source = versions.source
    if source is None or source is page:
        return
    own, others = versions.sections[page.lang], versions.sections[source.lang]
    for id_ in others.keys() - own.keys():
        what = f"the section #{id_} is in {source.lang}, not here"
        yield _problem(State.MISSING, page, id_, what)
    for id_ in own.keys() - others.keys():
        what = f"the section #{id_} is in {page.lang}, not here"
        yield _problem(State.MISSING, source, id_, what)
    for id_ in own.keys() & others.keys():
        for what in _other_facts(_facts(page, own[id_]), _facts(source, others[id_]), source.lang):
            yield _problem(State.CONTRADICTION, page, id_, what)
        what = _other_numbers(own[id_], others[id_], source.lang)
        # The page of a branch is compared with the ledger row by row.
        if what and not (page.name.startswith("branches/") and page.cards):
            yield _problem(State.CONTRADICTION, page, id_, what)


def _facts(page: PublishedPage, section: PublishedSection) -> Counter[str]:
    outer_facts = () if section.id else page.outer_facts
    return Counter(shown.fact for shown in (*section.facts, *outer_facts))


def _other_facts(here: Counter[str], there: Counter[str], lang: str) -> Iterator[str]:
    for fact in sorted(here.keys() | there.keys()):
        if here[fact] != there[fact]:
            yield f"{fact} stands here {_times(here[fact])}, in {lang} {_times(there[fact])}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _other_numbers(own: PublishedSection, other: PublishedSection, lang: str) -> str:
    here, there = Counter(own.numbers), Counter(other.numbers)
    added, missing = sorted((here - there).elements()), sorted((there - here).elements())
    wording = [f"says {', '.join(added)}"] if added else []
    wording += [f"{lang} says {', '.join(missing)}"] if missing else []
    return f"other numbers: {'; '.join(wording)}" if wording else ""


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
            problem = _problem(State.CONTRADICTION, page, "", what)
            yield replace(problem, fact=fact, branches=branches)
        elif rows is not None:
            yield from _check_places(page, fact, rows, places, expected.today)


def _check_announced(page: PublishedPage, expected: Expectations) -> Iterator[Problem]:
    """Yield announced values of a notice that differ from the ledger."""
    for row in page.rows:
        if row.where != "announced":
            continue
        fact, shown = row.facts[0], _since(row.cells[0], expected.today)
        company = tuple(map(DatedWords, expected.words.get((page.lang, fact), ())[:1]))
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
            wording = f"announces “{_quoted(shown)}” as {fact} for {row.head}"
            what = f"{wording}, the ledger says “{_quoted(wanted)}”"
            problem = _problem(State.CONTRADICTION, page, "", what)
            yield replace(problem, fact=fact, branches=place.branches)


def _check_answered(page: PublishedPage, expected: Expectations) -> Iterator[Problem]:
    """Yield contacts whose script data of hours differ from the ledger."""
    for fact, clock in page.answered:
        if what := wrong_clock(clock, expected.answered.get((page.lang, fact), {}), expected.today):
            problem = _problem(State.CONTRADICTION, page, "", f"{what}, of {fact}")
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
            group[_words(row.cells[0])] = _since(row.cells[1], day)


def _words(values: _Values) -> str:
    return " ".join(value.words for value in values)


def _since(values: _Values, day: str) -> _Values:
    """Return the values that are not over before a day."""
    return tuple(
        replace(value, days=value.days.since(day))
        for value in values
        if not value.days.is_over(day)
    )


def _quoted(values: Sequence[DatedWords]) -> str:
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
            wording = f"shows “{_quoted(shown)}”" if shown is not None else "is not told"
            what = f"{fact} for {place.name} {wording}, the ledger says “{_quoted(wanted)}”"
            problem = _problem(State.CONTRADICTION, page, "", what)
            yield replace(problem, fact=fact, branches=place.branches)
    declared = {place.name for place in places}
    for name in rows.keys() - declared:
        what = f"{fact} for {name} shows “{_quoted(rows[name])}”, which the ledger does not declare"
        yield replace(_problem(State.CONTRADICTION, page, "", what), fact=fact)


def _check_branches(
    by_url: Mapping[str, Mapping[str, PublishedPage]], expected: Expectations
) -> Iterator[Problem]:
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
        yield replace(_problem(State.CONTRADICTION, page, "hours", what), branches=(branch,))


def _check_clock(page: PublishedPage, branch: str, expected: Expectations) -> Iterator[Problem]:
    """Yield a branch whose script data of hours in the list of branches differ from the ledger."""
    name = expected.cards[page.lang, branch].name
    for card, clock in zip(page.cards, page.clocks, strict=False):
        if name in card and expected.weeks.get((page.lang, branch)):
            what = wrong_clock(clock, expected.clocks[page.lang, branch], expected.today)
            if what:
                problem = _problem(State.CONTRADICTION, page, "", f"{what} at {name}")
                yield replace(problem, branches=(branch,))
            return


def _check_differences(
    page: PublishedPage, branch: str, expected: Expectations
) -> Iterator[Problem]:
    """Yield differences on a branch's page that are missing, wrong or not in the ledger."""
    rows = [row for row in page.rows if row.where == "differences" and len(row.cells) > 1]
    wording = [
        _DifferenceLine(
            row.head, _words(row.cells[0]), _words(row.cells[1]), row.days.since(expected.today)
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
        problem = _problem(state, page, "differences", f"{fact} {_unlike(wanted, shown)}")
        yield replace(problem, fact=fact, branches=(branch,))
    for line in wording:
        what = f"lists “{line.label}: {line.wording}”, which the ledger does not declare"
        problem = _problem(State.CONTRADICTION, page, "differences", what)
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
        return _quoted([DatedWords(self.here, self.days)])


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
            yield replace(_problem(State.MISSING, page, "", what), branches=(branch,))
        return
    hours = expected.weeks.get((page.lang, branch), ()) if is_list else ()
    for line in (*wanted.lines, *(week.words for week in hours)):
        if line not in cards[0]:
            what = f"the card of {wanted.name} does not say “{line}”, as the ledger does"
            yield replace(_problem(State.CONTRADICTION, page, "", what), branches=(branch,))


def _answers(
    versions: _Versions, problems: Mapping[str, Sequence[Problem]], expected: Expectations
) -> Iterator[AnswerProof]:
    own = problems.get(versions.url, ())
    source = versions.sections.get(versions.source.lang, {}) if versions.source else {}
    others = (id_ for sections in versions.sections.values() for id_ in sections)
    for section in dict.fromkeys(("", *source, *others)):
        used = {
            shown.fact
            for sections in versions.sections.values()
            if section in sections
            for shown in sections[section].facts
        }
        answer = _answer_id(versions.name, section)
        yield AnswerProof(
            answer,
            {lang: _in_language(versions, section, answer, lang, own) for lang in expected.langs},
            {
                branch: _at_branch(answer, versions.url, used, branch, problems, expected)
                for branch in expected.branches
            },
        )


def _in_language(
    versions: _Versions, section: str, answer: str, lang: str, problems: Sequence[Problem]
) -> State:
    if section not in versions.sections.get(lang, {}):
        return State.MISSING
    found = {p.state for p in problems if (p.lang, p.answer) == (lang, answer)}
    return next((state for state in _WORST if state in found), State.SAME)


def _at_branch(
    answer: str,
    url: str,
    used: set[str],
    branch: str,
    problems: Mapping[str, Sequence[Problem]],
    expected: Expectations,
) -> State:
    """Return the state of an answer at a branch, from the pages of the branch and of the answer."""
    differs = not used.isdisjoint(d.fact for d in expected.differences[expected.default, branch])
    branch_url = page_url(f"branches/{branch}", expected.directory_urls)
    found = {
        problem.state
        for page in {url, branch_url}
        for problem in problems.get(page, ())
        if branch in problem.branches and (problem.answer == answer or problem.fact in used)
    }
    found.add(State.DECLARED if differs else State.SAME)
    return next(state for state in _WORST if state in found)
