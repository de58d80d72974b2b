"""Speeds up Python-Markdown's inline patterns by skipping those that cannot match.

Python-Markdown searches every piece of text for every pattern, but most text contains none of the
characters that a match needs. This looks for the characters first; the result is unchanged.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown, inlinepatterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_NEEDED = {
    inlinepatterns.BACKTICK_RE: "`\\",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "[",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
    inlinepatterns.LINE_BREAK_RE: "\n",
    r"\*|_": "*_",
    r"\*": "*",
}
"""The regular expression of a pattern → one or two characters; a match contains one of them."""
_ANYTHING = re.compile("")


class FastInline(InlineProcessor):
    """An InlineProcessor with equal results that is faster."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns: list[Any] = list(md.inlinePatterns)
        self._patterns = [(p, _NEEDED.get(getattr(p, "pattern", ""), "")) for p in patterns]
        known = all(needed for _, needed in self._patterns)
        characters = "".join({c for _, needed in self._patterns for c in needed})
        self._special = re.compile(f"[{re.escape(characters)}]") if known else _ANYTHING

    # The mangled name of a private method of InlineProcessor.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString) or not self._special.search(data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined] # private, too
        for index in range(patternIndex, len(self._patterns)):
            pattern, needed = self._patterns[index]
            if needed and needed[0] not in data and needed[-1] not in data:
                continue
            matched, start = True, 0
            while matched:
                data, matched, start = apply(pattern, data, index, start)
        return data


def make_fast(md: Markdown) -> None:
    """Replace InlineProcessor by FastInline, unless an extension has replaced it."""
    if type(md.treeprocessors["inline"]) is InlineProcessor:
        # 20 is the priority with which Python-Markdown registers its own.
        md.treeprocessors.register(FastInline(md), "inline", 20)
