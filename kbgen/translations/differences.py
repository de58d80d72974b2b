"""Finds the blocks by which a section of a translation differs from its source in form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from kbgen.languages.digits import latin_digits
from kbgen.model.translation import Block
from kbgen.model.uses import find_uses
from kbgen.translations.parts import SectionPair

_MOST = 40_000
"""The most pairs of blocks that are weighed against each other."""
_ALIKE = re.compile(r"[A-Za-z]{2,}|\d+")
"""What is written alike in all languages: addresses, names in Latin letters, numbers."""
_SAME_KIND, _OTHER_KIND = 1.0, 0.25
_SHARED, _LENGTH, _HEAD = 3.0, 1.0, 4.0


class FormDifference(NamedTuple):
    """Blocks that only one side has, and pairs of two kinds: (translation, source)."""

    additional: tuple[Block, ...]
    missing: tuple[Block, ...]
    changed: tuple[tuple[Block, Block], ...]
    following: dict[int, int]
    """Offset of a missing block in the source → offset in the translation where it belongs."""


def form_difference(pair: SectionPair) -> FormDifference:
    """Return how two sections differ in form; the blocks are aligned by what is alike in them."""
    ours, theirs = pair.translation.blocks, pair.source.blocks
    paired = _aligned(ours, theirs)
    own, there = dict(paired), {theirs_at: at for at, theirs_at in paired}
    missing, following = [], {}
    end = pair.translation.section.start
    for number, block in enumerate(theirs):
        if number in there:
            end = ours[there[number]].end
        else:
            missing.append(block)
            following[block.start] = end
    return FormDifference(
        tuple(block for number, block in enumerate(ours) if number not in own),
        tuple(missing),
        tuple((ours[a], theirs[b]) for a, b in paired if ours[a].kind != theirs[b].kind),
        following,
    )


def _aligned(ours: Sequence[Block], theirs: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the pairs of numbers that together are most alike, in order."""
    if len(ours) * len(theirs) > _MOST:
        return [(number, number) for number in range(min(len(ours), len(theirs)))]
    own, there = [*map(_alike, ours)], [*map(_alike, theirs)]
    heads, their_heads = _table_heads(ours), _table_heads(theirs)
    weights = [
        [
            _weight(block, other, own[a], there[b]) + (_HEAD if heads[a] and their_heads[b] else 0)
            for b, other in enumerate(theirs)
        ]
        for a, block in enumerate(ours)
    ]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for a in range(len(ours) - 1, -1, -1):
        for b in range(len(theirs) - 1, -1, -1):
            together = best[a + 1][b + 1] + weights[a][b]
            best[a][b] = max(together, best[a + 1][b], best[a][b + 1])
    pairs = []
    a = b = 0
    while a < len(ours) and b < len(theirs):
        if best[a][b] == best[a + 1][b + 1] + weights[a][b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _table_heads(blocks: Sequence[Block]) -> list[bool]:
    """Tell of each block whether it is the head of a table, without which there is none."""
    kinds = ["", *(block.kind for block in blocks)]
    return [kind == "row" != before for before, kind in pairwise(kinds)]


def _alike(block: Block) -> frozenset[str]:
    facts = {use.id for use in find_uses(block.text) if use.id}
    return frozenset(facts.union(_ALIKE.findall(block.text.translate(latin_digits()))))


def _weight(ours: Block, theirs: Block, own: frozenset[str], there: frozenset[str]) -> float:
    shared = len(own & there) / len(own) if own else 0.0
    length = 1 / (1 + abs(log((len(ours.text) + 8) / (len(theirs.text) + 8))))
    kind = _SAME_KIND if ours.kind == theirs.kind else _OTHER_KIND
    return kind * (1 + _SHARED * shared + _LENGTH * length)
