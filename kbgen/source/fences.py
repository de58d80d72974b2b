"""Finds lines that were meant as the `---` around front matter, and are written otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from kbgen.kinds import models
from kbgen.model.message import Message, msg

FENCE = re.compile(r"-{3,}[ \t]*$")
_DASHES = "-‐‑‒–—―−_*=+~."
_NEARLY = re.compile(rf"[ \t]*(?:(?:[{_DASHES}][ \t]?){{2,}}|`{{3,}}\w*|~{{3,}}\w*)[ \t]*$")
_ENDS = re.compile(
    rf"[ \t]*(?:(?:[{_DASHES}][ \t]?){{2,}}|[–—―−])[ \t]*$|-{{3,}}[ \t]+(?P<text>\S.*)$"
)
_KEY = re.compile(r"[ \t]*(?P<name>[A-Za-z]\w*)[ \t]*[:：=]")
_OF_YAML = re.compile(r"[ \t]|$|#(?!#)|-[ \t]|[\]})]|[\"']?[\w. -]+[\"']?[:：]")
_SCALAR = ("|", ">", "|-", ">-", "|+", ">+")
"""How the line above a text of several lines ends."""
_SURE = frozenset(("title", "description", "keywords"))
_FARTHEST = 60
"""In how many lines front matter ends, where it must be told from text."""
_FEW = 3
"""How many words a line of YAML may have that is no field."""
_ABOVE = 12
"""In how many lines it begins."""
NO_END = msg("the front matter that starts in line 1 has no closing '---'")
BEGIN = msg("write three hyphens, ---, alone in the very first line")
END = msg("add a line --- below this one, which is its last field")
_AGAIN = msg("delete the whole line and type --- again")
ALONE = msg("write three hyphens, ---, alone in this line and from its first column")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line, by its number from 0; `is_line` if `---` is all it lacks."""

    line: int
    what: Message
    hint: Message
    is_line: bool = False


PLAIN_FIELDS = msg("this looks like a field of front matter, and would be published as text")
"""What is wrong with fields without any `---`, unless they are taken as MkDocs takes them."""


def wrong_begin(lines: Sequence[str]) -> Fault | None:
    """Return what keeps front matter from beginning in the first line, if a text has any.

    >>> wrong_begin(["—-", "title: A", "---"]).line
    0
    >>> wrong_begin(["A rule", "", "---", "Text"])
    """
    if FENCE.match(lines[0]) and not _is_hidden_in(lines[0]):
        return None
    first = next((i for i, line in enumerate(lines) if _visible(line).strip()), 0)
    line = _visible(lines[first])
    if _is_field(lines, first + 1):
        what = msg("front matter begins with '---' in the very first column of the first line")
        is_hidden = FENCE.match(line.strip()) and line != lines[first]
        if is_hidden and not first:
            what = msg("an invisible character stands before '---' in the first line")
            return Fault(0, what, _AGAIN, is_line=True)
        if _NEARLY.match(line) and first:
            what = msg("nothing may stand above the first '---', not even a blank line")
            return Fault(first, what, msg("delete the blank line above it"))
        if FENCE.match(line.strip()):
            return Fault(0, what, msg("delete the spaces before it"), is_line=True)
        if _NEARLY.match(line):
            what = msg("'%(written)s' does not begin front matter", written=line.strip())
            return Fault(0, what, BEGIN, is_line=True)
    for number in range(1, min(len(lines), _ABOVE)):
        if FENCE.match(lines[number]) and _is_field(lines, number + 1) and _ends(lines, number):
            what = msg("front matter begins in the first line, and text stands above this '---'")
            hint = msg("move what stands above it below the second ---, or delete it")
            return Fault(number, what, hint)
    if _is_field(lines, 0):
        end = next((i for i, one in enumerate(lines[1:_FARTHEST], 1) if FENCE.match(one)), 0)
        if end and all(_OF_YAML.match(one) for one in lines[:end]):
            what = msg("the front matter has no first '---'")
            return Fault(0, what, msg("add a line --- above this one"))
        if _is_field(lines, 1) or (_name(lines[0]) in _SURE and not "".join(lines[1:2]).strip()):
            hint = msg("put a line --- above the fields, and another one below them")
            return Fault(0, PLAIN_FIELDS, hint)
    return None


def wrong_end(lines: Sequence[str], end: int | None) -> Fault | None:
    """Return what keeps front matter from ending before line `end`, in which a `---` stands."""
    last = len(lines) if end is None else end
    for number in range(1, last):
        line = _visible(lines[number])
        if lines[number - 1].rstrip().endswith(_SCALAR) or line.startswith((" " * 5, "\t")):
            continue
        found = _ENDS.match(line)
        if found and not (FENCE.match(line) and line == lines[number]):
            if line != lines[number]:
                what = msg("an invisible character in this line keeps '---' from being read")
                return Fault(number, what, _AGAIN, is_line=not found["text"])
            if FENCE.match(line.strip()):
                what = msg("spaces stand before this '---', so it does not end the front matter")
                return Fault(number, what, msg("delete the spaces before it"), is_line=True)
            what = msg(
                "'%(written)s' does not end the front matter that starts in line 1",
                written=line.strip()[:20],
            )
            return Fault(number, what, ALONE, is_line=not found["text"])
        is_text = not _OF_YAML.match(line) and (line.startswith("##") or len(line.split()) > _FEW)
        if is_text and number > 1 and not lines[number - 1].strip():
            return no_end(lines, number)
    return None


def no_end(lines: Sequence[str], number: int) -> Fault:
    """Return the fault of front matter without an end, whose last field stands above a line."""
    fields = [*takewhile(lambda n: _OF_YAML.match(lines[n]), range(1, number))]
    last = next((n for n in reversed(fields) if lines[n].strip()), 0)
    return Fault(last, NO_END, END)


def _ends(lines: Sequence[str], start: int) -> bool:
    return any(FENCE.match(line) for line in lines[start + 1 : start + _FARTHEST])


def _is_field(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line is a field that pages have."""
    return number < len(lines) and _name(lines[number]) in _fields()


def _name(line: str) -> str:
    found = _KEY.match(_visible(line))
    return found["name"].lower() if found else ""


@cache
def _fields() -> frozenset[str]:
    return frozenset(name for model in models().values() for name in model.model_fields)


def _visible(line: str) -> str:
    """Return a line without the characters that nobody sees.

    >>> _visible("\\u200b---")
    '---'
    """
    return line if line.isascii() else "".join(_shown(line))


def _shown(line: str) -> Iterator[str]:
    return (char for char in line if unicodedata.category(char) != "Cf")


def _is_hidden_in(line: str) -> bool:
    return _visible(line) != line
