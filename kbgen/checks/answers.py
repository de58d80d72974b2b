"""Finds the words of a chatbot around the text that it was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.checks.slip import Slip
from kbgen.languages.answers import FENCE, lines_around
from kbgen.model.article import Article
from kbgen.model.finding import Finding
from kbgen.model.message import joined, msg

CODE = "KB130"


def check_answers(page: Article, has_ledger: bool) -> Iterator[Finding]:
    """KB130 a chatbot's greeting, its fence around the whole page, and its offer at the end."""
    lines = page.body.split("\n")
    numbers = lines_around(lines)
    if not numbers:
        return
    first = numbers[0]
    start = sum(len(line) + 1 for line in lines[:first])
    text = lines[first].strip()
    what = msg("a chatbot's own words stand around this text: “%(text)s”", text=text)
    if all(FENCE.match(lines[n]) for n in numbers):
        what = msg("this page lies in a fence, so that readers see it as code")
    hint = msg("delete this line")
    if len(numbers) > 1:
        places = joined([str(n + page.body_line) for n in numbers])
        hint = msg("delete the lines %(lines)s", lines=places)
    end = start + len(lines[first].rstrip())
    yield Slip(CODE, start, end, what, hint, is_severe=True).finding(page, has_ledger)
