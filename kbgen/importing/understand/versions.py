"""Finds documents of one language that are nearly equal: versions of one article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

_LENGTH = 4  # the words of a sequence that is compared
_ALIKE = 0.4
"""The least share of common sequences; one changed word changes four sequences."""
_MOST_OWNERS = 20
"""A sequence in more documents is boilerplate and ignored."""


def find_versions(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Yield (earlier, later, common share) for each text that is similar to an earlier one.

    Texts must be folded. Of several earlier texts the most similar one counts, of equals the first.
    """
    sequences = [_sequences(text) for text in texts]
    owners: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for later, own in enumerate(sequences):
        shared = Counter(
            earlier
            for sequence in sorted(own)
            if len(owners[sequence]) <= _MOST_OWNERS
            for earlier in owners[sequence]
        )
        shares = {
            earlier: count / (len(own) + len(sequences[earlier]) - count)
            for earlier, count in shared.items()
        }
        best = min(shares, key=lambda earlier: (-shares[earlier], earlier), default=None)
        if best is not None and shares[best] >= _ALIKE:
            yield best, later, shares[best]
        for sequence in own:
            owners[sequence].append(later)


def _sequences(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[at : at + _LENGTH]) for at in range(len(words) - _LENGTH + 1)}
