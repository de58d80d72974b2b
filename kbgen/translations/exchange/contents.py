"""What stands in a file that a translator sends: its language, and its rows as they are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kbgen.translations.exchange.memory import MemoryUnit

Problem = Literal[
    "unreadable",
    "date",
    "number",
    "formula",
    "merged",
    "mark",
    "unfinished",
]
"""Why a row cannot be read, whatever the site says."""


@dataclass(frozen=True)
class FileRow:
    """A row as it stands in a file; `where` tells where: "line 40", "row 12"."""

    address: str
    translation: str
    where: str
    source: str | None = None
    """The source beside it; None if the file does not say."""
    is_done: bool | None = None
    """Whether the translator calls it done; None if the format cannot tell."""
    problem: Problem | None = None
    base: str = ""
    """The digest of the translation that was sent, "-" if there was none; "" if it is lost."""
    facts: tuple[tuple[str, str], ...] = ()
    """Each fact in the source as it is written, and what the file says that readers see."""
    is_still_right: bool = False
    """Whether the translator says of the translation that was sent that it is right as it is."""
    is_asked: bool = False
    """Whether the file asks if the translation says the same as the source."""


@dataclass(frozen=True)
class FileContents:
    """The rows of a file, the language they are in, and parts of it that cannot be read."""

    lang: str
    rows: tuple[FileRow, ...]
    unread: tuple[str, ...] = ()
    """What is no row, where, and what to do: "line 12: this cannot be read: …"."""
    units: tuple[MemoryUnit, ...] = ()
    """What a translation memory holds; it has no rows."""
    translator: str = ""
    """Who translated last, if the file says so."""


class FileError(Exception):
    """A file of which nothing can be read; the message says why and what to do."""


_SAYS = re.compile(r"(?P<fact>\{\{[^{}\n]*\}\}) → (?P<words>.*\S)")


def says_today(fact: str, words: str) -> str:
    """Return the line that tells what a fact says today."""
    return f"{fact} → {words}"


def read_says_today(text: str) -> tuple[tuple[str, str], ...]:
    """Return the facts and their words from lines of `says_today`.

    >>> read_says_today("{{ fee }} → 25 AED")
    (('{{ fee }}', '25 AED'),)
    """
    found = (_SAYS.fullmatch(line.strip()) for line in text.splitlines())
    return tuple((one["fact"], one["words"]) for one in found if one)


QUESTION = "Does this say the same as the source?"
"""What a translator is asked about a text that is in doubt."""


def asks_whether_same(why: str) -> str:
    """Return the note about a text that is in doubt."""
    return f"{QUESTION} {why}"


LARGEST = 64 * 1024 * 1024
"""The most bytes of a file, and of what is packed in it."""
_BOMS: Sequence[tuple[bytes, str]] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(data: bytes, named: str = "") -> str:
    """Return the text of a file with line feeds; U+FFFD stands where letters cannot be read.

    The encoding is that of its byte order mark, else UTF-8, else the one that the file names.
    """
    marked = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    for name in filter(None, (marked, "utf-8", named)):
        try:
            return with_line_feeds(data.decode(name))
        except (UnicodeDecodeError, LookupError):
            continue
    return with_line_feeds(data.decode("utf-8", errors="replace"))


def with_line_feeds(text: str) -> str:
    """Return a text with its line ends as line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
