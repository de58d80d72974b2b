"""Names are the field's: no metaphor of ours in an identifier, no two classes of one name."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "kbgen").rglob("*.py"))
TESTS = sorted(file for folder in ("tests", "benchmarks") for file in (ROOT / folder).rglob("*.py"))
METAPHORS = frozenset(
    """
    dress dressed elsewhere faces frame leaf leaves looked looks lost newcomers odd plant press recall
    recalled said say saying settled shelf shelved speak speaker stands strange swift tell teller tells
    told trouble voice way welcome wish wishes
    """.split()  # a table to read
)
ALLOWED = {
    "tb_frame": "Python's name",
    "FrameType": "Python's name",
    "has_faces": "faces of a font, as in CSS's @font-face; custom templates read it",
}
ALLOWED_IN_TESTS = ALLOWED | {
    "press": "a key is pressed, in Playwright",
    "max_leaves": "Hypothesis's name",
    "FACES": "faces of a font",
    "RecallMeta": "the recall of a product",
    "check_recall": "the recall of a product",
    "recall": "the recall of a product",
    "NOTICE_OF_RECALL": "the recall of a product",
}


def identifiers(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Name():
                yield node.id
            case ast.Attribute():
                yield node.attr
            case ast.arg() | ast.keyword():
                yield node.arg or ""
            case ast.alias():
                yield node.asname or node.name.rpartition(".")[2]


def words(identifier: str) -> set[str]:
    """Return the words of a name: `_lostPage` → lost, page."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_identifiers_are_the_fields(file: Path) -> None:
    named = set(identifiers(ast.parse(file.read_text("utf-8")))) | {file.stem}
    assert {name for name in named - ALLOWED.keys() if words(name) & METAPHORS} == set()


@pytest.mark.parametrize("file", TESTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_identifiers_of_tests_are_plain(file: Path) -> None:
    # A test's own name is a sentence.
    named = set(identifiers(ast.parse(file.read_text("utf-8"))))
    named = {name for name in named if not name.startswith("test_")} - ALLOWED_IN_TESTS.keys()
    assert {name for name in named if words(name) & METAPHORS} == set()


def test_what_is_allowed_is_used() -> None:
    named = {name for file in FILES for name in identifiers(ast.parse(file.read_text("utf-8")))}
    assert ALLOWED.keys() <= named


def test_no_two_classes_have_one_name() -> None:
    found = defaultdict(list)
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(str(file.relative_to(ROOT)))
    assert {name: files for name, files in found.items() if len(files) > 1} == {}
