"""Checks that sentences are short enough to be understood at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.languages.language import language
from kbgen.languages.marks import sentence_ends
from kbgen.meaning.prose import prose
from kbgen.model.article import Article
from kbgen.model.finding import Finding, warning
from kbgen.model.message import msg, msgn

_SENTENCE = re.compile(rf"[^{sentence_ends()}|]+")
"""A bar is typed for a danda, and stands between the cells of a table."""


def check_sentences(page: Article, has_ledger: bool) -> Iterator[Finding]:
    """KB461 a sentence that is too long."""
    limit = language(page.lang).prose.longest_sentence
    if limit is None or not has_ledger:
        return
    start = 0
    for line in prose(page).split("\n"):
        for match in _SENTENCE.finditer(line):
            count = len(match.group().split())
            if count > limit:
                what = msgn(
                    "this sentence has %(count)d word; customers take in up to %(limit)d",
                    "this sentence has %(count)d words; customers take in up to %(limit)d",
                    count,
                    limit=limit,
                )
                at = start + match.start() + len(match.group()) - len(match.group().lstrip())
                yield warning("KB461", page.place(at, at + 1), what, msg("make two of it"))
        start += len(line) + 1
