"""Compares the published pages with the ledger, with their sources and with one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kbgen.model.article import page_url
from kbgen.model.expected import Expectations
from kbgen.verify.branches import check_branches
from kbgen.verify.files import joined
from kbgen.verify.ledger import check_ledger
from kbgen.verify.matrix import WORST, AnswerProof, Matrix, Problem, State, answer_id, problem_at
from kbgen.verify.published import PublishedPage, PublishedSection


@dataclass(frozen=True)
class _Versions:
    """A page in each of its languages; `source` is the one with which the others are compared."""

    url: str
    name: str
    pages: Mapping[str, PublishedPage]
    source: PublishedPage | None = None
    sections: Mapping[str, Mapping[str, PublishedSection]] = field(default_factory=dict)
    """Language → section id → section."""


def prove(
    pages: Sequence[PublishedPage],
    expected: Expectations,
    of_files: Sequence[Problem] = (),
    notes: Sequence[str] = (),
) -> Matrix:
    """Compare every page with the ledger and with its source language.

    `of_files` are the files that are not as a build would write them, pages among them.
    """
    by_url: dict[str, dict[str, PublishedPage]] = defaultdict(dict)
    for page in pages:
        by_url[page.url][page.lang] = page
    versions = [_versions(url, found, expected) for url, found in by_url.items()]
    wrong = {problem.file for problem in of_files}
    problems = [problem for page in versions for problem in _check(page, expected, wrong)]
    problems += check_branches(by_url, expected)
    problems += _further(of_files, problems)
    problems = list(dict.fromkeys(problems))
    by_page: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_page[problem.url].append(problem)
    answers = [answer for page in versions for answer in _answers(page, by_page, expected)]
    shown = tuple(joined(problems))
    return Matrix(expected.langs, expected.branches, tuple(answers), shown, tuple(notes))


def _further(of_files: Sequence[Problem], problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems of files of which there is none yet: one cause is told once."""
    reported = {problem.file for problem in problems}
    missing = {(problem.lang, problem.url) for problem in problems if not problem.file}
    return [
        problem
        for problem in of_files
        if problem.file not in reported
        and not (problem.state is State.MISSING and (problem.lang, problem.url) in missing)
    ]


def _versions(url: str, pages: Mapping[str, PublishedPage], expected: Expectations) -> _Versions:
    whole = {lang: page for lang, page in pages.items() if not page.problems}
    order = (expected.sources.get(url, expected.default), expected.default, *expected.langs)
    source = next((whole[lang] for lang in order if lang in whole), None)
    sections = {lang: {part.id: part for part in page.sections} for lang, page in whole.items()}
    return _Versions(url, next(iter(pages.values())).name, pages, source, sections)


def _check(
    versions: _Versions, expected: Expectations, wrong: Collection[str]
) -> Iterator[Problem]:
    for lang in expected.langs:
        page = versions.pages.get(lang)
        if page is None:
            what = f"there is no page {versions.url or '/'} in this language"
            yield Problem(State.MISSING, "", lang, versions.name, what, versions.url)
        elif page.problems:
            for what in page.problems:
                yield problem_at(State.MISSING, page, "", f"{what}, so nothing in it counts")
        else:
            yield from check_ledger(page, expected)
            for problem in _check_same(page, versions):
                # If one side is not as a build would write it, the difference is told of that side.
                if problem.file in wrong or not _is_one_wrong(page, versions, wrong):
                    yield problem


def _is_one_wrong(page: PublishedPage, versions: _Versions, wrong: Collection[str]) -> bool:
    source = versions.source.file if versions.source else ""
    return page.file in wrong or source in wrong


def _check_same(page: PublishedPage, versions: _Versions) -> Iterator[Problem]:
    """Yield sections, facts and numbers of a page that differ from its source."""
    source = versions.source
    if source is None or source is page:
        return
    own, others = versions.sections[page.lang], versions.sections[source.lang]
    for id_ in others.keys() - own.keys():
        what = f"the section #{id_} is in {source.lang}, not here"
        yield problem_at(State.MISSING, page, id_, what)
    for id_ in own.keys() - others.keys():
        what = f"the section #{id_} is in {page.lang}, not here"
        yield problem_at(State.MISSING, source, id_, what)
    for id_ in own.keys() & others.keys():
        for what in _other_facts(_facts(page, own[id_]), _facts(source, others[id_]), source.lang):
            yield problem_at(State.CONTRADICTION, page, id_, what)
        what = _other_numbers(own[id_], others[id_], source.lang)
        # The page of a branch is compared with the ledger row by row.
        if what and not (page.name.startswith("branches/") and page.cards):
            yield problem_at(State.CONTRADICTION, page, id_, what)


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
        answer = answer_id(versions.name, section)
        yield AnswerProof(
            answer,
            {
                lang: _in_language(versions, section, answer, lang, own, expected)
                for lang in expected.langs
            },
            {
                branch: _at_branch(answer, versions.url, used, branch, problems, expected)
                for branch in expected.branches
            },
        )


def _in_language(
    versions: _Versions,
    section: str,
    answer: str,
    lang: str,
    problems: Sequence[Problem],
    expected: Expectations,
) -> State:
    """Return the state of an answer in a language; the source's page in its place is not the same.

    That is no problem of the site: the page says so to its readers.
    """
    if section not in versions.sections.get(lang, {}):
        return State.MISSING
    found = {p.state for p in problems if (p.lang, p.answer) == (lang, answer)}
    usual = State.MISSING if (lang, versions.url) in expected.untranslated else State.SAME
    return next((state for state in WORST if state in found), usual)


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
    return next(state for state in WORST if state in found)
