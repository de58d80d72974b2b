"""Keeps facts and the ids of headings from a plugin that reads `{{ }}` and `{# #}` as its own.

mkdocs-macros fills in each page with Jinja, to which a fact is an unknown variable, and the id of a
heading the beginning of a comment. So it sees marks in their place, until it is kbgen's turn.
"""

from __future__ import annotations

import re
from collections.abc import Container

from kbgen.model.uses import find_uses

_OPEN, _CLOSE = "\ufdd8", "\ufdd9"
# Noncharacters, as those of slots.
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_ATTRIBUTES = re.compile(r"\{#[\w-][^{}\n]*(?<!#)\}")


def hide(text: str, facts: Container[str]) -> tuple[str, list[str]]:
    """Put marks in place of uses of `facts` and of `{#id}`; return what stood there, too.

    >>> hide("## {{ a }} {{ b }} {#c}", {"a"})[1]
    ['{{ a }}', '{#c}']
    """
    spans = [(use.start, use.end) for use in find_uses(text) if use.id in facts]
    spans += [match.span() for match in _ATTRIBUTES.finditer(text)]
    hidden: list[str] = []
    out, after = list[str](), 0
    for start, end in sorted(spans):
        out += [text[after:start], f"{_OPEN}{len(hidden)}{_CLOSE}"]
        hidden.append(text[start:end])
        after = end
    return "".join([*out, text[after:]]), hidden


def show(text: str, hidden: list[str]) -> str:
    """Put back what `hide` has hidden; a mark may have been repeated or left out.

    >>> show(*hide("## {{ a }} {#c}", {"a"}))
    '## {{ a }} {#c}'
    """
    return _MARK.sub(lambda mark: hidden[int(mark[1])], text)
