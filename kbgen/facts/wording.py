"""A quantity → the words a customer reads, in one locale.

Patterns and names are CLDR's, through Babel; what Babel leaves out is done here: the spacing
between a currency code and its number (CLDR currencySpacing), unit patterns inherited plural
category by plural category (Babel's format_unit takes them all or none), native digits, and
isolates instead of loose direction marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import time
from decimal import Decimal
from functools import lru_cache

import babel
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_time, get_day_names
from babel.lists import format_list
from babel.numbers import (
    UnsupportedNumberingSystemError,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
)

from kbgen.languages.bidi import direction_of, isolate, isolate_runs, strip_marks
from kbgen.languages.language import numbering_systems
from kbgen.languages.parts_of_day import PARTS_OF_DAY, part_of_day, parts_of_day
from kbgen.model.locale import Locale
from kbgen.model.quantity import (
    Amount,
    Clock,
    Day,
    Duration,
    Email,
    Hours,
    Money,
    Number,
    Opening,
    Percent,
    Phone,
    Quantity,
    Text,
    Url,
    WhatsApp,
)

NBSP = "\u00a0"
_CODE_BEFORE_NUMBER = re.compile(r"([^\W\d_])(?=\d)")
_NUMBER_BEFORE_CODE = re.compile(r"(\d)(?=[^\W\d_])")
_LATIN = re.compile("[A-Za-z]")
_SPACES = re.compile("[\u202f\u2009]")
_PART = re.compile("('[^']*')|B+")
"""A quoted text, or the field of a CLDR time pattern for the part of the day."""


@lru_cache(maxsize=64)
def cldr(tag: str) -> babel.Locale:
    """Return Babel's locale; ValueError or UnknownLocaleError if there is none."""
    return babel.Locale.parse(tag.replace("-", "_"))


def word(value: Quantity, locale: Locale, number_only: bool = False) -> str:
    """Say a quantity in a locale, as plain text with FSI … PDI around what needs it.

    `number_only` leaves out the unit, currency or percent sign. A Text must have its quoted
    facts filled in already; raises ValueError where there is no bare number.
    """
    if number_only:
        return _number_only(value, locale)
    match value:
        case Duration():
            text = _range(
                value.amount, locale, lambda n, last: _duration(n, value.unit, locale, last)
            )
        case Money():
            text = _money(value, locale)
        case Percent():
            text = _range(value.amount, locale, lambda n, _: _percent(n, locale))
        case Number():
            text = _range(value.amount, locale, lambda n, _: number(n, locale))
        case Day():
            text = _digits(
                _clean(format_date(value.value, "long", locale=cldr(locale.tag))), locale
            )
        case Clock():
            text = clock(value.value, locale)
        case Hours():
            text = hours(value, locale)
        case Phone() | WhatsApp():
            return isolate(value.international)
        case Email():
            return isolate(value.address)
        case Url():
            return isolate(_shown_url(value))
        case Text():
            text = value.strings.get(locale.lang, "")
            return text if _is_isolated(text) else _isolate_opposite(text, locale)
    return text


def _shown_url(value: Url) -> str:
    return re.sub(r"^https?://", "", value.href).rstrip("/")


def _is_isolated(text: str) -> bool:
    return "\u2068" in text


def _isolate_opposite(text: str, locale: Locale) -> str:
    if not text.isnumeric() and direction_of(text) != locale.direction:
        return isolate(text)
    return isolate_runs(text, locale.direction)


def _number_only(value: Quantity, locale: Locale) -> str:
    if isinstance(value, (Duration, Percent, Number)):
        return _range(value.amount, locale, lambda n, _: number(n, locale))
    if isinstance(value, Money):
        code = value.currency
        return _range(value.amount, locale, lambda n, _: number(n, locale, _decimals(n, code)))
    raise ValueError(f"the type {value.type} has no number of its own")


def _range(amount: Amount, locale: Locale, say) -> str:  # type: ignore[no-untyped-def] # see _Say
    """Say an amount; a range in words ("3 to 5 days"), which no direction can turn around."""
    if not amount.is_range:
        return str(say(amount.low, True))
    low, high = say(amount.low, False), say(amount.high, True)
    return locale.strings.gettext("%(low)s to %(high)s") % {"low": low, "high": high}


def _clean(text: str) -> str:
    return _SPACES.sub(NBSP, strip_marks(text))


