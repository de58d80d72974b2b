"""Letters that people type for one another, and marks that they leave out, in any script."""

from __future__ import annotations

import re
from functools import cache

from kbgen.languages.language import scripts


@cache
def alike() -> dict[int, str]:
    """Return code point of a letter → the first of those that are typed for it.

    >>> "كيف".translate(alike()) == "کیف".translate(alike())
    True
    """
    groups = " ".join(script.alike for script in scripts().values()).split()
    return {ord(letter): group[0] for group in groups for letter in group}


@cache
def left_out() -> str:
    """Return the marks that people leave out, as they stand within a pattern's brackets."""
    return "".join(script.left_out for script in scripts().values())


@cache
def written(letter: str) -> str:
    """Return a pattern of a letter as people write it: one like it, with marks or without.

    >>> [bool(re.fullmatch(written("ا"), text)) for text in ("أ", "اً", "ب")]
    [True, True, False]
    """
    groups = " ".join(script.alike for script in scripts().values()).split()
    group = next((group for group in groups if letter in group), "")
    own = (s.left_out for s in scripts().values() if re.match(f"[{s.letters}]", letter))
    marks = next(own, "")
    return (f"[{group}]" if group else re.escape(letter)) + (f"[{marks}]*" if marks else "")
