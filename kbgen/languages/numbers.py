"""The number words of a language, made from its table, and how a word is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache, lru_cache

from kbgen.languages.language import language
from kbgen.languages.tables import Numbers
from kbgen.languages.variants import alike


@cache
def number_words(lang: str) -> dict[str, Fraction]:
    """Return word → number for a language's simple number words; {} if it has no table.

    >>> number_words("en")["twelve"], number_words("ur")["ڈیڑھ"]
    (Fraction(12, 1), Fraction(3, 2))
    """
    table = language(lang).numbers
    if table is None:
        return {}
    words = {word: Fraction(n) for n, word in enumerate(table.counted.split())}
    return words | dict(values(table.words))


def values(table: Mapping[str, str] | Mapping[int, str]) -> Iterator[tuple[str, Fraction]]:
    """Yield each word of a table of numbers with its value.

    >>> list(values({"1/2": "half|half a"}))
    [('half', Fraction(1, 2)), ('half a', Fraction(1, 2))]
    """
    for value, words in table.items():
        yield from ((word, Fraction(value)) for word in words.split("|"))


@lru_cache(maxsize=1 << 14)
def as_read(word: str, lang: str) -> str:
    """Return a word in small letters without optional marks, its letters one of those alike.

    >>> as_read("أربعًا", "ar") == as_read("اربعا", "ar"), as_read("पाँच", "hi") == as_read("पांच", "hi")
    (True, True)
    """
    if word.isascii():
        return word
    read = word.translate(_letters(lang))
    for spelling, same in numbers_of(lang).spellings.items():
        read = read.replace(spelling, same)
    return read


@cache
def numbers_of(lang: str) -> Numbers:
    """Return the table of a language; an empty one for a language that has none."""
    return language(lang).numbers or Numbers()


@cache
def _letters(lang: str) -> Mapping[int, str | None]:
    """Return the letters that are read as others, and the marks that are not read."""
    script = language(lang).script
    marks = re.compile(f"[{script.left_out}]") if script and script.left_out else None
    removed = {code: None for code in range(0x300, 0xFFFF) if marks and marks.match(chr(code))}
    return {ord("’"): "'", **alike(), **removed}
