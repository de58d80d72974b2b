"""Finds amounts in prose: numbers in digits and in words, with their units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from kbgen.facts.all import kind_of_unit
from kbgen.facts.money import Money
from kbgen.languages.case import small
from kbgen.languages.digits import decimals, groups
from kbgen.languages.language import language
from kbgen.languages.marks import marks
from kbgen.languages.numbers import number_words
from kbgen.meaning.mention import Mention, any_of, of_both
from kbgen.meaning.units import unit_words
from kbgen.model.meaning import Meaning, write_number

_LONGEST = 40
"""The most digits that are read as a number; longer numbers are compared as text."""
_FRACTION = rf"(?:[{decimals()}]\d+)?"
_NUMBER = rf"\d{{1,3}}(?:[{groups()}]\d{{2,3}})+{_FRACTION}|\d+{_FRACTION}"
_LONGEST_NUMBER = 100
"""The most digits of an amount; a longer row of digits is no amount."""
_SIGNS = "₹$€৳"


def spelled_numbers(text: str, lang: str) -> list[Mention]:
    """Return the number words that stand alone, and the word for one before a unit.

    `text` is without the mentions that `extract` finds. They mean too little to be compared with
    another language, but tell whether a text has changed.

    >>> [str(one.meaning) for one in spelled_numbers("Two staff answer within one day.", "en")]
    ['2', '1 day']
    """
    plain = small(text, lang)
    units, words = unit_words(lang), number_words(lang)
    found = []
    for match in _spelled(lang).finditer(plain):
        number, unit = words[match["word"] or match["one"]], units.get(match["unit"], "")
        found.append(Mention(_of(number, unit), *match.span()))
    return found


@lru_cache(maxsize=16)
def _spelled(lang: str) -> re.Pattern[str]:
    words = any_of(_number_words(lang))
    one = any_of(word for word, number in number_words(lang).items() if number == 1)
    units = any_of(unicodedata.normalize("NFC", word) for word in unit_words(lang))
    clitic, end = language(lang).prose.clitics, f"(?![\\w{marks()}])"
    if not words:
        return re.compile(r"(?P<word>(?!))|(?P<one>(?!))(?P<unit>(?!))")
    return re.compile(
        rf"(?<![\w{marks()}]){clitic}(?:(?P<word>{words}){end}"
        rf"|(?P<one>{one or '(?!)'})[ \u00a0\n*_-]{{1,3}}(?P<unit>{units}){end})"
    )


@lru_cache(maxsize=16)
def _number_words(lang: str) -> dict[str, Fraction]:
    return {
        unicodedata.normalize("NFC", word): n for word, n in number_words(lang).items() if n != 1
    }


def _is_money(unit: str) -> bool:
    return kind_of_unit(unit) == Money.type


@lru_cache(maxsize=16)
def _counted_pattern(lang: str) -> re.Pattern[str]:
    units = any_of(unicodedata.normalize("NFC", word) for word in unit_words(lang))
    money = any_of(w for w, unit in unit_words(lang).items() if _is_money(unit))
    words = any_of(_number_words(lang)) or r"(?!)"
    clitic = language(lang).prose.clitics
    gap = r"[ \u00a0\n*_-]{0,3}"
    duals = any_of(_duals(lang))
    dual = rf"|(?<!\w){clitic}(?P<dual>{duals})(?!\w)" if duals else ""
    return re.compile(
        rf"(?<![\w.,])(?:(?P<before>{money}){gap})?(?P<number>[-−]?(?:{_NUMBER}))"
        rf"(?:{gap}(?P<multiple>{any_of(_multiples(lang)) or '(?!)'})(?!\w))?"
        rf"(?:{gap}(?P<unit>{units})(?!\w))?"
        rf"|(?<!\w){clitic}(?P<word>{words}){gap}(?P<unit2>{units})(?!\w){dual}"
    )


@lru_cache(maxsize=16)
def _beginnings(lang: str) -> frozenset[str]:
    """Return the words and signs with which an amount without digits may begin."""
    units = unit_words(lang)
    phrases = [*_number_words(lang), *(word for word in units if _is_money(units[word]))]
    phrases += _duals(lang)
    return frozenset([*_SIGNS, *(phrase.split()[0].split("-")[0] for phrase in phrases)])


@lru_cache(maxsize=16)
def _duals(lang: str) -> dict[str, str]:
    """Return word → unit for dual nouns, which mean "two" without a number."""
    duals = language(lang).prose.duals
    return {word: unit for unit, forms in duals.items() for word in forms.split("|")}


@lru_cache(maxsize=16)
def _multiples(lang: str) -> dict[str, int]:
    """Return word → by what it multiplies the number before it."""
    table = language(lang).prose.numbers
    multiples = table.multiples if table else {}
    return {word: by for by, words in multiples.items() for word in words.split("|")}


@lru_cache(maxsize=16)
def _ordinal(lang: str) -> re.Pattern[str]:
    """Match a word ("No.") after which a number is no amount, in the language or in English."""
    return re.compile(rf"(?:{of_both(lang, lambda prose: prose.ordinals)})[ \u00a0]+$")


_TOKEN = re.compile(rf"(?:(?<!\w)[-−])?\d+|[^\W\d_][\w{marks()}]*|[{_SIGNS}]")
"""A number, a word, a currency's sign."""


def may_have_amounts(text: str, lang: str) -> bool:
    """Tell whether an amount may begin in a text without digits: in most there is none."""
    is_prefixed = bool(language(lang).prose.clitics)
    return is_prefixed or not _beginnings(lang).isdisjoint(_TOKEN.findall(text))


def _candidates(text: str, lang: str) -> Iterator[re.Match[str]]:
    """Yield matches of the pattern for amounts, tried only at tokens with which one may begin."""
    pattern, beginnings, end = _counted_pattern(lang), _beginnings(lang), 0
    clitics = language(lang).prose.clitics
    for token in _TOKEN.finditer(text):
        if token.start() < end:
            continue
        word = token.group()
        begins = word[-1].isdigit() or word in beginnings
        if not begins and clitics:
            begins = re.sub(f"^{clitics}", "", word, count=1) in beginnings
        match = pattern.match(text, token.start()) if begins else None
        if match:
            end = match.end()
            yield match


def amounts_in(text: str, lang: str) -> Iterator[Mention]:
    """Yield the amounts in a text, which must be in lower case with ASCII digits."""
    units, words = unit_words(lang), _number_words(lang)
    for match in _candidates(text, lang):
        found = match.groupdict()
        if found.get("dual"):
            yield Mention(_of(Fraction(2), _duals(lang)[found["dual"]]), *match.span())
        elif found["number"]:
            number = _plain(found["number"])
            if len(number) > _LONGEST_NUMBER:
                continue
            unit_word = found["unit"] or found["before"]
            if _ordinal(lang).search(text[max(0, match.start() - 12) : match.start()]):
                unit_word = None
            unit = units[unit_word] if unit_word else ""
            multiple = _multiples(lang).get(found["multiple"], 1)
            value = Fraction(number) * multiple if len(number) <= _LONGEST else number
            yield Mention(_of(value, unit), *match.span())
        else:
            yield Mention(_of(words[found["word"]], units[found["unit2"]]), *match.span())


def _plain(number: str) -> str:
    """Return a number as Python reads it: without separators of groups."""
    text = re.sub(f"[{groups()}]", "", number).replace("−", "-")
    return re.sub(f"[{decimals()}]", ".", text)


def _of(value: Fraction | str, unit: str) -> Meaning:
    shown = value if isinstance(value, str) else write_number(value)
    return Meaning(kind_of_unit(unit), shown, unit)
