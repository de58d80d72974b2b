"""Folds a text, so that the spellings of a word are one; offsets lead back to the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from kbgen.languages.language import language
from kbgen.languages.marks import marks
from kbgen.meaning.mention import Mention
from kbgen.model.meaning import Meaning

SPACE = "[ \u00a0\u202f\n*_]"
"""What stands between two words of a phrase: also markup, and narrow spaces."""
WORD = re.compile(rf"[^\W\d_][\w{marks()}]*")
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069"
_APOSTROPHES = ("’", "ʼ", "‘")


class FoldedText:
    """A text with one letter of those that are typed for one another, without optional marks.

    It is in small letters with ASCII digits, as what it is made of; `written` is the same text as
    it was written, with capitals.
    """

    def __init__(self, text: str, lang: str, written: str = "") -> None:
        self.original = text
        self.lang = lang
        self._written = written
        self.text = fold(text, lang)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(WORD.findall(self.text))

    def mention(self, meaning: Meaning, start: int, end: int) -> Mention:
        """Return a mention whose offsets, in the folded text, become those in the text."""
        return Mention(meaning, self._place(start), self._place(end))

    def is_capital(self, offset: int) -> bool:
        """Tell whether there is a capital letter at an offset, or a script without any."""
        char = self._written[self._place(offset) :][:1]
        return not char.islower()

    def without(self, mentions: Iterable[Mention]) -> FoldedText:
        """Return the text with spaces in place of what was found in it."""
        letters = list(self.original)
        for one in mentions:
            letters[one.start : one.end] = " " * (one.end - one.start)
        return FoldedText("".join(letters), self.lang, self._written)

    def _place(self, offset: int) -> int:
        return offset + bisect_right(self._left_out, offset)

    @cached_property
    def _left_out(self) -> list[int]:
        """Return where something was left out, as offsets in the folded text."""
        if len(self.text) == len(self.original):
            return []
        found = _left_out(self.lang).finditer(self.original)
        return [match.start() - n for n, match in enumerate(found)]


def fold(text: str, lang: str) -> str:
    """Fold a text in small letters.

    >>> fold("مساءً", "ar") == fold("مساء", "ar"), fold("पाँच", "hi") == fold("पांच", "hi")
    (True, True)
    """
    if text.isascii():
        return text
    for letter, written in _alike(lang):
        if letter in text:
            text = text.replace(letter, written)
    return _left_out(lang).sub("", text)


@lru_cache(maxsize=16)
def _alike(lang: str) -> list[tuple[str, str]]:
    return [(one, "'") for one in _APOSTROPHES] + list(_alike_letters(lang))


def _alike_letters(lang: str) -> Iterator[tuple[str, str]]:
    script = language(lang).script
    for group in script.alike.split() if script else ():
        yield from ((letter, group[0]) for letter in group[1:])
    # Letters that Unicode's form NFC takes apart; a text may have them whole.
    block = re.compile(f"[{script.block}]") if script else re.compile("(?!)")
    for letter in map(chr, range(0x300, 0x1000)):
        if block.match(letter) and unicodedata.is_normalized("NFC", letter) is False:
            yield letter, unicodedata.normalize("NFC", letter)[0]


@lru_cache(maxsize=16)
def _left_out(lang: str) -> re.Pattern[str]:
    script = language(lang).script
    return re.compile(f"[{script.left_out if script else ''}{_INVISIBLE}]")
