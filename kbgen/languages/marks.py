"""Marks and punctuation of all scripts, for texts that may be in any of them.

What is returned is what stands within a pattern's brackets.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from kbgen.languages.language import scripts

TATWEEL = "\u0640"
"""Stretches a word of Arabic script for the eye; no orthography has it."""


def _ranges(chars: Iterable[str]) -> Iterator[str]:
    """Yield characters, given in order, as ranges."""
    first = last = ""
    for char in chain(chars, [""]):
        if last and char and ord(char) == ord(last) + 1:
            last = char
            continue
        if first:
            yield f"{first}-{last}"
        first = last = char


@cache
def marks() -> str:
    r"""Return vowel signs and other marks that belong to a letter, which `\w` does not match.

    Those of the Basic Multilingual Plane's alphabets (General_Category M).
    """
    blocks = chain(range(0x300, 0x2000), range(0xA600, 0xAC00))
    return "".join(_ranges(c for c in map(chr, blocks) if unicodedata.category(c)[0] == "M"))


@cache
def stops() -> str:
    """Return the marks that end a sentence which states something.

    >>> "।" in stops(), "?" in stops()
    (True, False)
    """
    return "." + _of_scripts("stops")


@cache
def questions() -> str:
    return "?" + _of_scripts("questions")


@cache
def commas() -> str:
    return "," + _of_scripts("commas")


@cache
def semicolons() -> str:
    return ";" + _of_scripts("semicolons")


@cache
def sentence_ends() -> str:
    return f"{stops()}!{questions()}"


def _of_scripts(kind: str) -> str:
    found = (getattr(script, kind) for script in scripts().values())
    return "".join(dict.fromkeys("".join(found)))
