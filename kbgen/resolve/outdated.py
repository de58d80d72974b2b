"""Finds what a translation no longer says as its source does, of what its readers have to know."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kbgen.markdown.body_parts import family_of
from kbgen.model.site import Site
from kbgen.model.translation import Block, Match, PairPlace
from kbgen.translations.states import BlockState, states_of, without_source

Pages = Mapping[tuple[str, str], "OutdatedPage"]
"""(language, page id) → what is outdated in it."""
Counterparts = Mapping[Block, Sequence[Block]]
"""Block of the source → its translation on the page."""


class OutdatedText(NamedTuple):
    """Blocks of a translation that no longer say what their source does, and the source's today."""

    translations: tuple[Block, ...]
    sources: tuple[Block, ...]


@dataclass(frozen=True)
class OutdatedPage:
    """What a page in one language promises otherwise than its source."""

    texts: Sequence[OutdatedText] = ()
    missing: Collection[Block] = frozenset()
    """The blocks of the source that are not translated."""
    obsolete: Collection[Block] = frozenset()
    """The blocks of the translation whose source is gone."""
    critical: Collection[Block] = frozenset()
    """Those of the missing and obsolete blocks by which the page promises something else."""
    counterparts: Counterparts = field(default_factory=dict)


def outdated_pages(site: Site) -> Pages:
    """Return the pages that promise otherwise than their source does today.

    A translation that was changed since its source is left as it is: its translator may have
    followed. So is one that never had a source.
    """
    found: dict[tuple[str, str], list[OutdatedText]] = defaultdict(list)
    for lang, state in states_of(site).items():
        for text in _stale(state.changed_blocks):
            found[lang, text.translations[0].page].append(text)
        for one in state.changed_blocks:
            if one.consequence == "critical" and _is_one_sided(one):
                found.setdefault((lang, one.block.page), [])
    left = without_source(site.sources, site.recorded)
    return {
        (lang, page): _outdated_page(texts, states_of(site)[lang].changed_pages.get(page, ()))
        for (lang, page), texts in found.items()
        if page not in left
    }


def _outdated_page(texts: Sequence[OutdatedText], states: Sequence[BlockState]) -> OutdatedPage:
    there = {one.block: _on_page(one) for one in states if one.match.source}
    changed = {block for text in texts for block in text.sources}
    order = _Order({block: blocks for block, blocks in there.items() if block not in changed})
    misplaced = {text for text in texts if order.is_misplaced(text)}
    one_sided = [one for one in states if _is_one_sided(one)]
    added = {block for text in misplaced for block in text.sources}
    removed = {block for text in misplaced for block in text.translations}
    critical = {one.block for one in one_sided if one.consequence == "critical"}
    return OutdatedPage(
        [text for text in texts if text not in misplaced],
        added.union(one.block for one in one_sided if one.match.source),
        removed.union(one.block for one in one_sided if not one.match.source),
        critical | added | removed,
        {block: blocks for block, blocks in there.items() if block not in added},
    )


class _Order:
    """The order of the blocks of a page that did not change, in the source and in the translation.

    What is new is taken for the change of what was removed from the section, wherever both stand.
    """

    def __init__(self, there: Counterparts) -> None:
        self._starts: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
        for block, blocks in there.items():
            if blocks and block.kind != "field":
                key = block.place, blocks[-1].place
                self._starts[key].append((block.start, blocks[-1].start))
        for starts in self._starts.values():
            starts.sort()

    def is_misplaced(self, text: OutdatedText) -> bool:
        """Tell whether a text of the source belongs elsewhere than its translation stands."""
        source, own = text.sources[0], text.translations[0]
        if len(text.sources) > 1 or len(text.translations) > 1 or own.kind in ("field", "heading"):
            return False
        if family_of(source) != family_of(own):
            return True
        starts = self._starts.get((source.place, own.place), [])
        at = bisect_left(starts, (source.start, 0))
        is_before = at > 0 and starts[at - 1][1] > own.start
        return is_before or (at < len(starts) and starts[at][1] < own.start)


def _on_page(state: BlockState) -> list[Block]:
    return [block for block, *_ in state.match.translations if block.page == state.block.page]


def _is_one_sided(state: BlockState) -> bool:
    """Tell whether only the source or only the translation has a block that was in both."""
    match = state.match
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
