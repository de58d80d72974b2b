"""What each type of fact knows of its values beside their words: read, refused, given as data, found in prose."""

from __future__ import annotations

from datetime import UTC, date, time
from decimal import Decimal
from typing import Any

import pytest

from kbgen.facts.all import (
    BY_NAME,
    CHANNELS,
    TYPES,
    has_number,
    has_same_unit,
    kind_of_unit,
    meanings_of,
    meant_value,
    suggested_entry,
)
from kbgen.facts.amount import Amount
from kbgen.facts.duration import Duration
from kbgen.facts.hours import is_weekdays, meant_hours
from kbgen.facts.money import Money
from kbgen.facts.number import Number
from kbgen.facts.percent import Percent
from kbgen.facts.time import Clock
from kbgen.model.meaning import Meaning
from kbgen.model.quantity import Hours, Opening, Quantity

# As an editor writes it, and the value that is meant.
READ = [
    ("duration", "14 days", "14 days"),
    ("duration", " 1  Day ", "1 day"),
    ("duration", "3-5 business days", "3-5 working days"),
    ("duration", "3 to 5 hours", "3-5 hours"),
    ("duration", "3 – 5 working  days", "3-5 working days"),
    ("duration", "1.5 hours", "1.5 hours"),
    ("duration", "0-1 day", "0-1 day"),
    ("money", "25 AED", "25 AED"),
    ("money", "-2.50 AED", "-2.50 AED"),
    ("money", "10-20 SAR", "10-20 SAR"),
    ("money", "2.500 BHD", "2.500 BHD"),
    ("percent", "5", "5%"),
    ("percent", "12.5 %", "12.5%"),
    ("percent", 5, "5%"),
    ("percent", "5-10%", "5-10%"),
    ("number", 12, "12"),
    ("number", "12-15", "12-15"),
    ("number", "999999999999999", "999999999999999"),
    ("date", date(2027, 2, 28), "2027-02-28"),
    ("time", "18:00", "18:00"),
    ("time", "9:05", "09:05"),
    ("time", "23:59", "23:59"),
    ("phone", "+971 4 555 0142", "+97145550142"),
    ("whatsapp", "+971 50 555 0142", "+971505550142"),
    ("email", "care@example.com", "care@example.com"),
    ("url", "http://example.com/a?b", "http://example.com/a?b"),
    ("text", {"en": "a", "ur": "ا"}, "a"),
    ("hours", "Mo-Th 09:00-21:00; Fr off", "Mo-Th 09:00-21:00; Fr off"),
    ("hours", "Sa - Th 9:00 – 21:00 , 22:00-24:00;", "Sa-Th 9:00-21:00,22:00-24:00"),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "written", "value"), READ)
def test_a_value_is_read(type_: str, written: object, value: str) -> None:
    found = BY_NAME[type_].read(written)
    assert str(found) == value
    BY_NAME[type_].validate(found)


