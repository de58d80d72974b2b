"""What days.tsv holds: which days, times and places of a translation are those of its source."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kbgen.meaning.equivalence import unmatched
from kbgen.meaning.extract import extract

with (Path(__file__).parent / "days.tsv").open(encoding="utf-8", newline="") as _file:
    ROWS = [tuple(row.values()) for row in csv.DictReader(_file, delimiter="\t")]


@pytest.mark.parametrize(("lang", "source", "translation", "same"), ROWS)
def test_days_and_names_are_compared(lang: str, source: str, translation: str, same: str) -> None:
    left = unmatched(extract(source, "en"), extract(translation, lang))
    assert ("no" if any(left) else "yes") == same, left
