"""A slip of the pen in a page: where it stands, what is wrong, and the edits that mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from kbgen.model.article import Article
from kbgen.model.finding import Edit, Finding, error, warning
from kbgen.model.message import Message


class TextChange(NamedTuple):
    """Another text in place of the characters of a body from `start` to `end`."""

    start: int
    end: int
    new: str


class Slip(NamedTuple):
    """`start` and `end` are offsets in the body; `changes` mend it and change nothing said."""

    code: str
    start: int
    end: int
    what: Message
    hint: Message
    changes: tuple[TextChange, ...] = ()
    is_severe: bool = False
    """Whether readers surely see something else than what was meant."""

    def finding(self, page: Article, is_strict: bool) -> Finding:
        """Return the finding; a severe slip is an error where `is_strict`."""
        report = error if self.is_severe and is_strict else warning
        found = report(self.code, page.place(self.start, self.end), self.what, self.hint)
        edits = self.edits(page)
        return replace(found, mend=edits[0]) if len(edits) == 1 else found

    def edits(self, page: Article) -> tuple[Edit, ...]:
        return tuple(
            Edit(page.place(one.start, one.end), page.body[one.start : one.end], one.new)
            for one in self.changes
        )


def blocks_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the blocks of lines between blank lines, each with its offset."""
    at, start, block = 0, 0, list[str]()
    for line in text.split("\n"):
        if line.strip():
            start = start if block else at
            block.append(line)
        elif block:
            yield start, block
            block = []
        at += len(line) + 1
    if block:
        yield start, block
