"""What belongs to a language: its letters, punctuation and digits; and what to write instead."""

from __future__ import annotations

import re
import unicodedata

from kbgen.model.locale import ZEROS

LETTERS: dict[str, dict[str, str]] = {
    "ur": {"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ۃ", "ە": "ہ"},
    "ar": {"ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ے": "ي", "ۃ": "ة", "ۂ": "ه"},
}
"""Language → look-alike letter of another language → its own."""

PUNCTUATION: dict[str, dict[str, str]] = {
    "ur": {",": "،", ";": "؛", "?": "؟", ".": "۔"},
    "ar": {",": "،", ";": "؛", "?": "؟"},
    "hi": {".": "।"},
}
"""Language → Latin mark → its own."""

ABBREVIATIONS = {"hi": ("डॉ", "प्रो", "श्री", "कु", "सं", "पृ", "क्र", "रु")}
"""Language → words that end in a full stop without ending the sentence."""

_PRESENTATION = "\ufb50-\ufdcf\ufdf0-\ufdfc\ufe70-\ufefc"
_OWN = {
    "ur": f"\u0621-\u06d3{_PRESENTATION}",
    "ar": f"\u0621-\u06d3{_PRESENTATION}",
    "hi": "\u0900-\u0963\u0970-\u097f",
}
_ENDS = r"(?=[\s)\]»”’\"*_|]|$)"


def wrong_letters(lang: str) -> re.Pattern[str]:
    """Match look-alikes, presentation forms, tatweel and joiners that join nothing."""
    alike = "".join(LETTERS.get(lang, {}))
    joiners = (
        "(?:(?<=[\\s\u200c\u200d])|^)[\u200c\u200d]+|[\u200c\u200d]+(?=[\\s\u200c\u200d.,،۔।؟?!]|$)"
    )
    return re.compile(f"[{alike}{_PRESENTATION}\u0640]|{joiners}", re.M)


def right_letters(wrong: str, lang: str) -> str:
    """Return what to write instead of what `wrong_letters` matched.

    >>> right_letters("ي", "ur"), right_letters("ﻻ", "ar"), right_letters("ـ", "ur")
    ('ی', 'لا', '')
    """
    table = LETTERS.get(lang, {})
    plain = unicodedata.normalize("NFKC", wrong)
    return "".join(table.get(c, c) for c in plain if c not in "\u0640\u200c\u200d")


def wrong_punctuation(lang: str) -> re.Pattern[str]:
    """Match a Latin mark after a word of the language, and a space before one of its own."""
    own = _OWN[lang]
    marks = "".join(PUNCTUATION[lang])
    kept = "".join(f"(?<!{short})" for short in ABBREVIATIONS.get(lang, ()))
    stop = rf"(?<=[{own})»”]){kept}" if "." in marks else ""
    others = re.escape(marks.replace(".", ""))
    mine = "".join(PUNCTUATION[lang].values())
    patterns = [rf"(?<![ \u00a0])[ \u00a0]++(?=[{mine}]{_ENDS})"]
    if others:
        patterns.append(rf"(?<=[{own})»”])[ \u00a0]*+[{others}]{_ENDS}")
    if stop:
        patterns.append(rf"{stop}[ \u00a0]*+\.{_ENDS}")
    return re.compile("|".join(patterns), re.M)


def right_punctuation(wrong: str, lang: str) -> str:
    return PUNCTUATION[lang].get(wrong.strip(), "")


def wrong_digits(numbering: str) -> re.Pattern[str]:
    """Match runs of digits of another set than the locale's."""
    all_digits = {name: f"{zero}-{chr(ord(zero) + 9)}" for name, zero in ZEROS.items()}
    others = "".join(digits for name, digits in all_digits.items() if name != numbering)
    # Latin digits inside codes, phone numbers and addresses are right in every language.
    return re.compile(rf"(?<![\w+@./:*#-])[{others}]+(?:[.,٫٬][{others}]+)*(?![\w@/:*#-])")


def right_digits(wrong: str, numbering: str) -> str:
    zero = ord(ZEROS[numbering])
    return "".join(chr(zero + unicodedata.digit(c)) if c.isdigit() else c for c in wrong)
