"""email: care@example.com."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from kbgen.facts.amount import as_text
from kbgen.facts.fact_type import Channel, FactType
from kbgen.languages.bidi import isolate
from kbgen.model.email import is_email
from kbgen.model.finding import HintedError
from kbgen.model.meaning import Meaning
from kbgen.model.message import msg
from kbgen.model.quantity import Quantity


@dataclass(frozen=True)
class Email(Quantity):
    type: ClassVar[str] = "email"
    address: str

    def __str__(self) -> str:
        return self.address


def parse_email(value: object) -> Email:
    text = as_text(value, "care@example.com")
    if not is_email(text):
        raise HintedError(msg("'%(written)s' is not an e-mail address", written=text))
    return Email(text)


def _meanings(value: Email) -> Iterator[Meaning]:
    yield Meaning(Email.type, value.address.lower())


EMAIL = FactType(
    Email,
    example="care@example.com",
    read=parse_email,
    format=lambda value, _: isolate(value.address),
    meanings=_meanings,
    suggest=lambda meaning: meaning.value if meaning.kind == Email.type else "",
    url=lambda value: f"mailto:{quote(value.address, safe='@')}",
    bare=lambda value: value.address,
    channel=Channel("mail", contact_point=lambda value: {"email": value.address}),
)
