"""Compares what is recorded of a language with the blocks of today: the state of each block."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kbgen.model.translation import (
    HEADING,
    NO_MARKS,
    BlockKind,
    Digested,
    LanguageRecord,
    Match,
    Matches,
    PairPlace,
    RecordedPair,
    RecordedSection,
    SameSection,
    State,
    field_order,
)
from kbgen.translations.alignment import Alignment, At, Key, Place

BySection = Mapping[Place, Sequence[Digested]]


def by_section(blocks: Iterable[Digested]) -> dict[Place, list[Digested]]:
    """Return (page, section) → its blocks in the order of the record."""
    found: dict[Place, list[Digested]] = defaultdict(list)
    for one in blocks:
        found[one.block[0], one.block[1]].append(one)
    for group in found.values():
        # A heading that comes first is where it is in the record.
        if any(one.block[2] for one in (group[1:] if group[0].block[3] == "heading" else group)):
            group.sort(key=_field_order)
    return dict(found)


def _field_order(one: Digested) -> tuple[int, str]:
    return field_order(one.block.recorded_name)


def match(record: LanguageRecord, source: BySection, translation: BySection) -> Matches:
    """Return the state of every block in the language of the record and of the translation."""
    return _Matching(record, source, translation).matches()


@dataclass(frozen=True)
class _Unit:
    """A pair, and which of the section's recorded sources and translations are its own."""

    recorded: PairPlace
    pair: RecordedPair
    sources: tuple[At, ...]
    translations: tuple[At, ...]


class _Side:
    """The blocks of a side by their sections, and where those that are recorded are today."""

    def __init__(self, record: LanguageRecord, blocks: BySection, digests: int) -> None:
        self.blocks = blocks
        today = {place: [_key(one) for one in group] for place, group in blocks.items()}
        recorded = {
            (one.page, one.section): [
                (pair[0], digest) for pair in one.pairs for digest in pair[digests]
            ]
            for one in record.sections
        }
        self.alignment = Alignment(recorded, today)

    def block(self, at: At) -> Digested:
        return self.blocks[at[0]][at[1]]

    def kind(self, at: At) -> BlockKind:
        return self.block(at).block.kind

    def today(self, ats: Iterable[At]) -> list[At | None]:
        return [self.alignment.today_of(at) for at in ats]

    def left(self) -> Iterator[At]:
        """Yield the blocks of which nothing is recorded, in reading order."""
        for place, group in self.blocks.items():
            if place not in self.alignment.same:
                ats = ((place, number) for number in range(len(group)))
                yield from (at for at in ats if not self.alignment.is_taken(at))


def _key(one: Digested) -> Key:
    block = one[0]
    return (HEADING if block[3] == "heading" else block[2]), one[1]


_SOURCES, _TRANSLATIONS = 1, 2
"""The fields of a pair that hold digests."""