# What cannot be meant, and what the editor is told.
REFUSED = [
    ("duration", "14", "'14' is not a duration; write a number and a unit: 14 days"),
    ("duration", "-1 days", "a duration cannot be negative"),
    ("duration", "5-3 days", "the range runs backwards; write 3-5"),
    ("duration", "5 dais", "unknown unit 'dais'; did you mean 'day'?"),
    ("duration", "5 moons", "unknown unit 'moons'; did you mean 'month'"),
    ("duration", "5 xyz", "units: second, minute, hour, day, working day, week, month, year"),
    ("duration", True, "write it like this: 14 days"),
    ("duration", ["14 days"], "write it like this: 14 days"),
    ("duration", "۱۴ days", "is not a duration"),
    ("money", "AED 25", "is not an amount; write the number, then the currency: 25 AED"),
    ("money", "25 aed", "there is no currency 'aed'; did you mean 'AED'"),
    ("money", "25 QQQ12", "there is no currency"),
    ("money", "2.555 AED", "AED has 2 decimal places; '2.555 AED' has more"),
    ("money", "2-2.555 AED", "AED has 2 decimal places"),
    ("money", "1.5 JPY", "JPY has 0 decimal places"),
    ("percent", "five", "'five' is not a percentage; write the number: 5"),
    ("percent", "5%%", "is not a percentage"),
    ("number", "12,500", "write it without separators and with Latin digits: 12500.5"),
    ("number", "1000000000000000", "the number is too long; write at most 15 digits"),
    ("number", "1-1000000000000000", "the number is too long"),
    ("date", "2027-02-28", "the date is in quotes; write it without them: 2027-02-28"),
    ("time", "24:00", "'24:00' is not a time of day; write hours and minutes: 18:00"),
    ("time", "9:60", "write hours and minutes: 18:00"),
    ("time", "9 pm", "write 21:00"),
    ("time", "12:30 a.m.", "write 00:30"),
    ("time", "12 p.m.", "write 12:00"),
    ("time", "10h", "write 10:00"),
    ("time", "1030", "write 10:30"),
    ("time", "noon", "write hours and minutes: 18:00"),
    ("phone", "04 555 0142", 'needs its country code; write "+… 4 555 0142"'),
    ("phone", "00971 4 555 0142", 'write "+971 4 555 0142"'),
    ("phone", "https://wa.me/971505550142?text=hi", 'write "+971 50 555 0142"'),
    ("phone", "https://api.whatsapp.com/send?phone=971505550142", 'write "+971 50 555 0142"'),
    ("phone", "00971 4 555 00", "needs its country code and quotes"),
    ("phone", "+971 4 555", "the phone number '+971 4 555' cannot exist in AE; check its digits"),
    ("phone", "+x", "'+x' is not a phone number"),
    ("email", "care@", "'care@' is not an e-mail address"),
    ("url", "ftp://example.com", "is not a web address; it starts with https://"),
    ("url", "https://", "is not a web address"),
    ("url", "https://[x", "is not a web address"),
    ("url", "https://a b", "is not a web address"),
    ("text", "a", "write one string per language: {en: …, ur: …}"),
    ("text", {}, "write one string per language"),
    ("text", {"en": 5}, "write one string per language"),
    ("hours", "", "no hours given; write them like this: Mo-Th"),
    ("hours", True, "write it like this: Mo-Th"),
    ("money", True, "write it like this: 25 AED"),
    ("percent", [5], "write it like this: 5"),
    ("number", False, "write it like this: 12"),
    ("time", {"a": 1}, 'write it like this: "18:00"'),
    ("phone", ["x"], 'write it like this: "+971 4 555 0142"'),
    ("email", True, "write it like this: care@example.com"),
    ("url", True, "write it like this: https://example.com/"),
    ("hours", "Mo 09:00", "'Mo 09:00' is not understood; write hours like this: Mo-Th"),
    ("hours", "Mo-Tu-We 09:00-10:00", "'Mo-Tu-We' is not a weekday; write Mo-Tu-We"),
    ("hours", "XX 09:00-10:00", "'XX' is not a weekday; use Mo Tu We Th Fr Sa Su"),
    ("hours", "9:00-10:00 Mo", "write the weekdays first, then the hours: Mo-Th"),
    ("hours", "Mo 09:00-10:00; Mo,Tu off", "'Mo,Tu off' names a weekday that another rule has"),
    ("hours", [{"a": 5}], 'hours are one line; write "Mo-Th 09:00-21:00; Fr 14:00-22:00; Sa-Su off"'),
    ("hours", ["Mo 9-5", "Tu 10-11"], 'hours are one line; write "Mo 09:00-17:00; Tu 10:00-11:00"'),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "written", "shown"), REFUSED)
def test_what_cannot_be_meant_is_refused_with_what_to_write(
    type_: str, written: object, shown: str
) -> None:
    with pytest.raises(ValueError) as refused:
        BY_NAME[type_].read(written)
    assert shown in str(refused.value)


@pytest.mark.parametrize(
    ("type_", "example"), [("url", "https://example.com/"), ("email", "care@example.com")]
)
def test_what_is_no_text_is_answered_with_an_example(type_: str, example: str) -> None:
    with pytest.raises(ValueError) as refused:
        BY_NAME[type_].read([])
    assert str(refused.value) == f"write it like this: {example}"


# Hours as people say them, and the line that is meant; "" where that cannot be told.
SPOKEN = {
    "Monday to Friday: 9am to 5pm": "Mo-Fr 09:00-17:00",
    "Mon & Wed 9 - 17": "Mo,We 09:00-17:00",
    "mon-wed, fri 10.30–14h": "Mo-We,Fr 10:30-14:00",
    "Daily 10:00 – 22:00": "Mo-Su 10:00-22:00",
    "every day 9-5": "Mo-Su 09:00-17:00",
    "9-12": "Mo-Su 09:00-12:00",
    "10:00 until 24:00": "Mo-Su 10:00-24:00",
    "9 to 9": "Mo-Su 09:00-21:00",
    "Sat 24 hours, Sun closed": "Sa 00:00-24:00",  # a day without hours is closed
    "24/7": "Mo-Su 00:00-24:00",
    "Mo-Fr 09:00-13:00 and 16:00-20:00": "Mo-Fr 09:00-13:00,16:00-20:00",
    "Mo-Fr ۰۹:۰۰-۱۷:۰۰": "Mo-Fr 09:00-17:00",
    "Mo-Fr 09:00-17:00 (summer)": "",
    "summer Mo-Fr 09:00-17:00": "",
    "Mo 9-12 and Tu 10-13": "Mo 09:00-12:00; Tu 10:00-13:00",
    "Mo and others 09:00-17:00": "",
    "Mo 25:00-26:00": "",
}


