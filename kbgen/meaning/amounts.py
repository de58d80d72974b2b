"""Finds amounts in prose: numbers in digits and in words, with their units; ordinals, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, cast

from kbgen.facts.all import kind_of_unit
from kbgen.facts.money import Money
from kbgen.facts.percent import Percent
from kbgen.languages.language import shared_units
from kbgen.languages.numbers import as_read, numbers_of
from kbgen.meaning.amount_words import Token, tokens_of
from kbgen.meaning.mention import Certainty, Mention, any_of
from kbgen.meaning.number_reader import NumberRead, NumberReader
from kbgen.meaning.prose import UNKNOWN
from kbgen.model.meaning import Meaning, write_number

SHARE = "share"
"""The unit of a part of a whole: half the price."""
ORDINAL = "ordinal"
"""The kind of a place in a row: the second visit."""
CURRENCY = "currency"
"""The kind of a currency without an amount: in Omani riyals."""
MANY = "many"
"""The kind of a number that is not counted: dozens."""
_DECIMAL_COMMA = re.compile(r"(?<=\d)(?<![.,]\d)(?<![.,]\d\d)(?<![.,]\d\d\d),(?=\d(?!\d|[.,]\d))")
_NOUN = "noun"
"""The unit of nouns that mean two of a thing."""


class _Amount(NamedTuple):
    """An amount at tokens of a text; `start` and `end` count tokens."""

    value: Fraction | str
    unit: str
    start: int
    end: int
    certainty: Certainty = "certain"
    is_open: bool = False
    """Whether it takes the unit of the number after it: 3 to 5 days."""
    kind: str = ""


def amounts_in(text: str, lang: str) -> Iterator[Mention]:
    """Yield the amounts in a text, which must be in lower case with ASCII digits.

    >>> [str(one.meaning) for one in amounts_in("two and a half hours or 1,500 riyals", "en")]
    ['2.5 hour', '1500 riyal']
    """
    if numbers_of(lang).decimal_comma:
        text = _DECIMAL_COMMA.sub(".", text)
    tokens = tokens_of(text, lang)
    reader = _AmountReader(text, tokens, lang)
    found = list(_joined(reader.amounts(), reader))
    yield from found
    if pattern := _dual_nouns(lang):
        taken = {token.start for token in tokens if token.roles}
        for noun in pattern.finditer(text):
            if noun.start() not in taken:
                yield Mention(Meaning(kind_of_unit(_NOUN), "2", _NOUN), *noun.span(), "possible")


@lru_cache(maxsize=16)
def _dual_nouns(lang: str) -> re.Pattern[str] | None:
    endings = numbers_of(lang).dual_endings
    if not endings:
        return None
    return re.compile(rf"(?<!\w)\w{{3,20}}(?:{any_of(endings.split('|'))})(?!\w)")


class _AmountReader(NumberReader):
    """Reads amounts at tokens of a text."""

    def amounts(self) -> Iterator[_Amount]:
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            if not token.may_begin and not ("article" in token.roles and self.is_joined(i + 1)):
                i += 1
                continue
            found, end = self._at(i)
            yield from (one for one in self._with_units(found) if one.unit or one.value != UNKNOWN)
            i = max(end, i + 1)

    def _at(self, i: int) -> tuple[list[_Amount], int]:
        """Return the amounts that begin at a token, and the index after them."""
        roles = self.tokens[i].roles
        if "vague" in roles and (vague := self.phrases(i, "vague")):
            return [self._fixed(*one, i, "possible") for one in vague], vague[0][1]
        if "ignored" in roles and (end := self.of_role(i, "ignored")) > i:
            return [], end
        if "numbered" in roles and (end := self.of_role(i, "numbered")) > i:
            return self._numbered(i, end)
        if "many" in roles and (many := self.fraction_value(i, "many")):
            return [_Amount(many[0], "", i, many[1], "likely", kind=MANY)], many[1]
        for role in ("amount", "dual"):
            if role in roles and (found := self.phrase(i, role)):
                one = self._with_fraction(self._fixed(*found, i, "certain"))
                return [one], one.end
        if "ordinal" in roles and (ordinal := self._ordinal(i)):
            return [ordinal], ordinal.end
        number, fraction = self.number(i), self.fraction(i)
        if number and not (fraction and fraction[1] > number.end):
            return self._numbers(i, number)
        if fraction:
            one = self._share(i, *fraction)
            return [one], one.end
        return self._without_number(i)

    def _fixed(self, value: object, end: int, i: int, certainty: Certainty) -> _Amount:
        number, unit = cast(tuple[Fraction, str], value)
        if unit == ORDINAL:
            return _Amount(number, "", i, end, certainty, kind=ORDINAL)
        return _Amount(number, unit, i, end, certainty)

    def _numbered(self, i: int, end: int) -> tuple[list[_Amount], int]:
        number = self.number(end) if self.is_near(end) or self._is_dotted(end) else None
        if number is None:
            return [], end
        return [_Amount(number.value, "", i, number.end, kind=ORDINAL)], number.end

    def _is_dotted(self, i: int) -> bool:
        return i < len(self.tokens) and re.fullmatch(r"[.:#] ?|#", self.gap(i)) is not None

    def _ordinal(self, i: int) -> _Amount | None:
        found = self.fraction_value(i, "ordinal")
        if not found:
            return None
        value, end = found
        if self.unit(i) and not self._is_ordinal_here(i):
            return None
        form = self.tokens[i].form
        certainty: Certainty = "likely" if form in _weak(self.lang, "ordinals") else "certain"
        if end < len(self.tokens) and self.has_and(end)[0] and value < 10 and self.is_near(end):
            ten = self.fraction_value(end, "ordinal") or self.fraction_value(end, "cardinal")
            if ten and self.table.ones_before_tens and ten[0] % 10 == 0 and ten[0] < 100:
                return _Amount(value + ten[0], "", i, ten[1], kind=ORDINAL)
        return _Amount(value, "", i, end, certainty, kind=ORDINAL)

    def _is_ordinal_here(self, i: int) -> bool:
        """Tell whether a word that is a unit, too, is none here: no number is before it."""
        return not (i and self.tokens[i - 1].is_number and self.is_near(i))

    def _numbers(self, i: int, number: NumberRead) -> tuple[list[_Amount], int]:
        """Return an amount, and those that are joined to it: 3 to 5 days, two or three."""
        found = [self._amount(i, number)]
        while True:
            end = found[-1].end
            at = self._after_joint(end, found[-1])
            more = self.number(at) if at else None
            if more is None or not at:
                return found, end
            found.append(self._amount(at, more))

    def _after_joint(self, i: int, last: _Amount) -> int | None:
        """Return the index of the number that is joined to the one before it."""
        if i >= len(self.tokens) or last.kind == ORDINAL:
            return None
        joint = self.of_role(i, "joint")
        if joint > i and self.is_near(i) and (self.is_near(joint) or self.gap_is_empty(joint)):
            return joint
        if self.has_dash(i):
            return i
        if self.has_and(i)[0] and self.is_near(i):
            return i
        if last.is_open and not self.tokens[i].is_number and self.is_near(i):
            return i  # two, three days
        return None

    def gap_is_empty(self, i: int) -> bool:
        return i < len(self.tokens) and self.gap(i) == ""

    def _with_units(self, found: Iterable[_Amount]) -> Iterator[_Amount]:
        """Give each number of a range the unit of the next, or of the one before it."""
        amounts = list(found)
        for n in reversed(range(len(amounts) - 1)):
            if amounts[n].is_open and amounts[n + 1].unit and not amounts[n + 1].kind:
                amounts[n] = amounts[n]._replace(
                    unit=amounts[n + 1].unit,
                    certainty="likely" if amounts[n].value == UNKNOWN else "certain",
                )
        yield from amounts

    def unit(self, i: int) -> tuple[str, int] | None:
        found = self.phrase(i, "unit")
        return (cast(str, found[0]), found[1]) if found else None

    def _unit_after(self, i: int, *, of: bool = False) -> tuple[str, int] | None:
        """Return the unit after a number, and the index after it."""
        for _ in range(3):
            if not self.is_joined(i) and not self.gap_is_empty(i):
                return None
            if found := self.unit(i):
                return found if self._is_unit_here(i, found[1]) else None
            after = self.of_role(i, "between")
            if of and after == i:
                after = self.of_role(i, "of")
            if after == i:
                return None
            i = after
        return None

    def _is_unit_here(self, i: int, end: int) -> bool:
        """Tell whether a sign of one letter stands at digits: 5 m."""
        form = self.tokens[i].form
        if len(form) > 1 or not form.isalpha() or end > i + 1:
            return True
        return self.tokens[i - 1].is_number

    def _amount(self, i: int, number: NumberRead) -> _Amount:
        value, end = number.value, number.end
        if ordinal := self._compound_ordinal(i, number):
            return ordinal
        if found := self._unit_after(end):
            unit, after = found
            certainty = "likely" if value == UNKNOWN else self._certainty(i, number, unit)
            one = self._with_fraction(_Amount(value, unit, i, after, certainty))
            return self._below_zero(one)
        if value == UNKNOWN:
            return _Amount(value, "", i, end, "possible", is_open=True)
        if isinstance(value, Fraction) and 0 < value < 1 and not number.is_digits:
            return self._share(i, value, end)
        return _Amount(value, "", i, end, self._certainty(i, number, ""), is_open=True)

    def _compound_ordinal(self, i: int, number: NumberRead) -> _Amount | None:
        """Return an ordinal that begins as a number: 2nd, twenty-first."""
        value, end = number.value, number.end
        if end >= len(self.tokens) or not isinstance(value, Fraction):
            return None
        if number.is_digits and self.gap(end) in ("", "\u200c") and self.phrase(end, "suffix"):
            return _Amount(value, "", i, end + 1, kind=ORDINAL)
        if not number.is_digits and self.table.tens_before_ones and self.is_joined(end):
            one = self.fraction_value(end, "ordinal")
            if one and one[0] < 10 and value % 10 == 0 and value % 100:
                return _Amount(value + one[0], "", i, one[1], kind=ORDINAL)
        return None

    def _certainty(self, i: int, number: NumberRead, unit: str) -> Certainty:
        if number.is_digits:
            return "possible" if self._is_in_name(i) and not unit else "certain"
        if number.words > 1:
            return "certain"
        form, is_strong = self.tokens[i].form, unit and _is_strong(unit)
        if form in _articles(self.lang):
            return "likely" if unit else "possible"
        if form in _weak(self.lang, "dependent"):
            return "certain" if is_strong else "possible"
        if form in _weak(self.lang, "cardinals") or number.value in (0, 1):
            return "certain" if unit else "possible"
        return "certain"

    def _is_in_name(self, i: int) -> bool:
        """Tell whether a hyphen joins a number to the word before it: UTF-8 in another script."""
        start = self.tokens[i].start
        return self.text[start - 1 : start] == "-" and self.text[start - 2 : start - 1].isalpha()

    def _share(self, i: int, value: Fraction, end: int) -> _Amount:
        """Return a fraction with its unit: half an hour, half a dozen, or a part of something."""
        after = max(self.of_role(end, "of"), self.of_role(end, "article"))
        is_next = self.is_joined(end) and (after == end or self.is_near(after))
        if is_next and (multiple := self.fraction_value(after, "multiple")):
            return self._amount(i, NumberRead(value * multiple[0], multiple[1], words=2))
        if found := self._unit_after(end, of=True):
            return _Amount(value, found[0], i, found[1])
        return _Amount(value, SHARE, i, end)

    def _with_fraction(self, one: _Amount) -> _Amount:
        """Return an amount with the fraction after its unit: two hours and a half."""
        if not isinstance(one.value, Fraction) or not self.is_near(one.end):
            return one
        has_and, after = self.has_and(one.end)
        sign = 1
        if not has_and:
            after = self.of_role(one.end, "except")
            sign = -1
        if (after == one.end and not has_and) or (after > one.end and not self.is_near(after)):
            return one
        if not (found := self.fraction(after)):
            return one
        value, end = one.value + sign * found[0], found[1]
        if self.is_near(end) and (same := self.unit(end)):
            if same[0] != one.unit:
                return one
            end = same[1]
        return one._replace(value=value, end=end, certainty="certain")

    def _below_zero(self, one: _Amount) -> _Amount:
        end = self.of_role(one.end, "below") if self.is_near(one.end) else one.end
        if end == one.end or not isinstance(one.value, Fraction):
            return one
        return one._replace(value=-abs(one.value), end=end)

    def _without_number(self, i: int) -> tuple[list[_Amount], int]:
        """Return the amount of one: a week, KWD 5, a unit alone."""
        roles = self.tokens[i].roles
        if "added" in roles and (added := self.fraction_value(i, "added")):
            if found := self._unit_after(added[1]):
                return [_Amount(1 + added[0], found[0], i, found[1])], found[1]
            return [], added[1]
        if "article" in roles and (end := self.of_role(i, "article")) > i:
            if found := self._unit_after(end):
                one = self._with_fraction(_Amount(Fraction(1), found[0], i, found[1], "likely"))
                return [one], one.end
            return [], end
        if found := self.unit(i):
            return self._with_unit_before(i, *found)
        return [], i + 1

    def _with_unit_before(self, i: int, unit: str, end: int) -> tuple[list[_Amount], int]:
        is_before = _is_money(unit) and (self.is_joined(end) or self._is_dotted(end))
        if is_before and (number := self.number(end)):
            return self._with_currency(i, unit, *self._numbers(end, number))
        if self.is_near(end) and (after := self.of_role(end, "one after")) > end:
            return [_Amount(Fraction(1), unit, i, after)], after
        if _is_money(unit):
            return [_Amount(unit, "", i, end, "likely", kind=CURRENCY)], end
        if self.table.one_is_unsaid:
            one = self._with_fraction(_Amount(Fraction(1), unit, i, end, "possible"))
            return [one], one.end
        return [], end

    def _with_currency(
        self, i: int, unit: str, found: list[_Amount], end: int
    ) -> tuple[list[_Amount], int]:
        """Give the currency before an amount to it, and to those joined to it: SAR 30 to 50."""
        if not found[0].unit:
            found = [
                one
                if one.unit or not one.is_open
                else one._replace(unit=unit, certainty="certain", is_open=False)
                for one in found
            ]
            found[0] = found[0]._replace(start=i)
        return found, end


@lru_cache(maxsize=32)
def _weak(lang: str, role: str) -> frozenset[str]:
    words = getattr(numbers_of(lang).weak, role).split("|")
    return frozenset(as_read(word, lang) for word in words if word)


@lru_cache(maxsize=16)
def _articles(lang: str) -> frozenset[str]:
    return frozenset(as_read(word, lang) for word in numbers_of(lang).articles.split("|"))


@lru_cache(maxsize=256)
def _is_money(unit: str) -> bool:
    return kind_of_unit(unit) == Money.type


def _is_strong(unit: str) -> bool:
    return _is_money(unit) or kind_of_unit(unit) == Percent.type


def _joined(amounts: Iterable[_Amount], reader: _AmountReader) -> Iterator[Mention]:
    """Yield amounts as mentions; an hour and 30 minutes are 90 minutes."""
    last: _Amount | None = None
    for one in amounts:
        if last and (whole := _sum(last, one, reader)):
            last = whole
            continue
        if last:
            yield _mention(last, reader.tokens)
        last = one
    if last:
        yield _mention(last, reader.tokens)


def _sum(one: _Amount, other: _Amount, reader: _AmountReader) -> _Amount | None:
    """Return two amounts as one if the second is the rest of it, in a smaller unit."""
    units = shared_units().units
    if one.unit == other.unit or not (one.unit in units and other.unit in units):
        return None
    if not isinstance(one.value, Fraction) or not isinstance(other.value, Fraction):
        return None
    large, less = units[one.unit], units[other.unit]
    base, base_of_less = large.of or one.unit, less.of or other.unit
    times, times_of_less = Fraction(large.times), Fraction(less.times)
    if base != base_of_less or other.value * times_of_less >= times or other.certainty != "certain":
        return None
    between = other.start - one.end
    if one.certainty == "possible" and not between:
        return None
    is_next = between == 0 and reader.is_near(other.start)
    if between == 1:
        is_next = reader.has_and(one.end) == (True, other.start) and reader.is_near(one.end)
    if not is_next or SHARE in (base, other.unit):
        return None
    value = one.value * times / times_of_less + other.value
    return _Amount(value, other.unit, one.start, other.end)


def _mention(one: _Amount, tokens: list[Token]) -> Mention:
    value = one.value if isinstance(one.value, str) else write_number(one.value)
    meaning = Meaning(one.kind or kind_of_unit(one.unit), value, one.unit)
    return Mention(meaning, tokens[one.start].start, tokens[one.end - 1].end, one.certainty)
