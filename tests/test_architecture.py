"""The rings hold: cli → build → render → ring 1 → model, and ring 1 packages stay apart."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kbgen"
RING_1 = ("source", "resolve", "checks", "publish", "search", "report", "verify", "importing")
TOP = ("errors", "resources", "system")
ALLOWED: dict[str, set[str]] = {
    "model": {"model"},
    "languages": {"model", "languages"},
    **{name: {"model", "languages", "system", name} for name in RING_1},
    "system": {"system"},
    "errors": {"model"},
    "resources": set(),
    "revisions": {"errors"},
    "serve": {"model", "serve", "errors", "system"},
    "render": {"model", "languages", "render", "serve", "options", *RING_1, *TOP},
    "imports": {"model", "languages", "render", "source", "checks", "importing", "imports", *TOP},
    "options": {"system"},
    "unchanged": {"options", *TOP},
    "build": {"model", "render", "build", "options", "unchanged", *RING_1, *TOP},
    "shards": {"model", "render", "build", "options", *RING_1, *TOP},
    "cluster": {"model", "render", "build", "shards", "options", "unchanged", *RING_1, *TOP},
    "commands": {"model", "render", "build", "options", *RING_1, *TOP, "revisions"},
    "showing": {"build", "render", "serve"},
    "__main__": {"cli"},
    "cli": {
        *("model", "report", "verify", "importing", "imports", "build", "shards", "cluster"),
        "commands",
        "showing",
        *("options", "unchanged", "cli", *TOP),
    },
}
RENDERERS = {"mkdocs", "markdown", "jinja2", "mkdocs_static_i18n", "nh3", "material"}


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


def modules() -> list[Path]:
    return [f for f in sorted(PACKAGE.rglob("*.py")) if part_of(f) != "__init__"]


def test_every_part_of_the_package_has_a_ring() -> None:
    assert {part_of(file) for file in modules()} == set(ALLOWED)


@pytest.mark.parametrize("file", modules(), ids=lambda f: str(f.relative_to(PACKAGE)))
def test_imports_point_inwards(file: Path) -> None:
    for name in imports(file):
        if name.startswith("kbgen."):
            part = name.split(".")[1]
            assert part in ALLOWED[part_of(file)], f"{file.name} imports {name}"


@pytest.mark.parametrize("file", modules(), ids=lambda f: str(f.relative_to(PACKAGE)))
def test_only_render_knows_mkdocs(file: Path) -> None:
    if part_of(file) != "render":
        assert not {name.split(".")[0] for name in imports(file)} & RENDERERS


@pytest.mark.parametrize("file", sorted((PACKAGE / "model").glob("*.py")), ids=lambda f: f.name)
def test_the_model_needs_nothing_but_the_standard_library_and_pydantic(file: Path) -> None:
    allowed = {*sys.stdlib_module_names, "pydantic", "kbgen"}
    assert {name.split(".")[0] for name in imports(file)} <= allowed
