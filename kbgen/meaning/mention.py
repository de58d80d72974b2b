"""The meaning of a piece of text, with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from kbgen.languages.language import language
from kbgen.languages.tables import Prose
from kbgen.model.locale import ENGLISH
from kbgen.model.meaning import Meaning

Certainty = Literal["certain", "likely", "possible"]
"""Whether a text states it: "5 days" does, "a week" hardly, "both" only beside another's "2"."""

CERTAINTIES: tuple[Certainty, ...] = ("certain", "likely", "possible")


@dataclass(frozen=True)
class Mention:
    """The meaning of a piece of text, with its offsets."""

    meaning: Meaning
    start: int
    end: int
    certainty: Certainty = "certain"


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of words, the longest first; "" without words."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def of_both(lang: str, part: Callable[[Prose], str]) -> str:
    """Return a pattern of the words of a language and of English, which every page may contain."""
    tables = (language(code).prose for code in dict.fromkeys((lang, ENGLISH)))
    return any_of("|".join(filter(None, map(part, tables))).split("|"))
