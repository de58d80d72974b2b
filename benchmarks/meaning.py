"""What `check` notices of sentences whose meaning was changed, and whether it blames right ones.

    python -m benchmarks.meaning [GROUP] [--list]

The sentences lie in tests/meaning/sentences: written by native readers who had not seen a rule. Of
those that were changed it counts, by group, contradictions, doubts, and what passes for the same;
of right translations, the same by language. --list shows what passes, and what is blamed.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kbgen.meaning.compare import BlockText, differences
from kbgen.model.locale import ENGLISH

FOLDER = Path(__file__).parent.parent / "tests/meaning/sentences"
LANGS = ("ur", "ar", "hi")
VERDICTS = ("contradiction", "doubt", "same")


class Changed(NamedTuple):
    """A sentence, its right translation, and one after which the customer is told another thing."""

    id: str
    group: str
    kind: str
    source: str
    right: str
    changed: str


class Right(NamedTuple):
    """A sentence and a right translation, plain or free."""

    id: str
    style: str
    source: str
    translation: str


@cache
def changed_sentences(lang: str) -> tuple[Changed, ...]:
    return tuple(Changed(*row) for row in _rows(lang, "changed"))


@cache
def right_sentences(lang: str) -> tuple[Right, ...]:
    return tuple(Right(*row) for row in _rows(lang, "right"))


def _rows(lang: str, name: str) -> Iterator[list[str]]:
    with (FOLDER / f"{lang}-{name}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def verdict(source: str, translation: str, lang: str) -> str:
    """Return the gravest verdict on a translation from English, "same" if nothing is found."""
    found = differences(BlockText(source, ENGLISH), BlockText(translation, lang))
    return min((one.verdict for one in found), default="same")


def count_changed() -> Mapping[str, Counter[str]]:
    """Return group → how many of the changed sentences got each verdict."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for lang in LANGS:
        for one in changed_sentences(lang):
            counts[one.group][verdict(one.source, one.changed, lang)] += 1
    return counts


def count_right() -> Mapping[str, Counter[str]]:
    """Return language and style, or "before the change", → how many right ones got each verdict."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for lang in LANGS:
        for right in right_sentences(lang):
            style = "plain" if right.style == "plain" else "free"
            counts[f"{lang} {style}"][verdict(right.source, right.translation, lang)] += 1
        for one in changed_sentences(lang):
            counts[f"{lang} before the change"][verdict(one.source, one.right, lang)] += 1
    return counts


def _list(group: str) -> None:
    for lang in LANGS:
        for one in changed_sentences(lang):
            if group not in ("", one.group):
                continue
            if verdict(one.source, one.changed, lang) == "same":
                print(f"passes   {one.id} {one.group}: {one.source} | {one.changed}")
            if (found := verdict(one.source, one.right, lang)) != "same":
                print(f"{found} {one.id} {one.group}: {one.source} | {one.right}")
        for right in () if group else right_sentences(lang):
            if (found := verdict(right.source, right.translation, lang)) != "same":
                print(f"{found} {right.id} {right.style}: {right.source} | {right.translation}")


def _print(title: str, counts: Mapping[str, Counter[str]]) -> None:
    print(f"{title:24}{'':>6}" + "".join(f"{name:>16}" for name in VERDICTS))
    for name in sorted(counts):
        total = counts[name].total()
        cells = (
            f"{counts[name][one]:5} {100 * counts[name][one] / total:6.1f} %" for one in VERDICTS
        )
        print(f"{name:24}{total:6}" + "".join(f"{cell:>16}" for cell in cells))


def main(arguments: list[str]) -> None:
    group = next((one for one in arguments if not one.startswith("-")), "")
    if "--list" in arguments:
        _list(group)
    _print("changed", count_changed())
    _print("right", count_right())


if __name__ == "__main__":
    main(sys.argv[1:])
