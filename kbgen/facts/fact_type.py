"""What one object says of a type of fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kbgen.model.locale import Locale
from kbgen.model.meaning import Meaning
from kbgen.model.quantity import Quantity

Q = TypeVar("Q", bound=Quantity)


def _as_string(value: Quantity, _: str) -> Mapping[str, Any]:
    return {"value": str(value)}


def _nothing(_: Quantity) -> str:
    return ""


def _no_meanings(_: Quantity) -> Iterable[Meaning]:
    return ()


def _not_suggested(_: Meaning) -> str:
    return ""


def _always(_: object) -> bool:
    return True


def _never(_: str) -> bool:
    return False


def _is_valid(_: Quantity) -> None:
    return


@dataclass(frozen=True)
class Channel(Generic[Q]):
    """How customers reach the company by the facts of a type.

    `icon` is one of the theme's; `name` is an English message for a link that does not say by
    itself what it opens; `contact_point` returns properties of schema.org's ContactPoint.
    """

    icon: str
    name: str = ""
    contact_point: Callable[[Q], Mapping[str, str]] | None = None


@dataclass(frozen=True)
class FactType(Generic[Q]):
    """All that the program knows of one type of fact; the first four fields are required."""

    quantity: type[Q]
    """The frozen dataclass of the values; its `type` is the name of the type."""
    example: str
    """A value as facts.yml has it, with its quotes: for messages and for the JSON Schema."""
    read: Callable[[Any], Q]
    """Makes a value of what an editor wrote; raises ValueError with a message for that editor."""
    format: Callable[[Q, Locale], str]
    """Returns a value in words: plain text, with FSI … PDI around what needs it."""
    format_number: Callable[[Q, Locale], str] | None = None
    """Returns the number alone, for `{{ fact | number }}`; None if values have no number."""
    to_data: Callable[[Q, str], Mapping[str, Any]] = _as_string
    """Returns the fields of a value in answers.json: value, unit, currency; given are its words."""
    unit: Callable[[Q], str] = _nothing
    """Returns what the words around a bare number name: a unit or a currency."""
    is_unit: Callable[[str], bool] = _never
    """Tells whether an amount in prose with this unit is of the type."""
    meanings: Callable[[Q], Iterable[Meaning]] = _no_meanings
    """Returns what a value would mean in prose: by them it is found where it is written by hand."""
    suggest: Callable[[Meaning], str] = _not_suggested
    """Returns how facts.yml has what an imported document says; "" if that is no such promise."""
    tells: Callable[[object], bool] = _always
    """Tells whether a value that can be read as this type is likely to be meant so."""
    url: Callable[[Q], str] = _nothing
    """Returns where a link leads that has the value as its words."""
    bare: Callable[[Q], str] = _nothing
    """Returns the value as it stands inside a longer address."""
    channel: Channel[Q] | None = None
    """How customers reach the company by it, if they do."""
    validate: Callable[[Q], None] = _is_valid
    """Raises ValueError for a remembered value that `read` would never have made."""
    note: str = ""
    """What is to be said of the type in the JSON Schema of facts.yml, after the example."""

    @property
    def name(self) -> str:
        return self.quantity.type
