"""Sites of others say the same with kbgen as MkDocs lets them say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.other_sites import FEW, MANY, Shape, page_texts, write_shape
from tests.sites import Project

SHAPES = {
    "falls back": Shape(count=10),
    "twelve languages, own names, no fallback": Shape(MANY, False, True, 5),
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_page_says_the_same(tmp_path: Path, name: str) -> None:
    shape = SHAPES[name]
    write_shape(tmp_path, shape)
    site = Project(tmp_path).build()
    plain = tmp_path / "plain"
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "plain.yml", "-d", str(plain)]
    subprocess.run(mkdocs, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    expected, found = page_texts(plain), page_texts(site)
    assert len(expected) == len(shape.langs) * shape.count
    assert sorted(expected.keys() - found.keys()) == []
    wrong = {p: (text, found[p]) for p, text in expected.items() if not says(p, found[p], text)}
    assert wrong == {}


def says(page: str, found: str, text: str) -> bool:
    """Tell whether a page says a text; a home page has lists and the search between its parts."""
    if page in ("", *MANY, *FEW):
        rest = iter(found.split())
        return all(word in rest for word in text.split())
    return text in found
