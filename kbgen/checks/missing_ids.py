"""Finds headings of a source that have lost the ids which its translations still have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kbgen.model.article import Article, Heading
from kbgen.model.finding import Finding, error, warning
from kbgen.model.message import joined, msg

CODE = "KB134"
_FEWEST = 2
"""The fewest headings, or translations, that agree."""


def check_missing_ids(
    page: Article, versions: Sequence[Article], has_ledger: bool
) -> Iterator[Finding]:
    """KB134 headings without the ids that they have in all translations."""
    if page.is_translation or all(heading.explicit for heading in page.headings):
        return
    levels = [heading.level for heading in page.headings]
    others = [
        one.headings
        for one in versions
        if one.is_translation and [heading.level for heading in one.headings] == levels
    ]
    missing = [*_missing(page.headings, others)]
    if not others or len(missing) * len(others) < _FEWEST:
        return
    first = missing[0][0]
    ids = joined([f"{{#{name}}}" for _, name in missing])
    if len(missing) == 1:
        what = msg("this heading has lost its id, which its translations still have")
        hint = msg("write %(id)s at its end again", id=ids)
    else:
        what = msg(
            "the headings of this page have lost their ids, which the translations still have"
        )
        hint = msg(
            "write %(ids)s again at the end of the headings “%(headings)s”",
            ids=ids,
            headings=joined([heading.text.strip("*_ ") for heading, _ in missing], "”, “"),
        )
    report = error if has_ledger else warning
    yield report(CODE, first.span, what, hint)


def _missing(
    headings: Sequence[Heading], others: Sequence[Sequence[Heading]]
) -> Iterator[tuple[Heading, str]]:
    """Yield headings without an id of their own, with the one on which translations agree."""
    own = {heading.id for heading in headings}
    for number, heading in enumerate(headings):
        there = {one[number].id for one in others if one[number].explicit}
        is_agreed = len(there) == 1 and all(one[number].explicit for one in others)
        if not heading.explicit and is_agreed and not there & own and "{" not in heading.text:
            yield heading, there.pop()
