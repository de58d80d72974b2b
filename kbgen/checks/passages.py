"""Finds sentences with many wrong letters: copied from a PDF, or typed with another keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kbgen.checks.foreign import sentences
from kbgen.checks.mends import written_as
from kbgen.checks.scripts import misspelled, right_letters, wrong_letters
from kbgen.languages.language import language, scripts
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error
from kbgen.model.message import Message, joined, msg

CODE = "KB433"
_FEWEST_SHAPES, _FEWEST = 2, 3
"""The fewest words with wrong letters that are told in one finding: shapes, and others."""


class LetterPassage(NamedTuple):
    """A sentence with wrong letters; `start` and `end` are offsets in the body."""

    start: int
    end: int
    words: tuple[str, ...]
    right: tuple[str, ...]
    is_copied: bool
    """Whether its letters are stored as shapes, as a PDF stores them."""

    def finding(self, page: Article) -> Finding:
        mend = written_as(page, self.start, self.end, right_text(page, self.start, self.end))
        what: Message = msg(
            "these words are typed with letters of another language: %(words)s",
            words=joined(self.words),
        )
        hint = msg("write: %(words)s", words=joined(self.right))
        if self.is_copied:
            what = msg("this was copied from a PDF: it looks right, but the search cannot find it")
            hint = msg("write: %(text)s", text=right_text(page, self.start, self.end))
        return error(CODE, page.place(self.start, self.end), what, hint, mend)


def right_text(page: Article, start: int, end: int) -> str:
    """Return a piece of a page with the letters of its language."""
    wrong = wrong_letters(page.lang)
    words = re.split(r"(\s+)", page.body[start:end])
    return "".join(right_letters(one, page.lang) if wrong.search(one) else one for one in words)


def passages(prose: str, lang: str) -> Iterator[LetterPassage]:
    """Yield the sentences of a prose in which several words have wrong letters."""
    forms = "".join(script.forms for script in scripts().values())
    shapes, script = re.compile(f"[{forms}]"), language(lang).script
    start = 0
    for line in prose.split("\n"):
        found = [*misspelled(line, lang)]
        if script and len(found) >= _FEWEST_SHAPES:
            for sentence in sentences().finditer(line):
                inside = [
                    one for one in found if sentence.start() <= one[1].start() < sentence.end()
                ]
                words = [re.sub(r"^\W+|\W+$", "", word) for word, _ in inside]
                is_copied = any(shapes.search(word) for word in words)
                if len(inside) < (_FEWEST_SHAPES if is_copied else _FEWEST):
                    continue
                begin, end = sentence.start(), len(line[: sentence.end()].rstrip())
                begin += len(sentence[0]) - len(sentence[0].lstrip())
                right = tuple(right_letters(word, lang) for word in words)
                yield LetterPassage(start + begin, start + end, tuple(words), right, is_copied)
        start += len(line) + 1
