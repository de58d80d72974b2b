"""whatsapp: "+971 50 555 0142"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kbgen.facts.fact_type import Channel, FactType
from kbgen.facts.phone import parse_phone
from kbgen.facts.url import Url
from kbgen.languages.bidi import isolate
from kbgen.model.meaning import Meaning
from kbgen.model.quantity import Phone, WhatsApp

_NAME = "WhatsApp"
_CHAT = re.compile(r"https://wa\.me/(\d{7,15})")


def parse_whatsapp(value: object) -> WhatsApp:
    phone = parse_phone(value)
    return WhatsApp(phone.e164, phone.international)


def _meanings(value: WhatsApp) -> Iterator[Meaning]:
    yield Meaning(Phone.type, value.e164)
    yield Meaning(Url.type, value.href)


def _suggest(meaning: Meaning) -> str:
    chat = _CHAT.fullmatch(meaning.value) if meaning.kind == Url.type else None
    return f'"+{chat[1]}"' if chat else ""


def _contact_point(value: WhatsApp) -> Mapping[str, str]:
    return {"name": _NAME, "url": value.href}


WHATSAPP = FactType(
    WhatsApp,
    example='"+971 50 555 0142"',
    read=parse_whatsapp,
    format=lambda value, _: isolate(value.international),
    write=lambda value: value.international,
    meanings=_meanings,
    suggest=_suggest,
    is_likely=lambda _: False,
    url=lambda value: value.href,
    bare=lambda value: value.e164,
    channel=Channel("chat", _NAME, _contact_point),
)
