"""The number words of a language, made from its table, and how a word is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from itertools import product

from kbgen.languages.language import language
from kbgen.languages.tables import Numbers
from kbgen.languages.variants import alike


@cache
def number_words(lang: str) -> dict[str, Fraction]:
    """Return word → number for the words up to a hundred, and others; {} if there is no table.

    >>> number_words("en")["twenty-one"], number_words("ur")["ڈیڑھ"]
    (Fraction(21, 1), Fraction(3, 2))
    """
    words, table = dict(simple_number_words(lang)), numbers_of(lang)
    ones = [(word, n) for word, n in words.items() if 0 < n < 10 and n.denominator == 1]
    tens = [(word, n) for word, n in words.items() if 10 <= n < 100 and n % 10 == 0]
    both = list(product(tens, ones))
    if table.tens_before_ones:
        words |= {
            f"{ten}{gap}{one}": n + m for (ten, n), (one, m) in both if n > 10 for gap in "- "
        }
    if table.ones_before_tens:
        joints = {10: " "}
        words |= {
            f"{one}{joints.get(int(n), f' {table.and_joined}')}{ten}": n + m
            for (ten, n), (one, m) in both
        }
    return words | {word: n for word, n in values(table.multiples) if n == 100}


@cache
def simple_number_words(lang: str) -> Mapping[str, Fraction]:
    """Return word → number for the number words that are not made of others."""
    table = numbers_of(lang)
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

    >>> as_read("أربعًا", "ar") == as_read("اربعا", "ar")
    True
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
