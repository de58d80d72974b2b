"""Finds quantities in prose, in any script, as values that can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from kbgen.facts.all import kind_of_unit
from kbgen.facts.money import Money
from kbgen.languages.case import small
from kbgen.languages.digits import decimals, groups
from kbgen.languages.language import language
from kbgen.languages.marks import commas, marks, semicolons, sentence_ends
from kbgen.languages.numbers import number_words
from kbgen.languages.tables import Prose
from kbgen.meaning.prose import ascii_digits
from kbgen.meaning.times import times_in
from kbgen.meaning.units import months, unit_words
from kbgen.model.email import EMAIL
from kbgen.model.locale import ENGLISH
from kbgen.model.meaning import Meaning, write_number


@dataclass(frozen=True)
class Mention:
    """The meaning of a piece of text, with its offsets."""

    meaning: Meaning
    start: int
    end: int


_LONGEST = 40
"""The most digits that are read as a number; longer numbers are compared as text."""
_FRACTION = rf"(?:[{decimals()}]\d+)?"
_NUMBER = rf"\d{{1,3}}(?:[{groups()}]\d{{2,3}})+{_FRACTION}|\d+{_FRACTION}"
_LONGEST_NUMBER = 100
"""The most digits of an amount; a longer row of digits is no amount."""
_NO_END = f"{sentence_ends()}{commas()}{semicolons()}:"
_URL = re.compile(rf"(?:https?://|www\.)[^\s<>\"')\]]*[^\s<>\"')\]{_NO_END}]")
_EMAIL = re.compile(rf"(?<![\w.%+-]){EMAIL}", re.A)
_PHONE = re.compile(r"\+\d[\d ()\u00a0-]{5,}\d")
_CODE = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", re.A)
_DIGIT = re.compile(r"\d")
_SIGNS = "₹$€৳"
_ADDRESSED = ("://", "www.", "@", "+")
"""What every address contains, one of them."""
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")


def extract(text: str, lang: str) -> list[Mention]:
    """Return the quantities of a text in reading order; offsets count from its start.

    Number words count only before a unit, a currency or a per cent: "دو" is "two" and also
    "give", "second" is an ordinal. The word for one is left out: it is also the article.
    """
    plain = small(ascii_digits(text), lang)
    found: list[Mention] = []
    has_digits = _DIGIT.search(plain) is not None
    if any(part in plain for part in _ADDRESSED):
        plain = _take(plain, _addresses(plain), found)
    if has_digits:
        plain = _take(plain, _dates(plain, lang), found)
        plain = _take(plain, _times(plain, lang), found)
        plain = _take(plain, _codes(plain), found)
    if has_digits or _may_count(plain, lang):
        _take(plain, _counted(plain, lang), found)
    return sorted(found, key=lambda f: f.start)


def without_mentions(text: str, mentions: Iterable[Mention]) -> str:
    """Return a text with spaces in place of what was found in it."""
    return _take(text, mentions, [])


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
    words = _any_of(_number_words(lang))
    one = _any_of(word for word, number in number_words(lang).items() if number == 1)
    units = _any_of(unicodedata.normalize("NFC", word) for word in unit_words(lang))
    clitic, end = language(lang).prose.clitics, f"(?![\\w{marks()}])"
    if not words:
        return re.compile(r"(?P<word>(?!))|(?P<one>(?!))(?P<unit>(?!))")
    return re.compile(
        rf"(?<![\w{marks()}]){clitic}(?:(?P<word>{words}){end}"
        rf"|(?P<one>{one or '(?!)'})[ \u00a0\n*_-]{{1,3}}(?P<unit>{units}){end})"
    )


def _take(text: str, part: Iterable[Mention], found: list[Mention]) -> str:
    """Add mentions to `found` and blank them out in the text, so that they are not found again."""
    letters: list[str] = []
    for one in part:
        letters = letters or list(text)
        if "".join(letters[one.start : one.end]).strip():
            found.append(one)
            letters[one.start : one.end] = " " * (one.end - one.start)
    return "".join(letters) if letters else text


def _addresses(text: str) -> Iterator[Mention]:
    for kind, pattern in (("url", _URL), ("email", _EMAIL)):
        for match in pattern.finditer(text):
            yield Mention(Meaning(kind, match.group().rstrip("/")), *match.span())
    for match in _PHONE.finditer(text):
        yield Mention(Meaning("phone", re.sub(r"[^\d+]", "", match.group())), *match.span())


def _codes(text: str) -> Iterator[Mention]:
    for match in _CODE.finditer(text):
        if not re.fullmatch(r"\d+(?:st|nd|rd|th|am|pm)", match.group()):
            yield Mention(Meaning("code", match.group()), *match.span())


def _dates(text: str, lang: str) -> Iterator[Mention]:
    for match in _ISO_DATE.finditer(text):
        year, month, day = (int(part) for part in match.groups())
        yield Mention(Meaning("date", f"{year}-{month:02}-{day:02}"), *match.span())
    for match in _named_date(lang).finditer(text):
        name = match["month"] or match["month2"]
        day = int(match["day"] or match["day2"])
        written = f"{match['year'] or '----'}-{months(lang)[name]:02}-{day:02}"
        yield Mention(Meaning("date", written), *match.span())


@lru_cache(maxsize=16)
def _named_date(lang: str) -> re.Pattern[str]:
    names = _any_of(name for name in months(lang) if len(name) > 1)
    suffixes = _both(lang, lambda prose: prose.day_suffixes)
    return re.compile(
        rf"(?<![\w])(?:(?P<day>\d{{1,2}})(?:{suffixes})?[ \u00a0]+(?P<month>{names})"
        rf"|(?P<month2>{names})[ \u00a0]+(?P<day2>\d{{1,2}})(?!\d))"
        rf"(?:[ \u00a0]*[{commas()}]?[ \u00a0]+(?P<year>\d{{4}}))?(?!\w)"
    )


def _times(text: str, lang: str) -> Iterator[Mention]:
    for time in times_in(text, lang):
        yield Mention(Meaning("time", time.value), time.start, time.end)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@lru_cache(maxsize=16)
def _number_words(lang: str) -> dict[str, Fraction]:
    return {
        unicodedata.normalize("NFC", word): n for word, n in number_words(lang).items() if n != 1
    }


def _is_money(unit: str) -> bool:
    return kind_of_unit(unit) == Money.type


@lru_cache(maxsize=16)
def _counted_pattern(lang: str) -> re.Pattern[str]:
    units = _any_of(unicodedata.normalize("NFC", word) for word in unit_words(lang))
    money = _any_of(w for w, unit in unit_words(lang).items() if _is_money(unit))
    words = _any_of(_number_words(lang)) or r"(?!)"
    clitic = language(lang).prose.clitics
    gap = r"[ \u00a0\n*_-]{0,3}"
    duals = _any_of(_duals(lang))
    dual = rf"|(?<!\w){clitic}(?P<dual>{duals})(?!\w)" if duals else ""
    return re.compile(
        rf"(?<![\w.,])(?:(?P<before>{money}){gap})?(?P<number>[-−]?(?:{_NUMBER}))"
        rf"(?:{gap}(?P<multiple>{_any_of(_multiples(lang)) or '(?!)'})(?!\w))?"
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
    return re.compile(rf"(?:{_both(lang, lambda prose: prose.ordinals)})[ \u00a0]+$")


def _both(lang: str, part: Callable[[Prose], str]) -> str:
    """Return a pattern of the words of a language and of English, which every page may contain."""
    tables = (language(code).prose for code in dict.fromkeys((lang, ENGLISH)))
    return _any_of("|".join(filter(None, map(part, tables))).split("|"))


_TOKEN = re.compile(rf"(?:(?<!\w)[-−])?\d+|[^\W\d_][\w{marks()}]*|[{_SIGNS}]")
"""A number, a word, a currency's sign."""


def _may_count(text: str, lang: str) -> bool:
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


def _counted(text: str, lang: str) -> Iterator[Mention]:
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
