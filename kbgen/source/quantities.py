"""What an editor writes in the ledger ("14 days", "25 AED") → a typed quantity.

Each parser takes the written value and raises ValueError with a message for that editor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from babel.numbers import get_currency_precision, list_currencies

from kbgen.model.finding import did_you_mean
from kbgen.model.quantity import (
    UNITS,
    Amount,
    Clock,
    Day,
    Duration,
    Email,
    Money,
    Number,
    Percent,
    Phone,
    Quantity,
    Text,
    Url,
    WhatsApp,
)
from kbgen.source.hours import meant_hours, parse_clock, parse_hours

_AMOUNT = r"(?P<low>-?\d+(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(?P<high>\d+(?:\.\d+)?))?"
_PLAIN = re.compile(_AMOUNT + r"$", re.A)
_PERCENT = re.compile(_AMOUNT + r"\s*%?$", re.A)
_WITH_WORD = re.compile(_AMOUNT + r"\s*(?P<word>[^\W\d_][\w ]*)$", re.A)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")


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


def parse_time(value: object) -> Clock:
    return Clock(parse_clock(_text(value, '"18:00"')))


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