def _digits(text: str, locale: Locale) -> str:
    zero = ord(numbering_systems()[locale.numbering].zero)
    return text if zero == 48 else text.translate({48 + i: zero + i for i in range(10)})


def _numbering(locale: Locale) -> str:
    """Return the numbering system whose separators Babel knows for this locale."""
    try:
        format_decimal(1, locale=cldr(locale.tag), numbering_system=locale.numbering)
    except UnsupportedNumberingSystemError:
        return "latn"
    return locale.numbering


def _signed(text: str, negative: bool, locale: Locale) -> str:
    """Put the minus before the number and keep it there (CLDR's LRM, as an isolate)."""
    if not negative:
        return text
    return isolate(f"-{text}") if locale.direction == "rtl" else f"-{text}"


def number(value: Decimal, locale: Locale, decimals: int | None = None) -> str:
    """Format a number with the locale's grouping and digits."""
    text = format_decimal(
        abs(value) if decimals is None else round(abs(value), decimals),
        format=_with_decimals(cldr(locale.tag).decimal_formats[None].pattern, decimals),
        locale=cldr(locale.tag),
        numbering_system=_numbering(locale),
        decimal_quantization=False,
    )
    return _signed(_digits(_clean(text), locale), value < 0, locale)


def _with_decimals(pattern: str, decimals: int | None) -> str:
    if decimals is None:
        return pattern
    return re.sub(
        r"0(\.[0#]+)?", "0" + ("." + "0" * decimals if decimals else ""), pattern, count=1
    )


def _percent(value: Decimal, locale: Locale) -> str:
    text = format_percent(
        abs(value) / 100,
        locale=cldr(locale.tag),
        numbering_system=_numbering(locale),
        decimal_quantization=False,
    )
    text = _digits(_clean(text), locale)
    text = f"-{text}" if value < 0 else text
    return isolate(text) if locale.direction == "rtl" else text


def _decimals(value: Decimal, currency: str) -> int:
    """A whole amount is said without decimals, any other with all the currency has."""
    return 0 if value == value.to_integral_value() else get_currency_precision(currency)


def _money(value: Money, locale: Locale) -> str:
    names = locale.currencies.get(value.currency)
    if names:
        return _range(
            value.amount, locale, lambda n, last: _named_money(n, value, names, locale, last)
        )
    return _range(value.amount, locale, lambda n, _: _money_pattern(n, value.currency, locale))


def _named_money(
    n: Decimal, value: Money, names: Mapping[str, str], locale: Locale, last: bool
) -> str:
    shown = number(n, locale, _decimals(n, value.currency))
    if not last:
        return shown
    name = names.get(plural_category(n, locale), names["other"])
    return f"{shown}{NBSP}{name}"


def _money_pattern(n: Decimal, currency: str, locale: Locale) -> str:
    pattern = cldr(locale.tag).currency_formats["standard"].pattern.split(";")[0]
    text = format_currency(
        abs(n),
        currency,
        format=_with_decimals(pattern, _decimals(n, currency)),
        locale=cldr(locale.tag),
        currency_digits=False,
        decimal_quantization=False,
        numbering_system=_numbering(locale),
    )
    text = _CODE_BEFORE_NUMBER.sub(rf"\1{NBSP}", _clean(text))
    text = _digits(_NUMBER_BEFORE_CODE.sub(rf"\1{NBSP}", text), locale)
    text = f"-{text}" if n < 0 else text
    latin_in_rtl = locale.direction == "rtl" and (n < 0 or direction_of(text) == "ltr")
    return isolate(text) if latin_in_rtl else text


def plural_category(n: Decimal, locale: Locale) -> str:
    """Return CLDR's plural category: zero, one, two, few, many or other."""
    return str(cldr(locale.tag).plural_form(n))


def _duration(n: Decimal, unit: str, locale: Locale, last: bool = True) -> str:
    shown = number(n, locale)
    if not last:
        return shown
    if unit == "working day":
        count = int(n) if n == n.to_integral_value() else 100
        text = locale.strings.ngettext("%(count)s working day", "%(count)s working days", count)
        return text % {"count": shown}
    return unit_pattern(f"duration-{unit}", plural_category(n, locale), locale).replace(
        "{0}", shown
    )


