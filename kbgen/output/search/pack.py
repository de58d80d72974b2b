"""Encodes numbers and words as short text that gzip or brotli compresses well.

The files are text because hosts compress JSON, but not unknown binary files.
"""

from __future__ import annotations

from collections.abc import Iterable

# Characters that JSON need not escape: 60 final digits, 30 digits before others, a mark.
_CHARS = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"\\')
_LAST, _MORE = _CHARS[:60], _CHARS[60:90]
MARK, END = _CHARS[90], _CHARS[91]
_DOC_BITS = 24
_SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def number(value: int) -> str:
    """Encode a number: one character below 60, two below 1,800.

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
    """A cache of encoded numbers; most distances occur many times."""

    def __missing__(self, value: int) -> str:
        self[value] = number(value)
        return self[value]


_NUMBERS = _Numbers()


def entry(rank: int, doc: int) -> int:
    """Return a posting as a number that sorts by rank, then by answer."""
    return rank << _DOC_BITS | doc


def doc_of(at: int) -> int:
    """Return the answer of a posting."""
    return at & ((1 << _DOC_BITS) - 1)


def postings(entries: Iterable[int]) -> str:
    """Encode sorted entries: for each rank a mark, the rank and the distances of the answers."""
    out: list[str] = []
    end, previous = 0, -1  # the first entry of the next rank, and the previous entry
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
    """Encode sorted words: a capital for the length of the prefix shared with the last, the rest.

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
