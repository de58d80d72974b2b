"""What a translation states otherwise than its source, in pairs of sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.languages.language import shared_opposites
from kbgen.meaning.compare import BlockText, differences

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "comparisons.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
OF_WORDS = {"limits", "relation", "polarity", "duty", "scope", "states"}


def compared(source: str, translation: str, lang: str) -> set[tuple[str, str]]:
    found = differences(BlockText(source, "en"), BlockText(translation, lang))
    return {(one.group, one.verdict) for one in found if one.group in OF_WORDS}


@pytest.mark.parametrize(("lang", "expected", "source", "translation"), PAIRS)
def test_pairs(lang: str, expected: str, source: str, translation: str) -> None:
    groups = {group for group, _ in compared(source, translation, lang)}
    if expected == "same":
        assert not groups
    else:
        assert expected in groups


@pytest.mark.parametrize(
    "row", [row for row in shared_opposites().equal if row[2:]], ids=lambda row: " = ".join(row[:2])
)
def test_examples_of_equal_words_say_the_same(row: tuple[str, ...]) -> None:
    source, translation = (BlockText(*example.split(": ", 1)[::-1]) for example in row[2:])
    assert not [one for one in differences(source, translation) if one.group in OF_WORDS]
