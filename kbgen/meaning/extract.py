"""Finds quantities in prose, in any script, as values that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kbgen.languages.case import small
from kbgen.meaning.addresses import addresses_in, codes_in
from kbgen.meaning.amounts import amounts_in
from kbgen.meaning.dates import dates_in
from kbgen.meaning.mention import Mention
from kbgen.meaning.prose import ascii_digits
from kbgen.meaning.times import times_in
from kbgen.model.meaning import Meaning

_DIGIT = re.compile(r"\d")


def extract(text: str, lang: str) -> list[Mention]:
    """Return what a text states for certain, in reading order; offsets count from its start."""
    return [one for one in mentions_in(text, lang) if one.certainty == "certain"]


def mentions_in(text: str, lang: str) -> list[Mention]:
    """Return what a text states or may state, in reading order: "دو" is "two" and also "give".

    They are for comparisons with another text (see `equivalence.unmatched`).
    """
    plain = small(ascii_digits(text), lang)
    found: list[Mention] = []
    has_digits = _DIGIT.search(plain) is not None
    plain = _take(plain, addresses_in(plain), found)
    if has_digits:
        plain = _take(plain, dates_in(plain, lang), found)
        plain = _take(plain, _times(plain, lang), found)
        plain = _take(plain, codes_in(plain), found)
    found += amounts_in(plain, lang)
    return sorted(found, key=lambda f: f.start)


def without_mentions(text: str, mentions: Iterable[Mention]) -> str:
    """Return a text with spaces in place of what was found in it."""
    return _take(text, mentions, [])


def _take(text: str, part: Iterable[Mention], found: list[Mention]) -> str:
    """Add mentions to `found` and blank them out in the text, so that they are not found again."""
    letters: list[str] = []
    for one in part:
        letters = letters or list(text)
        if "".join(letters[one.start : one.end]).strip():
            found.append(one)
            letters[one.start : one.end] = " " * (one.end - one.start)
    return "".join(letters) if letters else text


def _times(text: str, lang: str) -> Iterator[Mention]:
    for time in times_in(text, lang):
        yield Mention(Meaning("time", time.value), time.start, time.end)
