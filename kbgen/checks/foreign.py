"""A page is in its language, and holds nothing that copying or a machine left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.checks.prose import prose
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error
from kbgen.model.site import Site

_ENGLISH = re.compile(r"(?<![\w@./-])[a-z]{2,}(?![\w@/-])")
_WORD = re.compile(r"[^\W\d_][\w\u0900-\u097f\u064b-\u0652]*")
_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff]")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_URDU_ONLY = re.compile("[ٹڈڑںےھہگچپکیۂۃژ]")
_ARABIC_ONLY = re.compile("[ةىيك]|^(?:[وفبلك])?ال")
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


def check_language(site: Site, article: Article) -> Iterator[Finding]:
    """KB431 text left in English, KB432 text of another language of the region."""
    start = 0
    for line in prose(article).split("\n"):
        if problem := wrong_language(line, article.lang):
            code, what = problem
            at = start + len(line) - len(line.lstrip())
            place = article.place(at, at + len(line.strip()))
            yield error(code, place, what, "translate it")
        start += len(line) + 1


def wrong_language(line: str, lang: str) -> tuple[str, str] | None:
    """Return (code, what) for a line that is in another language than its page."""
    words = _WORD.findall(line)
    if len(words) < 4:
        return None
    own = _SCRIPT.get(lang)
    english = len(_ENGLISH.findall(line))
    if own and english >= 3 and english > len(words) / 2:
        return "KB431", "this is still in English"
    arabic = [word for word in words if _ARABIC_SCRIPT.search(word)]
    devanagari = [word for word in words if _DEVANAGARI.search(word)]
    if lang != "hi" and len(devanagari) > len(words) / 2:
        return "KB432", f"this is Hindi on a page in '{lang}'"
    if lang in ("en", "hi") and len(arabic) > len(words) / 2:
        return "KB432", f"this is in Arabic letters on a page in '{lang}'"
    if len(arabic) < 4:
        return None
    urdu = sum(bool(_URDU_ONLY.search(word)) for word in arabic) / len(arabic)
    if lang == "ar" and urdu >= 0.25:
        return "KB432", "this is Urdu on an Arabic page"
    article = sum(bool(_ARABIC_ONLY.search(word)) for word in arabic) / len(arabic)
    if lang == "ur" and urdu <= 0.2 and article >= 0.25:
        return "KB432", "this is Arabic on an Urdu page"
    return None


def check_debris(site: Site, article: Article) -> Iterator[Finding]:
    """KB438 mojibake, KB439 leftovers of copying and of machines."""
    for match in MOJIBAKE.finditer(article.masked):
        what = f"'{match.group()}' is text that was read in the wrong encoding"
        yield error("KB438", article.place(*match.span()), what, "copy it again from the original")
    for match in LEFTOVERS.finditer(article.masked):
        what = f"'{match.group().strip()}' was left behind by copying"
        yield error("KB439", article.place(*match.span()), what, "delete it")
