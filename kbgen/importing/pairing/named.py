"""Finds translations by the names of their files, or by the number that a help system gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence


def pairs_by_name(
    articles: Sequence[str], is_marked: Sequence[bool], langs: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Yield documents with one name but for the language: `start.md` and `start.hi.md`.

    At least one of them must be marked with its language, and no language may be there twice.

    >>> list(pairs_by_name(["a", "a", "b"], [False, True, False], ["en", "hi", "en"]))
    [(0, 1)]
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for index, article in enumerate(articles):
        if article:
            groups[article].append(index)
    for members in groups.values():
        found = [langs[index] for index in members]
        if len(set(found)) == len(found) and any(is_marked[index] for index in members):
            yield from ((members[0], other) for other in members[1:])
