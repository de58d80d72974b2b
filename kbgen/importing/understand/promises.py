"""Quantities in a text that may be promises: candidates for facts.yml, never added by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kbgen.facts.all import suggested_entry
from kbgen.importing.blocks import Block, Role, sentences
from kbgen.model.meaning import Meaning

Extracted = tuple[Meaning, int, int]
"""What a piece of a text means, its start and its end."""
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
    facts: Mapping[Meaning, tuple[str, ...]],
) -> Iterator[Promise]:
    """Yield the quantities of a document in reading order.

    `extract` finds them in a text of a language; `facts` maps what facts would mean in
    prose to their ids. What is no likely promise, as a year or a count, is left out.
    """
    for block in blocks:
        if block.role is Role.CODE:
            continue
        text = block.text
        bounds = list(sentences(text))
        for meaning, start, end in extract(text, lang):
            if not (entry := suggested_entry(meaning)):
                continue
            around = next(((a, b) for a, b in bounds if a <= start < b), (0, len(text)))
            yield Promise(
                block.line,
                text[start:end],
                entry,
                text[around[0] : around[1]].strip(),
                facts.get(meaning, ()),
            )
