"""The types of fact, in the order in which messages and schemas list them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from kbgen.facts.date import DATE
from kbgen.facts.duration import DURATION
from kbgen.facts.email import EMAIL
from kbgen.facts.fact_type import FactType
from kbgen.facts.hours import HOURS, meant_hours
from kbgen.facts.money import MONEY
from kbgen.facts.number import NUMBER
from kbgen.facts.percent import PERCENT
from kbgen.facts.phone import PHONE
from kbgen.facts.text import TEXT
from kbgen.facts.time import TIME
from kbgen.facts.url import URL
from kbgen.facts.whatsapp import WHATSAPP
from kbgen.model.meaning import Meaning
from kbgen.model.quantity import Quantity

TYPES: tuple[FactType[Any], ...] = (
    DURATION,
    MONEY,
    PERCENT,
    NUMBER,
    DATE,
    TIME,
    HOURS,
    PHONE,
    WHATSAPP,
    EMAIL,
    URL,
    TEXT,
)
BY_NAME: Mapping[str, FactType[Any]] = {one.name: one for one in TYPES}
CHANNELS = tuple(one.name for one in TYPES if one.channel)
"""The names of the types by which customers contact the company."""


def type_of(value: Quantity) -> FactType[Any]:
    """Return the type of a value."""
    return BY_NAME[value.type]


def has_number(value: Quantity) -> bool:
    """Tell whether a value has a bare number for `{{ fact | number }}`."""
    return type_of(value).format_number is not None


def has_same_unit(one: Quantity, other: Quantity) -> bool:
    """Tell whether two values have one unit, so that the words around a bare number fit both."""
    return bool(type_of(one).unit(one) == type_of(other).unit(other))


def meanings_of(values: Iterable[Quantity]) -> Iterator[Meaning]:
    """Yield the meanings that the values of a fact would have in prose."""
    for value in values:
        yield from type_of(value).meanings(value)


@lru_cache(maxsize=256)
def kind_of_unit(unit: str) -> str:
    """Return the name of the type of an amount with this unit; "number" for no unit."""
    return next((one.name for one in TYPES if one.is_unit(unit)), NUMBER.name)


def suggested_entry(meaning: Meaning) -> str:
    """Return the entry in facts.yml for a meaning; "" if it is probably no promise.

    >>> suggested_entry(Meaning("duration", "14", "day"))
    '{duration: 14 days}'
    >>> suggested_entry(Meaning("phone", "+97145550142"))
    '{phone: "+97145550142"}'
    >>> suggested_entry(Meaning("url", "https://wa.me/971505550142"))
    '{whatsapp: "+971505550142"}'
    """
    found = ((one.name, one.suggest(meaning)) for one in TYPES)
    return next((f"{{{name}: {written}}}" for name, written in found if written), "")


def meant_value(value: object) -> dict[str, object]:
    """Return {type: value} for a value written without its type; {} if it fits no type.

    >>> meant_value("14 days"), meant_value("closed"), meant_value("5"), meant_value("5%")
    ({'duration': '14 days'}, {'hours': 'closed'}, {'number': '5'}, {'percent': '5%'})
    """
    if line := meant_hours(value) if isinstance(value, list) else "":
        return {HOURS.name: line}
    for one in TYPES:
        try:
            one.read(value)
        except ValueError:
            continue
        if one.is_likely(value):
            return {one.name: value}
    return {}
