"""The house holds: imports point downwards, in no circle, and MkDocs stays behind one door."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "kbgen"
LAYERS: tuple[tuple[str, ...], ...] = (
    ("model", "resources"),
    ("errors",),
    ("system",),
    ("languages", "options"),
    ("facts", "kinds"),
    ("meaning",),
    ("markdown",),
    ("translations",),
    ("source", "resolve", "checks", "verify", "report"),
    (
        "importing",
        "judge",
        "migrating",
        "moving",
    ),  # what they write, or are asked about, is checked
    ("output",),
    ("views", "publish", "learning"),
    ("build",),
    ("serve",),
    ("mkdocs",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""From below: a package uses those of the layers beneath its own, and none of its own layer."""
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
MKDOCS = {"mkdocs", "properdocs", "mkdocs_static_i18n", "material"}
ENTRANCES = ("kbgen.__main__", "kbgen.mkdocs.plugin")


@cache
def modules() -> dict[str, Path]:
    """Return the files of all modules by their names, packages' own included."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


@cache
def imports(module: str) -> frozenset[str]:
    """Return the modules that a module imports, those for types and within functions too."""
    return frozenset(_imports(modules()[module]))


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{name.name}" for name in node.names}
            yield from names & modules().keys() or {node.module}


def part_of(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]


def own(module: str) -> list[str]:
    return sorted(name for name in imports(module) if name.startswith("kbgen."))


def test_every_part_of_the_package_has_a_layer() -> None:
    assert {part_of(module) for module in modules()} - {""} <= RANK.keys()


@pytest.mark.parametrize("module", sorted(modules()))
def test_imports_point_downwards(module: str) -> None:
    part = part_of(module)
    for name in own(module):
        if part_of(name) != part:
            assert RANK[part_of(name)] < RANK[part], f"{module} imports {name}"


def test_there_is_no_knot() -> None:
    graph = {name: own(name) for name in modules()}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as problem:
        pytest.fail(" → ".join(problem.args[1]))


def test_every_module_is_reached_from_an_entrance() -> None:
    reached: set[str] = set()
    waiting = list(ENTRANCES)
    while waiting:
        module = waiting.pop()
        if module in modules() and module not in reached:
            reached.add(module)
            waiting += [*imports(module), module.rpartition(".")[0]]
    assert modules().keys() - reached == set()


@pytest.mark.parametrize("module", sorted(modules()))
def test_only_one_package_knows_mkdocs(module: str) -> None:
    if part_of(module) != "mkdocs":
        assert not _libraries(module) & MKDOCS


def _libraries(module: str) -> set[str]:
    return {name.split(".")[0] for name in imports(module)}


@pytest.mark.parametrize("module", [m for m in sorted(modules()) if part_of(m) == "model"])
def test_the_model_needs_nothing_but_the_standard_library_and_pydantic(module: str) -> None:
    assert _libraries(module) <= {*sys.stdlib_module_names, "pydantic", "kbgen"}
