"""Assigns a page's keywords to its answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kbgen.output.search.record import Record
from kbgen.output.search.text import stems_of, usual_words

_TITLE, _TEXT = 3, 1


def share_out(keywords: Sequence[str], records: Sequence[Record]) -> list[Record]:
    """Return the answers of a page, its lead first, each with its own and the page's keywords.

    A keyword belongs to an answer if most of its words are in this answer and in no other one;
    all other keywords belong to the lead.
    """
    if not keywords:
        return list(records)
    own: dict[int, list[str]] = {}
    known = [_stems(record) for record in records]
    for keyword in keywords:
        own.setdefault(_owner(keyword, records, known), []).append(keyword)
    return [
        replace(
            record,
            keywords=tuple(own.get(i, ())),
            page_keywords=tuple(k for k in keywords if k not in own.get(i, ())) if i else (),
        )
        for i, record in enumerate(records)
    ]


def _stems(record: Record) -> tuple[set[str], set[str]]:
    def all_stems(text: str) -> set[str]:
        return {s for w in usual_words(text, record.lang) for s in stems_of(w, record.lang)}

    return all_stems(record.title), all_stems(record.text)


def _owner(
    keyword: str, records: Sequence[Record], known: Sequence[tuple[set[str], set[str]]]
) -> int:
    words = usual_words(keyword, records[0].lang)
    scores = [
        sum(_score(stems_of(word, records[0].lang), *parts) for word in words) for parts in known
    ]
    best = max(scores[1:], default=0)
    is_sure = best > len(words) and scores[1:].count(best) == 1
    return scores.index(best, 1) if is_sure else 0


def _score(stems: frozenset[str], title: set[str], text: set[str]) -> int:
    return (_TITLE if stems & title else 0) + (_TEXT if stems & text else 0)
