"""Doubts as text for the person who settles them: a text and its translation beside each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import click

from kbgen.languages.language import language
from kbgen.model.doubt import Doubt, pieces_of
from kbgen.model.finding import ComparedText
from kbgen.model.findings import label_of

OPEN, CLOSE = "»", "«"
"""What stands around a marked part, for those who see no colours."""
_FSI, _PDI = "\u2068", "\u2069"
_NARROWEST = 100
"""The width in columns from which both texts stand side by side."""
_GAP = "   "
_COLOURS = {"error": "red", "warning": "yellow", "doubt": "cyan"}


def doubt_text(doubt: Doubt, width: int = 80) -> str:
    """Return a doubt for a terminal: where it is, both texts, and what was found.

    Each line of text is isolated, so that text from right to left does not move what is beside it.
    """
    compared = doubt.compared
    texts = compared.source, compared.translation
    place = click.style(compared.address, bold=True)
    lines = [f"{place}  {_name(texts[0])} → {_name(texts[1])}  ({compared.translation.span})"]
    if width >= _NARROWEST:
        column = (width - len(_GAP)) // 2
        sides = (_lines(text, column) for text in texts)
        for left, right in zip_longest(*sides, fillvalue=""):
            lines.append(f"{left}{' ' * (column - _width(left))}{_GAP}{right}".rstrip())
    else:
        for text in texts:
            lines += [click.style(_name(text), dim=True), *_lines(text, width)]
    for finding in doubt.findings:
        label = label_of(finding)
        lines.append(f"{click.style(label, fg=_COLOURS[label], bold=True)} {finding.message}")
    if compared.opinion:
        lines.append(compared.opinion)
    return "\n".join(lines)


def listed_doubts(doubts: Sequence[Doubt], width: int = 80) -> str:
    """Return all doubts as text, with an empty line between two."""
    return "\n\n".join(doubt_text(doubt, width) for doubt in doubts)


def _name(text: ComparedText) -> str:
    return language(text.lang).name


def _lines(text: ComparedText, width: int) -> list[str]:
    """Return a text in lines of at most `width` columns, isolated, its marked parts coloured."""
    lines: list[list[tuple[str, bool]]] = [[]]
    used = 0
    for word, is_marked in _words(text):
        size = _width(word)
        if word == "\n" or (used and used + size > width - 2 and not word.isspace()):
            lines.append([])
            used = 0
        if word != "\n" and (used or not word.isspace()):
            lines[-1].append((word, is_marked))
            used += size
    return [_line(line) for line in lines if line]


def _line(line: Sequence[tuple[str, bool]]) -> str:
    parts = [click.style(word, fg="yellow", bold=True) if marked else word for word, marked in line]
    return f"{_FSI}{''.join(parts).rstrip()}{_PDI}"


def _words(text: ComparedText) -> Iterator[tuple[str, bool]]:
    """Yield words, spaces and ends of lines, and whether they are marked."""
    for piece, is_marked in pieces_of(text):
        yield from _split(f"{OPEN}{piece}{CLOSE}" if is_marked else piece, is_marked)


def _split(text: str, is_marked: bool) -> Iterator[tuple[str, bool]]:
    word = ""
    for char in text.replace("\t", " "):
        if char in " \n":
            if word:
                yield word, is_marked
            yield char, is_marked
            word = ""
        else:
            word += char
    if word:
        yield word, is_marked


def _width(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    plain = click.unstyle(text)
    return sum(
        0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1 + _is_wide(char)
        for char in plain
    )


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
