"""The normal form of a block, and its digest: what may change without a change of meaning."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from kbgen.markdown.scan import find_links, mask
from kbgen.model.translation import Block
from kbgen.model.uses import find_uses

KEYWORDS = "keywords"
"""The name of the block whose parts, between commas, may stand in any order."""
LENGTH = 8
TARGET = "#"
"""Stands for every address."""
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_MARKED = re.compile(r"[{\[<&]")
_LINE_END = re.compile(r"(?<!\\)\\\n")
_SPACES = re.compile("&(?:nbsp|ensp|emsp|thinsp);")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->")
_ATTRIBUTE = r"(?:[#.][^\s{}#.]+|[\w:-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s{}\"']+))"
_ATTRIBUTES = re.compile(rf"(?<=[\s)\]*_`>])\{{:?[ ]*{_ATTRIBUTE}(?:[ ]*{_ATTRIBUTE})*+[ ]*\}}")
_REFERENCE = re.compile(r"\]\[(?!\^)[^\[\]]*\]")
_ANGLE = f"](<{TARGET}>"
_BAR = re.compile(r"[ ]*\|[ ]*")


def normal_form(text: str) -> str:
    """Return a text without what does not change what it says.

    Left out are line breaks, addresses, attribute lists, comments and invisible characters; a fact
    keeps its id and filter. Two texts with the same normal form have the same translation.

    >>> normal_form("Pay  [here](../fees.md){ .now }\\n{{ fee | number }}")
    'Pay [here](#) {{fee|number}}'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if "\\\n" in text:
        text = _LINE_END.sub("\n", text)
    text = " ".join(text.split())
    if _MARKED.search(text):
        text = _without_markup(text)
    return _BAR.sub("|", text) if "|" in text else text


def digest(text: str) -> str:
    """Return the first hexadecimal digits of the SHA-256 of a text's normal form."""
    return sha256(normal_form(text).encode()).hexdigest()[:LENGTH]


def block_digest(block: Block) -> str:
    """Return the digest of a block; keywords have the same in any order."""
    if block.name == KEYWORDS:
        words = (normal_form(word) for word in block.text.split(","))
        return digest(", ".join(sorted(filter(None, words))))
    return digest(block.text)


def _without_markup(text: str) -> str:
    if "&" in text:
        text = _SPACES.sub(" ", text)
    if "<!--" in text:
        text = _replaced(text, _COMMENT, " ")
    for use in reversed(find_uses(text)) if "{{" in text else ():
        if use.id:
            filter_ = f"|{use.filter}" if use.filter else ""
            text = f"{text[: use.start]}{{{{{use.id}{filter_}}}}}{text[use.end :]}"
    if "{" in text:
        text = _replaced(text, _ATTRIBUTES, "")
    if "][" in text:
        text = _replaced(text, _REFERENCE, f"]({TARGET})")
    if "](" in text or "<" in text:
        for link in reversed(find_links(_masked(text))):
            text = text[: link.start] + TARGET + text[link.end :]
        text = text.replace(_ANGLE, f"]({TARGET}")
    return " ".join(text.split())


def _masked(text: str) -> str:
    return mask(text, hide_elements=False) if "`" in text else text


def _replaced(text: str, form: re.Pattern[str], by: str) -> str:
    """Replace what has a form, except in code."""
    for found in reversed(list(form.finditer(_masked(text)))):
        text = text[: found.start()] + by + text[found.end() :]
    return text