def unit_pattern(unit: str, category: str, locale: Locale) -> str:
    """Return CLDR's long pattern of a unit for a plural category.

    A form that the long table lacks is inherited from the short one, then from "other"
    (CLDR lateral inheritance), one plural category at a time.
    """
    # Babel has no public accessor to single unit patterns.
    table = cldr(locale.tag)._data["unit_patterns"].get(unit, {})
    for form in (category, "other"):
        for length in ("long", "short"):
            if form in table.get(length, {}):
                return str(table[length][form])
    raise ValueError(f"CLDR has no {unit} for {locale.tag}")


def clock(value: time, locale: Locale) -> str:
    """Say a time of day: the short form (6:00 PM, 6:00 م), without Latin letters in other scripts.

    Where CLDR writes AM and PM in Latin letters in a language that has its own script, the parts
    of the day are named (skeletons Bhm and Bh), as the catalog has them: شام 6:30 بجے, and a
    whole hour without its minutes where the catalog has a pattern for it: शाम 6 बजे.
    """
    known = cldr(locale.tag)
    text = _clean(format_time(value, "short", locale=known))
    if _LATIN.search(text) and not _LATIN.search(get_day_names("wide", locale=known)[0]):
        pattern = _with_part_of_day(_pattern(value, locale), value, locale)
        with suppress(ValueError):  # a locale without names for the parts of a day
            text = _clean(format_time(value, pattern, locale=known))
    return _digits(text, locale)


def _pattern(value: time, locale: Locale) -> str:
    """Return the catalog's pattern of a time; one that it leaves as it is says nothing."""
    whole, exact = locale.strings.gettext("h B"), locale.strings.gettext("h:mm B")
    if value.minute == 0 and whole != "h B":
        return whole
    return exact if exact != "h:mm B" else str(cldr(locale.tag).datetime_skeletons["Bhm"].pattern)


def _with_part_of_day(pattern: str, value: time, locale: Locale) -> str:
    """Put the catalog's word for the part of the day into a pattern; without one it is CLDR's."""
    parts = locale.strings.gettext(PARTS_OF_DAY)
    if parts == PARTS_OF_DAY:
        return pattern
    word = part_of_day(parts_of_day(parts), value.hour).replace("'", "''")
    return _PART.sub(lambda match: match[1] or f"'{word}'", pattern)


def hours(value: Hours, locale: Locale) -> str:
    """Say opening hours in words, the closed days last."""
    return locale.strings.gettext("; ").join(hours_by_days(value, locale))


def hours_by_days(value: Hours, locale: Locale) -> list[str]:
    """Say opening hours in words, a line for days with the same ones, the closed days last."""
    _ = locale.strings.gettext
    if not any(rule.slots for rule in value.rules):
        return [_("closed")]
    if len(value.rules) == 1 and len(value.rules[0].days) == 7:
        days = _("every day")
        return [_("%(days)s %(slots)s") % {"days": days, "slots": _slots(value.rules[0], locale)}]
    named = {day for rule in value.rules for day in rule.days}
    closed = tuple(day for day in range(7) if day not in named)
    rules = [*value.rules, *([Opening(closed, ())] if closed else [])]
    return [
        _("%(days)s %(slots)s")
        % {"days": weekdays(rule.days, locale), "slots": _slots(rule, locale)}
        for rule in rules
    ]


def weekdays(days: tuple[int, ...], locale: Locale) -> str:
    """Say weekdays, three or more in a row as a range."""
    names = get_day_names("wide", locale=cldr(locale.tag))
    runs: list[list[int]] = []
    for day in days:
        if runs and (runs[-1][-1] + 1) % 7 == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    text: list[str] = []
    for run in runs:
        if len(run) > 2:
            pair = {"first": names[run[0]], "last": names[run[-1]]}
            text.append(locale.strings.gettext("%(first)s to %(last)s") % pair)
        else:
            text += [names[day] for day in run]
    return format_list(text, locale=cldr(locale.tag))


def _slots(rule: Opening, locale: Locale) -> str:
    _ = locale.strings.gettext
    if not rule.slots:
        return _("closed")
    if rule.slots == ((time(0), time(0)),):
        return _("day and night")
    text = [
        _("from %(start)s to %(end)s") % {"start": clock(start, locale), "end": clock(end, locale)}
        for start, end in rule.slots
    ]
    return format_list(text, locale=cldr(locale.tag))


__all__ = ["UnknownLocaleError", "cldr", "word"]
