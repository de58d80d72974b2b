"""Records what stands: pages whose translations are right, and changes that need no translation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from kbgen.model.translation import (
    Acceptance,
    Block,
    Digested,
    LanguageRecord,
    Match,
    Matches,
    Origin,
    PairPlace,
    Receipt,
    RecordedPair,
    RecordedSection,
    State,
    field_order,
)
from kbgen.translations.alignment import Place
from kbgen.translations.matching import BySection, match
from kbgen.translations.receipts import PageDigests, followed, page_digests, without_void

ACCEPTED: tuple[State, ...] = ("stale", "edited")
"""The states that a person accepts as right; others only if they are asked for."""


@dataclass(frozen=True)
class _Link:
    """Blocks of the source and of the translation that belong together."""

    sources: tuple[Digested, ...]
    translations: tuple[Digested, ...]
    recorded: PairPlace | None = None

    @property
    def place(self) -> Place:
        return (self.sources or self.translations)[0].block.place

    @property
    def pair(self) -> RecordedPair:
        first = (self.sources or self.translations)[0].block
        return RecordedPair(
            first.recorded_name,
            tuple(one.digest for one in self.sources),
            tuple(one.digest for one in self.translations),
            tuple(one.marks for one in self.sources),
        )


def stamp(
    record: LanguageRecord,
    source: BySection,
    translation: BySection,
    origin: Origin,
    who: str,
    when: str,
    pages: Collection[str] | None = None,
    keeps_origin: bool = True,
) -> LanguageRecord:
    """Return the record with the translations of some pages, or of all, as made from the source.

    What is recorded to belong together stays together, wherever it was moved. Other blocks of a
    section are paired in order by their kinds; where one side has more of a kind, a pair has
    several. With `keeps_origin`, a section of which the same was recorded keeps its origin, who and
    when.
    """
    matches = match(record, source, translation)
    wanted = {place[0] for place in source} if pages is None else set(pages)
    links: dict[Place, list[_Link]] = defaultdict(list)
    for link in _links(matches):
        links[link.place].append(link)
    linked = {
        id(one)
        for group in links.values()
        for link in group
        for one in (*link.sources, *link.translations)
    }
    new = RecordedSection("", "", origin, who, when, ())
    stamped = []
    for place in dict.fromkeys((*source, *translation)):
        if place[0] in wanted:
            sides = (
                [one for one in side.get(place, ()) if id(one) not in linked]
                for side in (source, translation)
            )
            found = [*links[place], *_align(*sides)]
            before = _stamped_before(record, found) if keeps_origin else None
            section = replace(before or new, page=place[0], section=place[1])
            stamped.append(replace(section, pairs=_pairs(found, source.get(place, ()))))
    today = page_digests(*(_on_pages(wanted, side) for side in (source, translation)))
    there = {place[0] for place in source}
    receipts = without_void((followed(one, there, today) for one in record.receipts), today)
    return _merged(_kept(record, matches, wanted), stamped, receipts)


def _on_pages(pages: Collection[str], side: BySection) -> Iterator[Digested]:
    for (page, _), blocks in side.items():
        if page in pages:
            yield from blocks


def accept(
    record: LanguageRecord, matches: Matches, chosen: Iterable[Match], acceptance: Acceptance
) -> LanguageRecord:
    """Return the record in which some of the matches, and what belongs to their pairs, are right.

    A missing block that is accepted needs no translation, and an obsolete one no source.
    """
    accepted = {id(one) for one in chosen}
    groups = _groups(matches)
    changed = {
        number: _link(group).pair
        for number, group in enumerate(groups)
        if not accepted.isdisjoint(map(id, group))
    }
    new = RecordedSection("", "", "human", acceptance.by, acceptance.on, ())
    pages = {groups[number][0].block.page for number in changed}
    record = replace(record, receipts=without_void(record.receipts, _today(matches, pages)))
    return _with_pairs(
        record, matches, groups, changed, lambda before: replace(before or new, accepted=acceptance)
    )


def _today(
    matches: Matches, pages: Collection[str], new: Mapping[Digested, str] | None = None
) -> Mapping[str, PageDigests]:
    """Return the digests of some pages; `new` are those of translations that change."""
    sources = (one.source for one in matches.matches if one.source)
    translations = dict.fromkeys(block for one in matches.matches for block in one.translations)
    after = new or {}
    return page_digests(
        [one for one in dict.fromkeys(sources) if one.block.page in pages],
        [
            one._replace(digest=after.get(one, one.digest))
            for one in translations
            if one.block.page in pages
        ],
    )


def stamp_translations(
    record: LanguageRecord,
    matches: Matches,
    translations: Mapping[Block, tuple[str, ...]],
    origin: Origin,
    who: str,
    when: str,
) -> LanguageRecord:
    """Return the record with new translations of some source blocks.

    `translations` maps a source block, of several that belong together the first, to the digests of
    what it is translated into now. The sections get the origin, who and when.
    """
    changed: dict[int, RecordedPair] = {}
    groups = _groups(matches)
    for number, group in enumerate(groups):
        digests = translations.get(group[0].source.block) if group[0].source else None
        if digests is not None:
            changed[number] = _link(group).pair._replace(translations=digests)
    new = RecordedSection("", "", origin, who, when, ())
    pages = {groups[number][0].block.page for number in changed}
    digests_after = {
        block: after
        for number, pair in changed.items()
        for block, after in zip(groups[number][0].translations, pair.translations, strict=False)
    }
    today = _today(matches, pages, digests_after)
    record = replace(record, receipts=without_void(record.receipts, today))
    return _with_pairs(
        record,
        matches,
        groups,
        changed,
        lambda before: replace(new, pairs=before.pairs if before else ()),
    )


def _with_pairs(
    record: LanguageRecord,
    matches: Matches,
    groups: Sequence[Sequence[Match]],
    changed: Mapping[int, RecordedPair],
    section_of: Callable[[RecordedSection | None], RecordedSection],
) -> LanguageRecord:
    """Return the record in which the pairs of some groups are others, or are added.

    `section_of` makes the section that a new pair stands in of what is recorded of it.
    """
    order = {group[0].recorded: number for number, group in enumerate(groups)}
    replaced: dict[PairPlace, RecordedPair] = {}
    added: dict[Place, list[tuple[int, RecordedPair]]] = defaultdict(list)
    for number, pair in changed.items():
        if recorded := groups[number][0].recorded:
            replaced[recorded] = pair
        else:
            added[groups[number][0].block.place].append((number, pair))
    sections = {**record.by_place}
    gone = frozenset(matches.gone)
    for place in {*(recorded[:2] for recorded in replaced), *added}:
        section = replace(section_of(sections.get(place)), page=place[0], section=place[1])
        numbered = [
            (order.get(recorded, len(order)), replaced.get(recorded, pair))
            for recorded, pair in _numbered(section)
            if recorded not in gone
        ]
        numbered += added.get(place, [])
        numbered.sort(key=lambda one: (field_order(one[1].name), one[0]))
        sections[place] = replace(section, pairs=tuple(pair for _, pair in numbered))
    return _sorted(sections.values(), record.receipts)


def _groups(matches: Matches) -> list[list[Match]]:
    """Return the matches of each pair, and those of which nothing is recorded one by one."""
    found: dict[PairPlace | int, list[Match]] = defaultdict(list)
    for number, one in enumerate(matches.matches):
        found[one.recorded or number].append(one)
    return list(found.values())


def _link(group: Sequence[Match]) -> _Link:
    sources = tuple(one.source for one in group if one.source)
    return _Link(sources, group[0].translations, group[0].recorded)


def _numbered(section: RecordedSection) -> Iterator[tuple[PairPlace, RecordedPair]]:
    for index, pair in enumerate(section.pairs):
        yield PairPlace(section.page, section.section, index), pair


def _sorted(sections: Iterable[RecordedSection], receipts: tuple[Receipt, ...]) -> LanguageRecord:
    found = (one for one in sections if one.pairs)
    return LanguageRecord(tuple(sorted(found, key=lambda one: (one.page, one.section))), receipts)


def _links(matches: Matches) -> Iterator[_Link]:
    """Yield what belongs together as it is recorded, and what is recorded to need no other side."""
    for group in _groups(matches):
        if group[0].recorded and group[0].state not in ("missing", "obsolete"):
            yield _link(group)


def _align(sources: Sequence[Digested], translations: Sequence[Digested]) -> Iterator[_Link]:
    """Yield links of blocks of one section: fields by their names, the others in order."""
    names = {one.block.recorded_name: one for one in translations}
    for one in sources:
        if (name := one.block.recorded_name) and name in names:
            yield _Link((one,), (names[name],))
    left, others = (
        [one for one in side if not one.block.recorded_name] for side in (sources, translations)
    )
    kinds, kinds2 = ([one.block.kind for one in side] for side in (left, others))
    if kinds == kinds2:
        yield from (_Link((a,), (b,)) for a, b in zip(left, others, strict=True))
        return
    links: list[_Link] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, kinds, kinds2, autojunk=False).get_opcodes():
        for kind in dict.fromkeys((*kinds[i1:i2], *kinds2[j1:j2])):
            sides = (left[i1:i2], others[j1:j2])
            links += _spread(*([one for one in side if one.block.kind == kind] for side in sides))
    yield from _join(links)


def _spread(sources: Sequence[Digested], translations: Sequence[Digested]) -> Iterator[_Link]:
    """Yield links one to one; the last has what one side has more."""
    last = min(len(sources), len(translations)) - 1
    for number in range(last):
        yield _Link((sources[number],), (translations[number],))
    start = max(last, 0)
    yield _Link(tuple(sources[start:]), tuple(translations[start:]))


def _join(links: Iterable[_Link]) -> Iterator[_Link]:
    """Join what has no other side to the link before it of the same kind, or else to the next."""
    by_kind: dict[str, list[_Link]] = defaultdict(list)
    for link in links:
        group = by_kind[(link.sources or link.translations)[0].block.kind]
        is_alone = not link.sources or not link.translations
        is_after_alone = group and not (group[-1].sources and group[-1].translations)
        if group and (is_alone or is_after_alone):
            before = group.pop()
            link = _Link(before.sources + link.sources, before.translations + link.translations)
        group.append(link)
    for group in by_kind.values():
        yield from (link for link in group if link.sources and link.translations)


def _pairs(links: Sequence[_Link], blocks: Sequence[Digested]) -> tuple[RecordedPair, ...]:
    """Return the pairs of a section in the order of the record."""
    place = {id(one): number for number, one in enumerate(blocks)}

    def order(link: _Link) -> tuple[tuple[int, str], int]:
        first = place[id(link.sources[0])] if link.sources else len(place)
        return field_order(link.pair.name), first

    return tuple(link.pair for link in sorted(links, key=order))


def _stamped_before(record: LanguageRecord, links: Sequence[_Link]) -> RecordedSection | None:
    """Return the section that was stamped with all of these pairs; None if a pair is new."""
    found = None
    for link in links:
        if link.recorded is None:
            return None
        found = record.by_place[link.recorded[:2]]
        if found.pairs[link.recorded.number] != link.pair:
            return None
    return found


def _kept(
    record: LanguageRecord, matches: Matches, stamped: Collection[str]
) -> Iterator[RecordedSection]:
    """Yield what is recorded of blocks that are not on the stamped pages today."""
    pages = {group[0].recorded: group[0].block.page for group in _groups(matches)}
    for section in record.sections:
        pairs = [
            pair
            for recorded, pair in _numbered(section)
            if pages.get(recorded, section.page) not in stamped
        ]
        yield replace(section, pairs=tuple(pairs))


def _merged(
    kept: Iterable[RecordedSection],
    stamped: Iterable[RecordedSection],
    receipts: tuple[Receipt, ...],
) -> LanguageRecord:
    sections = {(one.page, one.section): one for one in kept}
    for one in stamped:
        before = sections.get((one.page, one.section))
        pairs = (*one.pairs, *(before.pairs if before else ()))
        sections[one.page, one.section] = replace(one, pairs=pairs)
    return _sorted(sections.values(), receipts)
