"""The checks catch corrupted content; `python -m tests.mutants 500` shows it at length."""

from __future__ import annotations

import pytest

from tests.mutants import MUTATIONS, run

KINDS = list(MUTATIONS)


@pytest.mark.parametrize("part", range(3))
def test_mutants_are_caught(part: int) -> None:
    made, caught, missed = run(KINDS[part::3], 2, 2)
    assert set(made) == set(KINDS[part::3])
    assert caught.total() == made.total(), missed


def test_an_innocent_change_is_not_a_mutant() -> None:
    MUTATIONS["innocent"] = ("facts", lambda body, _: body + "\n<!-- checked by the team -->\n")
    try:
        _, caught, _ = run(["innocent"], 6, 1)
    finally:
        del MUTATIONS["innocent"]
    assert caught.total() == 0
