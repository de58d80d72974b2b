"""Where a text of the index has facts that differ by branch.

In a result, a reader who chose a branch gets this branch's words in their place, as on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kbgen.markdown.sections import replace_facts
from kbgen.model.markup import Node, Tag

# Noncharacters: no file contains them, and no isolated run crosses one.
_START, _END = "\ufdd5", "\ufdd6"
_MARKS = re.compile(f"[{_START}{_END}]")

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
        quoted.append((fact, tag.get("data-as") == "number"))
        return [_START, *inner, _END]

    return replace_facts(nodes, lang, put) or [], tuple(quoted)


def find_marks(text: str, quoted: Sequence[Quoted]) -> tuple[str, tuple[VaryingPlace, ...]]:
    """Return a text without its marks, and what was between them.

    >>> find_marks("It costs \\ufdd525 AED\\ufdd6.", [("fee", False)])
    ('It costs 25 AED.', (VaryingPlace(start=9, end=15, fact='fee', is_number=False),))
    """
    if not quoted:
        return text, ()
    parts = _MARKS.split(text)
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    places = (
        VaryingPlace(ends[at], ends[at + 1], fact, is_number)
        for at, (fact, is_number) in zip(range(1, len(parts), 2), quoted, strict=True)
    )
    return "".join(parts), tuple(place for place in places if place.end > place.start)
