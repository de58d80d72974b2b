"""The catalogue of findings agrees with the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from kbgen.model.findings import CATALOGUE, CRITICAL, INVALID_RECORD, OTHER_BLOCKS

PACKAGE = Path(__file__).parents[2] / "kbgen"
CODE = re.compile(r"KB\d{3}")
SEVERITIES = {"error": {"error"}, "warning": {"warning"}}


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        if file.name != "findings.py":
            yield file, ast.parse(file.read_text("utf-8"))


def _names(tree: ast.Module) -> dict[str, str]:
    """Return the names that a module imports from the catalogue, with their codes."""
    catalogue = vars(__import__("kbgen.model.findings", fromlist=["*"]))
    return {
        alias.name: catalogue[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "kbgen.model.findings"
        for alias in node.names
        if isinstance(catalogue[alias.name], str)
    }


def _reported() -> Iterator[tuple[str, str]]:
    """Yield each code that the program reports, with the name of the function that is given it."""
    for _, tree in _trees():
        names = _names(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                code = first.value if isinstance(first, ast.Constant) else ""
                code = names.get(first.id, "") if isinstance(first, ast.Name) else code
                if CODE.fullmatch(str(code)):
                    yield str(code), node.func.id


def _literals() -> Iterator[str]:
    """Yield each code that stands in the program as a text of its own, or by its name."""
    for _, tree in _trees():
        yield from _names(tree).values()
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and CODE.fullmatch(str(node.value)):
                yield str(node.value)


def test_every_code_of_the_program_is_in_the_catalogue_and_the_other_way_round() -> None:
    assert set(_literals()) == set(CATALOGUE)


def test_every_code_that_a_text_of_the_program_names_is_in_the_catalogue() -> None:
    named = {code for file, _ in _trees() for code in CODE.findall(file.read_text("utf-8"))}
    assert named <= set(CATALOGUE)


def test_the_severity_of_a_finding_is_the_one_of_the_catalogue() -> None:
    for code, function in _reported():
        kind = CATALOGUE[code]
        known = {severity.value for severity in (kind.severity, kind.also) if severity}
        assert SEVERITIES.get(function, known) <= known, f"{code} is reported by {function}()"


def test_a_code_with_two_severities_is_reported_with_both() -> None:
    """One severity in the catalogue would be right for the others."""
    reported: dict[str, set[str]] = {}
    for code, function in _reported():
        reported.setdefault(code, set()).add(function)
    # Warnings to a build, blocks, of which errors are made in `checks.structure`, dead links of sites
    # that have not begun with facts, the notes of `checks.pasted` and bars.
    for code in (INVALID_RECORD, CRITICAL, OTHER_BLOCKS, "KB130", "KB302", "KB434", "KB439"):
        reported[code] = {"error", "warning"}
    for code, functions in reported.items():
        is_double = functions >= {"error", "warning"} or not functions <= {"error", "warning"}
        assert (CATALOGUE[code].also is not None) == is_double, f"{code}: {functions}"


def test_codes_titles_and_names_are_each_there_once() -> None:
    kinds = CATALOGUE.values()
    assert len({kind.title for kind in kinds}) == len(kinds)
    assert len({kind.name for kind in kinds}) == len(kinds)
    assert list(CATALOGUE) == sorted(CATALOGUE)
