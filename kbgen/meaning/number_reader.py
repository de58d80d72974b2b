"""Reads numbers of several words: five hundred and twenty, two and a half."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, cast

from kbgen.languages.digits import decimals, groups
from kbgen.languages.numbers import as_read, numbers_of
from kbgen.languages.tables import Numbers
from kbgen.meaning.amount_words import Role, Token, Value, is_cardinal
from kbgen.meaning.prose import UNKNOWN

_HUNDRED, _THOUSAND = 100, 1000
_LONGEST = 40
"""The most digits that are read as a number; longer numbers are compared as text."""
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069"
_SPACE = re.compile(
    rf"[ \u00a0\u202f\u2009\t*_{_INVISIBLE}]*\n?[ \u00a0\u202f\u2009\t*_{_INVISIBLE}]*"
)
_HYPHEN = re.compile(rf"[ \u00a0*_{_INVISIBLE}]*[-\u2010\u2011][ \u00a0*_{_INVISIBLE}]*\n?")
_DASH = re.compile(rf"[ \u00a0*_{_INVISIBLE}]*[-\u2010-\u2015~−][ \u00a0*_{_INVISIBLE}]*\n?")
_IN_PHRASE = re.compile(r"[^\w\n,;:!?()\"\u00ab\u00bb]{0,6}\n?[ \u00a0]{0,6}")
"""What stands between the words of a unit: "km/h", "sq. ft"."""
_FARTHEST = 24
"""The most characters between two words of an amount; markup is as many spaces."""


class NumberRead(NamedTuple):
    """A number that was read, and the index of the token after it."""

    value: Fraction | str
    end: int
    is_digits: bool = False
    words: int = 1


class NumberReader:
    """Reads numbers at tokens of a text."""

    def __init__(self, text: str, tokens: list[Token], lang: str) -> None:
        self.text = text
        self.tokens = tokens
        self.lang = lang
        self.table: Numbers = numbers_of(lang)

    @cached_property
    def _and_joined(self) -> str:
        return as_read(self.table.and_joined, self.lang)

    def gap(self, i: int) -> str:
        """Return the text between a token and the one before it."""
        return self.text[self.tokens[i - 1].end : self.tokens[i].start]

    def is_near(self, i: int, *, pattern: re.Pattern[str] = _SPACE) -> bool:
        """Tell whether only space stands between a token and the one before it."""
        if i >= len(self.tokens) or not i:
            return False
        length = self.tokens[i].start - self.tokens[i - 1].end
        if length == 1 and self.text[self.tokens[i].start - 1] == " ":
            return True
        return length <= _FARTHEST and pattern.fullmatch(self.gap(i)) is not None

    def is_joined(self, i: int) -> bool:
        """Tell whether a token follows the one before it, perhaps after a hyphen."""
        return self.is_near(i) or self.is_near(i, pattern=_HYPHEN)

    def has_dash(self, i: int) -> bool:
        return self.is_near(i, pattern=_DASH)

    def phrase(self, i: int, role: Role) -> tuple[Value, int] | None:
        """Return the value of the longest phrase of a role at a token, and the index after it."""
        if i >= len(self.tokens):
            return None
        for phrase in self.tokens[i].roles.get(role, ()):
            end = i + 1 + len(phrase.rest)
            following = self.tokens[i + 1 : end]
            if end > len(self.tokens) or any(
                one.whole != word
                and (one.form != word or (one.prefix and not self.tokens[i].prefix))
                for one, word in zip(following, phrase.rest, strict=True)
            ):
                continue
            if all(self.is_near(n, pattern=_IN_PHRASE) for n in range(i + 1, end)) and (
                not phrase.is_dotted or self.text.startswith(".", self.tokens[end - 1].end)
            ):
                return phrase.value, end
        return None

    def phrases(self, i: int, role: Role) -> list[tuple[Value, int]]:
        """Return every value of the longest phrase of a role at a token."""
        found = self.phrase(i, role)
        if not found:
            return []
        of_role, length = self.tokens[i].roles[role], found[1] - i - 1
        rest = next(
            one.rest for one in of_role if one.value == found[0] and len(one.rest) == length
        )
        return [(one.value, found[1]) for one in of_role if one.rest == rest]

    def of_role(self, i: int, role: Role) -> int:
        """Return the index after a phrase of a role; the same index if there is none."""
        found = self.phrase(i, role)
        return found[1] if found else i

    def fraction_value(self, i: int, role: Role) -> tuple[Fraction, int] | None:
        found = self.phrase(i, role)
        return (cast(Fraction, found[0]), found[1]) if found else None

    def has_and(self, i: int) -> tuple[bool, int]:
        """Tell whether "and" is joined to a token or stands before the next; return the next."""
        if i < len(self.tokens) and self._and_joined:
            one = self.tokens[i]
            # The two parts of "and one" may be written like another word for one.
            whole = one.form.removeprefix(self._and_joined)
            if one.prefix.startswith(self._and_joined) or (
                whole != one.form and is_cardinal(whole, self.lang)
            ):
                return True, i
        after = self.of_role(i, "and")
        return after > i, after

    def number(self, i: int) -> NumberRead | None:
        """Return the number that begins at a token."""
        if i >= len(self.tokens):
            return None
        minus = self.of_role(i, "minus")
        if minus > i and self.is_near(minus) and not self.phrase(minus, "minus"):
            found = self.number(minus)
            if found and isinstance(found.value, Fraction):
                return found._replace(value=-found.value)
        if self.tokens[i].is_number:
            return self._digits(i)
        return self._words(i)

    def _digits(self, i: int) -> NumberRead | None:
        written = self.tokens[i].form
        if written[0] == UNKNOWN:
            return NumberRead(UNKNOWN, i + 1, is_digits=True)
        plain = re.sub(f"[{groups()}]", "", written).replace("−", "-")
        plain = re.sub(f"[{decimals()}]", ".", plain)
        if len(plain) > _LONGEST:
            return NumberRead(plain, i + 1, is_digits=True)
        value, end = Fraction(plain), i + 1
        if part := self._written_fraction(i, value):
            value, end = part, i + 2
        elif part := self._fraction_after(end):
            value, end = value + part, end + 2
        if glyph := self._glyph(end):
            value, end = value + glyph, end + 1
        return self._multiplied(NumberRead(value, end, is_digits=True))

    def _fraction_after(self, i: int) -> Fraction | None:
        """Return the fraction with a stroke that follows a number: 2 1/2."""
        above = self._whole(i) if i < len(self.tokens) and self.gap(i) == " " else None
        return None if above is None else self._written_fraction(i, above)

    def _whole(self, i: int) -> Fraction | None:
        """Return the whole number in digits at a token, unless it is too long for an amount."""
        token = self.tokens[i]
        if not (token.is_number and token.form.isdecimal() and len(token.form) <= _LONGEST):
            return None
        return Fraction(token.form)

    def _glyph(self, i: int) -> Fraction | None:
        """Return the fraction of one character that follows a number: 2½."""
        if i < len(self.tokens) and len(self.tokens[i].form) == 1 and self.gap(i) in ("", " "):
            form = self.tokens[i].form
            if (
                not form.isdecimal()
                and form.isnumeric()
                and (f := self.fraction_value(i, "fraction"))
            ):
                return f[0]
        return None

    def _written_fraction(self, i: int, value: Fraction) -> Fraction | None:
        """Return a fraction that is written with a stroke: 3/4."""
        end = i + 1
        if end >= len(self.tokens) or self.gap(end) not in ("/", "⁄"):
            return None
        below = self.tokens[end].form
        after = self.text[self.tokens[end].end : self.tokens[end].end + 1]
        if below not in ("2", "3", "4", "5", "8", "10") or after == "/":
            return None
        return value / int(below) if 0 < value < int(below) else None

    def _multiplied(self, number: NumberRead) -> NumberRead:
        """Return a number in digits times the word after it: 1.5 million, 5 lakh."""
        value, end = number.value, number.end
        while isinstance(value, Fraction) and self.is_joined(end):
            if not (found := self.fraction_value(end, "multiple")):
                break
            value, end = value * found[0], found[1]
            more = self.number(end) if found[0] >= _THOUSAND and self.is_near(end) else None
            if more and isinstance(more.value, Fraction) and _THOUSAND <= more.value < found[0]:
                value, end = value + more.value, more.end  # 3 crore 20 lakh
                break
        if isinstance(value, Fraction) and (half := self._and_fraction(end, value)):
            value, end = half
        return number._replace(value=value, end=end)

    def _and_fraction(self, i: int, value: Fraction) -> tuple[Fraction, int] | None:
        """Return a number with the fraction that is added to it: two and a half."""
        if not self.is_near(i):
            return None
        has_and, after = self.has_and(i)
        if not has_and or (after > i and not self.is_near(after)):
            return None
        if not (found := self.fraction(after)):
            return None
        place = _place(value)
        part = found[0] * (place if place >= _THOUSAND else 1)
        value, end = value + part, found[1]
        while self.is_near(end) and (multiple := self.fraction_value(end, "multiple")):
            if multiple[0] == place >= _THOUSAND:  # a million and a half million
                return value, multiple[1]
            if place >= _THOUSAND or multiple[0] == 12:
                break
            value, end = value * multiple[0], multiple[1]
        return value, end

    def fraction(self, i: int) -> tuple[Fraction, int] | None:
        """Return the fraction at a token: a half, three quarters."""
        if i >= len(self.tokens):
            return None
        if found := self.fraction_value(i, "fraction"):
            return found
        article = self.of_role(i, "article")
        if article > i and self.is_near(article):
            if found := self.fraction_value(article, "fraction"):
                return found
            if found := self.fraction_value(article, "part"):
                return found
        count, end = self._whole(i), i + 1
        if count is not None:
            if part := self._written_fraction(i, count):
                return part, i + 2
        elif cardinal := self.fraction_value(i, "cardinal"):
            count, end = cardinal
        if count is None or not 0 < count < 10 or not self.is_joined(end):
            return None
        if part_of := self.fraction_value(end, "part"):
            return count * part_of[0], part_of[1]
        return None

    def _words(self, i: int) -> NumberRead | None:
        """Return the number in words that begins at a token."""
        if fraction := self._counted_fraction(i):
            return fraction
        total, current, last, start = Fraction(0), Fraction(0), Fraction(0), i
        first = True
        while i < len(self.tokens):
            at, joined = i, False
            if not first:
                if not self.is_joined(i):
                    break
                joined, at = self.has_and(i)
                if at > i and not self.is_near(at):
                    break
            step = self._step(at, current, total, last, first, joined, by_word=at > i)
            if step is None:
                break
            current, total, last, i = step
            first = False
        if first:
            return None
        value = total + current
        number = NumberRead(value, i, words=i - start)
        if half := self._and_fraction(i, value):
            number = number._replace(value=half[0], end=half[1])
        return number

    def _counted_fraction(self, i: int) -> NumberRead | None:
        cardinal = self.fraction_value(i, "cardinal")
        if not (cardinal and self.is_joined(cardinal[1]) and self.phrase(cardinal[1], "part")):
            return None
        found = self.fraction(i)
        return NumberRead(*found) if found else None

    def _step(
        self,
        i: int,
        current: Fraction,
        total: Fraction,
        last: Fraction,
        first: bool,
        joined: bool,
        by_word: bool,
    ) -> tuple[Fraction, Fraction, Fraction, int] | None:
        """Return (current, total, last multiple, index) after one more word of a number."""
        multiple = self.fraction_value(i, "multiple")
        if multiple and not joined and (current or (first and not self.phrase(i, "cardinal"))):
            return self._times(*multiple, current, total, last)
        after = self.of_role(i, "article") if first else i
        more = self.fraction_value(after, "multiple") if after > i and self.is_near(after) else None
        if more:
            return self._times(*more, Fraction(1), total, last)
        if found := self._simple(i):
            value, end = found
            if value >= _THOUSAND and (first or (joined and value < (last or value + 1))):
                return Fraction(0), total + value, _place(value), end
            if current == 0 and (first or not last or value < last):
                if not first and self.table.and_joined and not joined:
                    return None
                if by_word and self._begins_another(end, current, last):
                    return None
                return value, total, last, end
            if self._may_add(current, value, joined) and not (
                by_word and self._begins_another(end, current, last)
            ):
                return current + value, total, last, end
        if multiple and joined and not by_word and not current and multiple[0] < (last or 10**15):
            return self._times(*multiple, current, total, last)
        if multiple and not joined and total and not current and multiple[0] >= _THOUSAND:
            return self._times(*multiple, current, total, last)
        return None

    def _begins_another(self, i: int, current: Fraction, last: Fraction) -> bool:
        """Tell whether what follows "and" is a number of its own: one hundred and two hundred."""
        found = self.fraction_value(i, "multiple") if self.is_near(i) else None
        return bool(found and (found[0] <= current or (last and found[0] >= last)))

    def _times(
        self, by: Fraction, end: int, current: Fraction, total: Fraction, last: Fraction
    ) -> tuple[Fraction, Fraction, Fraction, int] | None:
        if by < _THOUSAND:  # a hundred, a dozen
            if current >= by and by == _HUNDRED:
                return None
            return (current or Fraction(1)) * by, total, last, end
        if last and by >= last:
            return Fraction(0), (total + current) * by, by, end
        return Fraction(0), total + (current or 1) * by, by, end

    def _simple(self, i: int) -> tuple[Fraction, int] | None:
        """Return the number of one word, with what is added to it before: سوا دو."""
        if not (added := self.fraction_value(i, "added")):
            return self.fraction_value(i, "cardinal")
        part, after = added
        if not self.is_near(after):
            return None
        if found := self.fraction_value(after, "cardinal"):
            value, end = found
        elif (whole := self._whole(after)) is not None:
            value, end = whole, after + 1
        elif self.fraction_value(after, "multiple"):
            value, end = Fraction(1), after
        else:
            return None
        return value + part * (_place(value) if value >= _HUNDRED else 1), end

    def _may_add(self, current: Fraction, value: Fraction, joined: bool) -> bool:
        if current.denominator != 1 or value.denominator != 1 or not value:
            return False
        table = self.table
        is_ten = value % 10 == 0 and value < _HUNDRED
        if table.ones_before_tens and 0 < current % _HUNDRED < 10:
            # five ten; five and twenty
            return (value == 10 and not joined) or (is_ten and value > 10 and joined)
        place = _place(current)
        if value >= place or (place == 10 and not (table.tens_before_ones and not joined)):
            return False
        if place < 10:
            return False
        return joined or not table.and_joined


def _place(value: Fraction) -> Fraction:
    """Return the place of the last digit that is not 0: 100 for 2500."""
    place = 1
    number = abs(int(value)) if value.denominator == 1 else 0
    while number and number % (place * 10) == 0:
        place *= 10
    return Fraction(place)
