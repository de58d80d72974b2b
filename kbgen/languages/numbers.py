"""The number words of a language, made from its table."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product

from kbgen.languages.language import language
from kbgen.languages.tables import Compound


@cache
def number_words(lang: str) -> dict[str, Fraction]:
    """Return word → number for a language's number words; {} if it has no table.

    >>> number_words("en")["twenty-one"], number_words("ar")["ثلث"]
    (Fraction(21, 1), Fraction(1, 3))
    """
    table = language(lang).prose.numbers
    if table is None:
        return {}
    ambiguous = table.ambiguous.split()
    counted = enumerate(table.counted.split())
    words = {word: Fraction(n) for n, word in counted if word not in ambiguous}
    for number, forms in table.words.items():
        words |= dict.fromkeys(forms.split("|"), Fraction(number))
    for compound in table.compounds:
        words |= _compounds(compound, words)
    return words


def _compounds(compound: Compound, words: dict[str, Fraction]) -> dict[str, Fraction]:
    tens = [(word, n) for word, n in words.items() if n in compound.tens]
    ones = [(word, n) for word, n in words.items() if n in range(1, 10)]
    return {
        form.format(tens=ten, ones=one): n + m
        for (ten, n), (one, m), form in product(tens, ones, compound.forms)
    }
