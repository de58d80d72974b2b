"""Finds the words of a chatbot around the text that it was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kbgen.checks.slip import Slip
from kbgen.languages.language import known_languages, language
from kbgen.model.article import Article
from kbgen.model.finding import Finding
from kbgen.model.message import joined, msg

CODE = "KB130"
_FENCE = re.compile(r"[ \t]*(?:```|~~~)[ \t]*(?:markdown|md)?[ \t]*$")
_OPENS = re.compile(r"[ \t]*(?:```|~~~)[ \t]*(?:markdown|md)[ \t]*$")


def check_answers(page: Article, has_ledger: bool) -> Iterator[Finding]:
    """KB130 a chatbot's greeting, its fence around the whole page, and its offer at the end."""
    lines = page.body.split("\n")
    filled = [n for n, line in enumerate(lines) if line.strip()]
    if not filled:
        return
    around = _around([lines[n] for n in filled])
    numbers = [filled[n] for n in around]
    if not numbers:
        return
    first = numbers[0]
    start = sum(len(line) + 1 for line in lines[:first])
    what = msg(
        "a chatbot's own words stand around this text: “%(text)s”", text=lines[first].strip()
    )
    if all(_FENCE.match(lines[n]) for n in numbers):
        what = msg("this page lies in a fence, so that readers see it as code")
    if len(numbers) == 1:
        hint = msg("delete this line")
    else:
        places = joined([str(n + page.body_line) for n in numbers])
        hint = msg("delete the lines %(lines)s", lines=places)
    yield Slip(CODE, start, start + len(lines[first].rstrip()), what, hint, (), True).finding(
        page, has_ledger
    )


def _around(lines: list[str]) -> list[int]:
    """Return the numbers of lines around a text that belong to an answer and not to the text."""
    begins, ends = _patterns()
    first, last = 0, len(lines) - 1
    while first < last and begins.match(lines[first]):
        first += 1
    while last > first and ends.match(lines[last]):
        last -= 1
    numbers = [*range(first), *range(last + 1, len(lines))]
    if first < last and _OPENS.match(lines[first]):
        numbers.append(first)
        if _FENCE.match(lines[last]):
            numbers.append(last)
    return sorted(numbers)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of how answers begin and end, in any language."""
    tables = [language(code).pasted for code in known_languages()]
    begins = "|".join(one for table in tables for one in table.answer_begins)
    ends = "|".join(one for table in tables for one in table.answer_ends)
    return re.compile(f"[ \t]*(?:{begins})", re.I), re.compile(f"[ \t]*(?:{ends})", re.I)
