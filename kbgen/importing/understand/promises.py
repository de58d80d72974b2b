"""Quantities in a text that may be promises: candidates for facts.yml, never added by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kbgen.importing.blocks import Block, Role, sentences

KINDS = ("duration", "money", "percent", "phone", "email", "url", "time")
"""A year, a count or a model number promises nothing."""

_CHAT = re.compile(r"https://wa\.me/(\d{7,15})")

Extracted = tuple[str, str, str, int, int]
"""Kind, value, unit, start and end of a quantity in a text."""
Extract = Callable[[str, str], Sequence[Extracted]]


@dataclass(frozen=True)
class Promise:
    """A quantity, the sentence in which it stands, and what to write in the ledger.

    `facts` are the ids of facts that have this value already; they may promise something else.
    """

    line: int
    says: str
    entry: str
    sentence: str
    facts: tuple[str, ...] = ()


def find_promises(
    blocks: Sequence[Block],
    lang: str,
    extract: Extract,
    facts: Mapping[tuple[str, str, str], tuple[str, ...]],
) -> Iterator[Promise]:
    """Yield the quantities of a document in reading order.

    `extract` finds them in a text of a language; `facts` maps (kind, value, unit) to ids of facts.
    """
    for block in blocks:
        if block.role is Role.CODE:
            continue
        text = block.text
        bounds = list(sentences(text))
        for kind, value, unit, start, end in extract(text, lang):
            if kind not in KINDS:
                continue
            around = next(((a, b) for a, b in bounds if a <= start < b), (0, len(text)))
            yield Promise(
                block.line,
                text[start:end],
                ledger_entry(kind, value, unit),
                text[around[0] : around[1]].strip(),
                facts.get((kind, value, unit), ()),
            )


def ledger_entry(kind: str, value: str, unit: str) -> str:
    """Return how a quantity is written in facts.yml.

    >>> ledger_entry("duration", "14", "day"), ledger_entry("phone", "+97145550142", "")
    ('{duration: 14 days}', '{phone: "+97145550142"}')
    >>> ledger_entry("url", "https://wa.me/971505550142", "")
    '{whatsapp: "+971505550142"}'
    """
    if kind == "duration":
        return f"{{duration: {value} {unit}{'' if value == '1' else 's'}}}"
    if kind == "money":
        # "rupee" may be Pakistan's or India's: a person names the currency.
        code = "PKR or INR?" if unit == "rupee" else unit
        return f"{{money: {value} {code}}}"
    if kind == "url" and (chat := _CHAT.fullmatch(value)):
        return f'{{whatsapp: "+{chat[1]}"}}'
    if kind in ("phone", "time"):
        return f'{{{kind}: "{value}"}}'
    return f"{{{kind}: {value}}}"
