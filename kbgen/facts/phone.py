"""phone: "+971 4 555 0142"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.facts.amount import as_text
from kbgen.facts.fact_type import Channel, FactType, suggestion
from kbgen.facts.written import MeantError
from kbgen.languages.bidi import isolate
from kbgen.model.finding import HintedError
from kbgen.model.meaning import Meaning
from kbgen.model.message import msg
from kbgen.model.quantity import Phone

_WITHOUT_PLUS = re.compile(
    r"(?:(?:https?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=)|00)?\+?"
    r"([1-9][\d ()-]{6,20})(?:[?&/].*)?$"
)


_LOCAL = re.compile(r"[\d ()/.-]{5,20}")
"""A number without its country code."""


def parse_phone(value: object, region: str = "") -> Phone:
    """Read a number; of one without its country code, the error tells that of the region."""
    text = as_text(value, '"+971 4 555 0142"')
    if not text.startswith("+"):
        if meant := _meant_number(text):
            what = msg("'%(written)s' is not how a number is written here", written=text)
            raise MeantError(what, meant)
        what = msg("'%(written)s' needs its country code", written=text)
        if meant := _in_region(text, region):
            raise MeantError(what, meant)
        if text.startswith("00") or not _LOCAL.fullmatch(text):
            raise HintedError(msg("'%(written)s' needs its country code and quotes", written=text))
        rest = text.removeprefix("0")
        hint = msg('write "+… %(rest)s", with the country code in place of the dots', rest=rest)
        raise HintedError(what, hint)
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


def _in_region(text: str, region: str) -> str:
    """Return a number as it is dialled in a country, with the code of that country; else ""."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


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
