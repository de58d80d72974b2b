"""ASCII names for pages, headings and questions that are readable, stable and unique."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kbgen.importing.write.translit import romanize

LONGEST = 60


def slug(text: str, lang: str, longest: int = LONGEST) -> str:
    """Return small Latin letters, digits and hyphens, truncated between words; "" if none are left.

    >>> slug("Refunds & returns: how?", "en")
    'refunds-returns-how'
    """
    out = ""
    for word in romanize(text, lang):
        if out and len(out) + 1 + len(word) > longest:
            break
        out = f"{out}-{word}" if out else word[:longest]
    return out


def unique(wanted: str, taken: Iterable[str]) -> str:
    """Return the name, or the name with the first unused number from 2.

    >>> unique("a", ["a", "a-2"])
    'a-3'
    """
    used = set(taken)
    name, number = wanted, 2
    while name in used:
        name, number = f"{wanted}-{number}", number + 1
    return name


_WRITTEN = re.compile(r"[A-Za-z][\w-]*", re.A)


def heading_ids(headings: Iterable[tuple[str, str]], lang: str) -> list[str]:
    """Return an id for each heading of a page: the one that is written there, or one of its words.

    >>> heading_ids([("When?", "when"), ("How?", ""), ("When again?", "when")], "en")
    ['when', 'how', 'when-2']
    """
    ids: list[str] = []
    for text, written in headings:
        wanted = written if _WRITTEN.fullmatch(written) else slug(text, lang, 40)
        ids.append(unique(wanted or "section", ids))
    return ids
