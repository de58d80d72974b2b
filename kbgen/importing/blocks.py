"""The common form of all documents: blocks of text, each with its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kbgen.languages.digits import latin_digits
from kbgen.languages.marks import marks, questions, sentence_ends, stops
from kbgen.languages.variants import alike, left_out


class Role(StrEnum):
    """The role of a block; the role of a `line` of plain text is not known yet."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"
    QUOTE = "quote"
    CODE = "code"
    BOX = "box"


@dataclass(frozen=True)
class TextRun:
    """Text in one style; `href` is the target of its link."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


Row = tuple[tuple[TextRun, ...], ...]


@dataclass(frozen=True)
class DocumentBlock:
    """One piece of a document. `line` counts from 1 in the input (in Word files: paragraphs).

    `level` is the level of a heading (1 for the title) or the depth of a list item (from 0). `gap`
    tells that there is a blank line or a boundary of markup before it. `inside` counts the boxes
    and list items that contain it. A box is a note, a part that opens, or a tab: `runs` are its
    title, `marker` the start of its line, as in `!!! tip`; deeper blocks after it belong to it.
    """

    role: Role
    line: int
    runs: tuple[TextRun, ...] = ()
    level: int = 0
    ordered: bool = False
    marker: str = ""  # the marker of a list item, as written
    rows: tuple[Row, ...] = ()
    gap: bool = False
    id: str = ""
    inside: int = 0
    is_pair: bool = False  # an item that explains a term: "Fee: 25 AED"

    @property
    def text(self) -> str:
        if self.role is Role.TABLE:
            return "\n".join(" ".join(plain(cell) for cell in row) for row in self.rows)
        return plain(self.runs)


@dataclass(frozen=True)
class Removed:
    """Removed words, their place, and the id of the rule that removed them."""

    line: int
    rule: str
    text: str


@dataclass(frozen=True)
class Decision:
    """A question that a person has to decide; `line` 0 means the whole document."""

    line: int
    message: str


class UnreadableError(Exception):
    """A document that cannot be imported; the message gives the reason and says what to do."""


class LeftOutError(UnreadableError):
    """A file that is no document, such as a list of pages; the message says what it is."""


def plain(runs: Iterable[TextRun]) -> str:
    return "".join(run.text for run in runs)


def line(number: int, text: str, gap: bool = False) -> DocumentBlock:
    return DocumentBlock(Role.LINE, number, (TextRun(text),), gap=gap)


def cut(runs: Sequence[TextRun], start: int, end: int) -> tuple[TextRun, ...]:
    """Return the runs of a part of the text, by offsets.

    >>> [(run.text, run.bold) for run in cut((TextRun("ab"), TextRun("cd", bold=True)), 1, 3)]
    [('b', False), ('c', True)]
    """
    out, at = [], 0
    for run in runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            out.append(replace(run, text=run.text[low:high]))
        at += len(run.text)
    return tuple(out)


def trim(runs: Sequence[TextRun]) -> tuple[TextRun, ...]:
    """Return the runs without space at the ends."""
    text = plain(runs)
    start = len(text) - len(text.lstrip())
    return cut(runs, start, len(text.rstrip()))


def piece(block: DocumentBlock, start: int, end: int) -> DocumentBlock:
    """Return a part of a block as a separate block."""
    return replace(block, runs=trim(cut(block.runs, start, end)))


WORD = re.compile(rf"[^\W_](?:[^\W_]|[{marks()}\u200c\u200d])*")


def words(text: str) -> list[str]:
    """Return the words of a text: letters and digits with their marks.

    >>> words("दो शब्द, 14 days.")
    ['दो', 'शब्द', '14', 'days']
    """
    return WORD.findall(text)


SENTENCE_END = re.compile(rf"[{sentence_ends()}…]+[\"'”’»)\]]*(?=\s|$)")
_ENDS = re.compile(rf"[{stops()}!…][\"'”’»)\]\s]*$")
_QUESTION = re.compile(rf"[{questions()}][\"'”’»)\]\s]*$")


def ends_sentence(text: str) -> bool:
    return _ENDS.search(text) is not None


def is_question(text: str) -> bool:
    return _QUESTION.search(text) is not None


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence."""
    start = 0
    for mark in SENTENCE_END.finditer(text):
        if text[start : mark.end()].strip():
            yield start, mark.end()
        start = mark.end()
    if text[start:].strip():
        yield start, len(text)


_LEFT_OUT = re.compile(f"[{left_out()}\u200c-\u200f\u2066-\u2069]")
_NO_WORD = re.compile(rf"[^\w{marks()}]|_")


def fold(text: str) -> str:
    """Return a form of a text that is equal for all spellings of its words.

    Case, letters of neighbouring keyboards, marks that people leave out, digits and punctuation go.

    >>> fold("اقرأ أيضًا:") == fold("اقرا ايضا")
    True
    """
    plain_text = unicodedata.normalize("NFKC", text).casefold().translate(latin_digits())
    kept = unicodedata.normalize("NFC", _LEFT_OUT.sub("", plain_text)).translate(alike())
    return " ".join(_NO_WORD.sub(" ", kept).split())
