"""email: care@example.com."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from kbgen.facts.amount import as_text
from kbgen.facts.fact_type import Channel, FactType
from kbgen.facts.written import MeantError
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


_NONE = msg("'%(written)s' is not an e-mail address")
_AT = re.compile(r"\s*[(\[]\s*at\s*[)\]]\s*|\s+at\s+|\s+|(?<=[\w@])[,،;](?=\w)", re.I)


def meant_email(text: str) -> str:
    """Return the address that was probably meant; "" if none is.

    >>> meant_email("care@example,com"), meant_email("care (at) example.com"), meant_email("care")
    ('care@example.com', 'care@example.com', '')
    """
    plain = unicodedata.normalize("NFKC", text).removeprefix("mailto:").strip("<>. ")
    signs = {",": ".", "،": ".", ";": "."}
    found = _AT.sub(lambda sign: "@" if "at" in sign[0].lower() else signs.get(sign[0], ""), plain)
    return found if is_email(found) else ""


def parse_email(value: object) -> Email:
    text = as_text(value, "care@example.com")
    if not is_email(text):
        if meant := meant_email(text):
            raise MeantError(_NONE.filled(written=text), meant)
        raise HintedError(_NONE.filled(written=text))
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
