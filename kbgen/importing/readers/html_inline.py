"""Reads a single tag of HTML inside a line of Markdown."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kbgen.importing.blocks import TextRun
from kbgen.importing.tables.html import KNOWN

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*)")
_ATTRIBUTE = re.compile(
    r"\b(?P<name>alt|src|title)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)')", re.I
)
_BOLD, _ITALIC = {"b", "strong"}, {"i", "em"}


@dataclass(frozen=True)
class InlineTag:
    """What a tag adds to a line, and what is reported of it; `bold` and `italic` are 1, 0 or -1."""

    runs: tuple[TextRun, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()
    decisions: tuple[str, ...] = ()
    bold: int = 0
    italic: int = 0


def read_inline_tag(tag: str, keep: Collection[str]) -> InlineTag:
    """Read a tag, a comment or another piece of markup.

    >>> read_inline_tag("<order-number>", ()).runs
    (TextRun(text='…', bold=False, italic=False, code=False, href=''),)
    """
    if tag.startswith("<!--"):
        return _comment(tag[4:].removesuffix("-->").strip(), keep)
    match = _TAG.match(tag)
    if not match:
        return InlineTag(removed=(("furniture", tag),))
    name, step = match["name"].lower(), -1 if match["close"] else 1
    if name == "br":
        return InlineTag((TextRun("\n"),))
    if name == "img":
        return _picture(tag, keep)
    if name in KNOWN:
        return InlineTag(bold=step * (name in _BOLD), italic=step * (name in _ITALIC))
    if match["close"]:
        return InlineTag(removed=(("mdx", tag),))
    what = f"{tag[:80]} is no element of HTML, and shows nothing: write what is to stand there"
    return InlineTag((TextRun("…"),), (("mdx", tag),), (what,))


def _comment(text: str, keep: Collection[str]) -> InlineTag:
    if "comment" in keep:
        return InlineTag((TextRun(text),))
    return InlineTag(removed=(("comment", text),) if text else ())


def _picture(tag: str, keep: Collection[str]) -> InlineTag:
    found = {m["name"].lower(): m["a"] or m["b"] or "" for m in _ATTRIBUTE.finditer(tag)}
    texts = [found[name] for name in ("alt", "title") if found.get(name)]
    source = found.get("src", "")
    left = f"the picture {source[:80]} was left out; add it under content/ and name it"
    decisions = (left,) if source and not source.startswith("data:") else ()
    if "embed" in keep:
        return InlineTag((TextRun(" ".join(texts)),), decisions=decisions)
    return InlineTag(removed=tuple(("embed", text) for text in texts), decisions=decisions)
