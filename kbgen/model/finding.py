"""A problem as data: its place, what is wrong, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple

from kbgen.model.message import NO_MESSAGE, Message, joined, msg, one_of, quoted


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


ERROR = Severity.ERROR
WARNING = Severity.WARNING


class Span(NamedTuple):
    """A place in a file: a path relative to the project, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


KEY = "[key]"
"""The last step of an error's path if the error is in a key, as pydantic writes it."""


class HintedError(ValueError):
    """A value that is not allowed: `what` is wrong with it, and `hint` says what to write."""

    def __init__(self, what: Message, hint: Message = NO_MESSAGE) -> None:
        super().__init__(f"{what}; {hint}" if hint else str(what))
        self.what, self.hint = what, hint


class Edit(NamedTuple):
    """Another text in place of the one at `span`, within one line of a file."""

    span: Span
    old: str
    """What stands there; where anything else does, the file has changed since."""
    new: str


@dataclass(frozen=True)
class ComparedText:
    """One of two texts that were compared; `marked` are what a finding is about: offsets in it."""

    lang: str
    text: str
    """As it stands in the file."""
    digest: str
    span: Span
    marked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Comparison:
    """A text and its translation, of which a person may say that they say the same.

    `block` is the name of a field or of the heading, or the number of a block of the section; "" if
    both texts are whole sections.
    """

    page: str
    section: str
    block: str
    source: ComparedText
    translation: ComparedText
    opinion: str = ""
    """What the judge thinks of them, if it was asked."""

    @property
    def lang(self) -> str:
        return self.translation.lang

    @property
    def address(self) -> str:
        """Return where the source stands: "faq/refunds#time:2", of a whole section without 2."""
        section = f"#{self.section}" if self.section else ""
        block = f":{self.block}" if self.block else ""
        return f"{self.page}{section}{block}"

    @property
    def pair(self) -> tuple[str, str]:
        """Return the digests of the source and of the translation."""
        return self.source.digest, self.translation.digest


@dataclass(frozen=True)
class Finding:
    """One problem. `code` never changes, so that people can look it up and switch it off."""

    code: str
    severity: Severity
    span: Span
    what: Message
    """What is wrong."""
    advice: Message = NO_MESSAGE
    """What to write or do instead."""
    compared: Comparison | None = None
    """The texts that a person may settle: see `kbgen.model.doubt`."""
    mend: Edit | None = None
    """What the hint says, if it is one edit. As it changes what is said, a person has to agree."""
    subject: str = ""
    """The name that a report puts into its list, where it tells many findings of a code in one."""
    source: Span | None = None
    """Where the source of the text stands, if the finding is about a translation of it."""

    @property
    def message(self) -> str:
        """Return what is wrong in words, in English or as `in_language` has translated it."""
        return str(self.what)

    @property
    def hint(self) -> str:
        """Return what to do in words; "" if nothing is said."""
        return str(self.advice)

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.span}: {self.code} {self.message}{hint}"


def error(
    code: str,
    span: Span,
    message: Message,
    hint: Message = NO_MESSAGE,
    mend: Edit | None = None,
) -> Finding:
    return Finding(code, ERROR, span, message, hint, mend=mend)


def warning(
    code: str,
    span: Span,
    message: Message,
    hint: Message = NO_MESSAGE,
    mend: Edit | None = None,
    subject: str = "",
) -> Finding:
    return Finding(code, WARNING, span, message, hint, mend=mend, subject=subject)


def sort_findings(findings: list[Finding]) -> list[Finding]:
    """Return each finding once, sorted in the order in which an editor works through them."""
    return sorted(set(findings), key=lambda f: (f.span, f.code, f.message, f.hint, f.severity))


def first_of(names: Sequence[str], most: int = 6) -> Message:
    """Join names with commas; of more than `most`, name the first and count the others.

    >>> str(first_of(["a", "b", "c"], 2))
    'a, b … and 1 more'
    """
    more = len(names) - most
    if more <= 0:
        return joined(names)
    return msg("%(names)s … and %(count)d more", names=joined(names[:most]), count=more)


def did_you_mean(word: str, known: Iterable[str]) -> Message:
    """Return a hint with the known words nearest to `word`; NO_MESSAGE if none is near.

    >>> str(did_you_mean("pin.len", ["pin.length", "fee"]))
    "did you mean 'pin.length'?"
    """
    near = get_close_matches(word, list(known), n=2, cutoff=0.6)
    return (
        msg("did you mean %(names)s?", names=one_of([*map(quoted, near)])) if near else NO_MESSAGE
    )
