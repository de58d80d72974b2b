"""Writes and reads PO files (GNU gettext), as Poedit and Weblate expect them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import polib
from babel.core import Locale as BabelLocale
from babel.core import UnknownLocaleError
from babel.plural import to_gettext

from kbgen.model.locale import Locale
from kbgen.translations.exchange.contents import (
    QUESTION,
    FileContents,
    FileError,
    FileRow,
    decode,
    read_says_today,
    says_today,
)
from kbgen.translations.exchange.rows import Row

_CHARSET = re.compile(rb"charset=([\w.:-]+)", re.I)
_ENTRY_END = re.compile(r"\n[ \t]*\n+(?=#|msg)")
_PO_LINE = re.compile(
    r"\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?\"(?:[^\"\\]|\\.)*+\"\s*)?"
)
FUZZY = "fuzzy"
STALE = "The source has changed since this was translated."
"""What is said of a text that is marked as needing work because of the site."""
_BASE = "kbgen/"
_BASED = re.compile(rf"{_BASE}(-|[0-9a-f]{{8}})$")
"""The reference of an entry, as programs keep it: the digest of the translation that was sent."""
MARKDOWN = "md-text"
PLACEHOLDERS = "placeholders:"
_NO_ADDRESS = (
    "no text in it has an address (msgctxt), so it is not from kbgen translate out; "
    "a catalog of the interface is edited where it stands, and needs no way back"
)
_HEADER = "Written by kbgen translate out. The texts of the site stand in its Markdown."
_EVER = "1970-01-01 00:00+0000"
"""The times of a file that is the same whenever it is written."""


def write_po(rows: Sequence[Row], locale: Locale, source: Locale) -> bytes:
    """Return a PO file of rows; its entries are named by the addresses of the rows."""
    file = polib.POFile(check_for_duplicates=False)
    file.header = _HEADER
    file.metadata = {
        "Project-Id-Version": "kbgen",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": _EVER,
        "PO-Revision-Date": _EVER,
        "Last-Translator": "",
        "Language-Team": locale.lang,
        "Language": locale.lang,
        "X-Source-Language": source.lang,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _plural_forms(locale),
    }
    file.extend(_entry(row) for row in rows)
    return save_po(file)


def save_po(file: polib.POFile) -> bytes:
    """Return a file as bytes. Lines are not wrapped: each program breaks them in another place."""
    file.wrapwidth = 0
    return f"{file}".encode()


def open_po(data: bytes) -> polib.POFile:
    """Return a whole file. Raises FileError if a part of it cannot be read."""
    text = _text(data)
    if line := _broken_line(text):
        raise FileError(f"this PO file cannot be read: line {line} is broken")
    try:
        return polib.pofile(f"{text}\n", check_for_duplicates=False, wrapwidth=0)
    except (OSError, ValueError, IndexError, UnicodeError) as problem:
        raise FileError(f"this PO file cannot be read: {problem}") from problem


def _plural_forms(locale: Locale) -> str:
    try:
        rule = BabelLocale.parse(locale.tag.replace("-", "_")).plural_form
        return to_gettext(rule)
    except (UnknownLocaleError, ValueError):
        return "nplurals=2; plural=(n != 1);"


def _entry(row: Row) -> polib.POEntry:
    translation, flags = row.translation, [MARKDOWN]
    comments = [says_today(*one) for one in row.facts]
    is_fuzzy = row.is_in_question
    if row.state == "stale" and is_fuzzy:
        comments.insert(0, STALE)
    if row.question:
        comments.insert(0, row.question)
    if row.suggestion and not row.translation:
        pair = row.suggestion.pair
        translation, is_fuzzy = pair.translation, True
        comments.append(f"Suggested by {row.suggestion.per_cent} % from {pair.origin}")
    if is_fuzzy:
        flags.insert(0, FUZZY)
    if row.facts:
        quoted = ":".join(f'"{written}"' for written, _ in row.facts)
        flags.append(f"{PLACEHOLDERS}{quoted}")
    comments += [f"Page: {row.title}"] if row.title else []
    return polib.POEntry(
        msgctxt=row.address,
        msgid=row.source,
        msgstr=translation,
        comment="\n".join(comments),
        occurrences=[(f"{_BASE}{row.base}", "")],
        flags=flags,
        previous_msgid=row.previous if is_fuzzy else None,
    )


def read_po(data: bytes) -> FileContents:
    """Read a PO file; an entry that cannot be read does not keep the others from being read.

    Raises FileError if nothing in it is an entry.
    """
    text = _text(data)
    try:
        if not _broken_line(text):
            return _contents([(1, polib.pofile(text, check_for_duplicates=False, wrapwidth=0))], ())
    except (OSError, ValueError, IndexError, UnicodeError):
        pass
    files: list[tuple[int, polib.POFile]] = []
    unread: list[str] = []
    for line, part in _parts(text):
        if broken := _broken_line(part):
            unread.append(_unread(line + broken - 1))
            continue
        try:
            files.append((line, polib.pofile(f"{part}\n", wrapwidth=0)))
        except (OSError, ValueError, IndexError, UnicodeError):
            unread.append(_unread(line))
    if not any(len(file) or file.metadata for _, file in files):
        raise FileError(
            "this is no PO file: nothing in it can be read; send the file that was sent"
        )
    return _contents(files, unread)


def _unread(line: int) -> str:
    what = "each line of a PO file is a comment, or a text between two quotation marks"
    return f"line {line}: this cannot be read: {what}"


def _text(data: bytes) -> str:
    named = _CHARSET.search(data[:20_000].replace(b"\0", b""))
    return decode(data, named[1].decode("ascii") if named else "").replace("\0", "\ufffd")


def _broken_line(text: str) -> int:
    """Return the number of the first line that is none of a PO file, 0 if there is none.

    polib would read such a line, and leave out letters of it.
    """
    lines = enumerate(text.removeprefix("\ufeff").split("\n"), start=1)
    return next((number for number, line in lines if not _PO_LINE.fullmatch(line)), 0)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the entries of a file with the number of their first line."""
    start = 0
    for end in [*(match.end() for match in _ENTRY_END.finditer(text)), len(text)]:
        if part := text[start:end].strip("\n"):
            yield text.count("\n", 0, start) + 1, part
        start = end


def _contents(files: Sequence[tuple[int, polib.POFile]], unread: Sequence[str]) -> FileContents:
    named = [
        next((file.metadata[name] for _, file in files if file.metadata.get(name)), "")
        for name in ("Language", "Last-Translator")
    ]
    rows = [
        _row(entry, entry.linenum + line - 1)
        for line, file in files
        for entry in file
        if not entry.obsolete
    ]
    if rows and not any(row.address for row in rows):
        raise FileError(_NO_ADDRESS)
    lang, translator = named[0], named[1].partition("<")[0].strip()
    return FileContents(lang, tuple(rows), tuple(unread), translator=translator)


def _row(entry: polib.POEntry, line: int) -> FileRow:
    return FileRow(
        entry.msgctxt or "",
        entry.msgstr,
        f"line {line}",
        entry.msgid,
        is_done=bool(entry.msgstr) and FUZZY not in entry.flags,
        base=base_in(entry),
        facts=read_says_today(entry.comment),
        is_asked=QUESTION in entry.comment,
    )


def base_in(entry: polib.POEntry) -> str:
    """Return the digest of the translation that was sent; "" if the entry does not have it."""
    return next((base[1] for where in entry.occurrences if (base := _BASED.match(where[0]))), "")