class _Matching:
    def __init__(self, record: LanguageRecord, source: BySection, translation: BySection) -> None:
        self._record = record
        self._source = _Side(record, source, _SOURCES)
        self._translation = _Side(record, translation, _TRANSLATIONS)
        self._found: dict[At, Match] = {}
        self._without_source: list[Match] = []
        self._gone: list[PairPlace] = []
        self._same: dict[Place, SameSection] = {}
        changed = [one for one in record.sections if not self._is_same(one)]
        self._units = [unit for section in changed for unit in _units(section)]
        self._pair_changed()

    def matches(self) -> Matches:
        for unit in self._units:
            self._add(unit)
        unrecorded = self._unrecorded_pages()
        self._add_left(unrecorded)
        sections = {
            place: self._same.get(place) or self._of_section(place, len(group))
            for place, group in self._source.blocks.items()
        }
        without_source = tuple(self._without_source)
        return Matches(sections, without_source, tuple(unrecorded), tuple(self._gone))

    def _of_section(self, place: Place, length: int) -> tuple[Match, ...]:
        found = (self._found.get((place, number)) for number in range(length))
        return tuple(filter(None, found))

    def _is_same(self, section: RecordedSection) -> bool:
        """Tell whether a section is as recorded, block by block, and note it."""
        place = section.page, section.section
        sides = self._source, self._translation
        if not all(place in side.alignment.same for side in sides):
            return False
        sources, translations = (side.blocks[place] for side in sides)
        if not len(section.pairs) == len(sources) == len(translations):
            return False
        self._same[place] = SameSection(sources, translations)
        return True

    def _pair_changed(self) -> None:
        """Pair what changed by the kinds of the blocks on the other side."""
        sides = self._source, self._translation
        kinds = (
            _kinds(self._translation, ((u.sources, u.translations) for u in self._units)),
            _kinds(self._source, ((u.translations, u.sources) for u in self._units)),
        )
        for side, known in zip(sides, kinds, strict=True):
            side.alignment.pair_changed(known.get, side.kind)

    def _add(self, unit: _Unit) -> None:
        """Add the states of the blocks of a pair."""
        sources, translations = (
            self._source.today(unit.sources),
            self._translation.today(unit.translations),
        )
        blocks = tuple(self._translation.block(at) for at in translations if at)
        is_edited = len(blocks) < len(translations) or any(
            at in self._translation.alignment.changed for at in unit.translations
        )
        if not any(sources):
            self._add_without_source(unit, blocks, is_edited)
            return
        is_moved = any(at and at[0] != unit.recorded[:2] for at in (*sources, *translations))
        is_whole = all(sources)
        stated = Counter(filter(_is_stated, unit.pair.marks))
        states_same = stated == Counter(
            filter(_is_stated, (self._source.block(at).marks for at in sources if at))
        )
        for before, at, digest in zip(unit.sources, sources, unit.pair.sources, strict=True):
            if at is None:
                continue
            is_changed = before in self._source.alignment.changed
            state: State = "moved" if is_moved else "current"
            if translations and not blocks:
                state = "missing"
            elif is_changed or not is_whole:
                state = "stale"
            elif is_edited:
                state = "edited"
            previous = digest if is_changed or is_whole else None
            self._found[at] = Match(
                state,
                self._source.block(at),
                blocks,
                previous,
                unit.recorded,
                is_edited,
                states_same,
            )

    def _add_without_source(
        self, unit: _Unit, blocks: tuple[Digested, ...], is_edited: bool
    ) -> None:
        if not blocks:
            self._gone.append(unit.recorded)
        elif unit.pair.sources:
            previous = unit.pair.sources[0]
            self._without_source.append(
                Match(
                    *("obsolete", None, blocks, previous, unit.recorded, is_edited),
                    states_same=not any(map(_is_stated, unit.pair.marks)),
                )
            )
        else:
            state: State = "edited" if is_edited else "current"
            self._without_source.append(Match(state, None, blocks, None, unit.recorded, is_edited))

    def _unrecorded_pages(self) -> list[str]:
        """Return the pages that are translated, and of which nothing is recorded."""
        recorded = {one.page for one in self._record.sections}
        sides = (self._source, self._translation)
        taken = (at[0][0] for side in sides for at in side.alignment.taken)
        recorded.update(taken)
        pages = dict.fromkeys(place[0] for place in self._translation.blocks)
        return [page for page in pages if page not in recorded]

    def _add_left(self, unrecorded: Sequence[str]) -> None:
        """Add the blocks of which nothing is recorded; those of one place belong together."""
        left = set(unrecorded)
        waiting: dict[tuple[Place, str, str], deque[Digested]] = defaultdict(deque)
        for at in self._translation.left():
            if at[0][0] not in left:
                one = self._translation.block(at)
                waiting[at[0], one.block.recorded_name, one.block.kind].append(one)
        for at in self._source.left():
            if at[0][0] not in left:
                source = self._source.block(at)
                same = waiting.get((at[0], source.block.recorded_name, source.block.kind))
                self._found[at] = (
                    Match("edited", source, (same.popleft(),), is_edited=True)
                    if same
                    else Match("missing", source)
                )
        rest = chain.from_iterable(waiting.values())
        self._without_source += [Match("obsolete", None, (one,)) for one in rest]


def _is_stated(marks: str) -> bool:
    return marks not in ("", NO_MARKS)


def _units(section: RecordedSection) -> Iterator[_Unit]:
    place = section.page, section.section
    source = translation = 0
    for index, pair in enumerate(section.pairs):
        sources = tuple((place, source + number) for number in range(len(pair.sources)))
        translations = tuple(
            (place, translation + number) for number in range(len(pair.translations))
        )
        source, translation = source + len(sources), translation + len(translations)
        yield _Unit(PairPlace(*place, index), pair, sources, translations)


def _kinds(
    side: _Side, units: Iterable[tuple[tuple[At, ...], tuple[At, ...]]]
) -> dict[At, BlockKind]:
    """Return recorded block of the other side → the kind of its counterpart on this side."""
    found: dict[At, BlockKind] = {}
    for ats, counterparts in units:
        today = next(filter(None, side.today(counterparts)), None)
        if today:
            found.update(dict.fromkeys(ats, side.block(today).block.kind))
    return found
