"""Edits of Nahr at random: what is flagged is what each edit says by itself, and nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from benchmarks import translation_edits
from benchmarks.translations import LANG, Outcome, Tried, compare

EDITS = 65
"""Of each side; `python -m benchmarks.translations` makes 1,500."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Outcome]]:
    return compare(Tried(tmp_path_factory.mktemp("edits") / "site"), EDITS, seed=36)


@pytest.mark.parametrize("side", ["source", LANG])
def test_exactly_what_needs_it_is_flagged(
    outcomes: dict[str, dict[str, Outcome]], side: str
) -> None:
    wrong = {kind: one.wrong for kind, one in outcomes[side].items() if one.wrong}
    assert not wrong
    assert sum(one.exact for one in outcomes[side].values()) == EDITS


def test_what_a_change_means_is_told(outcomes: dict[str, dict[str, Outcome]]) -> None:
    found = outcomes["source"].values()
    meant = sum(one.meant for one in found)
    assert meant > EDITS
    assert sum(one.right for one in found) / meant >= 0.97


def test_what_is_expected_is_computed_without_kbgen() -> None:
    tree = ast.parse(Path(translation_edits.__file__).read_text("utf-8"))
    names = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert not [name for name in names if name and name.startswith(("kbgen", "tests"))]
