"""Lists the blocks of a page that changed, and the languages that have to follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kbgen.meaning.word_changes import WordChange, shorten_changes, word_changes
from kbgen.model.translation import Consequence
from kbgen.translations.states import LanguageState


@dataclass(frozen=True)
class OutdatedBlock:
    """A block of the source that changed, and the languages whose translation did not follow."""

    address: str
    digest: str
    consequence: Consequence | None
    langs: tuple[str, ...]
    changes: tuple[WordChange, ...]
    """What changed, if the former text is known; else the text as it is today."""


def outdated_blocks(states: Iterable[LanguageState], page: str) -> list[OutdatedBlock]:
    """Return the changed blocks of a page, in the order of the page."""
    found: dict[tuple[str, str, Consequence | None], list[str]] = {}
    changes: dict[str, tuple[WordChange, ...]] = {}
    numbers: dict[str, int] = {}
    for state in states:
        for number, one in enumerate(state.changed_pages.get(page, ())):
            if one.match.state != "stale" or one.match.source is None:
                continue
            address, text = one.block.address, one.block.text
            key = address, one.match.source.digest, one.consequence
            found.setdefault(key, []).append(state.lang)
            numbers.setdefault(address, number)
            former = one.former.text if one.former else text
            changes[address] = tuple(shorten_changes(word_changes(former, text)))
    return [
        OutdatedBlock(*key, tuple(langs), changes[key[0]])
        for key, langs in sorted(found.items(), key=lambda item: numbers[item[0][0]])
    ]
