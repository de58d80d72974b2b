"""Finds quantities that may be promises, as suggestions for facts.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kbgen.facts.all import suggested_entry
from kbgen.importing.blocks import DocumentBlock, Role, sentences
from kbgen.meaning.extract import extract
from kbgen.model.meaning import Meaning


@dataclass(frozen=True)
class Promise:
    """A quantity, the sentence that contains it, and the entry to write in the ledger.

    `facts` are the ids of facts that already have this value, perhaps for another promise.
    """

    line: int
    says: str
    entry: str
    sentence: str
    facts: tuple[str, ...] = ()


def find_promises(
    blocks: Sequence[DocumentBlock],
    lang: str,
    facts: Mapping[Meaning, tuple[str, ...]],
) -> Iterator[Promise]:
    """Yield the quantities of a document in reading order.

    `facts` maps the meanings of facts in prose to their ids. Quantities that are probably no
    promises, such as years and counts, are left out.
    """
    for block in blocks:
        if block.role is Role.CODE:
            continue
        text = block.text
        bounds = list(sentences(text))
        for mention in extract(text, lang):
            if not (entry := suggested_entry(mention.meaning)):
                continue
            around = next(((a, b) for a, b in bounds if a <= mention.start < b), (0, len(text)))
            yield Promise(
                block.line,
                text[mention.start : mention.end],
                entry,
                text[around[0] : around[1]].strip(),
                facts.get(mention.meaning, ()),
            )
