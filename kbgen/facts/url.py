"""url: https://example.com/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from kbgen.facts.amount import as_text
from kbgen.facts.fact_type import Channel, FactType
from kbgen.languages.bidi import isolate
from kbgen.model.finding import HintedError
from kbgen.model.meaning import Meaning
from kbgen.model.message import msg
from kbgen.model.quantity import Quantity


@dataclass(frozen=True)
class Url(Quantity):
    type: ClassVar[str] = "url"
    href: str

    def __str__(self) -> str:
        return self.href


def parse_url(value: object) -> Url:
    text = as_text(value, "https://example.com/")
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s\"<>]", text):
        what = msg("'%(written)s' is not a web address; it starts with https://", written=text)
        raise HintedError(what)
    return Url(text)


def _format(value: Url, _: object) -> str:
    return isolate(re.sub(r"^https?://", "", value.href).rstrip("/"))


def _meanings(value: Url) -> Iterator[Meaning]:
    yield Meaning(Url.type, value.href.lower().rstrip("/"))


URL = FactType(
    Url,
    example="https://example.com/",
    read=parse_url,
    format=_format,
    meanings=_meanings,
    suggest=lambda meaning: meaning.value if meaning.kind == Url.type else "",
    url=lambda value: value.href,
    bare=lambda value: value.href,
    channel=Channel("link"),
)
