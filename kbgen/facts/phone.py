"""phone: "+971 4 555 0142"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.facts.amount import as_text
from kbgen.facts.fact_type import Channel, FactType, suggestion
from kbgen.languages.bidi import isolate
from kbgen.model.finding import HintedError
from kbgen.model.meaning import Meaning
from kbgen.model.message import msg
from kbgen.model.quantity import Phone

_WITHOUT_PLUS = re.compile(
    r"(?:(?:https?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=)|00)?\+?"
    r"([1-9][\d ()-]{6,20})(?:[?&/].*)?$"
)


def parse_phone(value: object) -> Phone:
    text = as_text(value, '"+971 4 555 0142"')
    if not text.startswith("+"):
        if meant := _meant_number(text):
            what = msg("'%(written)s' is not how a number is written here", written=text)
            raise HintedError(what, msg('write "%(number)s"', number=meant))
        raise HintedError(
            msg(
                "'%(written)s' needs its country code and quotes: \"+971 4 555 0142\"",
                written=text,
            )
        )
    # Costly to import, and a build that reads nothing anew needs none of it.
    import phonenumbers

    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        raise HintedError(msg("'%(written)s' is not a phone number", written=text)) from None
    if not phonenumbers.is_valid_number(number):
        code = phonenumbers.region_code_for_country_code(number.country_code or 0)
        what = msg(
            "the phone number '%(written)s' cannot exist in %(country)s; check its digits",
            written=text,
            country=code,
        )
        raise HintedError(what)
    formats = phonenumbers.PhoneNumberFormat
    return Phone(
        phonenumbers.format_number(number, formats.E164),
        phonenumbers.format_number(number, formats.INTERNATIONAL),
    )


def _meant_number(text: str) -> str:
    """Return the number of a WhatsApp link, or add a missing plus to a country code; else ""."""
    match = _WITHOUT_PLUS.match(text)
    if match is None:
        return ""
    try:
        return parse_phone("+" + re.sub(r"\D", "", match[1])).international
    except ValueError:
        return ""


def _meanings(value: Phone) -> Iterator[Meaning]:
    yield Meaning(Phone.type, value.e164)


PHONE = FactType(
    Phone,
    example='"+971 4 555 0142"',
    read=parse_phone,
    format=lambda value, _: isolate(value.international),
    write=lambda value: value.international,
    meanings=_meanings,
    suggest=suggestion(Phone.type, lambda meaning: f'"{meaning.value}"'),
    url=lambda value: f"tel:{value.e164}",
    bare=lambda value: value.e164,
    channel=Channel("phone", contact_point=lambda value: {"telephone": value.e164}),
)