@pytest.mark.parametrize("spoken", SPOKEN)
def test_hours_as_people_say_them(spoken: str) -> None:
    assert meant_hours(spoken) == SPOKEN[spoken]


WEEKDAYS = {"Mo": True, "Mon-Thu": True, "Friday": True, "sat, sun": True}
WEEKDAYS |= {"M": False, "Month": False, "Mo to Fr": False, "": False, "9": False}


@pytest.mark.parametrize("text", WEEKDAYS)
def test_weekdays_are_known_by_their_beginning(text: str) -> None:
    assert is_weekdays(text) is WEEKDAYS[text]


def read(type_: str, written: object) -> Quantity:
    value: Quantity = BY_NAME[type_].read(written)
    return value


# As answers.json has a value, beside its words.
DATA: list[tuple[str, object, dict[str, Any]]] = [
    ("duration", "3-5 days", {"value": {"min": 3, "max": 5}, "unit": "day"}),
    ("duration", "1.5 hours", {"value": 1.5, "unit": "hour"}),
    ("money", "25.50 AED", {"value": 25.5, "currency": "AED"}),
    ("percent", "5", {"value": 5}),
    ("number", "12", {"value": 12}),
    ("date", date(2027, 2, 28), {"value": "2027-02-28"}),
    ("time", "18:00", {"value": "18:00"}),
    ("phone", "+971 4 555 0142", {"value": "+97145550142"}),
    ("text", {"en": "a"}, {"value": "as it is said"}),
]


@pytest.mark.parametrize(("type_", "written", "expected"), DATA)
def test_a_value_as_data(type_: str, written: object, expected: dict[str, Any]) -> None:
    assert dict(BY_NAME[type_].to_data(read(type_, written), "as it is said")) == expected


# Where its words lead, what stands in a longer address, and what schema.org is told.
LINKED: list[tuple[str, object, str, str, dict[str, str] | None]] = [
    ("phone", "+971 4 555 0142", "tel:+97145550142", "+97145550142", {"telephone": "+97145550142"}),
    (
        "whatsapp",
        "+971 50 555 0142",
        "https://wa.me/971505550142",
        "+971505550142",
        {"name": "WhatsApp", "url": "https://wa.me/971505550142"},
    ),
    ("email", "a+b@example.com", "mailto:a%2Bb@example.com", "a+b@example.com", {"email": "a+b@example.com"}),
    ("url", "https://example.com/a", "https://example.com/a", "https://example.com/a", None),
    ("money", "25 AED", "", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "written", "url", "bare", "point"), LINKED)
def test_where_a_value_leads(
    type_: str, written: object, url: str, bare: str, point: dict[str, str] | None
) -> None:
    kind, value = BY_NAME[type_], read(type_, written)
    assert (kind.url(value), kind.bare(value)) == (url, bare)
    make = kind.channel.contact_point if kind.channel else None
    assert (dict(make(value)) if make else None) == point


def test_customers_reach_the_company_by_these() -> None:
    assert CHANNELS == ("phone", "whatsapp", "email", "url")
    icons = [one.channel.icon for one in TYPES if one.channel]
    assert icons == ["phone", "chat", "mail", "link"]


# What the values of a fact would mean in prose.
MEANINGS: list[tuple[str, object, list[Meaning]]] = [
    ("duration", "14 days", [Meaning("duration", "14", "day")]),
    ("duration", "3-5 days", []),
    ("money", "25 AED", [Meaning("money", "25", "AED"), Meaning("money", "25", "dirham")]),
    ("money", "25 PKR", [Meaning("money", "25", "PKR"), Meaning("money", "25", "rupee")]),
    ("money", "25 BDT", [Meaning("money", "25", "BDT"), Meaning("money", "25", "rupee")]),
    ("percent", "12.5", [Meaning("percent", "12.5", "%")]),
    ("number", "12", []),
    ("date", date(2027, 2, 28), [Meaning("date", "2027-02-28")]),
    ("time", "18:00", []),
    ("phone", "+971 4 555 0142", [Meaning("phone", "+97145550142")]),
    (
        "whatsapp",
        "+971 50 555 0142",
        [Meaning("phone", "+971505550142"), Meaning("url", "https://wa.me/971505550142")],
    ),
    ("email", "Care@Example.com", [Meaning("email", "care@example.com")]),
    ("url", "https://Example.com/", [Meaning("url", "https://example.com")]),
]


