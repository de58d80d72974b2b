"""Python-Markdown's inline patterns, without those that cannot match.

Every piece of text is searched for every pattern, and most text holds none of the characters that
patterns begin with. This looks for the characters first; what it finds is the same.
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
"""The regular expression of a pattern → one or two characters, of which a match holds one."""
_ANYTHING = re.compile("")


class SwiftInline(InlineProcessor):
    """Does what InlineProcessor does, in less time."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns: list[Any] = list(md.inlinePatterns)
        self._patterns = [(p, _NEEDED.get(getattr(p, "pattern", ""), "")) for p in patterns]
        known = all(needed for _, needed in self._patterns)
        characters = "".join({c for _, needed in self._patterns for c in needed})
        self._special = re.compile(f"[{re.escape(characters)}]") if known else _ANYTHING

    # The name that Python gives to the private method of InlineProcessor.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString) or not self._special.search(data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined] # likewise
        for index in range(patternIndex, len(self._patterns)):
            pattern, needed = self._patterns[index]
            if needed and needed[0] not in data and needed[-1] not in data:
                continue
            matched, start = True, 0
            while matched:
                data, matched, start = apply(pattern, data, index, start)
        return data


def make_swift(md: Markdown) -> None:
    """Put SwiftInline in the place of InlineProcessor, unless an extension has taken it."""
    if type(md.treeprocessors["inline"]) is InlineProcessor:
        # Registering a name again keeps no other's place: this is Python-Markdown's own priority.
        md.treeprocessors.register(SwiftInline(md), "inline", 20)
