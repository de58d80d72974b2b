"""Finds addresses, telephone numbers and codes in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from kbgen.languages.marks import commas, semicolons, sentence_ends
from kbgen.meaning.mention import Mention
from kbgen.meaning.units import unit_words
from kbgen.model.email import EMAIL
from kbgen.model.locale import ENGLISH
from kbgen.model.meaning import Meaning

_NO_END = f"{sentence_ends()}{commas()}{semicolons()}:"
_URL = re.compile(rf"(?:https?://|www\.)[^\s<>\"')\]]*[^\s<>\"')\]{_NO_END}]", re.I)
_EMAIL = re.compile(rf"(?<![\w.%+-]){EMAIL}", re.A | re.I)
_DOMAINS = "com|org|net|info|biz|edu|gov|mil|int|app|dev|shop|store|online|site|example|test|uk|eu"
"""Top-level domains beside those of countries (IANA), as they stand in prose."""
_PHONE = re.compile(
    r"(?<![\w+])(?:\+|00(?=[1-9]))\d[\d ()\u00a0\u202f./-]{5,}\d"  # international
    r"|(?<![\w+.,:/-])\(?0\d{1,4}\)?[ \u00a0-]?\d{3,4}[ \u00a0-]?\d{3,5}(?![\w.,:/-]?\d)"
    r"|(?<![\w+.,:/-])\d{3,4}(?:-\d{3,4}){2,}(?![\w.,:/-]?\d)"
    r"|(?<![\w+.,:/-])(?:[689]00|1[89]00)[ \u00a0-]\d{3,4}(?:[ \u00a0-]\d{3,4})?"
    r"(?<![ \u00a0]\d00)(?![\w.,:/-]?\d)"
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_DIALLED = re.compile(r"[*#]\d+(?:\*\d+)*#")
"""What is dialled for a service of the network (USSD)."""
_HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z]\w+(?!\.?\w)", re.A)
_VERSION = re.compile(r"(?<![\w.])v?\d+(?:\.\d+){2,3}(?![\w]|\.\d)", re.A)
_CODE = re.compile(
    r"(?<!\w)(?<!\w-)(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", re.A
)
_NO_CODE = re.compile(r"\d+(?:st|nd|rd|th|am|pm|x)?|\d+x\d+|[a-z-]+", re.I)
_WORDS_BEFORE, _WORDS_AFTER = re.compile(r"(?:[a-z]{3,}-)+"), re.compile(r"(?:-[a-z]{3,})+$")
_PLURAL = re.compile(r"[a-z]+\d+s\Z")
_WITH_UNIT = re.compile(r"\d+([a-z]+)")
_LONGEST_PHONE = 15
"""The most digits of a telephone number (E.164)."""
_JOINED = re.compile(r"\.[a-z]")
_ADDRESSED = ("://", "www.", "WWW.", "@", "+")


def addresses_in(text: str, has_digits: bool = True) -> Iterator[Mention]:
    """Yield the web addresses, e-mail addresses, telephone numbers and IBANs in a text.

    >>> [str(one.meaning) for one in addresses_in("See nahr.example/help or call 00971 4 555 0142")]
    ['nahr.example/help', '+97145550142']
    """
    if any(part in text for part in _ADDRESSED):
        for kind, pattern in (("url", _URL), ("email", _EMAIL), ("code", _HANDLE)):
            for match in pattern.finditer(text):
                value = match.group().lower().rstrip("/")
                yield Mention(Meaning(kind, value), *match.span())
    if _JOINED.search(text):
        for match in _domain().finditer(text):
            yield Mention(Meaning("url", match.group().lower().rstrip("/")), *match.span())
    if not has_digits:
        return
    for match in (*_DIALLED.finditer(text), *_IBAN.finditer(text)):
        yield Mention(Meaning("code", match.group().replace(" ", "")), *match.span())
    for match in _PHONE.finditer(text):
        number = re.sub(r"[^\d+]", "", match.group())
        number = f"+{number[2:]}" if number.startswith("00") else number
        if 7 <= len(number) - number.count("+") <= _LONGEST_PHONE:
            yield Mention(Meaning("phone", number), *match.span())


def codes_in(text: str, written: str, lang: str) -> Iterator[Mention]:
    """Yield the codes of letters and digits, and the numbers of versions, in a text.

    `written` is the same text with its capitals: words in small letters that are joined to a code
    do not belong to it: non-UTF-8.
    """
    for match in _VERSION.finditer(text):
        yield Mention(Meaning("code", match.group().removeprefix("v")), *match.span())
    for match in _CODE.finditer(text):
        start, end = match.span()
        before = _WORDS_BEFORE.match(written, start, end)
        after = _WORDS_AFTER.search(written, start, end)
        start, end = before.end() if before else start, after.start() if after else end
        code = text[start:end]
        if _PLURAL.search(code):  # MP3s
            code, end = code[:-1], end - 1
        unit = _WITH_UNIT.fullmatch(code)
        if unit and (unit[1] in unit_words(lang) or unit[1] in unit_words(ENGLISH)):
            continue
        if start < end and not _NO_CODE.fullmatch(code):
            yield Mention(Meaning("code", code), start, end)


@cache
def _domain() -> re.Pattern[str]:
    """Match an address without a scheme, in small letters: a sentence may begin after a stop."""
    countries = [str(code).lower() for code in Locale(ENGLISH).territories if str(code).isalpha()]
    ends = "|".join([*_DOMAINS.split("|"), *countries])
    return re.compile(
        rf"(?<![\w@./-])(?:[A-Za-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{ends})(?![\w-]|\.\w)"
        rf"(?:/[^\s<>\"')\]]*[^\s<>\"')\]{_NO_END}]|/)?",
        re.A,
    )
