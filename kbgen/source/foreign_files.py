"""Tells files that another program has saved as something else than text, and says how to save."""

from __future__ import annotations

import re

from kbgen.model.finding import Finding, Span, error
from kbgen.model.message import Message, msg

SAVE = msg(
    "open it in Notepad, choose File, Save as, and UTF-8 at the bottom; if its letters are broken "
    "there, too, take the file as it was before"
)
_PLAIN = msg(
    "open it in the program that saved it and save it as plain text (UTF-8), or take the file as "
    "it was before"
)
_FORMS: tuple[tuple[bytes, Message], ...] = (
    (rb"{\rtf", msg("this is a file of WordPad or Word (Rich Text), not plain text")),
    (b"PK\x03\x04", msg("this is a file of Word or another packed file, not plain text")),
    (b"\xd0\xcf\x11\xe0", msg("this is a file of an old Word or Excel, not plain text")),
    (b"%PDF-", msg("this is a PDF, not plain text")),
    (b"\x89PNG", msg("this is a picture, not a text")),
    (b"\xff\xd8\xff", msg("this is a picture, not a text")),
)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)[\s>]", re.I)
_BROKEN = re.compile(r"(?:[\xc2-\xf4][^\x00-\x7f]{1,3}){2}")
_QUESTION_MARKS = re.compile(r"\?{2,}")
_FEWEST = 5
"""How many words of question marks a text has whose letters were lost."""


def find_form(data: bytes, path: str) -> Finding | None:
    """Return KB101 for a file in another form than plain text."""
    what = next((what for sign, what in _FORMS if data.startswith(sign)), None)
    if what is None and path.endswith(".md") and _PAGE.match(data):
        what = msg("this is a web page (HTML), not a text with Markdown")
    return error("KB101", Span(path), what, _PLAIN) if what else None


def find_broken(text: str, path: str) -> Finding | None:
    """Return KB101 for a text whose letters were broken or lost when it was saved."""
    if text.isascii():
        return _find_question_marks(text, path)
    for number, line in enumerate(text.split("\n") if _BROKEN.search(text) else (), 1):
        if found := _BROKEN.search(line):
            meant = _as_utf8(line)
            if not meant:
                continue
            what = msg(
                "another program broke the letters when it saved this file; here stood “%(text)s”",
                text=meant.strip()[:60],
            )
            place = Span(path, number, found.start() + 1)
            return error("KB101", place, what, msg("take the file as it was before"))
    return _find_question_marks(text, path)


def _as_utf8(line: str) -> str:
    """Return a line whose bytes of UTF-8 were read as those of Windows-1252; "" for any other.

    >>> _as_utf8("caf\\xc3\\xa9"), _as_utf8("caf\\xe9")
    ('café', '')
    """
    try:
        return b"".join(map(_byte, line)).decode("utf-8")
    except UnicodeError:
        return ""


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")


def _find_question_marks(text: str, path: str) -> Finding | None:
    """Return KB101 for a text most of whose letters became question marks."""
    found = _QUESTION_MARKS.findall(text) if "??" in text else []
    if len(found) < _FEWEST or sum(map(len, found)) < sum(map(str.isalpha, text)) / 2:
        return None
    first = _QUESTION_MARKS.search(text)
    start = first.start() if first else 0
    place = Span(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
    what = msg("the letters of this text were lost when it was saved: they are question marks now")
    hint = msg("take the file as it was before; when you save it, choose UTF-8")
    return error("KB101", place, what, hint)
