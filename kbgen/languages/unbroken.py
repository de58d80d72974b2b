"""Finds units that must not be broken over two lines: a number with its unit, a code, a phone.

Lines break at spaces and after hyphens and dashes (UAX #14); text without these is never broken.
Long units may break, so that they fit on a narrow screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kbgen.languages.digits import decimals, groups, percents
from kbgen.languages.marks import marks

LONGEST = 24
"""The most characters of a unit that is kept on one line."""

Span = tuple[int, int]

_SPACE = "[ \u00a0\u202f\u2009\n]"
_MONEY = "[$¢£¤¥\u20a0-\u20cf]"
_SEPARATORS = f"{decimals()}{groups()}"
_DIGITS = rf"[+(]{{0,2}}\d[\d{_SEPARATORS}:()/]{{0,24}}"
_MARK = f"[{marks()}\u200c\u200d]"  # \w knows no vowel signs
_LETTER = rf"[^\W\d_]{_MARK}{{0,3}}"
_WORD = rf"(?:{_LETTER}(?:\.{_LETTER}){{1,3}}\.?|(?:{_LETTER}){{1,12}})(?![^\W_]|{_MARK}|[-’'])"
_MORE = rf"{_SPACE}?[-–—×]{_SPACE}?{_MONEY}?{_DIGITS}|{_SPACE}\d[\d(),.]*"
_AMOUNT = re.compile(
    rf"""(?<![^\W_]) (?P<money>(?:[A-Z]{{2,3}}|Rs\.?|{_MONEY}){_SPACE}?)?
    (?P<number>{_DIGITS}) (?P<more>(?:{_MORE})*)
    (?:{_SPACE}?[{percents()}])?""",
    re.VERBOSE,
)
_UNIT = re.compile(rf"{_SPACE}{_WORD}")
_GROUPS = re.compile(rf"{_SPACE}\d")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_CODE = re.compile(r"(?<![\w-])\w{1,12}(?:-\w{1,12}){1,4}(?![\w-])")
_PART = re.compile(r"-[A-Z0-9]")
_BREAKS = re.compile(r"[^\S\u00a0\u202f]|[–—/-]")
_HAS_DIGIT = re.compile(r"\d")
_HAS_SPACE = re.compile(r"\s")
_ENDS = f"{_SEPARATORS}:;/("


def find_units(text: str, runs: Sequence[Span] = ()) -> list[Span]:
    """Return the units of a text in order; `runs` are its isolates in order.

    A unit contains whole runs, or lies within one run, or outside of all.

    >>> [text[a:b] for text in ["Within 24 hours of NH-KT20"] for a, b in find_units(text)]
    ['24 hours', 'NH-KT20']
    """
    if not runs and not _HAS_DIGIT.search(text) and "-" not in text:
        return []
    found = [run for run in runs if _is_short_unit(text[run[0] : run[1]])]
    others = sorted([*_amounts(text), *_codes(text)])
    return _apart([*found, *_uncut(others, runs)])


def _is_short_unit(text: str) -> bool:
    if len(text) > LONGEST or not _BREAKS.search(text):
        return False
    return bool(_HAS_DIGIT.search(text)) or not _HAS_SPACE.search(text)


def _amounts(text: str) -> Iterator[Span]:
    for match in _AMOUNT.finditer(text):
        start, end = match.span()
        while end > match.start("number") and text[end - 1] in _ENDS:
            end -= 1
        is_one = not match["money"] and match["number"][0] != "+"
        if is_one and not _GROUPS.match(match["more"]) and not _YEAR.fullmatch(text, start, end):
            unit = _UNIT.match(text, end)
            end = unit.end() if unit and unit.end() - start <= LONGEST else end
        if end - start <= LONGEST and _BREAKS.search(text, start, end):
            yield start, end


def _codes(text: str) -> Iterator[Span]:
    if "-" in text:
        for match in _CODE.finditer(text):
            if len(match[0]) <= LONGEST and _PART.search(match[0]):
                yield match.span()


def _uncut(spans: Sequence[Span], runs: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans, in order, that cut no run."""
    at = 0
    for start, end in spans:
        while at < len(runs) and runs[at][1] <= start:
            at += 1
        touching = [run for run in runs[at : at + LONGEST] if run[0] < end]
        is_within = touching and touching[0][0] <= start and end <= touching[0][1]
        if is_within or all(start <= run[0] and run[1] <= end for run in touching):
            yield start, end


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Return spans in order; of two overlapping ones, only the longer."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if kept and span[0] < kept[-1][1]:
            if span[1] - span[0] > kept[-1][1] - kept[-1][0] and span[0] <= kept[-1][0]:
                kept[-1] = span
            continue
        kept.append(span)
    return kept
