"""States of blocks after edits: what an edit says must be flagged is flagged, and nothing else."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.model.translation import (
    NO_MARKS,
    Acceptance,
    Block,
    BlockKind,
    Digested,
    LanguageRecord,
    Match,
    Matches,
    RecordedPair,
    RecordedSection,
    State,
)
from kbgen.translations.matching import by_section, match
from kbgen.translations.record import parse_record, write_record
from kbgen.translations.stamping import ACCEPTED, accept, stamp

KINDS: tuple[BlockKind, ...] = ("paragraph", "item", "step", "row")
REPEATED = ("Yes", "No", "Free")


@dataclass(eq=False)
class Unit:
    """What belongs together: texts of the source and of the translation, also by their history."""

    kind: BlockKind
    name: str
    source: list[str]
    translation: list[str]
    page: str
    section: str
    is_recorded: bool = True
    changed: set[str] = field(default_factory=set)
    """The texts of the source that were changed."""
    is_edited: bool = False
    is_fixed: bool = False
    """Whether it is not edited any more, since what is expected would be a matter of opinion."""


@dataclass
class Section:
    id: str
    units: list[Unit]


Layout = dict[str, list[Section]]
SIDES = ("source", "translation")


class Site:
    """A site that was stamped, and then edited."""

    def __init__(self, random: Random) -> None:
        self.random, self.number = random, 0
        self.source: Layout = {}
        for page in range(random.randint(1, 4)):
            name = f"faq/p{page}"
            self.source[name] = [self._section(name, "")]
            for section in range(random.randint(0, 4)):
                self.source[name].append(self._section(name, f"s{section}"))
        self.translation: Layout = {
            page: [Section(one.id, [*one.units]) for one in sections]
            for page, sections in self.source.items()
        }
        self.recorded = LanguageRecord(
            tuple(
                RecordedSection(page, one.id, "human", "sana", "2026-11-02", tuple(pairs(one)))
                for page, sections in self.source.items()
                for one in sections
                if one.units
            )
        )
        self.edited: set[tuple[str, str]] = set()

    def text(self) -> str:
        self.number += 1
        return f"text {self.number}"

    def _section(self, page: str, section: str) -> Section:
        heading: BlockKind = "heading" if section else "field"
        units = [self.unit(heading, "h" if section else "title", page, section)]
        count = self.random.choice((0, 1, 3, 6))
        return Section(section, units + [self.body(page, section) for _ in range(count)])

    def unit(self, kind: BlockKind, name: str, page: str, section: str) -> Unit:
        return Unit(kind, name, [self.text()], [f"ur {self.text()}"], page, section)

    def body(self, page: str, section: str) -> Unit:
        unit = self.unit(self.random.choice(KINDS), "", page, section)
        chance = self.random.random()
        if chance < 0.2:
            text = self.random.choice(REPEATED)
            unit.source, unit.translation, unit.kind = [text], [f"ur {text}"], "row"
        elif chance < 0.3:
            unit.translation.append(f"ur {self.text()}")
        elif chance < 0.4:
            unit.source.append(self.text())
        return unit

    def layout(self, side: str) -> Layout:
        return self.source if side == "source" else self.translation

    def blocks(self, side: str) -> list[Digested]:
        found = []
        for page, sections in self.layout(side).items():
            for section in sections:
                number = 0
                for unit in section.units:
                    for text in getattr(unit, side):
                        number += unit.name != "title"
                        name = "title" if unit.name == "title" else ""
                        block = Block(
                            page, section.id, name, unit.kind, text, number if not name else 0
                        )
                        found.append(Digested(block, text))
        return found

    def match(self) -> Matches:
        sides = (by_section(self.blocks(side)) for side in SIDES)
        return match(self.recorded, *sides)

    def place(self, unit: Unit, side: str) -> tuple[str, str] | None:
        for page, sections in self.layout(side).items():
            for section in sections:
                if unit in section.units and getattr(unit, side):
                    return page, section.id
        return None

    def expected(self) -> Counter[tuple[object, ...]]:
        """Return (page, section, state, source text, translated texts) of each block."""
        found: Counter[tuple[object, ...]] = Counter()
        units = {
            id(unit): unit
            for side in SIDES
            for sections in self.layout(side).values()
            for section in sections
            for unit in section.units
        }
        for unit in units.values():
            source, translation = (self.place(unit, side) for side in SIDES)
            texts = tuple(unit.translation) if translation else ()
            if source is None:
                if translation:
                    found[(*translation, "obsolete", None, texts)] += 1
                continue
            for text in unit.source:
                state = "current"
                if not translation:
                    state = "missing"
                elif text in unit.changed:
                    state = "stale"
                elif unit.is_edited or not unit.is_recorded:
                    state = "edited"
                elif {source, translation} != {(unit.page, unit.section)}:
                    state = "moved"
                found[(*source, state, text, texts)] += 1
        return found


def pairs(section: Section) -> list[RecordedPair]:
    return [
        RecordedPair(unit.name, tuple(unit.source), tuple(unit.translation))
        for unit in section.units
    ]


def found(matches: Matches) -> Counter[tuple[object, ...]]:
    return Counter(map(flat, matches.matches))


def flat(one: Match) -> tuple[object, ...]:
    texts = tuple(other.digest for other in one.translations)
    return (*one.block.place, one.state, one.source.digest if one.source else None, texts)


# What is edited: moves that change no text, and changes of one block, one in each section.


def sides_of(site: Site) -> tuple[str, ...]:
    return site.random.choice((("source",), ("translation",), SIDES))


def any_section(site: Site, layout: Layout) -> tuple[str, Section] | None:
    places = [(page, one) for page, sections in layout.items() for one in sections if one.id]
    return site.random.choice(places) if places else None


def reorder(site: Site) -> None:
    for side in sides_of(site):
        for sections in site.layout(side).values():
            for section in sections:
                head, body = section.units[:1], section.units[1:]
                site.random.shuffle(body)
                section.units = head + body


def reorder_sections(site: Site) -> None:
    for side in sides_of(site):
        for sections in site.layout(side).values():
            lead, rest = sections[:1], sections[1:]
            site.random.shuffle(rest)
            sections[:] = lead + rest


def move_section(site: Site) -> None:
    if (chosen := any_section(site, site.source)) is None:
        return
    page, section = chosen
    target = site.random.choice([*site.source])
    if any(one.id == section.id for one in site.source[target]):
        return
    for side in site.random.choice((("source",), SIDES)):
        layout = site.layout(side)
        moved = next((one for one in layout.get(page, ()) if one.id == section.id), None)
        if moved and target in layout and all(one.id != section.id for one in layout[target]):
            layout[page].remove(moved)
            layout[target].append(moved)


def split_page(site: Site) -> None:
    page = site.random.choice([*site.source])
    half = 1 + len(site.source[page]) // 2
    new = f"{page}-{site.text().split()[-1]}"
    ids = {one.id for one in site.source[page][half:]}
    if not ids:
        return
    for side in site.random.choice((("source",), SIDES)):
        layout = site.layout(side)
        if page not in layout:
            continue
        layout[new] = [one for one in layout[page] if one.id in ids]
        layout[page] = [one for one in layout[page] if one.id not in ids]
    title = site.unit("field", "title", new, "")
    title.is_recorded, title.translation = False, []
    site.source[new].insert(0, Section("", [title]))


def rename_page(site: Site) -> None:
    page = site.random.choice([*site.source])
    unique = ([u for u in one.units if u.source[0] not in REPEATED] for one in site.source[page])
    if max(map(len, unique)) < 3:  # with another edit, nothing would tell which page it was
        return
    new = f"{page}-{site.text().split()[-1]}"
    for side in site.random.choice((("source",), SIDES)):
        layout = site.layout(side)
        if page in layout:
            layout[new] = layout.pop(page)


def reword_heading_without_id(site: Site) -> None:
    """The id of the section is made from its heading, in the translation too."""
    if (chosen := any_section(site, site.source)) is None:
        return
    page, section = chosen
    heading = section.units[0]
    if (page, section.id) in site.edited or heading.is_fixed or len(section.units) < 2:
        return
    # Of texts that stand all over the site it is not known whence they were moved.
    if all(text in REPEATED for unit in section.units[1:] for text in unit.source):
        return
    site.edited.add((page, section.id))
    new = site.text()
    old, site_id = section.id, new.replace(" ", "-")
    heading.source, heading.changed, heading.is_fixed = [new], {new}, True
    for side in SIDES:
        for one in site.layout(side).get(page, ()):
            if one.id == old:
                one.id = site_id
    site.edited.add((page, site_id))


def change(site: Site) -> None:
    sections = [(p, s) for p, ss in site.source.items() for s in ss if (p, s.id) not in site.edited]
    sections = [(p, s) for p, s in sections if not {u.section for u in s.units} - {s.id}]
    if not sections:
        return
    page, section = site.random.choice(sections)
    site.edited.add((page, section.id))
    unit = site.random.choice(section.units)
    if unit.is_fixed or not unit.is_recorded:
        return
    for side in sides_of(site):
        texts = getattr(unit, side)
        number = site.random.randrange(len(texts)) if texts else 0
        if not texts or site.place(unit, side) is None:
            continue
        texts[number] = site.text() if side == "source" else f"ur {site.text()}"
        if side == "source":
            unit.changed.add(texts[number])
        else:
            unit.is_edited = True
    unit.is_fixed = True


def _whole(site: Site) -> list[tuple[str, Section, Section]]:
    """Return sections that stand at one place in both languages, and were not edited yet."""
    return [
        (page, one, other)
        for page, sections in site.source.items()
        for one in sections
        for other in site.translation.get(page, ())
        if one.id == other.id and (page, one.id) not in site.edited
    ]


def insert(site: Site) -> None:
    if not (places := _whole(site)):
        return
    page, section, other = site.random.choice(places)
    site.edited.add((page, section.id))
    unit = site.unit(site.random.choice(KINDS), "", page, section.id)
    unit.is_recorded, unit.is_fixed = False, True
    sides = sides_of(site)
    if "source" in sides:
        section.units.insert(site.random.randint(1, len(section.units)), unit)
    if "translation" in sides:
        other.units.insert(site.random.randint(1, len(other.units)), unit)


def delete(site: Site) -> None:
    if not (places := _whole(site)):
        return
    page, section, other = site.random.choice(places)
    units = [u for u in section.units[1:] if u in other.units and not u.is_fixed]
    # It is not known which of several equal texts was deleted.
    units = [u for u in units if sum(u.source == v.source for v in section.units) == 1]
    if not units:
        return
    site.edited.add((page, section.id))
    unit = site.random.choice(units)
    unit.is_fixed = True
    for side in sides_of(site):
        for one in (section,) if side == "source" else (other,):
            one.units.remove(unit)


MOVES: tuple[Callable[[Site], None], ...] = (
    reorder,
    reorder_sections,
    move_section,
    split_page,
    rename_page,
)
CHANGES: tuple[Callable[[Site], None], ...] = (change, insert, delete, reword_heading_without_id)
RANDOMS = st.integers(0, 10**9).map(Random)


@given(RANDOMS)
def test_a_site_that_was_not_edited_is_current(random: Random) -> None:
    states = {one.state for one in Site(random).match().matches}
    assert states == {"current"}


@pytest.mark.parametrize("move", MOVES)
@given(random=RANDOMS)
@settings(max_examples=200)
def test_what_was_moved_is_not_flagged(move: Callable[[Site], None], random: Random) -> None:
    site = Site(random)
    move(site)
    assert found(site.match()) == site.expected()


@pytest.mark.parametrize("edit", CHANGES)
@given(random=RANDOMS)
@settings(max_examples=300)
def test_exactly_what_was_changed_is_flagged(edit: Callable[[Site], None], random: Random) -> None:
    site = Site(random)
    edit(site)
    assert found(site.match()) == site.expected()


@given(RANDOMS, st.integers(1, 4), st.booleans())
@settings(max_examples=400)
def test_several_edits_are_told_apart(random: Random, count: int, moves_first: bool) -> None:
    site = Site(random)
    edits = [random.choice(CHANGES) for _ in range(count)]
    if moves_first:
        edits.insert(0, random.choice((reorder_sections, rename_page)))
    for edit in edits:
        edit(site)
    assert found(site.match()) == site.expected()


# What is left is told in words: the record, the source and the translation of today, and states.
# A line of blocks is "kind text" separated by commas, with a section before a colon.


def blocks(text: str) -> list[Digested]:
    """Read "page#section: kind text, kind text", one section a line; equal texts, equal digests."""
    found = []
    for line in text.strip().splitlines():
        where, _, units = line.strip().partition(": ")
        page, _, section = where.partition("#")
        for number, unit in enumerate(units.split(", "), 1):
            kind, _, words = unit.partition(" ")
            name = kind if kind in ("title", "label") else ""
            real = "field" if name else {"h": "heading", "p": "paragraph"}.get(kind, kind)
            block = Block(page, section, name, cast(BlockKind, real), words, 0 if name else number)
            found.append(Digested(block, digest(words), NO_MARKS))
    return found


def digest(words: str) -> str:
    return "".join(f"{ord(char) % 16:x}" for char in words.ljust(8, "0")[:8])


NOTHING = LanguageRecord()


def stamped(
    source: str, translation: str, record: LanguageRecord = NOTHING, **options: object
) -> LanguageRecord:
    sides = (by_section(blocks(text)) for text in (source, translation))
    who = {"origin": "human", "who": "sana", "when": "2026-11-02", **options}
    return stamp(record, *sides, **who)  # type: ignore[arg-type]


def states(record: LanguageRecord, source: str, translation: str) -> list[str]:
    matches = match(record, *(by_section(blocks(text)) for text in (source, translation)))
    return [
        f"{one.block.place[1]} {one.block.text}: {one.state}"
        for one in matches.matches
        if one.state not in ("current", "moved")
    ] + [f"{page} is not recorded" for page in matches.unrecorded]


PLAN = "x#a: h A, p one, p two, row Yes, row Free\nx#b: h B, row Yes, p three\nx#c: h C"
PLAN2 = "x#a: h ا, p ایک, p دو, row ہاں, row مفت\nx#b: h ب, row ہاں, p تین\nx#c: h ج"
TABLE = [
    ("a repeated text was moved",
     PLAN.replace(", row Yes, row Free", ", row Free").replace("three", "three, row Yes"), PLAN2, []),
    ("a repeated text was added", PLAN.replace("three", "three, row Yes"), PLAN2, ["b Yes: missing"]),
    ("a repeated text was changed", PLAN.replace("a: h A, p one, p two, row Yes", "a: h A, p one, p two, row No"),
     PLAN2, ["a No: stale"]),
    ("the text of a bare heading, and its id, were changed", PLAN.replace("x#c: h C", "x#d: h D"),
     PLAN2.replace("x#c", "x#d"), ["d D: stale"]),
    ("one was added before, another changed", PLAN.replace("p one, p two", "p new, p one, p 2nd"), PLAN2,
     ["a new: missing", "a 2nd: stale"]),
    ("one was added of another kind at its side", PLAN.replace("p two", "item new, p 2nd"), PLAN2,
     ["a new: missing", "a 2nd: stale"]),
    ("one was deleted, another of another kind added elsewhere",
     PLAN.replace("p one, ", "").replace("row Free", "row Free, step new"), PLAN2,
     ["a new: missing", "a ایک: obsolete"]),
    ("both were changed", PLAN.replace("two", "2nd"), PLAN2.replace("دو", "دوم"), ["a 2nd: stale"]),
    ("a block was added to both", PLAN.replace("two", "two, p 3rd"), PLAN2.replace("دو", "دو, p سوم"),
     ["a 3rd: edited"]),
    ("a translation was deleted, and its source changed", PLAN.replace("p two", "p 2nd"),
     PLAN2.replace("p دو, ", ""), ["a 2nd: missing"]),
    ("a block was deleted from both", PLAN.replace("p two, ", ""), PLAN2.replace("p دو, ", ""), []),
    ("a page was added", PLAN + "\ny: title Y, p four", PLAN2, [" Y: missing", " four: missing"]),
    ("a page was added to both", PLAN + "\ny: title Y, p four", PLAN2 + "\ny: title ی, p چار",
     ["y is not recorded"]),
    ("a note was added to the translation", PLAN, PLAN2.replace("p تین", "p تین, p نوٹ"),
     ["b نوٹ: obsolete"]),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "source", "translation", "expected"), TABLE)
def test_what_an_edit_flags(edit: str, source: str, translation: str, expected: list[str]) -> None:
    assert states(stamped(PLAN, PLAN2), source, translation) == expected, edit


def test_a_stale_block_has_the_digest_of_its_former_text() -> None:
    sides = (
        by_section(blocks(text))
        for text in (PLAN.replace("two", "2nd"), PLAN2.replace("دو", "دوم"))
    )
    [stale] = [one for one in match(stamped(PLAN, PLAN2), *sides).matches if one.state == "stale"]
    assert stale.previous == digest("two")
    assert stale.is_edited
    assert [one.block.text for one in stale.translations] == ["دوم"]


def test_what_was_translated_with_a_block_that_is_gone_is_stale() -> None:
    record = stamped("x#a: p one, p two, p three", "x#a: p ایک, p دو")
    sides = (by_section(blocks(text)) for text in ("x#a: p one, p two", "x#a: p ایک, p دو"))
    [_, stale] = match(record, *sides).matches
    assert (stale.state, stale.block.text, stale.previous) == ("stale", "two", None)


SAYS, SAYS_OTHER = "1111", "2222"


@pytest.mark.parametrize(
    ("before", "today", "expected"),
    [
        ([SAYS], [SAYS], True),
        ([SAYS], [SAYS_OTHER], False),
        ([SAYS], [NO_MARKS], False),
        ([SAYS, NO_MARKS], [NO_MARKS, SAYS], True),
        ([SAYS, NO_MARKS], [SAYS], True),
        ([SAYS, SAYS], [SAYS], False),
        ([SAYS], [], False),
        ([NO_MARKS], [], True),
    ],
)
def test_what_the_source_states_is_compared_with_what_is_recorded(
    before: list[str], today: list[str], expected: bool
) -> None:
    pair = RecordedPair("", tuple(f"old {n}" for n in range(len(before))), ("x",), tuple(before))
    section = RecordedSection("p", "", "human", "sana", "2026-11-02", (pair,))
    sides = (
        [
            Digested(Block("p", "", "", "paragraph", "", n), digest, marks)
            for n, (digest, marks) in enumerate(side, 1)
        ]
        for side in ([(f"new {n}", marks) for n, marks in enumerate(today)], [("x", "")])
    )
    found = match(LanguageRecord((section,)), *map(by_section, sides)).matches
    assert {one.state for one in found} == {"stale" if today else "obsolete"}
    assert {one.states_same for one in found} == {expected}


# Stamping.


def recorded(record: LanguageRecord, page: str = "x", section: str = "a") -> list[str]:
    words = {digest(word): word for word in WORDS}
    found = []
    for pair in record.by_place[page, section].pairs:
        sides = ("+".join(words[one] for one in side) for side in (pair.sources, pair.translations))
        found.append(" = ".join(sides))
    return found


WORDS = "A B C one two three four 2nd Yes Free new ا ب ج ایک دو تین چار ہاں مفت".split()


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("h A, p one, p two", "h ا, p ایک, p دو", ["A = ا", "one = ایک", "two = دو"]),
        ("p one, p two, p three", "p ایک, p دو", ["one = ایک", "two+three = دو"]),
        ("p one, p two", "p ایک, p دو, p تین", ["one = ایک", "two = دو+تین"]),
        ("p one, item two, p three", "p ایک, p دو, item چار, p تین",
         ["one = ایک+دو", "two = چار", "three = تین"]),
        ("item one, p two", "p دو, item ایک", ["one = ایک", "two = دو"]),
        ("p one, step two", "p ایک", ["one = ایک"]),
        ("p one", "p ایک, row ہاں", ["one = ایک"]),
    ],
)  # fmt: skip
def test_stamping_pairs_by_kind_and_order(
    source: str, translation: str, expected: list[str]
) -> None:
    assert recorded(stamped(f"x#a: {source}", f"x#a: {translation}")) == expected


def test_stamping_keeps_together_what_is_recorded() -> None:
    record = stamped("x#a: item one, item two", "x#a: item ایک, item دو")
    source = "x#a: item two, item one, item three"
    again = stamped(source, "x#a: item ایک, item دو, item تین", record, who="omar")
    assert recorded(again) == ["two = دو", "one = ایک", "three = تین"]
    assert again.by_place["x", "a"].who == "omar"


@pytest.mark.parametrize(
    "source",
    [PLAN, PLAN.replace("p one, p two", "p two, p one"), PLAN.replace("x#b", "y#b")],
    ids=["nothing", "reordered", "moved"],
)
def test_stamping_what_is_recorded_keeps_who_and_when(source: str) -> None:
    again = stamped(source, PLAN2, stamped(PLAN, PLAN2), who="omar", when="2027-01-01")
    assert {(one.who, one.when) for one in again.sections} == {("sana", "2026-11-02")}
    assert states(again, source, PLAN2) == []


def test_stamping_one_page_leaves_the_others_as_they_are() -> None:
    record = stamped(f"{PLAN}\ny#a: p four", f"{PLAN2}\ny#a: p چار")
    source, translation = PLAN.replace("two", "2nd").replace("x#b", "y#b"), PLAN2
    again = stamped(f"{source}\ny#a: p new", f"{translation}\ny#a: p چار", record, pages=["x"])
    assert recorded(again)[2] == "2nd = دو"
    assert recorded(again, "y") == ["four = چار"], "it is stale as before"
    assert recorded(again, "x", "b") == ["B = ب", "Yes = ہاں", "three = تین"], "moved to page y"


@given(RANDOMS, st.integers(0, 4))
@settings(max_examples=200)
def test_after_stamping_only_what_has_no_other_side_is_flagged(random: Random, count: int) -> None:
    site = Site(random)
    for _ in range(count):
        random.choice(CHANGES)(site)
    sides = [by_section(site.blocks(side)) for side in SIDES]
    source, translation = sides
    again = stamp(site.recorded, source, translation, "human", "omar", "2026-12-01")
    flagged = {one.state for one in match(again, *sides).matches} - {"current"}
    assert flagged <= {"missing", "obsolete"}
    assert again == stamp(again, source, translation, "human", "other", "2027-01-01")


# Accepting.

BECAUSE = Acceptance("spelling", "sana", "2026-11-20")


def accepted(
    record: LanguageRecord,
    source: str,
    translation: str,
    section: str | None,
    states: tuple[State, ...] = ACCEPTED,
) -> LanguageRecord:
    matches = match(record, *(by_section(blocks(text)) for text in (source, translation)))
    chosen = [
        one
        for one in matches.matches
        if one.state in states and section in (None, one.block.section)
    ]
    return accept(record, matches, chosen, BECAUSE)


def test_what_is_accepted_is_current_and_keeps_who_translated_it() -> None:
    source, translation = (
        PLAN.replace("two", "2nd").replace("three", "four"),
        PLAN2.replace("ایک", "چار"),
    )
    record = stamped(PLAN, PLAN2)
    assert states(record, source, translation) == ["a one: edited", "a 2nd: stale", "b four: stale"]
    again = accepted(record, source, translation, "a")
    assert states(again, source, translation) == ["b four: stale"]
    section = again.by_place["x", "a"]
    assert (section.who, section.when, section.accepted) == ("sana", "2026-11-02", BECAUSE)
    assert again.by_place["x", "b"].accepted is None
    assert states(accepted(record, source, translation, None), source, translation) == []


def test_missing_and_obsolete_blocks_are_accepted_only_if_asked_for() -> None:
    source, translation = PLAN.replace("p one, ", ""), PLAN2.replace("p تین", "p تین, p نوٹ")
    source = source.replace("h B", "h B, p new")
    record = stamped(PLAN, PLAN2)
    before = ["b new: missing", "a ایک: obsolete", "b نوٹ: obsolete"]
    assert states(record, source, translation) == ["b new: edited", "a ایک: obsolete"]
    translation = PLAN2.replace("p تین", "p تین, row نوٹ")
    assert states(record, source, translation) == before
    assert states(accepted(record, source, translation, None), source, translation) == before
    again = accepted(record, source, translation, None, states=("missing", "obsolete"))
    again = parse_record(write_record(again), "x")[0]
    assert states(again, source, translation) == []
    assert states(again, source.replace("p new", "p four"), translation.replace("نوٹ", "ہاں")) == [
        "b four: stale",
        "b ہاں: edited",
    ]


def test_what_is_gone_is_dropped_with_the_next_acceptance() -> None:
    source, translation = PLAN.replace("p one, p two", "p 2nd"), PLAN2.replace("p ایک, ", "")
    again = accepted(stamped(PLAN, PLAN2), source, translation, "a")
    assert recorded(again) == ["A = ا", "2nd = دو", "Yes = ہاں", "Free = مفت"]


# Speed.


def large(pages: int) -> tuple[list[Digested], list[Digested]]:
    places = [(f"faq/p{page}", f"s{section}") for page in range(pages) for section in range(4)]
    texts = [(place, f"{place[0]} {place[1]} {number}") for place in places for number in range(5)]
    source = [Digested(Block(*place, "", "paragraph", text, 1), text) for place, text in texts]
    return source, [one._replace(digest=f"ur {one.digest}") for one in source]


def seconds(work: Callable[[], object]) -> float:
    gc.disable()  # how often it collects depends on what other tests have left
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("is_changed", [False, True])
def test_time_grows_with_the_blocks(is_changed: bool) -> None:
    word = "new " if is_changed else ""

    def work(pages: int) -> Callable[[], object]:
        source, translation = (by_section(side) for side in large(pages))
        record = stamp(LanguageRecord(), source, translation, "human", "x", "2026-11-02")
        today = {
            place: [Digested(one.block, f"{word}{one.digest}") for one in group]
            for place, group in source.items()
        }
        return lambda: match(record, today, translation)

    small, big = work(100), work(800)
    ratio = min(seconds(big) for _ in range(3)) / min(seconds(small) for _ in range(5))
    assert ratio < 8 * 3
