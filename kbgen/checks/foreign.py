"""A page is in its language, and holds nothing that copying or a machine left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kbgen.meaning.prose import prose
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error

_ENGLISH = re.compile(r"(?<![\w@./-])[a-z]{2,}(?![\w@/-])")
_WORD = re.compile(r"[^\W\d_][\w\u0900-\u097f\u064b-\u0652]*")
_LETTER = "[\u0621-\u06ff]"
_ARABIC_SCRIPT = re.compile(f"{_LETTER}+")
_DEVANAGARI = re.compile("[\u0900-\u097f]+")
_URDU_WORD = re.compile(f"{_LETTER}*?[ٹڈڑںےھہگچپکیۂۃژ]{_LETTER}*")
_ARABIC_WORD = re.compile(f"(?<!{_LETTER})[وفبلك]?ال{_LETTER}+|{_LETTER}*?[ةىيك]{_LETTER}*")
_SCRIPT = {"ur": _ARABIC_SCRIPT, "ar": _ARABIC_SCRIPT, "hi": _DEVANAGARI}

MOJIBAKE = re.compile(
    "\ufffd|ï»¿|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|[ØÙ][\u0080-\u00bf„…†‡ˆ‰Š‹Œ]"
    "|à[¤¥][\u0080-\u00bf]?|â€[™œ“”\u009d]"
)
LEFTOVERS = re.compile(
    r"\$config\[\w+\] not found|\bAnonim\b|\{\{\s*(?:page|site)\.\w+\s*\}\}|\[object Object\]"
    r"|^[ \t]*(?:Table of contents|فہرست کا خانہ|جدول المحتويات|विषयसूची)[ \t]*:?[ \t]*$"
    r"(?!\n+[ \t]*[-*\d])",
    re.M | re.I,
)


def check_language(page: Article) -> Iterator[Finding]:
    """KB431 text left in English, KB432 text of another language of the region."""
    start = 0
    for line in prose(page).split("\n"):
        if problem := wrong_language(line, page.lang):
            code, what = problem
            at = start + len(line) - len(line.lstrip())
            place = page.place(at, at + len(line.strip()))
            yield error(code, place, what, "translate it")
        start += len(line) + 1


@lru_cache(maxsize=2048)
def wrong_language(line: str, lang: str) -> tuple[str, str] | None:
    """Return (code, what) for a line that is in another language than its page."""
    words = len(_WORD.findall(line))
    if words < 4:
        return None
    own = _SCRIPT.get(lang)
    if own and (english := len(_ENGLISH.findall(line))) >= 3 and english > words / 2:
        return "KB431", "this is still in English"
    if lang != "hi" and len(_DEVANAGARI.findall(line)) > words / 2:
        return "KB432", f"this is Hindi on a page in '{lang}'"
    arabic = len(_ARABIC_SCRIPT.findall(line))
    if lang in ("en", "hi") and arabic > words / 2:
        return "KB432", f"this is in Arabic letters on a page in '{lang}'"
    if arabic < 4 or lang not in ("ur", "ar"):
        return None
    urdu = len(_URDU_WORD.findall(line)) / arabic
    if lang == "ar" and urdu >= 0.25:
        return "KB432", "this is Urdu on an Arabic page"
    if lang == "ur" and urdu <= 0.2 and len(_ARABIC_WORD.findall(line)) / arabic >= 0.25:
        return "KB432", "this is Arabic on an Urdu page"
    return None


def check_debris(page: Article) -> Iterator[Finding]:
    """KB438 mojibake, KB439 leftovers of copying and of machines."""
    for match in MOJIBAKE.finditer(page.masked):
        what = f"'{match.group()}' is text that was read in the wrong encoding"
        yield error("KB438", page.place(*match.span()), what, "copy it again from the original")
    for match in LEFTOVERS.finditer(page.masked):
        what = f"'{match.group().strip()}' was left behind by copying"
        yield error("KB439", page.place(*match.span()), what, "delete it")
