"""The lines of a text that a chatbot wrote around what it was asked for, in any language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kbgen.languages.language import known_languages, language

FENCE = re.compile(r"[ \t]*(?:```|~~~)[ \t]*(?:markdown|md)?[ \t]*$")
_OPENS = re.compile(r"[ \t]*(?:```|~~~)[ \t]*(?:markdown|md)[ \t]*$")


def lines_around(lines: Sequence[str]) -> list[int]:
    """Return the numbers of lines that belong to an answer and not to the text within it.

    >>> lines_around(["Sure! Here is your page:", "", "```markdown", "# A", "```"])
    [0, 2, 4]
    """
    filled = [number for number, line in enumerate(lines) if line.strip()]
    begins, ends = _patterns()
    first, last = 0, len(filled) - 1
    while first < last and begins.match(lines[filled[first]]):
        first += 1
    while last > first and ends.match(lines[filled[last]]):
        last -= 1
    around = [*filled[:first], *filled[last + 1 :]]
    if first < last and _OPENS.match(lines[filled[first]]):
        around.append(filled[first])
        if FENCE.match(lines[filled[last]]):
            around.append(filled[last])
    return sorted(around)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of how answers begin and end."""
    tables = [language(code).pasted for code in known_languages()]
    begins = "|".join(one for table in tables for one in table.answer_begins)
    ends = "|".join(one for table in tables for one in table.answer_ends)
    return re.compile(f"[ \t]*(?:{begins})", re.I), re.compile(f"[ \t]*(?:{ends})", re.I)
