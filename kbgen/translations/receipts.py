"""Receipts: which texts a person has read beside their translations and found to say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from kbgen.model.finding import Comparison
from kbgen.model.site import Site
from kbgen.model.translation import (
    SECTION,
    Block,
    Digested,
    LanguageRecord,
    Receipt,
    ReceiptPair,
)
from kbgen.translations.blocks import data_blocks, page_blocks
from kbgen.translations.normal import block_digest, digest
from kbgen.translations.record import word


@dataclass
class PageDigests:
    """The digests of the texts of a page and of its translation, and those of whole sections.

    Each maps to the id of a section in which it stands.
    """

    sources: dict[str, str] = field(default_factory=dict)
    translations: dict[str, str] = field(default_factory=dict)

    def has(self, pair: ReceiptPair) -> bool:
        """Tell whether both texts of a pair stand on the page."""
        return pair.source in self.sources and pair.translation in self.translations


def section_digest(blocks: Iterable[Block]) -> str:
    """Return the digest of a section by the kinds and the texts of its blocks in their order."""
    return _whole(_digested(blocks))


def _whole(blocks: Iterable[Digested]) -> str:
    return digest("\n".join(f"{one.block.kind} {one.digest}" for one in blocks))


def _digested(blocks: Iterable[Block]) -> Iterator[Digested]:
    return (Digested(block, block_digest(block)) for block in blocks)


def digests_of(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the digests of the blocks of one language and of their sections → the section."""
    return _digests(_digested(blocks))


def page_digests(
    sources: Iterable[Digested], translations: Iterable[Digested]
) -> Mapping[str, PageDigests]:
    """Return page → the digests of its texts in both languages, for whole pages."""
    found: dict[str, PageDigests] = defaultdict(PageDigests)
    for name, side in (("sources", sources), ("translations", translations)):
        for page, blocks in groupby(_sorted(side), key=lambda one: one.block.page):
            getattr(found[page], name).update(_digests(blocks))
    return found


def _digests(blocks: Iterable[Digested]) -> dict[str, str]:
    found: dict[str, str] = {}
    for (_, id_), section in groupby(_sorted(blocks), key=lambda one: one.block.place):
        digested = list(section)
        whole = _whole(one for one in digested if one.block.kind != "field")
        found |= dict.fromkeys((*(one.digest for one in digested), whole), id_)
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


def followed(receipt: Receipt, there: Collection[str], today: Mapping[str, PageDigests]) -> Receipt:
    """Return a receipt of a page that is gone under the page to which its texts have moved."""
    if receipt.page in there:
        return receipt
    pages = (page for page, digests in today.items() if all(map(digests.has, receipt.pairs)))
    return replace(receipt, page=next(pages, receipt.page))


def has_receipt(site: Site, compared: Comparison) -> bool:
    """Tell whether a person has settled two texts as they stand."""
    record = site.records.get(compared.lang)
    return record is not None and compared.pair in record.by_pair.get(compared.page, {})


def with_receipt(
    record: LanguageRecord, site: Site, compared: Comparison, who: str
) -> LanguageRecord | None:
    """Return the record in which two texts are settled; None if one of them has changed.

    Void pairs of the page are left out, and a pair that is settled already keeps its receipt.
    """
    record, is_there = _today(record, site, compared)
    if not is_there:
        return None
    if compared.pair in record.by_pair.get(compared.page, {}):
        return record
    fresh = Receipt(compared.page, compared.section, word(who), site.settings.today.isoformat(), ())
    pair = ReceiptPair(*compared.pair, "" if compared.block else SECTION)
    receipts = {_key(one): one for one in record.receipts}
    before = receipts.get(_key(fresh), fresh)
    receipts[_key(fresh)] = replace(before, pairs=(*before.pairs, pair))
    return replace(record, receipts=tuple(receipts[key] for key in sorted(receipts)))


def without_receipt(
    record: LanguageRecord, site: Site, compared: Comparison
) -> LanguageRecord | None:
    """Return the record in which two texts are in doubt again; None if one of them has changed."""
    record, is_there = _today(record, site, compared)
    if not is_there:
        return None
    receipts = (
        replace(one, pairs=tuple(pair for pair in one.pairs if pair[:2] != compared.pair))
        if one.page == compared.page
        else one
        for one in record.receipts
    )
    return replace(record, receipts=tuple(one for one in receipts if one.pairs))


def _key(receipt: Receipt) -> tuple[str, str, str, str]:
    return receipt.page, receipt.section, receipt.when, receipt.who


def _today(record: LanguageRecord, site: Site, compared: Comparison) -> tuple[LanguageRecord, bool]:
    """Return the record without what is void on a page, and whether both texts stand there."""
    today = digests_on(site, compared.lang, compared.page)
    receipts = without_void(record.receipts, {compared.page: today})
    return replace(record, receipts=receipts), today.has(ReceiptPair(*compared.pair))


def digests_on(site: Site, lang: str, page: str) -> PageDigests:
    """Return the digests of the texts of a page or of a file of data, in a language too."""
    source, translation = site.source_of(page), site.articles.get((lang, page))
    if source:
        blocks = page_blocks(source), page_blocks(translation) if translation else ()
    else:
        own, other = (
            [one for one in data_blocks(site, of) if one.page == page]
            for of in (site.default, lang)
        )
        blocks = tuple(own), tuple(other)
    return PageDigests(*map(digests_of, blocks))
