"""Decodes text by its byte order mark, by validity and by statistics of letters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ftfy import TextFixerConfig, fix_encoding
from ftfy.badness import is_bad

from kbgen.importing.blocks import UnreadableError

LARGEST_TEXT = 2_000_000
"""The most characters. A page may have 1 MB; a longer text should be imported in chapters."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF; save its text as .docx or .txt first"),
    (b"PK\x03\x04", "a zip archive; if it is a Word file, name it .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Word file or a protected one; save it as .docx without password"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"{\\rtf", "rich text (RTF); save it as .docx"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_EXPECTED = re.compile(
    "[\t\n\r\x0c -~\u00a0-\u00ff\u0152-\u0178\u0600-\u06ff\u0900-\u0dff\u2000-\u206f\u20a0-\u20bf]"
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_ARABIC = re.compile("[\u0620-\u06d3]")
_NEVER = re.compile("[ةى](?=[\u0621-\u064a])|[×÷](?=[\u0621-\u064a])|(?<=[\u0621-\u064a])[×÷]")
"""Sequences that Arabic never has, but that Cyrillic text decoded as Windows-1256 has."""
_FRENCH = re.compile("(?<=[\u0620-\u06d3])[à-û]|[à-û](?=[\u0620-\u06d3])")
_SURE = TextFixerConfig(replace_lossy_sequences=False, fix_c1_controls=False)
"""ftfy must not guess lost characters or replace control characters."""


@dataclass(frozen=True)
class Decoded:
    """A text with its encoding; `note` describes repairs."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes, declared: str = "") -> Decoded:
    """Return the text of a file; `declared` is the encoding that an HTML file names.

    Raises UnreadableError for a file that is empty, no text, or in an unknown encoding.
    """
    if not data.strip(b" \t\r\n\x00\x0c") or data in [bom for bom, _ in _BOMS]:
        raise UnreadableError("the file is empty")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(f"this is not text but {what}")
    text, encoding = _decode(data, declared)
    if len(text) > LARGEST_TEXT:
        size = f"{len(text) / 1e6:.0f} million characters"
        raise UnreadableError(
            f"the text has {size}; at most 2 million: import it chapter by chapter"
        )
    if len(_CONTROLS.findall(text[:100_000])) > len(text[:100_000]) / 200:
        raise UnreadableError("this is not text but binary data; open it and save it as text")
    text, note = _repair(_CONTROLS.sub("", text))
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).lstrip("\ufeff")
    if not text.strip():
        raise UnreadableError("the file is empty")
    return Decoded(text, encoding, note)


def _decode(data: bytes, declared: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding), encoding
    if b"\x00" in data[:4096] or _has_controls(data):
        return _wide(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as problem:
        # A file that was truncated within its last letter is still UTF-8.
        if problem.start >= len(data) - 3 and problem.start > 0:
            return data[: problem.start].decode("utf-8"), "utf-8"
    if declared:
        try:
            return data.decode(declared), declared.lower()
        except (LookupError, UnicodeDecodeError):
            pass
    return _single_byte(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        # A broken letter at the very end was truncated; elsewhere the file is damaged.
        if problem.start >= len(data) - 4:
            return data[: problem.start].decode(encoding)
        name = encoding.upper()
        raise UnreadableError(
            f"the file says that it is {name}, but byte {problem.start} is not; save it as UTF-8"
        ) from None


def _has_controls(data: bytes) -> bool:
    sample = data[:4096]
    return sum(byte < 9 or 14 <= byte < 32 for byte in sample) > len(sample) / 50


def _wide(data: bytes) -> tuple[str, str]:
    """Decode UTF-16 without a byte order mark by the order that gives known letters."""
    best, share = "", 0.0
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[: min(len(data) & ~1, 8192)].decode(encoding, "replace")
        known = len(_EXPECTED.findall(sample)) / max(len(sample), 1)
        if known > share:
            best, share = encoding, known
    if share < 0.95:
        raise UnreadableError("this is not text but binary data; open it and save it as text")
    return _strictly(data[: len(data) & ~1], best), best


def _single_byte(data: bytes) -> tuple[str, str]:
    """Decide between Windows-1256, ISO-8859-6 and Windows-1252.

    In Arabic script whole words are high bytes; in a Western text these are between ASCII letters.
    """
    runs = _HIGH_RUN.findall(data[:200_000])
    high = sum(map(len, runs))
    in_words = sum(len(run) for run in runs if len(run) >= 2)
    encoding = "cp1256" if in_words > high / 2 else "cp1252"
    text = data.decode(encoding, "replace")
    if encoding == "cp1256" and (other := _iso_arabic(data, text)):
        return other, "iso8859-6"
    if encoding == "cp1256":
        letters = len(_ARABIC.findall(text))
        if letters < high * 0.6 or len(_NEVER.findall(text)) > letters / 40:
            raise UnreadableError(
                "the encoding cannot be told (neither UTF-8, UTF-16, Windows-1256 or -1252, nor "
                "ISO-8859-6); save the file as UTF-8"
            )
    elif "\ufffd" in text:
        raise UnreadableError("the encoding cannot be told; save the file as UTF-8")
    return text, encoding


def _iso_arabic(data: bytes, as_windows: str) -> str:
    """Return a text in ISO-8859-6, "" if it is not in it.

    Windows-1256 has French letters at the places of ISO's commonest ones, and letters of its own
    at places that ISO leaves empty.
    """
    try:
        text = data.decode("iso8859-6")
    except UnicodeDecodeError:
        return ""
    french = len(_FRENCH.findall(as_windows))
    return text if french > len(_ARABIC.findall(as_windows)) / 20 else ""


def _repair(text: str) -> tuple[str, str]:
    """Repair UTF-8 that was once decoded in another encoding, line by line, if that is certain."""
    if not is_bad(text):
        return text, ""
    lines = text.split("\n")
    right = [fix_encoding(line, _SURE) for line in lines]
    repaired = sum(line != other for line, other in zip(lines, right, strict=True))
    if not repaired:
        return text, ""
    what = f"{repaired} lines had been read in the wrong encoding and were read again"
    return "\n".join(right), what
