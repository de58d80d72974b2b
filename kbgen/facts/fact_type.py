"""The record that describes one type of fact."""

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


def suggestion(kind: str, entry: Callable[[Meaning], str]) -> Callable[[Meaning], str]:
    """Return a `suggest` with `entry(meaning)` for meanings of a kind, and "" for others."""
    return lambda meaning: entry(meaning) if meaning.kind == kind else ""


@dataclass(frozen=True)
class Channel(Generic[Q]):
    """How customers contact the company by facts of a type.

    `icon` is an icon of the theme. `name` is the English message that labels a link whose words do
    not show what it opens. `contact_point` returns properties of schema.org's ContactPoint.
    """

    icon: str
    name: str = ""
    contact_point: Callable[[Q], Mapping[str, str]] | None = None


@dataclass(frozen=True)
class FactType(Generic[Q]):
    """All that the program knows about a type of fact; the first four fields are required."""

    quantity: type[Q]
    """The frozen dataclass of its values; `type` of the class is the name of the type."""
    example: str
    """A value as it is written in facts.yml, with quotes: for messages and the JSON Schema."""
    read: Callable[[Any], Q]
    """Reads a YAML value; raises HintedError with a message for the editor."""
    format: Callable[[Q, Locale], str]
    """Returns a value in words: plain text, with FSI … PDI around parts that need isolation."""
    format_number: Callable[[Q, Locale], str] | None = None
    """Returns the number alone, for `{{ fact | number }}`; None if values have no number."""
    write: Callable[[Q], Any] = str
    """Returns the YAML value from which `read` makes the value again."""
    to_data: Callable[[Q, str], Mapping[str, Any]] = _as_string
    """Returns the fields in answers.json (value, unit, currency) of a value and its words."""
    unit: Callable[[Q], str] = _nothing
    """Returns the unit or currency, which the words around a bare number name; "" for none."""
    is_unit: Callable[[str], bool] = _never
    """Tells whether amounts in prose with this unit belong to the type."""
    meanings: Callable[[Q], Iterable[Meaning]] = _no_meanings
    """Returns the meanings of a value, to find it in prose that is written by hand."""
    suggest: Callable[[Meaning], str] = _not_suggested
    """Returns the value in facts.yml for a meaning in an imported document; "" for other types."""
    is_likely: Callable[[object], bool] = _always
    """Tells whether a value that can be read as this type is probably meant to be of this type."""
    url: Callable[[Q], str] = _nothing
    """Returns the target of a link whose words are the value; "" if it is not linked."""
    bare: Callable[[Q], str] = _nothing
    """Returns the value as a part of a longer address."""
    channel: Channel[Q] | None = None
    """How customers contact the company by it; None if they do not."""
    validate: Callable[[Q], None] = _is_valid
    """Raises ValueError for a cached value that `read` never returns."""
    note: str = ""
    """The text in the JSON Schema of facts.yml that follows the example."""

    @property
    def name(self) -> str:
        return self.quantity.type
