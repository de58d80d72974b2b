"""The words of amounts in a language, and those of them that stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple
from unicodedata import numeric

from kbgen.facts.all import kind_of_unit
from kbgen.facts.money import Money
from kbgen.languages.digits import decimals, groups, percents
from kbgen.languages.language import language
from kbgen.languages.marks import marks
from kbgen.languages.numbers import as_read, numbers_of, simple_number_words, values
from kbgen.meaning.prose import TAKEN, UNKNOWN
from kbgen.meaning.units import unit_words
from kbgen.model.locale import ENGLISH

Role = Literal[
    "cardinal",
    "multiple",
    "added",
    "fraction",
    "part",
    "ordinal",
    "amount",
    "vague",
    "dual",
    "unit",
    "article",
    "one",
    "one after",
    "and",
    "except",
    "of",
    "between",
    "joint",
    "minus",
    "numbered",
    "suffix",
    "ignored",
    "below",
    "many",
]
Value = Fraction | str | tuple[Fraction, str] | None


class Phrase(NamedTuple):
    """What may follow a word, and what both mean in a role."""

    rest: tuple[str, ...]
    value: Value
    is_dotted: bool
    """Whether a full stop must follow: "no. 5"."""


Roles = Mapping[Role, tuple[Phrase, ...]]


class Token(NamedTuple):
    """A number in digits, or a word or sign that a phrase of the lexicon contains."""

    start: int
    end: int
    form: str
    """As it is looked up."""
    roles: Roles
    prefix: str = ""
    """What was joined to it before."""
    is_number: bool = False
    may_begin: bool = True
    """Whether an amount may begin with it."""
    whole: str = ""
    """The form with what was joined to it, if phrases contain that, too."""


class Found(NamedTuple):
    """A word of the lexicon: its form and roles, and what was joined to it."""

    form: str
    roles: Roles
    prefix: str = ""
    may_begin: bool = True
    whole: str = ""


_PASSIVE = frozenset(("and", "of", "between", "joint", "suffix", "one after", "except", "below"))
"""The roles of words with which no amount begins."""
_FRACTION = rf"(?:[{decimals()}]\d+)?"
NUMBER = rf"\d{{1,3}}(?:[{groups()}]\d{{2,3}})+{_FRACTION}(?!\d)|\d+{_FRACTION}"
_SIGNS = f"\u20a0-\u20cf$£¥₹৳﷼{percents()}°×"
_TOKEN = re.compile(
    rf"(?P<number>(?:(?<![\w.,{TAKEN}])[-−])?(?:{NUMBER})|{UNKNOWN}+)"
    rf"|[^\W\d_](?:[^\W\d_]|[{marks()}]|['’](?=[^\W\d_]))*|[{_SIGNS}]"
)
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{marks()}]|['’](?=[^\W\d_]))*|[{_SIGNS}]")
_DIGIT = re.compile(rf"[\d{UNKNOWN}]")
_OF_PHRASE = re.compile(rf"[^\W\d_](?:[^\W_]|[{marks()}]|['’](?=[^\W\d_]))*|\d+|[{_SIGNS}]")
_FRACTIONS = "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_NO_ROLES: Roles = {}


def tokens_of(text: str, lang: str) -> list[Token]:
    """Return the numbers and the words of the lexicon in a text, if an amount may begin in it.

    The text is in small letters with ASCII digits.
    """
    if not _may_have_amounts(text, lang):
        return []
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        written, start, end = match[0], match.start(), match.end()
        if match.lastgroup:
            if not _is_part(text, start):
                entry = _look_up(written, lang)
                roles = entry.roles if entry else _NO_ROLES
                found.append(Token(start, end, written, roles, "", True))
        elif entry := _look_up(written, lang):
            form, roles, prefix, may_begin, whole = entry
            found.append(Token(start, end, form, roles, prefix, False, may_begin, whole))
    return found


def _may_have_amounts(text: str, lang: str) -> bool:
    """Tell whether an amount may begin in a text: a number, or a unit after an article."""
    if _DIGIT.search(text):
        return True
    has_article = has_unit = False
    for word in {*_WORD.findall(text)}:
        if entry := _look_up(word, lang):
            if entry.may_begin:
                return True
            has_article = has_article or "article" in entry.roles
            has_unit = has_unit or "unit" in entry.roles
    return has_article and has_unit


def _is_part(text: str, start: int) -> bool:
    """Tell whether digits are part of a word, a version or a longer number."""
    if not start:
        return False
    char = text[start - 1]
    if char in ".," or char == "_":
        return text[start - 2 : start - 1].isdigit()
    # What is joined to it in another script is a word of its own: من5.
    return char.isalnum() and (char.isascii() or char.isdigit())


@lru_cache(maxsize=1 << 14)
def _look_up(written: str, lang: str) -> Found | None:
    found = _find(as_read(written, lang), lang)
    return found and found._replace(may_begin=_may_begin(found.roles, lang))


def _may_begin(roles: Roles, lang: str) -> bool:
    if "unit" in roles and not numbers_of(lang).one_is_unsaid:
        # A currency may stand before the number: KWD 5.
        units = (phrase.value for phrase in roles["unit"])
        if any(kind_of_unit(str(unit)) == Money.type for unit in units):
            return True
    active = roles.keys() - _PASSIVE - {"article"}
    return bool(active if numbers_of(lang).one_is_unsaid else active - {"unit"})


def _find(word: str, lang: str) -> Found | None:
    entries = _entries(lang)
    if roles := entries.get(word):
        return Found(word, roles)
    for prefix in _prefixes(lang):
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            rest = word[len(prefix) :]
            if roles := entries.get(rest):
                return Found(rest, roles, prefix, whole=word)
    if word in entries:  # it continues phrases
        return Found(word, _NO_ROLES)
    for ending in _endings(lang):
        if word.endswith(ending) and (roles := entries.get(word.removesuffix(ending))) is not None:
            return Found(word.removesuffix(ending), roles)
    return _as_ordinal(word, lang)


def _as_ordinal(word: str, lang: str) -> Found | None:
    """Return an ordinal that is made of a number word: the suffix is joined to it."""
    cardinals = _cardinals(lang)
    for suffix in filter(None, numbers_of(lang).suffixes.split("|")):
        ending = as_read(suffix, lang)
        number = cardinals.get(word.removesuffix(ending)) if word.endswith(ending) else None
        if number is not None:
            return Found(word, {"ordinal": (Phrase((), number, False),)})
    return None


def is_cardinal(word: str, lang: str) -> bool:
    """Tell whether a word, as it is read, is a simple number."""
    return word in _cardinals(lang)


@lru_cache(maxsize=16)
def _cardinals(lang: str) -> Mapping[str, Fraction]:
    found = {as_read(word, lang): n for word, n in simple_number_words(lang).items()}
    found |= {as_read(word, lang): n for word, n in values(numbers_of(lang).multiples) if n > 12}
    return {word: n for word, n in found.items() if n.denominator == 1 and len(word) > 1}


@lru_cache(maxsize=16)
def _prefixes(lang: str) -> tuple[str, ...]:
    prefixes = filter(None, numbers_of(lang).prefixes.split("|"))
    return tuple(sorted((as_read(one, lang) for one in prefixes), key=len))


@lru_cache(maxsize=16)
def _endings(lang: str) -> tuple[str, ...]:
    endings = filter(None, numbers_of(lang).endings.split("|"))
    return tuple(sorted((as_read(one, lang) for one in endings), key=len))


@lru_cache(maxsize=16)
def _entries(lang: str) -> Mapping[str, Roles]:
    """Return first word → roles; a word that only continues phrases has none."""
    found: dict[str, dict[Role, set[Phrase]]] = {}
    for role, text, value in chain(_number_entries(lang), _unit_entries(lang)):
        words = tuple(as_read(word, lang) for word in _OF_PHRASE.findall(text))
        if words:
            phrase = Phrase(words[1:], value, text.endswith(".") and role == "numbered")
            found.setdefault(words[0], {}).setdefault(role, set()).add(phrase)
            for word in words[1:]:
                found.setdefault(word, {})
    return {
        word: {role: tuple(sorted(phrases, key=_longest)) for role, phrases in roles.items()}
        for word, roles in found.items()
    }


def _longest(phrase: Phrase) -> tuple[int, str]:
    return -len(phrase.rest), str(phrase)


def _unit_entries(lang: str) -> Iterator[tuple[Role, str, Value]]:
    for word, unit in unit_words(lang).items():
        yield "unit", word, unit
    own = language(lang).units
    for unit, forms in own.duals.items():
        yield from (("dual", form, (Fraction(2), unit)) for form in forms.split("|"))


def _number_entries(lang: str) -> Iterator[tuple[Role, str, Value]]:
    table, english = numbers_of(lang), numbers_of(ENGLISH)
    numbers: tuple[tuple[Role, Iterable[tuple[str, Fraction]]], ...] = (
        ("cardinal", simple_number_words(lang).items()),
        ("multiple", values(table.multiples)),
        ("added", values(table.added)),
        ("fraction", values(table.fractions)),
        ("fraction", ((char, _numeric(char)) for char in _FRACTIONS)),
        ("part", values(table.parts)),
        ("ordinal", values(table.ordinals)),
        ("many", values(table.many)),
    )
    for role, words_and_values in numbers:
        yield from ((role, word, value) for word, value in words_and_values)
    yield from _amounts("amount", table.amounts)
    yield from _amounts("vague", table.vague_amounts)
    words: tuple[tuple[Role, str], ...] = (
        ("article", table.articles),
        ("one", table.ones),
        ("one after", table.ones_after),
        ("and", table.and_),
        ("except", table.except_),
        ("of", table.of),
        ("between", table.between),
        ("joint", table.joints),
        ("minus", table.minus),
        ("below", table.below_zero),
        ("numbered", f"{table.numbered}|{english.numbered}"),
        ("suffix", f"{table.suffixes}|{english.suffixes}"),
        ("ignored", table.ignored),
    )
    for role, forms in words:
        yield from ((role, word, None) for word in forms.split("|") if word)


def _numeric(char: str) -> Fraction:
    return Fraction(numeric(char)).limit_denominator(10)


def _amounts(role: Role, table: Mapping[str, str]) -> Iterator[tuple[Role, str, Value]]:
    for amount, words in table.items():
        number, _, unit = amount.partition(" ")
        yield from ((role, word, (Fraction(number), unit)) for word in words.split("|"))
