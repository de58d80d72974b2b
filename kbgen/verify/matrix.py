"""The matrix of a site: answers × languages × branches, with reasons for each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kbgen.verify.published import PublishedPage


class State(StrEnum):
    SAME = "same"
    DECLARED = "declared difference"
    MISSING = "missing"
    CONTRADICTION = "contradiction"


WORST = (State.CONTRADICTION, State.MISSING, State.DECLARED, State.SAME)


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
    notes: tuple[str, ...] = ()
    """With what the site was compared, and with what it was not."""

    @property
    def counts(self) -> dict[State, int]:
        """Return the number of cells of each state."""
        cells = Counter[State]()
        for answer in self.answers:
            cells.update((*answer.languages.values(), *answer.branches.values()))
        return {state: cells[state] for state in State}


def answer_id(name: str, section: str) -> str:
    return f"{name}#{section}" if section else name


def problem_at(state: State, page: PublishedPage, section: str, message: str) -> Problem:
    answer = answer_id(page.name, section)
    return Problem(state, page.file, page.lang, answer, message, page.url)
