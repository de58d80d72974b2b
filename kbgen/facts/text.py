"""text: {en: …, ur: …}."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from kbgen.facts.fact_type import FactType
from kbgen.languages.bidi import FSI, direction_of, isolate, isolate_runs
from kbgen.model.finding import HintedError
from kbgen.model.locale import Locale
from kbgen.model.message import msg
from kbgen.model.quantity import Quantity


@dataclass(frozen=True)
class Text(Quantity):
    """A text in each language; it may quote other facts as `{{ id }}`."""

    type: ClassVar[str] = "text"
    strings: Mapping[str, str]

    @property
    def words(self) -> Mapping[str, str]:
        return self.strings

    def __str__(self) -> str:
        return next(iter(self.strings.values()), "")


def parse_text(value: object) -> Text:
    if isinstance(value, Mapping) and value and all(isinstance(v, str) for v in value.values()):
        return Text(dict(value))
    raise HintedError(msg("write one string per language: {en: …, ur: …}"))


def _format(value: Text, locale: Locale) -> str:
    """Return the text in a language; the facts that it quotes must be filled in already."""
    text = value.strings.get(locale.lang, "")
    if FSI in text:
        return text
    if not text.isnumeric() and direction_of(text) != locale.direction:
        return isolate(text)
    return isolate_runs(text, locale.direction)


def _to_data(_: Text, words: str) -> Mapping[str, Any]:
    return {"value": words}


TEXT = FactType(
    Text,
    example="{en: …, ur: …}",
    read=parse_text,
    format=_format,
    write=lambda value: dict(value.strings),
    to_data=_to_data,
    is_likely=lambda _: False,
)
