"""What an editor writes in the ledger ("14 days", "25 AED") → a typed quantity.

Each parser takes the written value and raises ValueError with a message for that editor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from babel.numbers import get_currency_precision, list_currencies

from kbgen.model.finding import did_you_mean
from kbgen.model.hours import join_hours
from kbgen.model.quantity import (
    UNITS,
    WEEKDAYS,
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

_AMOUNT = r"(?P<low>-?\d+(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(?P<high>\d+(?:\.\d+)?))?"
_PLAIN = re.compile(_AMOUNT + r"$", re.A)
_PERCENT = re.compile(_AMOUNT + r"\s*%?$", re.A)
_WITH_WORD = re.compile(_AMOUNT + r"\s*(?P<word>[^\W\d_][\w ]*)$", re.A)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})$", re.A)
_LOOSE_CLOCK = re.compile(r"(\d{1,2})[:.h]?(\d{2})?\s*(?:h|([ap])\.?m\.?)?$", re.A)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")


_WORD = re.compile(r"[a-z]+", re.I)
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MOST_DIGITS = 15
"""What programs that read numbers as IEEE 754 doubles, as JavaScript does, still tell apart."""


def _amount(match: re.Match[str]) -> Amount:
    for number in match["low"], match["high"] or "":
        if len(re.sub(r"\D", "", number)) > _MOST_DIGITS:
            raise ValueError(f"the number is too long; write at most {_MOST_DIGITS} digits")
    low = Decimal(match["low"])
    high = Decimal(match["high"]) if match["high"] else low
    if high < low:
        raise ValueError(f"the range runs backwards; write {high}-{low}")
    return Amount(low, high)


def _text(value: object, example: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError(f"write it like this: {example}")
    return str(value).strip()


def parse_duration(value: object) -> Duration:
    text = _text(value, "14 days")
    match = _WITH_WORD.match(text)
    if not match:
        raise ValueError(f"'{text}' is not a duration; write a number and a unit: 14 days")
    word = re.sub(r"\s+", " ", match["word"].strip().lower())
    unit = word.removesuffix("s").replace("business day", "working day")
    if unit not in UNITS:
        hint = did_you_mean(unit, UNITS) or f"units: {', '.join(UNITS)}"
        raise ValueError(f"unknown unit '{word}'; {hint}")
    amount = _amount(match)
    if amount.low < 0:
        raise ValueError("a duration cannot be negative")
    return Duration(amount, unit)


def parse_money(value: object) -> Money:
    text = _text(value, "25 AED")
    match = _WITH_WORD.match(text)
    if not match:
        raise ValueError(f"'{text}' is not an amount; write the number, then the currency: 25 AED")
    code = match["word"].strip()
    if code not in list_currencies():
        near = did_you_mean(code.upper(), list_currencies())
        raise ValueError(f"there is no currency '{code}'; {near or 'use its ISO code: 25 AED'}")
    amount = _amount(match)
    digits = get_currency_precision(code)
    if (
        -int(amount.low.as_tuple().exponent) > digits
        or -int(amount.high.as_tuple().exponent) > digits
    ):
        raise ValueError(f"{code} has {digits} decimal places; '{text}' has more")
    return Money(amount, code)


def parse_percent(value: object) -> Percent:
    text = _text(value, "5")
    match = _PERCENT.match(text)
    if not match:
        raise ValueError(f"'{text}' is not a percentage; write the number: 5")
    return Percent(_amount(match))


def parse_number(value: object) -> Number:
    text = _text(value, "12")
    match = _PLAIN.match(text)
    if not match:
        hint = "write it without separators and with Latin digits: 12500.5"
        raise ValueError(f"'{text}' is not a number; {hint}")
    return Number(_amount(match))


def parse_date(value: object) -> Day:
    if isinstance(value, date):
        return Day(value)
    raise ValueError(f"'{value}' is not a date; write year-month-day: 2027-02-28")


def _clock(text: str, midnight: bool = False) -> time:
    match = _CLOCK.match(text.strip())
    hour, minute = (int(match[1]), int(match[2])) if match else (99, 99)
    if midnight and (hour, minute) == (24, 0):
        return time(0, 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"'{text}' is not a time of day; write {_meant(text)}")
    return time(hour, minute)


def _meant(text: str) -> str:
    """Return how a time is written that was written in another way: 9:00 pm, 10.30, 1030, 10h."""
    match = _LOOSE_CLOCK.match(text.strip().lower())
    if match is None:
        return "hours and minutes: 18:00"
    hour, minute = int(match[1]) % (12 if match[3] else 100), match[2] or "00"
    hour += 12 if match[3] == "p" else 0
    return f"{hour:02}:{minute}" if hour < 24 and minute < "60" else "hours and minutes: 18:00"


def parse_time(value: object) -> Clock:
    return Clock(_clock(_text(value, '"18:00"')))


def _weekdays(text: str) -> tuple[int, ...]:
    days: list[int] = []
    for part in text.split(","):
        names = [name.strip() for name in part.split("-")]
        if len(names) > 2 or any(name not in WEEKDAYS for name in names):
            raise ValueError(f"'{part.strip()}' is not a weekday; {_meant_days(names)}")
        first, last = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
        # A range may run over the end of the week: Sa-Th.
        days += [(first + i) % 7 for i in range((last - first) % 7 + 1)]
    return tuple(days)


def _meant_days(names: list[str]) -> str:
    if "PH" in names:
        return "write holidays as hours of their own, with 'starts' and 'ends'"
    if names[0][:1].isdigit():
        return f"write the weekdays first: Mo-Su {'-'.join(names)}"
    meant = [name[:2].capitalize() for name in names]
    if all(short in WEEKDAYS for short in meant):
        return f"write {'-'.join(meant)}"
    near = did_you_mean("-".join(names), _WHOLE_WEEKS)
    return near or f"use {' '.join(WEEKDAYS)}"


_SLOTS = "Mo-Th 10:00-14:00,16:00-22:00; Fr off"
_WHOLE_WEEKS = {"24/7": "Mo-Su 00:00-24:00", "closed": "Mo-Su off", "off": "Mo-Su off"}


def meant_hours(value: object) -> str:
    """Return the line of hours that a list of lines, or of weekdays, was meant to be; else "".

    >>> meant_hours({"Monday": "09:00-17:00", "Sa": "10:00-14:00"})
    'Mo 09:00-17:00; Sa 10:00-14:00'
    """
    lines = value if isinstance(value, list) else [value]
    try:
        return join_hours(hours for line in lines for hours in _hours_in(line))
    except ValueError:
        return ""


def _hours_in(line: object) -> Iterator[Hours]:
    """Read a line of hours, or weekdays with theirs; anything else raises ValueError."""
    for names, slots in line.items() if isinstance(line, Mapping) else [("", line)]:
        if not isinstance(slots, str):
            raise ValueError("hours are a text")
        days = _WORD.sub(lambda word: word[0][:2].capitalize(), names)
        yield parse_hours(f"{days} {slots}")


def is_weekdays(text: str) -> bool:
    """Tell whether a text names weekdays in English, in whole or shortened: Mo, Mon-Thu, Friday."""
    names = _WORD.findall(text.lower())
    return bool(names) and all(
        len(name) > 1 and any(day.startswith(name) for day in _DAY_NAMES) for name in names
    )


def parse_hours(value: object) -> Hours:
    example = "Mo-Th 09:00-21:00; Fr 14:00-22:00; Sa-Su off"
    if isinstance(value, (list, Mapping)):
        raise ValueError(f'hours are one line; write "{meant_hours(value) or example}"')
    text = re.sub(r"\s*([-–,;])\s*", r"\1", _text(value, example))
    text = text.replace("–", "-").replace(";", "; ").strip("; ")
    rules: list[Opening] = []
    seen: set[int] = set()
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        rule = _WHOLE_WEEKS.get(rule, rule)
        days_text, _, slots_text = rule.partition(" ")
        days = _weekdays(days_text)
        if seen.intersection(days):
            what = f"'{rule}' names a weekday that another rule has"
            raise ValueError(f"{what}; name each once, its slots with commas: {_SLOTS}")
        seen.update(days)
        rules.append(Opening(days, _slots(slots_text, rule, example)))
    if not rules:
        raise ValueError(f"no hours given; write them like this: {example}")
    return Hours(tuple(rules), text)


def _slots(text: str, rule: str, example: str) -> tuple[tuple[time, time], ...]:
    if text.strip() in ("off", "closed"):
        return ()
    slots = []
    for slot in text.split(","):
        start, dash, end = slot.partition("-")
        if start[:2] in WEEKDAYS:
            raise ValueError(
                f"'{slot}' comes after a comma; write a semicolon before weekdays: {example}"
            )
        if not dash:
            raise ValueError(f"'{rule}' is not understood; write hours like this: {example}")
        slots.append((_clock(start), _clock(end, midnight=True)))
    return tuple(slots)


_WITHOUT_PLUS = re.compile(
    r"(?:(?:https?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=)|00)?\+?"
    r"([1-9][\d ()-]{6,20})(?:[?&/].*)?$"
)


def parse_phone(value: object) -> Phone:
    text = _text(value, '"+971 4 555 0142"')
    if not text.startswith("+"):
        if meant := _meant_number(text):
            raise ValueError(f"'{text}' is not how a number is written here; write \"{meant}\"")
        raise ValueError(f"'{text}' needs its country code and quotes: \"+971 4 555 0142\"")
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        raise ValueError(f"'{text}' is not a phone number") from None
    if not phonenumbers.is_valid_number(number):
        code = phonenumbers.region_code_for_country_code(number.country_code or 0)
        raise ValueError(f"the phone number '{text}' cannot exist in {code}; check its digits")
    formats = phonenumbers.PhoneNumberFormat
    return Phone(
        phonenumbers.format_number(number, formats.E164),
        phonenumbers.format_number(number, formats.INTERNATIONAL),
    )


def _meant_number(text: str) -> str:
    """Return the number of a WhatsApp link, or one with its country code but no plus; else ""."""
    match = _WITHOUT_PLUS.match(text)
    if match is None:
        return ""
    try:
        return parse_phone("+" + re.sub(r"\D", "", match[1])).international
    except ValueError:
        return ""


def parse_whatsapp(value: object) -> WhatsApp:
    phone = parse_phone(value)
    return WhatsApp(phone.e164, phone.international)


def parse_email(value: object) -> Email:
    text = _text(value, "care@example.com")
    if not _EMAIL.match(text):
        raise ValueError(f"'{text}' is not an e-mail address")
    return Email(text)


def parse_url(value: object) -> Url:
    text = _text(value, "https://example.com/")
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s\"<>]", text):
        raise ValueError(f"'{text}' is not a web address; it starts with https://")
    return Url(text)


def parse_text(value: object) -> Text:
    if isinstance(value, Mapping) and value and all(isinstance(v, str) for v in value.values()):
        return Text(dict(value))
    raise ValueError("write one string per language: {en: …, ur: …}")


PARSERS: dict[str, Callable[[Any], Quantity]] = {
    "duration": parse_duration,
    "money": parse_money,
    "percent": parse_percent,
    "number": parse_number,
    "date": parse_date,
    "time": parse_time,
    "hours": parse_hours,
    "phone": parse_phone,
    "whatsapp": parse_whatsapp,
    "email": parse_email,
    "url": parse_url,
    "text": parse_text,
}
_TELLING = (
    *("duration", "money", "number", "date", "time", "hours", "phone", "percent", "email", "url"),
)
"""The types of which a value alone tells, in the order in which they are tried."""


def meant_value(value: object) -> dict[str, object]:
    """Return a value that was written alone, below its type; {} if it is of none.

    >>> meant_value("14 days"), meant_value("closed")
    ({'duration': '14 days'}, {'hours': 'closed'})
    """
    if line := meant_hours(value) if isinstance(value, list) else "":
        return {"hours": line}
    for name in _TELLING:
        try:
            PARSERS[name](value)
        except ValueError:
            continue
        return {name: value}
    return {}
