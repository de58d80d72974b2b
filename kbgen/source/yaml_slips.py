"""Finds the one slip behind a text that cannot be read: a tab, an open quote, another colon …

Each slip is a line as it was probably meant. It counts only if the text can then be read, or read
further than before; so a text without mistakes is never blamed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from kbgen.model.message import Message, msg, msgn
from kbgen.source.brackets import closed

_FARTHEST = 60
"""How many lines above the place where reading ends a slip is looked for."""
_NAME = r"(?P<start>[ ]*(?:-[ ]+)*)(?P<name>[^\W\d][\w .-]*?)"
_TIGHT = re.compile(rf"{_NAME}:(?P<value>[^\s/:].*)$")
_OTHER_COLON = re.compile(rf"{_NAME}[ ]?(?P<sign>[^\x00-\x7f\w\s])[ ]*(?P<value>.*)$")
_VALUE = re.compile(rf"{_NAME}:[ ]+(?P<value>\S.*?)[ ]*$")
_SPACES = re.compile(r"\s*")
_QUOTED = re.compile(r"""(?P<quote>["'])(?P<text>.*)(?P=quote)\Z""")


@dataclass(frozen=True)
class YamlSlip:
    """What is wrong in a line, by its number and column from 0; `new` is the line as meant."""

    line: int
    column: int
    what: Message
    hint: Message
    new: str


def find_slip(problem: yaml.MarkedYAMLError, text: str, loader: Any) -> YamlSlip | None:
    """Return the slip that keeps a text from being read; None if none is sure."""
    mark, context = problem.problem_mark, problem.context_mark
    if mark is None:
        return None
    lines = text.split("\n")
    last = min(mark.line, len(lines) - 1)
    if slip := _tab(lines, last, mark.column if last == mark.line else 0, loader):
        return slip
    opened = min(context.line, last) if context else last
    first = max(0, min(opened, last - _FARTHEST))
    for number in [last, opened, *range(last - 1, first - 1, -1)]:
        for slip in _slips(lines, number):
            if _is_read_further(lines, slip, loader):
                return slip
    return None


def _slips(lines: Sequence[str], number: int) -> Iterator[YamlSlip]:
    for find in _FINDERS:
        yield from find(lines[number], number)


def _reach(text: str, loader: Any) -> float:
    """Return the line in which reading a text ends; infinite if it can be read."""
    try:
        yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as problem:
        return problem.problem_mark.line if problem.problem_mark else 0
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        return 0
    return float("inf")


def _is_read_further(lines: Sequence[str], slip: YamlSlip, loader: Any) -> bool:
    mended = [*lines[: slip.line], slip.new, *lines[slip.line + 1 :]]
    before, after = _reach("\n".join(lines), loader), _reach("\n".join(mended), loader)
    return after > max(before, slip.line)


def _tab(lines: Sequence[str], number: int, column: int, loader: Any) -> YamlSlip | None:
    """Return the tab that begins a line, or that stands where reading ends."""
    line = lines[number]
    found = _SPACES.match(line)
    indent = found.group() if found else ""
    if "\t" not in indent:
        if line[column : column + 1] != "\t":
            return None
        what = msg("a tab stands here; this file allows only spaces")
        rest = line[column:].lstrip("\t ")
        new = f"{line[:column]} {rest}"
        return YamlSlip(number, column, what, msg("delete the tab and type a space"), new)
    at, rest = indent.index("\t"), line[len(indent) :]
    what = msg("this line begins with a tab; this file allows only spaces")
    if not rest:
        return YamlSlip(number, at, what, msg("delete this line; nothing stands in it"), "")
    tried = [YamlSlip(number, at, what, *mend) for mend in _indents(lines, number, rest)]
    good = (slip for slip in tried if _is_read_further(lines, slip, loader))
    return next(good, tried[0])


def _indents(lines: Sequence[str], number: int, rest: str) -> Iterator[tuple[Message, str]]:
    """Yield (hint, line) for a line that began with a tab: below the one above it, or beside it."""
    above = next((line for line in reversed(lines[:number]) if line.strip()), "")
    outer = len(above) - len(above.lstrip())
    if not rest.startswith("-"):
        outer = len(above) - len(above.lstrip(" -"))
    begins = above.rstrip().endswith((":", ": |", ": >", "[", "{", ","))
    for width in (outer + 2, outer) if begins else (outer, outer + 2):
        hint = msg("delete the tab and type %(count)d spaces", count=width)
        if width == 2:
            hint = msg("delete the tab and type two spaces")
        if width == 0:
            hint = msg(
                "delete the tab, so that the line begins with '%(word)s'; if the line belongs to "
                "nothing, delete it",
                word=rest.split(" ")[0],
            )
        yield hint, " " * width + rest


def _write(new: str) -> Message:
    return msg("write %(line)s", line=new.strip())


def _invisible(line: str, number: int) -> Iterator[YamlSlip]:
    """Yield the line without what nobody sees, and with usual spaces in place of others."""
    if line.isascii():
        return
    kinds = [(char, unicodedata.category(char)) for char in line]
    at = next(
        (n for n, (c, kind) in enumerate(kinds) if kind == "Cf" or _is_unusual(c, kind)), None
    )
    if at is None:
        return
    new = "".join(" " if _is_unusual(c, kind) else c for c, kind in kinds if kind != "Cf")
    what = msg("this line has an invisible character, or a space that is no usual one")
    hint = msg("delete the line and type %(line)s", line=new.strip())
    begins = len(new) - len(new.lstrip())
    if begins and line[at + 1 :].lstrip().isascii():
        what = msg("the spaces at the beginning of this line are not usual ones")
        hint = msgn(
            "delete them, and press the space bar once",
            "delete them, and press the space bar %(count)d times",
            begins,
        )
    yield YamlSlip(number, at, what, hint, new)


def _is_unusual(char: str, kind: str) -> bool:
    return kind == "Zs" and char != " "


def _other_colon(line: str, number: int) -> Iterator[YamlSlip]:
    found = _OTHER_COLON.match(line)
    name = unicodedata.name(found["sign"], "") if found else ""
    if found and "COLON" in name:
        new = f"{found['start']}{found['name']}: {found['value']}".rstrip()
        what = msg(
            "the colon behind '%(name)s' is another one (%(sign)s), not the usual one",
            name=found["name"],
            sign=found["sign"],
        )
        yield YamlSlip(number, found.start("sign"), what, _write(new), new)


def _tight_colon(line: str, number: int) -> Iterator[YamlSlip]:
    if found := _TIGHT.match(line):
        new = f"{found['start']}{found['name']}: {found['value']}"
        what = msg("there is no space after the colon behind '%(name)s'", name=found["name"])
        yield YamlSlip(number, found.start("value"), what, _write(new), new)


def _other_comma(line: str, number: int) -> Iterator[YamlSlip]:
    commas = [n for n, char in enumerate(line) if _is_other_comma(char)]
    if commas:
        what = msg("this comma is another one (%(sign)s), not the usual one", sign=line[commas[0]])
        new = "".join("," if _is_other_comma(char) else char for char in line)
        yield YamlSlip(number, commas[0], what, _write(new), new)


def _is_other_comma(char: str) -> bool:
    name = "" if char.isascii() else unicodedata.name(char, "")
    return "COMMA" in name and "QUOTATION" not in name


_OPEN = {
    '"': msg('the quotation mark " that begins here has no other one at its end'),
    "'": msg("the quotation mark ' that begins here has no other one at its end"),
    "{": msg("the brace { that begins here is not closed"),
    "[": msg("the bracket [ that begins here is not closed"),
    "}": msg("this brace } closes nothing"),
    "]": msg("this bracket ] closes nothing"),
}


def _unclosed(line: str, number: int) -> Iterator[YamlSlip]:
    for column, new in closed(line):
        yield YamlSlip(number, column, _OPEN[line[column]], _write(new), new)


def _quotes_within(line: str, number: int) -> Iterator[YamlSlip]:
    """Yield a text in quotes that has such a quote within, in the other ones."""
    found = _VALUE.match(line)
    quoted = _QUOTED.match(found["value"]) if found else None
    if not found or not quoted or quoted["quote"] not in quoted["text"]:
        return
    quote, inner = quoted["quote"], quoted["text"]
    other = "'" if quote == '"' else '"'
    if other in inner:
        return
    start = found.start("value")
    new = f"{line[:start]}{other}{inner}{other}"
    at = start + 1 + inner.index(quote)
    what = msg("the text ends at this %(quote)s, and more follows it", quote=quote)
    yield YamlSlip(number, at, what, _write(new), new)


def _colon_within(line: str, number: int) -> Iterator[YamlSlip]:
    found = _VALUE.match(line)
    value = found["value"] if found else ""
    if not found or value[0] in "\"'[{|>&*!%@`" or not re.search(r":(?=\s|$)", value):
        return
    start = found.start("value")
    quoted = f"'{value}'" if '"' in value else f'"{value}"'
    if '"' in value and "'" in value:
        return
    new = f"{line[:start]}{quoted}"
    what = msg("this text has a colon of its own, so it needs quotes")
    yield YamlSlip(number, start + value.index(":"), what, _write(new), new)


_FINDERS: tuple[Callable[[str, int], Iterator[YamlSlip]], ...] = (
    _invisible,
    _other_colon,
    _tight_colon,
    _other_comma,
    _unclosed,
    _quotes_within,
    _colon_within,
)
