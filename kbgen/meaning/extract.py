"""Finds quantities, days and names in prose, in any script, as values that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kbgen.languages.case import small
from kbgen.meaning.addresses import addresses_in, codes_in
from kbgen.meaning.amounts import amounts_in
from kbgen.meaning.days import days_in
from kbgen.meaning.equivalence import NAMED
from kbgen.meaning.folded import FoldedText
from kbgen.meaning.mention import Mention
from kbgen.meaning.places import Names, names_of, places_in
from kbgen.meaning.prose import TAKEN, ascii_digits

_DIGIT = re.compile(r"\d")


def extract(text: str, lang: str, names: Names = ()) -> list[Mention]:
    """Return what a text states for certain, in reading order; offsets count from its start.

    `names` are what the site calls its places in this language, each with an id.
    """
    return [one for one in mentions_in(text, lang, names) if one.certainty == "certain"]


@lru_cache(maxsize=8192)
def mentions_in(text: str, lang: str, names: Names = ()) -> tuple[Mention, ...]:
    """Return what a text states or may state, in reading order: "دو" is "two" and also "give".

    They are for comparisons with another text (see `equivalence.unmatched`).
    """
    written = ascii_digits(text)
    plain, found = small(written, lang), list[Mention]()
    has_digits = _DIGIT.search(plain) is not None
    plain = _take(plain, addresses_in(written, has_digits), found)
    folded = FoldedText(plain, lang, written)
    plain = _take(plain, days_in(folded, has_digits), found)
    if has_digits:
        plain = _take(plain, codes_in(plain, written, lang), found)
    has_names = names_of(lang, names).may_be_in(folded)
    named = list(places_in(FoldedText(plain, lang, written), names)) if has_names else []
    # "UAE dirham" is an amount, but no amount is part of a name of several words.
    plain = _take(plain, (one for one in named if " " in plain[one.start : one.end]), found)
    amounts = list(amounts_in(_closed(plain, found), lang))
    found += amounts
    if named:
        plain = _take(plain, (one for one in amounts if one.certainty == "certain"), [])
        _take(plain, (one for one in named if plain[one.start : one.end].strip()), found)
    return tuple(sorted(found, key=lambda f: f.start))


def _closed(text: str, mentions: Iterable[Mention]) -> str:
    """Return a text with TAKEN in place of mentions, over which no amount reaches: 2023–24."""
    for one in mentions:
        text = text[: one.start] + TAKEN * (one.end - one.start) + text[one.end :]
    return text


def without_mentions(text: str, mentions: Iterable[Mention]) -> str:
    """Return a text with spaces in place of what was found in it; names stay words of it."""
    return _take(text, (one for one in mentions if one.meaning.kind not in NAMED), [])


def _take(text: str, part: Iterable[Mention], found: list[Mention]) -> str:
    """Add mentions to `found` and blank them out in the text, so that they are not found again."""
    letters: list[str] = []
    for one in part:
        letters = letters or list(text)
        if "".join(letters[one.start : one.end]).strip():
            found.append(one)
            letters[one.start : one.end] = " " * (one.end - one.start)
    return "".join(letters) if letters else text
