"""Reads text files; anything wrong with a file becomes a finding."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from kbgen.model.finding import Finding, Span, error, warning
from kbgen.model.message import msg
from kbgen.source.conflicts import find_conflict
from kbgen.source.foreign_files import SAVE, find_broken, find_form
from kbgen.system.files import Refusal, locate, open_file, unreadable

LARGEST = 1024 * 1024
_MERGED_BY_HAND = (".yml", ".yaml", ".po")
LARGEST_RECORD = 32 * LARGEST
"""The most bytes of a record of translations, which grows with the pages of a site."""
FORBIDDEN = "\x00-\x08\x0b\x0e-\x1f\ufdd0-\ufdef"
"""Control characters, and the noncharacters that mark rendered facts."""
_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")
_MOST_MARKS = 30
"""The most marks on one letter in any script (Unicode Standard Annex #15, Stream-Safe Text)."""
_MAYBE_MARKS = re.compile(rf"[^\w\x00-\u02ff]{{{_MOST_MARKS + 1},}}")
BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def read_text(file: Path, path: str, bounds: Iterable[Path]) -> tuple[str, list[Finding]]:
    """Read a UTF-8 file; on any problem the text is "" and the findings explain it.

    `bounds` are the folders in which it may lie. Line ends become `\\n`, and a byte order mark is
    removed without a finding.
    """
    data, problems = read_data(file, path, bounds)
    return ("", problems) if problems else decode(data, path)


def read_data(
    file: Path, path: str, bounds: Iterable[Path], largest: int = LARGEST
) -> tuple[bytes, list[Finding]]:
    """Read the bytes of a file up to the limit for texts; on a problem return b"" and a finding."""
    try:
        with open_file(locate(file, bounds)) as opened:
            size = os.fstat(opened.fileno()).st_size
            if size <= largest:
                return opened.read(size), []
    except OSError as problem:
        return b"", [refusal_at(path, unreadable(problem))]
    what = msg(
        "the file is %(size)s MB; it may be at most %(most)d MB",
        size=f"{size / 1024 / 1024:.1f}",
        most=largest >> 20,
    )
    return b"", [error("KB101", Span(path), what, msg("split it into several pages"))]


def refusal_at(path: str, refusal: Refusal) -> Finding:
    """Return KB107 (no ordinary file of the project) or KB101 (a file that cannot be read).

    Bytes of its name that are not UTF-8 are escaped: `caf\\xe9.md`.
    """
    span = Span(os.fsencode(path).decode("utf-8", "backslashreplace"))
    return error("KB107" if refusal.is_foreign else "KB101", span, refusal.what, refusal.hint)


def decode(data: bytes, path: str, keeps_rest: bool = False) -> tuple[str, list[Finding]]:
    """Return the text of a UTF-8 file in normal form (NFC), as `read_text` does.

    With `keeps_rest` control characters are left out, with a warning, and the rest is kept.
    """
    if not keeps_rest and (form := find_form(data, path)):
        return "", [form]
    for bom, name in BOMS.items():
        if data.startswith(bom):
            return "", [
                error(
                    "KB101",
                    Span(path),
                    msg("the file is %(encoding)s, not UTF-8", encoding=name),
                    SAVE,
                )
            ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = _with_line_feeds(data[: problem.start].decode("utf-8-sig"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return "", [
            error(
                "KB101",
                Span(path, line, column),
                msg("this is not UTF-8: from here on, letters cannot be read"),
                SAVE,
            )
        ]
    text, findings = _with_line_feeds(text), list[Finding]()
    is_written = path.endswith((".md", ".yml", ".yaml")) and not keeps_rest
    if is_written and (broken := find_broken(text, path)):
        return "", [broken]
    # Noncharacters in a file could pass for the slots of facts.
    if forbidden := _FORBIDDEN.search(text):
        line = text.count("\n", 0, forbidden.start()) + 1
        column = forbidden.start() - (text.rfind("\n", 0, forbidden.start()) + 1) + 1
        span, code = Span(path, line, column), f"{ord(forbidden.group()):04X}"
        if not keeps_rest:
            what = msg("a control character (U+%(code)s) stands here", code=code)
            return "", [error("KB101", span, what, msg("delete it"))]
        text = _FORBIDDEN.sub("", text)
        what = msg("a control character (U+%(code)s) is left out here", code=code)
        findings.append(warning("KB101", span, what, msg("delete it")))
    if (at := _piled_marks(text)) is not None:
        line = text.count("\n", 0, at) + 1
        column = at - (text.rfind("\n", 0, at) + 1) + 1
        what = msg(
            "more than %(most)d accents or vowel signs stand on one letter here", most=_MOST_MARKS
        )
        return "", [error("KB101", Span(path, line, column), what, msg("delete them"))]
    # In a page, code may show such marks, and the record of translations merges versions itself.
    if path.endswith(_MERGED_BY_HAND) and (conflict := find_conflict(text, path)):
        return "", [conflict]
    return unicodedata.normalize("NFC", text), findings


def _piled_marks(text: str) -> int | None:
    """Return the offset of a letter with too many marks, which take quadratic time to normalize."""
    for run in _MAYBE_MARKS.finditer(text):
        marks = 0
        for at, char in enumerate(run.group(), run.start()):
            marks = marks + 1 if unicodedata.combining(char) else 0
            if marks > _MOST_MARKS:
                return at - _MOST_MARKS
    return None


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