@pytest.mark.parametrize(("type_", "written", "expected"), MEANINGS)
def test_what_a_value_means_in_prose(type_: str, written: object, expected: list[Meaning]) -> None:
    assert list(meanings_of([read(type_, written)])) == expected


# How facts.yml would have what a document says.
SUGGESTED = {
    Meaning("duration", "1", "day"): "{duration: 1 day}",
    Meaning("duration", "14", "day"): "{duration: 14 days}",
    Meaning("money", "25", "AED"): "{money: 25 AED}",
    Meaning("money", "25", "rupee"): "{money: 25 PKR or INR or BDT?}",
    Meaning("percent", "5", "%"): "{percent: 5}",
    Meaning("time", "18:00"): '{time: "18:00"}',
    Meaning("phone", "+97145550142"): '{phone: "+97145550142"}',
    Meaning("email", "a@example.com"): "{email: a@example.com}",
    Meaning("url", "https://wa.me/971505550142"): '{whatsapp: "+971505550142"}',
    Meaning("url", "https://wa.me/12"): "{url: https://wa.me/12}",
    Meaning("code", "X-1"): "",
    Meaning("number", "12"): "",
}


@pytest.mark.parametrize("meaning", SUGGESTED)
def test_an_entry_of_the_ledger_is_suggested(meaning: Meaning) -> None:
    assert suggested_entry(meaning) == SUGGESTED[meaning]


UNITS = {"day": "duration", "AED": "money", "rupee": "money", "%": "percent", "": "number"}


@pytest.mark.parametrize("unit", UNITS)
def test_an_amount_in_prose_is_of_a_type_by_its_unit(unit: str) -> None:
    assert kind_of_unit(unit) == UNITS[unit]


def test_which_values_have_numbers_and_units_alike() -> None:
    days, weeks, aed = (
        read("duration", "3 days"),
        read("duration", "3 weeks"),
        read("money", "3 AED"),
    )
    assert has_same_unit(days, read("duration", "9 days"))
    assert not has_same_unit(days, weeks) and not has_same_unit(days, aed)
    assert has_same_unit(read("number", "1"), read("number", "2"))
    with_number = [one.name for one in TYPES if one.format_number]
    assert with_number == ["duration", "money", "percent", "number"]
    assert has_number(aed) and not has_number(read("time", "18:00"))


# What stands alone below the name of a fact, and the type that it must be of.
ALONE: list[tuple[object, dict[str, object]]] = [
    ("14 days", {"duration": "14 days"}),
    ("25 AED", {"money": "25 AED"}),
    ("5%", {"percent": "5%"}),
    ("5", {"number": "5"}),
    (date(2027, 1, 1), {"date": date(2027, 1, 1)}),
    ("18:00", {"time": "18:00"}),
    ("Mo 09:00-17:00", {"hours": "Mo 09:00-17:00"}),
    (["Mo 9-5", "Tu 9-5"], {"hours": "Mo-Tu 09:00-17:00"}),
    ("+971 4 555 0142", {"phone": "+971 4 555 0142"}),
    ("a@example.com", {"email": "a@example.com"}),
    ("https://example.com", {"url": "https://example.com"}),
    ("hello", {}),
    ([], {}),
    ({"en": "a"}, {}),
]


@pytest.mark.parametrize(("value", "expected"), ALONE)
def test_a_value_without_its_type(value: object, expected: dict[str, object]) -> None:
    assert meant_value(value) == expected


NAN = Amount(Decimal("NaN"), Decimal("NaN"))
ENDLESS = Amount(Decimal(1), Decimal("Infinity"))
IMPOSSIBLE: list[Quantity] = [
    Duration(ENDLESS, "day"),
    Duration(Amount(Decimal(1), Decimal(1)), "moon"),
    Money(ENDLESS, "AED"),
    Percent(NAN),
    Number(ENDLESS),
    Clock(time(9, tzinfo=UTC)),
    Hours((Opening((7,), ()),), "Mo off"),
    Hours((Opening((-1,), ()),), "Mo off"),
    Hours((Opening((0,), ((time(9), time(10, tzinfo=UTC)),)),), "Mo 09:00-10:00"),
]


@pytest.mark.parametrize("value", IMPOSSIBLE, ids=repr)
def test_a_remembered_value_that_nobody_can_write_is_refused(value: Quantity) -> None:
    with pytest.raises(ValueError):
        BY_NAME[value.type].validate(value)
