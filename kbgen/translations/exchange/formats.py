"""The formats of files for translators: which writes one, and which reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import ModuleType

from kbgen.errors import KbgenError
from kbgen.model.locale import Locale
from kbgen.translations.exchange.contents import LARGEST, FileContents, FileError
from kbgen.translations.exchange.page import write_html
from kbgen.translations.exchange.po import read_po, write_po
from kbgen.translations.exchange.rows import Row

SUFFIXES = {"po": ".po", "xlsx": ".xlsx", "html": ".html"}
"""Format → the suffix of its files."""
_ZIP = b"PK"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.I)
_KNOWN = "kbgen reads .po and .xlsx"
_EXTRA = "spreadsheets need openpyxl: pip install 'kbgen[exchange]'"


def write_rows(rows: Sequence[Row], format_: str, locale: Locale, source: Locale) -> bytes:
    """Return a file of rows in a format of `SUFFIXES`.

    Raises KbgenError if the format cannot hold them.
    """
    if format_ == "po":
        return write_po(rows, locale, source)
    if format_ == "xlsx":
        data: bytes = _spreadsheets().write_xlsx(rows, locale)
        return data
    if format_ == "html":
        return write_html(rows, locale, source)
    raise KbgenError(f"there is no format '{format_}'; {_KNOWN}")


def read_contents(data: bytes) -> FileContents:
    """Read a file, whichever of the formats it has. Raises FileError if it has none of them."""
    if len(data) > LARGEST:
        megabytes = LARGEST // 1024 // 1024
        raise FileError(f"the file is larger than {megabytes} MB; send it in parts")
    if data.startswith(_OLD_EXCEL):
        raise FileError("this is an old Excel file; save it as .xlsx")
    if data.startswith(_ZIP):
        try:
            contents: FileContents = _spreadsheets().read_xlsx(data)
        except KbgenError as problem:
            raise FileError(str(problem)) from problem
        return contents
    if _HTML.match(data):
        raise FileError(
            f"this page is to read or to print; send the translations as a file: {_KNOWN}"
        )
    if b"msgid" in data.replace(b"\0", b""):
        return read_po(data)
    raise FileError(f"this is no file of translations; {_KNOWN}")


def _spreadsheets() -> ModuleType:
    """Return the module for spreadsheets, which needs an extra."""
    try:
        from kbgen.translations.exchange import xlsx
    except ImportError as problem:
        raise KbgenError(_EXTRA) from problem
    return xlsx
