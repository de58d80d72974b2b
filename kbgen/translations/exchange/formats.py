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
from kbgen.translations.exchange.tmx import read_tmx, units_of, write_tmx
from kbgen.translations.exchange.xliff import read_xliff, write_xliff
from kbgen.translations.exchange.xliff2 import read_xliff2, write_xliff2
from kbgen.translations.exchange.xml import name_of, parse

SUFFIXES = {
    "po": ".po",
    "xliff": ".xlf",
    "xliff2": ".xlf",
    "xlsx": ".xlsx",
    "tmx": ".tmx",
    "html": ".html",
}
"""Format → the suffix of its files."""
_ZIP = b"PK"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<(?:\?xml|!--|!DOCTYPE|xliff|tmx)")
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.I)
_CSV = re.compile(rb"(?:\xef\xbb\xbf)?\"?id\"?[,;\t]")
_KNOWN = "kbgen reads PO, XLIFF, .xlsx and TMX"
_EXTRA = "spreadsheets need openpyxl: pip install 'kbgen[exchange]'"


def write_rows(rows: Sequence[Row], format_: str, locale: Locale, source: Locale) -> bytes:
    """Return a file of rows in a format of `SUFFIXES`.

    Raises KbgenError if the format cannot hold them.
    """
    if format_ == "po":
        return write_po(rows, locale, source)
    if format_ == "xliff":
        return write_xliff(rows, locale)
    if format_ == "xliff2":
        return write_xliff2(rows, locale)
    if format_ == "xlsx":
        data: bytes = _spreadsheets().write_xlsx(rows, locale)
        return data
    if format_ == "tmx":
        return write_tmx(units_of(rows, locale.lang), source.lang)
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
    if _XML.match(data.replace(b"\0", b"")):
        return _read_xml(data)
    if b"msgid" in data.replace(b"\0", b""):
        return read_po(data)
    if _CSV.match(data):
        raise FileError("this is the text of a spreadsheet (CSV); save the spreadsheet as .xlsx")
    raise FileError(f"this is no file of translations; {_KNOWN}")


def _read_xml(data: bytes) -> FileContents:
    document = parse(data)
    root = document.root
    if name_of(root) == "xliff":
        is_second = any(name_of(one) == "unit" for one in root.iter())
        return read_xliff2(document) if is_second else read_xliff(document)
    if name_of(root) == "tmx":
        return read_tmx(document)
    raise FileError(f"this XML is no file of translations; {_KNOWN}")


def _spreadsheets() -> ModuleType:
    """Return the module for spreadsheets, which needs an extra."""
    try:
        from kbgen.translations.exchange import xlsx
    except ImportError as problem:
        raise KbgenError(_EXTRA) from problem
    return xlsx
