"""Quotes what two texts say differently."""

from __future__ import annotations

_AROUND = 4
"""The words around a difference that are quoted with it."""
_LONGEST = 240


def quoted_difference(here: str, there: str) -> str:
    """Return a sentence with the words in which two texts differ, and some words around them.

    >>> quoted_difference("we pay in 7 days", "we pay in 10 days")
    'says “we pay in 7 days”, a build would write “we pay in 10 days”'
    """
    own, other = here.split(), there.split()
    start = next(
        (n for n, (a, b) in enumerate(zip(own, other, strict=False)) if a != b),
        min(len(own), len(other)),
    )
    rest, rest_other = own[start:][::-1], other[start:][::-1]
    end = next(
        (n for n, (a, b) in enumerate(zip(rest, rest_other, strict=False)) if a != b),
        min(len(rest), len(rest_other)),
    )
    if not own:
        return f"lacks {_quote(there)}"
    if not other:
        return f"says {_quote(here)}, which a build would not write"
    return (
        f"says {_quote(_cut(own, start, end))}, a build would write "
        f"{_quote(_cut(other, start, end))}"
    )


def _cut(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(words), len(words) - end + _AROUND)
    before, after = ("… " if first else ""), (" …" if last < len(words) else "")
    return f"{before}{' '.join(words[first:last])}{after}"


def _quote(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat[:_LONGEST]}…”" if len(flat) > _LONGEST else f"“{flat}”"
