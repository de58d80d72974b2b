"""Where a text of the index has facts that differ by branch.

In a result, a reader who chose a branch gets this branch's words in their place, as on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kbgen.markdown.sections import replace_facts
from kbgen.model.markup import Node, Tag

# Noncharacters: no file contains them, and no isolated run crosses one. The number of a fact is
# written in 16 of them after the start of each, since pictures are no part of a text, with the
# facts in them.
_START, _END = "\ufdd5", "\ufdd6"
_DIGITS = {ord(digit): 0xFDDA + value for value, digit in enumerate("0123456789abcdef")}
_NUMBERS = {mark: chr(digit) for digit, mark in _DIGITS.items()}
_MARKED = re.compile(f"{_START}([\ufdda-\ufde9]+)([^{_START}{_END}]*){_END}")

Quoted = tuple[str, bool]
"""(id of a fact, whether it is quoted as a number without its unit)."""


@dataclass(frozen=True)
class VaryingPlace:
    """The stretch of a text that is a fact's value; `start` and `end` count characters."""

    start: int
    end: int
    fact: str
    is_number: bool = False


def mark_facts(
    nodes: Sequence[Node], lang: str, differs: Callable[[str], bool]
) -> tuple[list[Node], tuple[Quoted, ...]]:
    """Return HTML with marks around the facts that may differ, and these facts in order."""
    quoted: list[Quoted] = []

    def put(_: str, tag: Tag, inner: Sequence[Node]) -> Sequence[Node]:
        fact = tag.get("data-fact")
        if not differs(fact):
            return inner
        number = f"{len(quoted):x}".translate(_DIGITS)
        quoted.append((fact, tag.get("data-as") == "number"))
        return [f"{_START}{number}", *inner, _END]

    return replace_facts(nodes, lang, put) or [], tuple(quoted)


def find_marks(text: str, quoted: Sequence[Quoted]) -> tuple[str, tuple[VaryingPlace, ...]]:
    """Return a text without its marks, and what was between them.

    >>> from kbgen.markdown.text import text_of
    >>> from kbgen.model.markup import parse
    >>> nodes = parse('It costs <b data-fact="fee">25 AED</b>.')
    >>> marked, quoted = mark_facts(nodes, "en", lambda fact: True)
    >>> find_marks(text_of(marked), quoted)
    ('It costs 25 AED.', (VaryingPlace(start=9, end=15, fact='fee', is_number=False),))
    """
    parts: list[str] = []
    places: list[VaryingPlace] = []
    at = end = 0
    for match in _MARKED.finditer(text):
        before, words = text[end : match.start()], match[2]
        parts += [before, words]
        start, at, end = at + len(before), at + len(before) + len(words), match.end()
        if words:
            fact, is_number = quoted[int(match[1].translate(_NUMBERS), 16)]
            places.append(VaryingPlace(start, at, fact, is_number))
    return "".join([*parts, text[end:]]), tuple(places)
