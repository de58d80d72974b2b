"""Documents of one language that say the same, or nearly: versions of one article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

_LENGTH = 4  # words that must follow one another in both
_ALIKE = 0.4
"""The share of such sequences in common; one changed word costs four of them."""
_MOST_OWNERS = 20
"""A sequence that more documents have is boilerplate, and says nothing."""


def find_versions(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Yield (earlier, later, share in common) for each text that resembles an earlier one.

    Texts are folded. Of several earlier ones the likest is taken, of equals the first.
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
