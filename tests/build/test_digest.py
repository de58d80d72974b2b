"""A key must contain all inputs of its result, and nothing that differs between equal inputs."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires

from hypothesis import given
from hypothesis import strategies as st

from kbgen.system.digest import LIBRARIES, canonical, digest
from tests.conftest import REPOSITORY

NOT_SEEN = frozenset(
    """
    certifi charset_normalizer click cobble colorama ftfy ghp_import idna importlib_metadata lazy_importer
    lxml mammoth markdown_it_py
    mdurl mkdocs_get_deps mkdocs_material_extensions packaging paginate platformdirs
    polib python_dateutil requests rich six tzdata urllib3 watchdog wcwidth zipp
    """.split()
)
"""Libraries that no byte of a site depends on."""


def needed(name: str, found: set[str]) -> set[str]:
    """Add a library and all that it needs."""
    key = re.sub(r"[-_.]+", "_", name).lower()
    if key not in found:
        try:
            listed = requires(name) or []
        except PackageNotFoundError:  # for another system
            return found
        found.add(key)
        for line in listed:
            if "extra ==" not in line and (match := re.match(r"[\w.-]+", line)):
                needed(match[0], found)
    return found


def dependencies() -> set[str]:
    """Return kbgen, what pyproject.toml says that it needs, and what that needs."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    found = {"kbgen"}
    for line in project["dependencies"]:
        needed(re.split(r"[^\w.-]", line, maxsplit=1)[0], found)
    return found


def test_every_library_of_kbgen_is_known() -> None:
    """A new dependency: can it make a page differ? Then it belongs to LIBRARIES."""
    assert dependencies() <= LIBRARIES | NOT_SEEN


@given(st.lists(st.text()), st.lists(st.text()))
def test_different_parts_have_different_digests(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.frozensets(st.text()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(PLAIN, PLAIN)
def test_different_data_is_written_differently(one: object, other: object) -> None:
    same = repr(one) == repr(other) if not _has_sets(one, other) else one == other
    assert (canonical(one) == canonical(other)) == same or one == other


def _has_sets(*values: object) -> bool:
    return any("frozenset" in repr(value) for value in values)


@given(st.frozensets(st.text(), min_size=2))
def test_sets_are_written_in_one_order(words: frozenset[str]) -> None:
    assert canonical(frozenset(sorted(words))) == canonical(frozenset(sorted(words, reverse=True)))
