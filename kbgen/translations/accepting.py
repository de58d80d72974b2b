"""Accepts the changes of some blocks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kbgen.model.translation import Acceptance, LanguageRecord, Match, State
from kbgen.translations.stamping import ACCEPTED, accept
from kbgen.translations.states import BlockState, LanguageState


def accept_blocks(
    state: LanguageState,
    chosen: Sequence[BlockState],
    acceptance: Acceptance,
    states: Collection[State] = ACCEPTED,
) -> LanguageRecord:
    """Return the record of a language in which some blocks are accepted.

    Blocks that belong to one pair are accepted together.
    """
    accepted = {id(one.match) for one in chosen}
    pairs = {one.match.recorded for one in chosen if one.match.recorded}

    def left(one: Match) -> Match:
        is_accepted = id(one) in accepted or one.recorded in pairs
        return one if is_accepted else one._replace(state="current")

    matches = replace(state.matches, matches=tuple(map(left, state.matches.matches)))
    return accept(state.record, matches, None, None, acceptance, states)
