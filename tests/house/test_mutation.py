"""The tool that changes kbgen: what it changes, and that a changed function is the one that runs."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path

import pytest

from tests.mutation.operators import mutations
from tests.mutation.trial import loaded_functions, put

# What stands in a file → what is tried in its place.
CHANGES = {
    "x = a == b": {"x = a != b"},
    "x = a < b": {"x = a <= b"},
    "x = a not in b": {"x = a in b"},
    "x = a + 1": {"x = (a - 1)", "x = a + (2)"},
    "x = a and b": {"x = a or b"},
    "x = not a": {"x = a"},
    "x = a if b else c": {"x = a if (not b) else c"},
    "x = [a for a in b if c]": {"x = [a for a in b if (not c)]"},
    "x = True": {"x = (False)"},
    "x = 'a'": {"x = ('aXX')"},
    "x = f'{a}b'": set[str](),
    "x = 'a sentence'": set[str](),
    "x: int = 3": {"x: int = (4)"},
    "x.y = a": {"pass"},
    "f(a)": {"pass"},
    "'a docstring'": set[str](),
    "if a: f()": {"if (not a): f()", "if a: pass"},
    "if a == b: x = c": {"if (a != b): x = c"},
    "def f(a: int = 1) -> int:\n    return a": {
        "def f(a: int = (2)) -> int:\n    return a",
        "def f(a: int = 1) -> int:\n    return None",
    },
    "for a in b:\n    continue": {"for a in b:\n    break"},
    "if TYPE_CHECKING:\n    import a": set[str](),
    "T = TypeVar('T')": set[str](),
    "x = 'ہے' == a": {"x = ('ہے' != a)", "x = ('ہےXX') == a"},
}


@pytest.mark.parametrize("source", CHANGES)
def test_what_is_changed(source: str) -> None:
    found = {one.apply(source.encode()).decode() for one in mutations("a.py", source.encode())}
    assert set(map(bare, found)) == set(map(bare, CHANGES[source]))


def bare(source: str) -> str:
    """Return a program as Python reads it: without the brackets that change nothing."""
    return ast.unparse(ast.parse(source))


PROGRAM = """\
from functools import cache


def outer(number):
    def inner():
        return number + 1

    return inner


kept = outer(1)
odd = [number for number in range(9) if number % 2]


@cache
def twice(number):
    return number * 2


class Account:
    limit = 5

    @property
    def left(self):
        return self.limit - 2
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("number + 1", "number - 1", (0, 4, 3)),
        ("number * 2", "number // 2", (2, 1, 3)),
        ("limit - 2", "limit + 2", (2, 4, 7)),
        ("kept", "kept", (2, 4, 3)),
    ],
)
def test_a_loaded_program_runs_what_was_changed(
    old: str, new: str, expected: tuple[int, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "accounts.py"
    file.write_text(PROGRAM, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "accounts", raising=False)
    accounts = importlib.import_module("accounts")
    functions = loaded_functions()[str(file)]
    assert put(file, PROGRAM.encode(), PROGRAM.replace(old, new).encode(), functions)
    assert (accounts.kept(), accounts.twice(2), accounts.Account().left) == expected
    monkeypatch.delitem(sys.modules, "accounts")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("limit = 5", "limit = 6"),
        ("outer(1)", "outer(2)"),
        ("range(9)", "range(8)"),
        ("% 2", "% 3"),
    ],
)
def test_what_runs_as_a_module_is_imported_has_to_be_imported_anew(
    old: str, new: str, tmp_path: Path
) -> None:
    file = tmp_path / "accounts.py"
    assert not put(file, PROGRAM.encode(), PROGRAM.replace(old, new).encode(), ())
