"""The states of translations as text, as data, as Markdown for GitHub, and as a page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from kbgen.meaning.word_changes import changes_as_text, shorten_changes, word_changes
from kbgen.model.translation import Consequence, SameSection, State
from kbgen.translations.states import BlockState, LanguageState

STATES: tuple[State, ...] = get_args(State)
CONSEQUENCES: tuple[Consequence, ...] = get_args(Consequence)
_DONE: tuple[State, ...] = ("current", "moved")


@dataclass(frozen=True)
class Counts:
    """How many blocks are in which state."""

    states: Mapping[State, int]
    stale: Mapping[Consequence, int]
    """The stale blocks by what the change means."""
    critical: int
    """The blocks, stale or not, by which a translation promises something else than its source."""
    machine: int
    """The blocks that a program translated and nobody has reviewed."""
    words: int
    """The words of the source that are to be translated."""
    missing_critical: int = 0

    @property
    def is_done(self) -> bool:
        return not any(self.states[state] for state in STATES if state not in _DONE)

    def __str__(self) -> str:
        """Return the states that there are: "12 current, 2 stale (1 critical, 1 minor)"."""
        parts = [self._part(state) for state in STATES if self.states[state]]
        parts += [f"{self.machine} made by a machine and not reviewed"] if self.machine else []
        words = f"; {self.words} word{'' if self.words == 1 else 's'} to translate"
        return (", ".join(parts) or "nothing") + (words if self.words else "")

    def _part(self, state: State) -> str:
        text = f"{self.states[state]} {state}"
        if state == "missing" and self.missing_critical:
            return f"{text} ({self.missing_critical} critical)"
        if state != "stale":
            return text
        meant = [f"{self.stale[one]} {one}" for one in CONSEQUENCES if self.stale[one]]
        return f"{text} ({', '.join(meant)})"


def count(blocks: Iterable[BlockState]) -> Counts:
    """Return the counts of some blocks."""
    found = list(blocks)
    return Counts(
        Counter(one.match.state for one in found),
        Counter(one.consequence for one in found if one.match.state == "stale" and one.consequence),
        sum(one.consequence == "critical" for one in found),
        sum(one.section is not None and one.section.origin == "machine" for one in found),
        sum(one.words for one in found),
        sum(one.match.state == "missing" and one.consequence == "critical" for one in found),
    )


def count_all(state: LanguageState) -> Counts:
    """Return the counts of all blocks in a language."""
    found = count(state.changed_blocks)
    states, machine = Counter(found.states), found.machine
    for place, section in state.matches.sections.items():
        if isinstance(section, SameSection):
            states["current"] += len(section.sources)
            if state.record.by_place[place].origin == "machine":
                machine += len(section.sources)
    for one in state.record.sections:
        if one.page in state.unchanged:
            blocks = sum(max(len(pair.sources), 1) for pair in one.pairs)
            states["current"] += blocks
            machine += blocks if one.origin == "machine" else 0
    return replace(found, states=states, machine=machine)


def oldest_critical(state: LanguageState) -> BlockState | None:
    """Return the block that has promised something else for longest, as far as it is known."""
    critical = [one for one in state.changed_blocks if one.consequence == "critical"]
    return min(critical, key=_since, default=None)


def _since(one: BlockState) -> str:
    """Return the day of the change, else that of the translation; later than any if unknown."""
    if one.former and one.former.day:
        return one.former.day
    return one.section.when if one.section else "~"


def to_data(states: Iterable[LanguageState]) -> list[dict[str, Any]]:
    """Return all blocks as `kbgen translate status --format json` writes them."""
    return [_row(state.lang, one) for state in states for one in state.blocks]


def _row(lang: str, one: BlockState) -> dict[str, Any]:
    block, source = one.block, one.match.source
    return {
        "lang": lang,
        "page": block.page,
        "section": block.section,
        "block": block.name or str(block.number),
        "state": one.match.state,
        "consequence": one.consequence,
        "source": source.block.text if source else None,
        "previous": one.former.text if one.former else None,
        "words": one.words,
    }


def to_json(states: Iterable[LanguageState]) -> str:
    return json.dumps(to_data(states), ensure_ascii=False, indent=2)


def to_text(states: Sequence[LanguageState]) -> str:
    """Return the counts of each language, and those of its pages that need work."""
    return "\n\n".join("\n".join(_lines(state)) for state in states)


def _lines(state: LanguageState) -> Iterator[str]:
    yield f"{state.lang}: {count_all(state)}"
    pages = {page: _without_done(count(blocks)) for page, blocks in state.changed_pages.items()}
    pages = {page: counts for page, counts in pages.items() if not counts.is_done}
    width = max(map(len, pages), default=0)
    yield from (f"  {page.ljust(width)}  {counts}" for page, counts in pages.items())
    if oldest := oldest_critical(state):
        yield f"  Oldest critical: {oldest.block.address}{_difference(oldest)}"
    if unrecorded := state.matches.unrecorded:
        yield f"  Not recorded: {', '.join(unrecorded)}; kbgen translate stamp adopts them"


def _without_done(counts: Counts) -> Counts:
    states = Counter({s: n for s, n in counts.states.items() if s not in _DONE})
    return Counts(states, counts.stale, counts.critical, 0, counts.words)


def _difference(one: BlockState) -> str:
    if one.former and one.match.source:
        changes = shorten_changes(word_changes(one.former.text, one.match.source.block.text))
        day = f" changed on {one.former.day}:" if one.former.day else " changed:"
        return f"{day} {' '.join(changes_as_text(changes).split())}"
    return f" changed; translated on {one.section.when}" if one.section else " was never translated"


def to_line(states: Iterable[LanguageState]) -> str:
    """Return the counts of all languages in one line."""
    return "; ".join(f"{state.lang} {count_all(state)}" for state in states)


def to_github(states: Sequence[LanguageState]) -> str:
    """Return a summary in Markdown, as a job's summary on GitHub shows it."""
    head = ["Language", *STATES, "critical", "machine", "words"]
    rows = []
    for state in states:
        counts = count_all(state)
        numbers = [counts.states[one] for one in STATES]
        rows.append([state.lang, *numbers, counts.critical, counts.machine, counts.words])
    lines = ["### Translations", "", _table_row(head), _table_row(["---", *["--:"] * 9])]
    lines += map(_table_row, rows)
    for state in states:
        critical = [one for one in state.changed_blocks if one.consequence == "critical"]
        if critical:
            lines += ["", f"**{state.lang}**: what the source promises now, and this does not:", ""]
            lines += [f"- `{one.block.address}`{_markdown(_difference(one))}" for one in critical]
    return "\n".join(lines)


def _table_row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _markdown(text: str) -> str:
    return "".join(f"\\{char}" if char in r"\`*_{}[]<>#|" else char for char in text)


def stamped_text(pages: Mapping[str, Collection[str]]) -> str:
    """Return what was stamped: the languages and how many pages of each."""
    parts = [f"{_pages(len(found))} in {lang}" for lang, found in pages.items() if found]
    return f"Recorded {', '.join(parts)}." if parts else "Nothing was recorded."


def accepted_text(accepted: Mapping[str, Sequence[BlockState]]) -> str:
    """Return a line for each accepted block: its languages and its address."""
    langs: dict[str, list[str]] = {}
    for lang, blocks in accepted.items():
        for one in blocks:
            critical = " (critical)" if one.consequence == "critical" else ""
            langs.setdefault(f"{one.block.address}{critical}", []).append(lang)
    return "\n".join(f"Accepted {name} ({', '.join(of)})" for name, of in langs.items())


def _pages(number: int) -> str:
    return f"{number} page{'' if number == 1 else 's'}"
