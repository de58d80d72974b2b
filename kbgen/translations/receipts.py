"""Receipts: which texts a person has read beside their translations and found to say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from kbgen.model.translation import (
    SECTION,
    Block,
    Digested,
    LanguageRecord,
    Receipt,
    SettledPair,
)
from kbgen.system.digest import digest
from kbgen.translations.normal import LENGTH, block_digest
from kbgen.translations.record import word


@dataclass
class PageDigests:
    """The digests of the texts of a page and of its translation, and those of their sections."""

    sources: set[str] = field(default_factory=set)
    translations: set[str] = field(default_factory=set)

    def has(self, pair: SettledPair) -> bool:
        """Tell whether both texts of a pair stand on the page."""
        return pair.source in self.sources and pair.translation in self.translations


def section_digest(digests: Iterable[str]) -> str:
    """Return the digest of a section by those of its blocks in their order, its heading first.

    >>> section_digest(["9f3ac1d0", "8800aabb"]) == section_digest(["8800aabb", "9f3ac1d0"])
    False
    """
    return digest(*digests)[:LENGTH]


def digests_of(blocks: Iterable[Block]) -> set[str]:
    """Return the digests of the blocks of one language and of their sections."""
    return _digests(Digested(block, block_digest(block)) for block in blocks)


def page_digests(
    sources: Iterable[Digested], translations: Iterable[Digested]
) -> Mapping[str, PageDigests]:
    """Return page → the digests of its texts in both languages, for whole pages."""
    found: dict[str, PageDigests] = defaultdict(PageDigests)
    for name, side in (("sources", sources), ("translations", translations)):
        for page, blocks in groupby(_sorted(side), key=lambda one: one.block.page):
            getattr(found[page], name).update(_digests(blocks))
    return found


def _digests(blocks: Iterable[Digested]) -> set[str]:
    found = set()
    for _, section in groupby(_sorted(blocks), key=lambda one: one.block.place):
        digested = list(section)
        found.update(one.digest for one in digested)
        found.add(section_digest(one.digest for one in digested if one.block.kind != "field"))
    return found


def _sorted(blocks: Iterable[Digested]) -> list[Digested]:
    return sorted(blocks, key=lambda one: (*one.block.place, one.block.number))


def without_void(
    receipts: Iterable[Receipt], today: Mapping[str, PageDigests]
) -> tuple[Receipt, ...]:
    """Return receipts without the pairs of which a text is gone; other pages keep theirs."""
    kept = []
    for one in receipts:
        if one.page in today:
            pairs = tuple(pair for pair in one.pairs if today[one.page].has(pair))
            one = replace(one, pairs=pairs)
        kept.append(one)
    return tuple(one for one in kept if one.pairs)


def followed(
    receipt: Receipt, there: Collection[str], today: Mapping[str, PageDigests]
) -> Receipt:
    """Return a receipt of a page that is gone under the page to which its texts have moved."""
    if receipt.page in there:
        return receipt
    pages = (page for page, digests in today.items() if all(map(digests.has, receipt.pairs)))
    return replace(receipt, page=next(pages, receipt.page))


def settle(
    record: LanguageRecord,
    place: tuple[str, str],
    pairs: Collection[SettledPair],
    who: str,
    when: str,
) -> LanguageRecord:
    """Return the record in which pairs of a section's texts are settled; others stay as they are.

    A pair that is settled already keeps its receipt.
    """
    known = record.settled.get(place[0], {})
    new = [pair for pair in pairs if (pair.source, pair.translation) not in known]
    if not new:
        return record
    fresh = Receipt(*place, word(who), when, ())
    receipts = {(one.page, one.section, one.when, one.who): one for one in record.receipts}
    key = fresh.page, fresh.section, fresh.when, fresh.who
    before = receipts.get(key, fresh)
    receipts[key] = replace(before, pairs=tuple(dict.fromkeys((*before.pairs, *new))))
    return replace(record, receipts=tuple(receipts[key] for key in sorted(receipts)))


def settled_pair(source: str, translation: str, is_section: bool = False) -> SettledPair:
    return SettledPair(source, translation, SECTION if is_section else "")
