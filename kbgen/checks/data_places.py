"""Places of blocks: in pages, and in the files of data, by what the record calls them."""

from __future__ import annotations

from collections.abc import Mapping

from kbgen.checks.inputs import Ledger, Pages
from kbgen.model.fact import Branch
from kbgen.model.finding import Span
from kbgen.model.translation import Block
from kbgen.translations.blocks import BRANCHES, LEDGER


def place_of(
    block: Block,
    lang: str,
    pages: Pages,
    ledger: Ledger,
    branches: Mapping[str, Branch],
    options: Span,
) -> Span:
    """Return where a block of a language stands; `options` is the place of its own."""
    article = pages.get((lang, block.page))
    if article and block.kind == "field":
        return article.where(*block.name.split(".", 1))
    if article:
        return article.place(block.start, block.end)
    if block.page == LEDGER and block.section in ledger.facts:
        return _in_fact(block, ledger)
    for branch in branches.values():
        if block.page == f"{BRANCHES}/{branch.span.path.rpartition('/')[2]}":
            return branch.span
    return options


def _in_fact(block: Block, ledger: Ledger) -> Span:
    fact = ledger.facts[block.section]
    for later in fact.then:
        if block.name.startswith("then.") and f".{later.starts}.." in block.name:
            return later.span
    for where, difference in fact.differences:
        if block.name.startswith(f"regions.{where}."):
            return difference.span
    return fact.span
