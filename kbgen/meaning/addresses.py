"""Finds addresses, telephone numbers and codes in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.languages.marks import commas, semicolons, sentence_ends
from kbgen.meaning.mention import Mention
from kbgen.model.email import EMAIL
from kbgen.model.meaning import Meaning

_NO_END = f"{sentence_ends()}{commas()}{semicolons()}:"
_URL = re.compile(rf"(?:https?://|www\.)[^\s<>\"')\]]*[^\s<>\"')\]{_NO_END}]")
_EMAIL = re.compile(rf"(?<![\w.%+-]){EMAIL}", re.A)
_PHONE = re.compile(r"\+\d[\d ()\u00a0-]{5,}\d")
_CODE = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", re.A)
_ADDRESSED = ("://", "www.", "@", "+")
"""What every address contains, one of them."""


def addresses_in(text: str) -> Iterator[Mention]:
    """Yield the web addresses, e-mail addresses and telephone numbers in a text."""
    if not any(part in text for part in _ADDRESSED):
        return
    for kind, pattern in (("url", _URL), ("email", _EMAIL)):
        for match in pattern.finditer(text):
            yield Mention(Meaning(kind, match.group().rstrip("/")), *match.span())
    for match in _PHONE.finditer(text):
        yield Mention(Meaning("phone", re.sub(r"[^\d+]", "", match.group())), *match.span())


def codes_in(text: str) -> Iterator[Mention]:
    """Yield the codes of letters and digits in a text."""
    for match in _CODE.finditer(text):
        if not re.fullmatch(r"\d+(?:st|nd|rd|th|am|pm)", match.group()):
            yield Mention(Meaning("code", match.group()), *match.span())
