"""The prose of a page: its text without code, facts, markup and addresses."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kbgen.languages.digits import latin_digits, native_digits
from kbgen.model.article import Article
from kbgen.model.uses import find_uses

UNKNOWN = "\ufffc"
"""Stands in a text for a number that is not known: where a fact's number is filled in."""
TAKEN = "\x1f"
"""Stands in a text for what is read already."""

_MARKUP = re.compile(
    r"\{\{[^{}\n]*\}\}"  # facts
    r"|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"  # addresses of links
    r"|^[ ]{0,3}\[[^\]\n]+\]:[^\n]*"  # reference definitions
    r"|\[\^[^\]\n]+\]:?"  # footnotes
    r"|<[^<>\n]+>"
    r"|\{:?[^{}\n]*(?:#|updated=)[^{}\n]*\}"  # ids and dates of headings
    r"|^[ \t]*(?:[-*+]|\d+[.)])[ \t]+"  # list markers
    r"|^[ \t]*#+[ \t]*"
    r'|^[ \t]*(?:!!!|\?\?\?\+?|===)[ \t]*[\w-]*[ \t]*"?',
    re.M,
)


@lru_cache(maxsize=256)
def blank_markup(masked: str) -> str:
    """Replace markup by spaces, so that offsets stay valid."""
    return _MARKUP.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), masked)


def prose(article: Article) -> str:
    """Return the prose of a page; each word keeps its offset in the body."""
    return blank_markup(article.masked)


def with_numbers(blank: str, written: str) -> str:
    """Return a text without markup in which UNKNOWN stands for each number of a fact.

    >>> with_numbers(" " * 16 + " days", "{{ a | number }} days").lstrip(UNKNOWN)
    ' days'
    """
    for use in find_uses(written):
        if use.filter and not blank[use.start : use.end].strip():
            blank = blank[: use.start] + UNKNOWN * (use.end - use.start) + blank[use.end :]
    return blank


def ascii_digits(text: str) -> str:
    """Replace the digits of all numbering systems by Latin ones; offsets stay valid."""
    if text.isascii() or not _other_digits().search(text):
        return text
    return text.translate(latin_digits())


@cache
def _other_digits() -> re.Pattern[str]:
    return re.compile(f"[{native_digits()}]")
