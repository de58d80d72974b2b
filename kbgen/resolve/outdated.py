"""Finds what a translation no longer says as its source does, of what its readers have to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kbgen.model.site import Site
from kbgen.model.translation import Block, Consequence, Match, PairPlace
from kbgen.translations.states import BlockState, states_of

Pages = Mapping[tuple[str, str], "OutdatedPage"]
"""(language, page id) → what is outdated in it."""


class OutdatedText(NamedTuple):
    """Blocks of a translation that no longer say what their source does, and the source's today."""

    translations: tuple[Block, ...]
    sources: tuple[Block, ...]


@dataclass
class OutdatedPage:
    """What a page in one language promises otherwise than its source."""

    texts: list[OutdatedText] = field(default_factory=list)
    missing: set[Block] = field(default_factory=set)
    """The blocks of the source that are not translated."""
    obsolete: set[Block] = field(default_factory=set)
    """The blocks of the translation whose source is gone."""
    critical: set[Block] = field(default_factory=set)
    """Those of the missing and obsolete blocks by which the page promises something else."""
    counterparts: Mapping[Block, Sequence[Block]] = field(default_factory=dict)
    """Block of the source → its translation on the page; only if something is missing."""


def outdated_pages(site: Site) -> Pages:
    """Return the pages that promise otherwise than their source does today.

    A translation that was changed since its source is left as it is: its translator may have
    followed. So is one that never had a source.
    """
    found: dict[tuple[str, str], OutdatedPage] = defaultdict(OutdatedPage)
    for lang, state in states_of(site).items():
        for text in _stale(state.blocks):
            found[lang, text.translations[0].page].texts.append(text)
        critical = [one for one in state.blocks if _is_one_sided(one, "critical")]
        for page in dict.fromkeys(one.block.page for one in critical):
            _add_one_sided(found[lang, page], state.by_page[page])
    return dict(found)


def _add_one_sided(page: OutdatedPage, states: Sequence[BlockState]) -> None:
    for one in states:
        if _is_one_sided(one):
            (page.missing if one.match.source else page.obsolete).add(one.block)
            if one.consequence == "critical":
                page.critical.add(one.block)
    if page.missing:
        page.counterparts = {one.block: _on_page(one) for one in states if one.match.source}


def _on_page(state: BlockState) -> list[Block]:
    return [block for block, *_ in state.match.translations if block.page == state.block.page]


def _is_one_sided(state: BlockState, consequence: Consequence | None = None) -> bool:
    """Tell whether only the source or only the translation has a block that was in both."""
    match = state.match
    if consequence and state.consequence != consequence:
        return False
    is_obsolete = match.state == "obsolete" and match.recorded is not None and not match.is_edited
    return match.state == "missing" or is_obsolete


def _stale(states: Sequence[BlockState]) -> Iterator[OutdatedText]:
    outdated = (one.match for one in states if _is_stale(one))
    pairs: dict[PairPlace | None, list[Match]] = {one.recorded: [] for one in outdated}
    for one in states:  # a current block may have been translated with a changed one
        if one.match.recorded in pairs:
            pairs[one.match.recorded].append(one.match)
    for matches in pairs.values():
        blocks = [one.block for one in matches[0].translations]
        translations = tuple(block for block in blocks if block.page == blocks[0].page)
        yield OutdatedText(translations, tuple(one.source.block for one in matches if one.source))


def _is_stale(state: BlockState) -> bool:
    match = state.match
    is_critical = match.state == "stale" and state.consequence == "critical"
    return is_critical and bool(match.translations) and not match.is_edited
