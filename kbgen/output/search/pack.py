"""Numbers and words as short text that a host's gzip or brotli makes shorter still.

Text, because hosts compress JSON and leave unknown binary files alone. `search-index.js` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable

# What JSON need not escape: 60 last digits, 30 digits that another follows, a mark.
_CHARS = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"\\')
_LAST, _MORE = _CHARS[:60], _CHARS[60:90]
MARK, END = _CHARS[90], _CHARS[91]
_DOC_BITS = 24
_SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def number(value: int) -> str:
    """Write a number: below 60 one character, below 1,800 two.

    >>> number(0), number(59), number(60)
    ('!', '^', '`!')
    """
    rest, last = divmod(value, 60)
    out = _LAST[last]
    while rest:
        rest, digit = divmod(rest, 30)
        out = _MORE[digit] + out
    return out


class _Numbers(dict[int, str]):
    """What has been written once: distances are few."""

    def __missing__(self, value: int) -> str:
        self[value] = number(value)
        return self[value]


_NUMBERS = _Numbers()


def entry(rank: int, doc: int) -> int:
    """Return where a word occurs as a number that sorts by rank, then by answer."""
    return rank << _DOC_BITS | doc


def postings(entries: Iterable[int]) -> str:
    """Write sorted entries: rank by rank, a mark and the rank, then the answers' distances."""
    out: list[str] = []
    end, previous = 0, -1  # where the next rank begins, and the last entry written
    for at in entries:
        if at >= end:
            rank = at >> _DOC_BITS
            out.append(MARK + _LAST[rank])
            end = rank + 1 << _DOC_BITS
            previous = (rank << _DOC_BITS) - 1
        out.append(_NUMBERS[at - previous - 1])
        previous = at
    return "".join(out)


def word_list(words: Iterable[str]) -> str:
    """Write sorted words: each as a capital, how much of the last one it shares, and the rest.

    >>> word_list(["refund", "refunds", "rent"])
    'ArefundGsCnt'
    """
    out, previous = [], ""
    for word in words:
        shared = 0
        for a, b in zip(word, previous, strict=False):
            if a != b or shared == len(_SHARED) - 1:
                break
            shared += 1
        out.append(_SHARED[shared] + word[shared:])
        previous = word
    return "".join(out)
