"""The syntax of blocks in Markdown: how lines begin and end, and which of them hold no text.

The forms are those of Python-Markdown, PyMdown Extensions and Material.
"""

from __future__ import annotations

import re

from kbgen.markdown.text import BLOCK_ELEMENTS

_SEPARATE = (BLOCK_ELEMENTS - {"br"}) | {"address", "center", "col", "colgroup", "fieldset", "form"}
_SEPARATE |= {"hgroup", "iframe", "legend", "object", "optgroup", "option", "picture", "search"}
_SEPARATE |= {"select", "source", "td", "th", "track"}
_BLOCK_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(_SEPARATE, reverse=True))})"
    r"(?:[\s/](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+)?>",
    re.I,
)
BREAK = "\x00"
"""Stands for each character of a block-level tag; a page has no control characters."""
PIECE = re.compile(f"[^{BREAK}]+")
SPACE = " \t\r"
QUOTES = re.compile(r">[>\s]*")
MARKERS = re.compile(r"(?:(?:[*+-]|\d+\.)[ \t]+|>[ \t]*)*+")
TASK = re.compile(r"\[[ xX]\][ \t]+")
RULE = re.compile(r"([*_-])(?:[ ]{0,2}\1){2,}")
ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)(?:[ ]*[\w-]+(?:[ ]+[\w-]+)*)?(?:[ ]+\"(?P<title>.*)\")?"
)
TAB = re.compile(r"===(?:\+!?|!\+?)?[ ]+\"(?P<title>.*)\"")
FENCED = re.compile(r"/{3,}(?:[ \t]*[\w-]+(?:[ \t]*\|[ \t]*(?P<title>.*))?)?")
OPTION = re.compile(r"[\w-]+:(?: |$)")
DEFINITION = re.compile(r":[ \t]+")
FOOTNOTE = re.compile(r"\[\^[^\]\n]*\]:[ \t]*")
REFERENCE = re.compile(
    r"\[[^\]\n]+\]:[ \t]*[^\s]+(?P<title>[ \t]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?"
)
TITLE = re.compile(r"(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))")
ABBREVIATION = re.compile(r"\*\[[^\]\n]*\][ ]?:[ \t]*")
ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
TEMPLATE = re.compile(r"\{(?:%.*%|\*.*\*|#.*#)\}")
SNIPPET = re.compile(r";*-+8<-+")
DELIMITERS = frozenset("|:- \t")
_FACT = re.compile(r"\{\{[^{}\n]*\}\}")
_BAR = re.compile(r"(?<!\\)\|")
_IMAGE = (
    r"!\[(?P<alt{0}>[^\[\]\n]*)\]"
    r"(?:\([ ]*(?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*+)"
    r"(?:\s+(?:\"(?P<title{0}>[^\"\n]*)\"|'(?P<single{0}>[^'\n]*)'))?[ ]*\)|\[[^\[\]\n]*\])"
    r"(?:[ ]*\{{:?[^{{}}\n]*\}})?"
)
ONE_IMAGE = re.compile(
    _IMAGE.format("") + r"|<img\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\salt=(?:\"(?P<quoted>[^\"]*)\")"
)
_LINK_END = r"\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)(?:[ ]*\{:?[^{}\n]*\})?"
_TAG = r"</?[a-zA-Z][\w-]*(?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)?>"
IMAGES_ALONE = re.compile(
    rf"(?>(?:\[(?:{_IMAGE.format(1)}){_LINK_END}|{_IMAGE.format(2)}|{_TAG})[\s>]*)++"
)
CAPTION_GROUPS = ("alt", "title", "single", "quoted")
SAYS = re.compile(r"[^\x00-/:-@\[-`{-\x7f\s]")
"""A text without a letter, a digit or a sign beyond ASCII has nothing to translate."""


def cells(row: str) -> list[str]:
    """Split a row of a table; a bar in a fact or behind a backslash is none.

    >>> cells("a | {{ b | number }}")
    ['a ', ' {{ b | number }}']
    """
    plain = _FACT.sub(lambda fact: "." * len(fact[0]), row) if "{{" in row else row
    bars = [match.start() for match in _BAR.finditer(plain)]
    starts, ends = [0, *(bar + 1 for bar in bars)], [*bars, len(row)]
    return [row[start:end] for start, end in zip(starts, ends, strict=True)]


def ends_in_bar(row: str) -> bool:
    """Tell whether a row has a bar at its end."""
    return row.endswith("|") and not row.endswith("\\|")


def has_block_tags(masked: str) -> bool:
    """Tell whether there are block-level tags in a text, of which the code is blanked out."""
    return "<" in masked and _BLOCK_TAG.search(masked) is not None


def with_breaks(shown: str, masked: str) -> str:
    """Put breaks in the places of block-level tags, except in code and comments."""
    out, after = [], 0
    for tag in _BLOCK_TAG.finditer(masked):
        lines = tag[0].split("\n")
        out += [shown[after : tag.start()], "\n".join(BREAK * len(line) for line in lines)]
        after = tag.end()
    return "".join([*out, shown[after:]])
