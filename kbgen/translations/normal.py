"""The normal form of a block, and its digest: what may change without a change of meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256

from kbgen.markdown.scan import LinkMark, find_links, mask
from kbgen.model.translation import Block
from kbgen.model.uses import Use, find_uses

KEYWORDS = "keywords"
"""The name of the block whose parts, between commas, may stand in any order."""
LENGTH = 8
_NO_TARGET = "< >"
"""Stands for every address; as it has a space, it can be a part of none."""
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_MARKED = re.compile(r"[{\[<&]")
_LINE_END = re.compile(r"(?<!\\)\\\n")
_SPACES = re.compile("&(?:nbsp|ensp|emsp|thinsp);")
_ATTRIBUTE = r"(?:[#.][^\s{}#.]+|[\w:-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s{}\"']+))"
_ATTRIBUTE_LIST = rf"\{{:?[ ]*{_ATTRIBUTE}(?:[ ]*{_ATTRIBUTE})*+[ ]*\}}"
_ATTRIBUTES = re.compile(rf"(?<=[\s)\]*_`>])(?:{_ATTRIBUTE_LIST})+")
_REFERENCE = re.compile(r"\]\[(?!\^)[^\[\]]*\]")
_BAR = re.compile(r"[ ]*\|[ ]*")


def normal_form(text: str) -> str:
    """Return a text without what does not change what it says.

    Left out are line breaks, addresses, attribute lists, comments and invisible characters; a fact
    keeps its id and filter. Two texts with the same normal form have the same translation.

    >>> normal_form("Pay  [here](../fees.md){ .now }\\n{{ fee | number }}")
    'Pay [here](< >) {{fee|number}}'
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
        text = " ".join(_edited(text, _comments(_masked(text))).split())
    if "{{" in text:
        uses = (use for use in find_uses(text) if use.id)
        text = _edited(text, ((use.start, use.end, _plain(use)) for use in uses))
    if "{" in text:
        lists = (found.span() for found in _ATTRIBUTES.finditer(_masked(text)))
        # Runs of backticks on both sides would become one.
        text = _edited(text, ((a, b, "") for a, b in lists if text[b : b + 1] != "`"))
    if "][" in text:
        labels = _REFERENCE.finditer(_masked(text))
        text = _edited(text, ((*label.span(), f"]({_NO_TARGET})") for label in labels))
    if "](" in text or "<" in text:
        links = find_links(_masked(text))
        text = _edited(text, (_blanked(link, text) for link in links))
    return " ".join(text.split())


def _comments(text: str) -> Iterator[tuple[int, int, str]]:
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4) + 3) > 2:
        yield start, end, " "
        start = text.find("<!--", end)


def _plain(use: Use) -> str:
    return f"{{{{{use.id}|{use.filter}}}}}" if use.filter else f"{{{{{use.id}}}}}"


def _blanked(link: LinkMark, text: str) -> tuple[int, int, str]:
    start, end = link.start, link.end
    if link.is_html:
        return start, end, "#"
    if text[start - 1] == "<":
        return start, end, " "
    start -= text.startswith("( ", start - 2)
    end += text.startswith(" )", end)
    is_inline = text[start - 1] == "("  # otherwise it only looks like a definition of a link
    return (start, end, _NO_TARGET) if is_inline else (start, start, "")


def _masked(text: str) -> str:
    return mask(text, hide_elements=False) if "`" in text else text


def _edited(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Replace parts of a text; of two that overlap, the first."""
    out, after = [], 0
    for start, end, by in edits:
        if start >= after:
            out += [text[after:start], by]
            after = end
    return "".join([*out, text[after:]])
