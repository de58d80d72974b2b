"""Finds recorded digests among the blocks of today: unchanged, moved, or changed in their place."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain

from kbgen.model.translation import HEADING, BlockKind

Place = tuple[str, str]
"""Page and section."""
Key = tuple[str, str]
"""Name and digest of a block; the name is "" in the body."""
At = tuple[Place, int]
"""A block by its section and its number there, from 0."""
Sections = Mapping[Place, Sequence[Key]]
_Context = Callable[[Sequence[Key], int], Hashable]
_Kind = Callable[[At], BlockKind | None]


class Alignment:
    """Recorded digests of one side, the source or a translation, and where they are today.

    `found` maps a recorded block to that of today, and `taken` is the inverse. Sections in `same`
    are as they were, block by block, and are not in these maps. `changed` are recorded blocks that
    stand in their place with another text. `left_out` yields the digests in sections that are as
    they were and were left out. Takes time in proportion to the blocks.
    """

    def __init__(
        self,
        recorded: Sections,
        today: Sections,
        left_out: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._recorded, self._today, self._left_out = recorded, today, left_out
        self.found: dict[At, At] = {}
        self.taken: dict[At, At] = {}
        self.changed: set[At] = set()
        self.same = {place for place, keys in recorded.items() if today.get(place) == keys}
        self._homes: dict[Place, list[Place]] = {}
        self._align_sections()
        if self._left_recorded() and self._left_today():
            self._align_moved()

    def today_of(self, at: At) -> At | None:
        """Return where a recorded block is today."""
        return at if at[0] in self.same else self.found.get(at)

    def is_taken(self, at: At) -> bool:
        """Tell whether something is recorded of a block of today."""
        return at[0] in self.same or at in self.taken

    def pair_changed(self, recorded_kind: _Kind, kind: _Kind) -> None:
        """Pair what is left in each section in order, then what is left of repeated texts.

        The functions return the kinds of blocks, None if it is not known.
        """
        homes = self._homes or {place: [place] for place in self._today if place in self._recorded}
        for number in range(max(map(len, homes.values()), default=0)):
            for place, others in homes.items():
                if number < len(others) and place not in self.same:
                    self._pair_in(others[number], place, recorded_kind, kind)
        if self._left_recorded() and self._left_today():
            self._take_moved(lambda _: True)
            self._pair_bare_headings()

    def _align_sections(self) -> None:
        for place, keys in self._recorded.items():
            if place in self.same or place not in self._today:
                continue
            now = self._today[place]
            is_repeated = len(set(keys)) < len(keys) or len(set(now)) < len(now)
            # Of equal texts, those with equal neighbours belong together.
            for context in _CONTEXTS if is_repeated else (_alone,):
                self._take(_units(place, keys), _units(place, now), context)

    def _take(
        self, recorded: Iterable[At], today: Iterable[At], context: _Context | None = None
    ) -> None:
        """Pair what is equal in reading order."""
        context = context or _alone
        waiting: dict[Hashable, deque[At]] = defaultdict(deque)
        for at in recorded:
            if at not in self.found:
                waiting[context(self._recorded[at[0]], at[1])].append(at)
        for at in today:
            if at not in self.taken and (same := waiting.get(context(self._today[at[0]], at[1]))):
                self._link(same.popleft(), at)

    def _link(self, recorded: At, today: At, is_changed: bool = False) -> None:
        self.found[recorded], self.taken[today] = today, recorded
        if is_changed:
            self.changed.add(recorded)

    def _left_recorded(self) -> list[At]:
        sections = self._recorded.items()
        units = (_units(place, keys) for place, keys in sections if place not in self.same)
        return [at for at in chain.from_iterable(units) if at not in self.found]

    def _left_today(self) -> list[At]:
        sections = self._today.items()
        units = (_units(place, keys) for place, keys in sections if place not in self.same)
        return [at for at in chain.from_iterable(units) if at not in self.taken]

    def _align_moved(self) -> None:
        """Find what stands elsewhere: texts that are there once, then sections as a whole."""
        counts = Counter(digest for keys in self._recorded.values() for _, digest in keys)
        counts.update(self._left_out())
        self._take_moved(lambda digest: counts[digest] < 2)
        self._homes = self._find_homes()
        for place, homes in self._homes.items():
            for home in homes:
                for context in _CONTEXTS if home != place else ():
                    self._take(
                        self._units_of(self._recorded, home),
                        _units(place, self._today[place]),
                        context,
                    )

    def _take_moved(self, is_wanted: Callable[[str], bool]) -> None:
        """Pair equal texts on a page, then in the site."""
        for on_page in (True, False):
            recorded = self._grouped(self._left_recorded(), self._recorded, is_wanted, on_page)
            today = self._grouped(self._left_today(), self._today, is_wanted, on_page)
            for key, ats in today.items():
                for before, now in zip(recorded.get(key, ()), ats, strict=False):
                    self._link(before, now)

    @staticmethod
    def _grouped(
        ats: Iterable[At], sections: Sections, is_wanted: Callable[[str], bool], on_page: bool
    ) -> Mapping[Hashable, list[At]]:
        found: dict[Hashable, list[At]] = defaultdict(list)
        for at in ats:
            name, digest = sections[at[0]][at[1]]
            if is_wanted(digest):
                group = name if name in ("", HEADING) else "field"
                found[at[0][0] if on_page else "", group, digest].append(at)
        return found

    @staticmethod
    def _units_of(sections: Sections, place: Place) -> Iterable[At]:
        return _units(place, sections.get(place, ()))

    def _find_homes(self) -> dict[Place, list[Place]]:
        """Return section of today → recorded sections that are likely the same, likeliest first.

        These are the section of its id, the one from which most of its blocks came, and that of its
        id on the page from which most blocks of its page came.
        """
        sections: dict[Place, Counter[Place]] = defaultdict(Counter)
        pages: dict[str, Counter[str]] = defaultdict(Counter)
        for (place, _), (before, _) in self.taken.items():
            if place != before:
                sections[place][before] += 1
            if place[0] != before[0]:
                pages[place[0]][before[0]] += 1
        homes: dict[Place, list[Place]] = {}
        for place in self._today:
            if place in self.same:
                continue
            page, section = place
            candidates = [place, *(before for before, _ in sections[place].most_common(1))]
            others = ((before, section) for before, _ in pages[page].most_common(1))
            candidates += (other for other in others if other not in self._today)
            known = [one for one in dict.fromkeys(candidates) if one in self._recorded]
            if known:
                homes[place] = known
        return homes

    def _pair_in(self, home: Place, place: Place, recorded_kind: _Kind, kind: _Kind) -> None:
        """Pair the blocks that are left in a section with those that are recorded of it."""
        before = [at for at in _units(home, self._recorded[home]) if at not in self.found]
        now = [at for at in _units(place, self._today[place]) if at not in self.taken]
        if home in self.same or not before or not now:
            return
        names = {self._recorded[home][at[1]][0]: at for at in before}
        for at in now:
            name = self._today[place][at[1]][0]
            if name and name in names:
                self._link(names[name], at, is_changed=True)
        before = [at for at in before if not self._recorded[home][at[1]][0]]
        now = [at for at in now if not self._today[place][at[1]][0]]
        if not before or not now:
            return
        gaps = self._gaps_recorded(home, place), self._gaps_today(home, place)
        shapes = {at: (*gaps[0][at[1]], recorded_kind(at)) for at in before}
        shapes_now = {at: (*gaps[1][at[1]], kind(at)) for at in now}
        for parts in ((0, 1, 2), (0, 2), (1, 2), (0, 1), (2,)):
            self._pair_shapes(before, now, shapes, shapes_now, parts)
        # Nothing is known of a block whose translation is gone.
        unknown = [at for at in before if shapes[at][2] is None]
        self._pair_shapes(unknown, now, shapes, shapes_now, ())

    def _pair_shapes(
        self,
        before: Iterable[At],
        now: Iterable[At],
        shapes: Mapping[At, tuple[Hashable, ...]],
        shapes_now: Mapping[At, tuple[Hashable, ...]],
        parts: Sequence[int],
    ) -> None:
        waiting: dict[Hashable, deque[At]] = defaultdict(deque)
        for at in before:
            if at not in self.found:
                waiting[tuple(shapes[at][part] for part in parts)].append(at)
        for at in now:
            same = waiting.get(tuple(shapes_now[at][part] for part in parts))
            if at not in self.taken and same:
                self._link(same.popleft(), at, is_changed=True)

    def _gaps_recorded(self, home: Place, place: Place) -> list[tuple[int, int]]:
        """Return for each recorded block the unchanged ones before and after, as of today."""
        found = (self.found.get(at) for at in _units(home, self._recorded[home]))
        return _gaps([at[1] if at and at[0] == place else None for at in found])

    def _gaps_today(self, home: Place, place: Place) -> list[tuple[int, int]]:
        units = _units(place, self._today[place])
        taken = (self.taken.get(at) for at in units)
        return _gaps([n if at and at[0] == home else None for n, at in enumerate(taken)])

    def _pair_bare_headings(self) -> None:
        """Pair headings with nothing below them whose text, and so whose id, changed."""
        before, now = self._bare(self._recorded, self.found), self._bare(self._today, self.taken)
        for page in before.keys() & now.keys():
            # The record does not tell in which order sections stood.
            if len(before[page]) == len(now[page]) == 1:
                self._link(before[page][0], now[page][0], is_changed=True)

    def _bare(self, sections: Sections, known: Mapping[At, At]) -> dict[str, list[At]]:
        found: dict[str, list[At]] = defaultdict(list)
        for place, keys in sections.items():
            is_left = place not in self.same and (place, 0) not in known
            if len(keys) == 1 and keys[0][0] == HEADING and is_left:
                found[place[0]].append((place, 0))
        return found


def _units(place: Place, keys: Sequence[Key]) -> list[At]:
    return [(place, number) for number in range(len(keys))]


def _alone(keys: Sequence[Key], at: int) -> Hashable:
    return keys[at]


def _after(keys: Sequence[Key], at: int) -> Hashable:
    return keys[at - 1] if at else None, keys[at]


def _before(keys: Sequence[Key], at: int) -> Hashable:
    return keys[at], keys[at + 1] if at + 1 < len(keys) else None


def _between(keys: Sequence[Key], at: int) -> Hashable:
    return _after(keys, at), _before(keys, at)


_CONTEXTS: tuple[_Context, ...] = (_between, _after, _before, _alone)


def _gaps(positions: Sequence[int | None]) -> list[tuple[int, int]]:
    """Return for each block the nearest positions before and after it; -1 if there is none.

    >>> _gaps([0, None, 2, None])
    [(-1, 2), (0, 2), (0, -1), (2, -1)]
    """
    before = list(_last(positions))
    after = list(_last(list(reversed(positions))))[::-1]
    return list(zip(before, after, strict=True))


def _last(positions: Sequence[int | None]) -> Iterable[int]:
    last = -1
    for position in positions:
        yield last
        last = last if position is None else position
