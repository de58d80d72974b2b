"""Formats a matrix as text for people and as data for programs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from kbgen.verify.matrix import AnswerProof, Matrix, Problem, State

_SHORT = {State.DECLARED: "declared"}


def matrix_data(matrix: Matrix) -> dict[str, Any]:
    """Return {languages, branches, answers: [{answer, languages, branches}], problems, notes,
    counts}."""
    return {
        "languages": list(matrix.langs),
        "branches": list(matrix.branches),
        "answers": [
            {"answer": a.id, "languages": dict(a.languages), "branches": dict(a.branches)}
            for a in matrix.answers
        ],
        "problems": [_problem_data(problem) for problem in matrix.problems],
        "notes": list(matrix.notes),
        "counts": {str(state): count for state, count in matrix.counts.items()},
    }


def _problem_data(problem: Problem) -> dict[str, Any]:
    return {
        "state": problem.state,
        "file": problem.file,
        "answer": problem.answer,
        "language": problem.lang,
        "branches": list(problem.branches),
        "fact": problem.fact,
        "message": problem.message,
    }


def matrix_text(matrix: Matrix) -> str:
    """Return the two tables, the explanations and a last line with counts."""
    parts = ["\n".join(_table("Languages", matrix.langs, _rows(matrix.answers)))]
    if matrix.branches:
        parts.append("\n".join(_branch_table(matrix)))
    if matrix.problems:
        parts.append("\n".join(_explain(problem) for problem in matrix.problems))
    return "\n\n".join([*parts, *matrix.notes, _count(matrix)])


def _rows(answers: Sequence[AnswerProof]) -> list[tuple[str, Mapping[str, State]]]:
    return [(answer.id, answer.languages) for answer in answers]


def _branch_table(matrix: Matrix) -> Iterator[str]:
    """Yield a table of the answers that differ between branches, and a count of the others."""
    rows = [(answer.id, answer.branches) for answer in matrix.answers]
    shown = [(id_, cells) for id_, cells in rows if set(cells.values()) != {State.SAME}]
    if shown:
        yield from _table(
            "Branches (declared: the ledger's own difference)", matrix.branches, shown
        )
    yield f"The same at every branch: {len(rows) - len(shown)} of {len(rows)} answers."


def _table(
    title: str, columns: Sequence[str], rows: Sequence[tuple[str, Mapping[str, State]]]
) -> Iterator[str]:
    first = max(len(title), *(len(id_) for id_, _ in rows)) if rows else len(title)
    lines = [(title, list(columns))]
    lines += [(id_, [_SHORT.get(cells[c], str(cells[c])) for c in columns]) for id_, cells in rows]
    widths = [max(len(cells[i]) for _, cells in lines) for i in range(len(columns))]
    for name, cells in lines:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield "  ".join([name.ljust(first), *padded]).rstrip()


def _explain(problem: Problem) -> str:
    where = problem.file or problem.lang or "the site"
    answer = f" in {problem.answer}" if problem.answer else ""
    return f"{where}: {problem.state}{answer}: {problem.message}"


def _count(matrix: Matrix) -> str:
    """Return the numbers of answers and cells in words."""
    counts = matrix.counts
    cells = ", ".join(f"{counts[state]} {state}" for state in State)
    size = _number(matrix.langs, "language", "languages")
    if matrix.branches:
        size += f" and {_number(matrix.branches, 'branch', 'branches')}"
    where = ", where it is translated" if counts[State.MISSING] else ""
    verdict = "Not the same" if matrix.problems else f"Proven the same{where}"
    return f"{verdict}: {_number(matrix.answers, 'answer', 'answers')} in {size}; {cells}."


def _number(of: Collection[object], one: str, many: str) -> str:
    return f"{len(of)} {one if len(of) == 1 else many}"
